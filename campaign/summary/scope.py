"""What is a summary about? A unit, a span, a responsibility, a stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from units.approval import State
from units.models import Unit


@dataclass(frozen=True)
class Scope:
    """A unit with everything beneath, the first and last day, and what of it is counted.

    `stage` is "accepted" or "reported" (sent, accepted or not); `everything` also counts units outside the
    conclusion's scope (product.md, Rulings: Scope).
    """

    unit: Unit
    start: date
    end: date
    responsibility: str = ""
    stage: str = "accepted"
    everything: bool = False

    @property
    def states(self) -> list[str]:
        """The states of the papers that count at this stage."""
        return [State.ACCEPTED] if self.stage == "accepted" else [State.ACCEPTED, State.WAITING]

    def of(self, unit: Unit) -> Scope:
        """The same question about another unit."""
        return replace(self, unit=unit)
