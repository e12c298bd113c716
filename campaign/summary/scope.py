"""What is a summary about? A unit or a network, a span, a responsibility, a stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Q, Value, When

from units.approval import State
from units.clauses import NOTHING
from units.models import Network, Placement, Unit
from units.querysets import UnitQuerySet, within
from units.spans import not_ended_on


@dataclass(frozen=True)
class Scope:
    """A unit with everything beneath, the first and last day, and what of it is counted.

    `stage` is "accepted" or "reported" (sent, accepted or not); `everything` also counts units outside the
    conclusion's scope (product.md, Rulings: Scope); `alone` leaves out what stands beneath the unit. With `then` each
    activity counts under the units that stood above it on its own day, else under those that stand there now
    (Rulings: As then); `part_of` is the unit whose child, by the same reckoning, this scope is about. With a `network`
    that the unit holds it is about the `members` of today and what stands beneath them, instead of the unit.
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
    network: Network | None = None
    members: tuple[Unit, ...] = ()

    @property
    def name(self) -> str:
        """What the summary is about, in full."""
        return str(self.network or self.unit.name)

    @property
    def short_name(self) -> str:
        """What the summary is about, in a few words."""
        return str(self.network or self.unit.short_name)

    @property
    def states(self) -> list[str]:
        """The states of the papers that count at this stage."""
        return [State.ACCEPTED] if self.stage == "accepted" else [State.ACCEPTED, State.WAITING]

    def of(self, unit: Unit) -> Scope:
        """The same question about a unit directly beneath, or about a member of the network."""
        return replace(self, unit=unit, part_of=self.unit if self.then else None, network=None, members=())

    def itself(self) -> Scope:
        """The same question about the unit without what stands beneath it."""
        return replace(self, alone=True)

    def holds(self, unit: Unit) -> bool:
        """Says whether a unit stands in what the summary is about, as the tree is now."""
        return any(one.contains(unit) for one in (self.members if self.network else [self.unit]))

    def anywhere(self, prefix: str = "unit__") -> Q:
        """Returns the condition that the unit at `prefix` is one that the summary is about, as the tree is now."""
        condition = NOTHING
        for one in self.members if self.network else [self.unit]:
            condition |= within(one.path or "", prefix)
        return condition

    def child_on(self, line: list[int]) -> int:
        """Returns the key of the child (or member) on the way of keys down to a unit, 0 for the unit itself."""
        if self.network:
            keys = {member.pk for member in self.members}
            return next((pk for pk in line if pk in keys), 0)
        return next(iter(line[line.index(self.unit.pk) + 1 :]), 0)

    def part(self, rows: Any) -> Any:
        """Those of the rows (activities, expected reports) that belong to the unit or, unless alone, beneath.

        `child` is the key of the unit directly beneath (or member) to which a row belongs, NULL for the unit itself.
        """
        if self.network:
            # A member that stands beneath another one belongs to it: the higher, whose path is shorter, comes first.
            rising = sorted(self.members, key=lambda member: len(member.path or ""))
            cases = [When(within(one.path or "", "unit__"), then=Value(one.pk)) for one in rising]
            return rows.filter(self.anywhere()).alias(child=Case(*cases, output_field=BigIntegerField()))
        if not self.then:
            return rows.now_under(self.unit).filter(unit=self.unit) if self.alone else rows.now_under(self.unit)
        if self.part_of:
            rows = rows.filter(pk__in=rows.stood_under(self.part_of).filter(child=self.unit.pk).values("pk"))
        found = rows.stood_under(self.unit)
        return found.filter(child=None) if self.alone else found

    def children(self) -> UnitQuerySet:
        """The units directly beneath (or members) that were open in the span: merged ones beneath their successors."""
        if self.alone:
            return Unit.objects.none()
        beneath = Q(parent=self.unit, merged_into=None) | Q(merged_into=self.unit)
        if self.network:
            beneath = Q(pk__in=[member.pk for member in self.members])
        if self.then:
            stood = Placement.objects.filter(not_ended_on(self.start), from_on__lte=self.end)
            beneath = Q(pk__in=stood.filter(parent=self.unit).values("unit"))
        found = Unit.objects.filter(beneath, not_ended_on(self.start, "closed_on"), opened_on__lte=self.end)
        found = found if self.everything else found.in_scope()
        return found.order_by("level", "sort_name")
