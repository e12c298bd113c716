"""What is a summary about? A unit, a span, a responsibility, a stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from units.approval import State
from units.models import Placement, Unit
from units.querysets import UnitQuerySet


@dataclass(frozen=True)
class Scope:
    """A unit with everything beneath, the first and last day, and what of it is counted.

    `stage` is "accepted" or "reported" (sent, accepted or not); `everything` also counts units outside the
    conclusion's scope (product.md, Rulings: Scope); `alone` leaves out what stands beneath the unit. With `then` each
    activity counts under the units that stood above it on its own day, else under those that stand there now
    (Rulings: As then); `part_of` is the unit whose child, by the same reckoning, this scope is about.
    """

    unit: Unit
    start: date
    end: date
    responsibility: str = ""
    stage: str = "accepted"
    everything: bool = False
    alone: bool = False
    then: bool = False
    part_of: Unit | None = None

    @property
    def states(self) -> list[str]:
        """The states of the papers that count at this stage."""
        return [State.ACCEPTED] if self.stage == "accepted" else [State.ACCEPTED, State.WAITING]

    def of(self, unit: Unit) -> Scope:
        """The same question about a unit directly beneath."""
        return replace(self, unit=unit, part_of=self.unit if self.then else None)

    def itself(self) -> Scope:
        """The same question about the unit without what stands beneath it."""
        return replace(self, alone=True)

    def part(self, rows: Any) -> Any:
        """Those of the rows (activities, expected reports) that belong to the unit or, unless alone, beneath.

        `child` is the key of the unit directly beneath to which a row belongs, NULL for the unit itself.
        """
        if not self.then:
            return rows.now_under(self.unit).filter(unit=self.unit) if self.alone else rows.now_under(self.unit)
        if self.part_of:
            rows = rows.filter(pk__in=rows.stood_under(self.part_of).filter(child=self.unit.pk).values("pk"))
        found = rows.stood_under(self.unit)
        return found.filter(child=None) if self.alone else found

    def children(self) -> UnitQuerySet:
        """The units directly beneath that were open in the span: merged ones beneath their successors."""
        if self.alone:
            return Unit.objects.none()
        beneath = Q(parent=self.unit, merged_into=None) | Q(merged_into=self.unit)
        if self.then:
            stood = Placement.objects.filter(Q(to_on=None) | Q(to_on__gt=self.start), from_on__lte=self.end)
            beneath = Q(pk__in=stood.filter(parent=self.unit).values("unit"))
        found = Unit.objects.filter(beneath, Q(closed_on=None) | Q(closed_on__gt=self.start), opened_on__lte=self.end)
        found = found if self.everything else found.in_scope()
        return found.order_by("level", "sort_name")
