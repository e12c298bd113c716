"""What is a summary about? A unit, a span, a responsibility, a stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from units.approval import State
from units.models import Unit
from units.querysets import UnitQuerySet


@dataclass(frozen=True)
class Scope:
    """A unit with everything beneath, the first and last day, and what of it is counted.

    `stage` is "accepted" or "reported" (sent, accepted or not); `everything` also counts units outside the
    conclusion's scope (product.md, Rulings: Scope); `alone` leaves out what stands beneath the unit.
    """

    unit: Unit
    start: date
    end: date
    responsibility: str = ""
    stage: str = "accepted"
    everything: bool = False
    alone: bool = False

    @property
    def states(self) -> list[str]:
        """The states of the papers that count at this stage."""
        return [State.ACCEPTED] if self.stage == "accepted" else [State.ACCEPTED, State.WAITING]

    def of(self, unit: Unit) -> Scope:
        """The same question about another unit."""
        return replace(self, unit=unit)

    def itself(self) -> Scope:
        """The same question about the unit without what stands beneath it."""
        return replace(self, alone=True)

    def part(self, rows: Any) -> Any:
        """Those of the rows (activities, expected reports) that belong to the unit or, unless alone, beneath."""
        return rows.filter(unit=self.unit) if self.alone else rows.under(self.unit)

    def children(self) -> UnitQuerySet:
        """The units directly beneath that were open in the span."""
        if self.alone:
            return Unit.objects.none()
        found = Unit.objects.children_of(self.unit).filter(
            Q(closed_on=None) | Q(closed_on__gt=self.start), opened_on__lte=self.end
        )
        found = found if self.everything else found.in_scope()
        return found.order_by("level", "sort_name")
