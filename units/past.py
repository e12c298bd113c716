"""What was a unit called on a day, and where did it stand then? One place answers for lists, pages and exports.

A name is that of the row of `FormerName` with the least end after the day, else the present one; a place is that of
the `Placement` of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from units.models import FormerName, Placement, Unit
from units.querysets import UnitQuerySet
from units.spans import in_force_on


def names_on(day: date, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Returns (name, short name) by key for the units that were called otherwise on a day; one query."""
    rows = FormerName.objects.filter(unit__in=list(keys), until_on__gt=day).order_by("unit", "-until_on")
    return {row.unit_id: (row.name, row.short_name) for row in rows}  # the least end comes last and stays


def call_as_on(day: date, units: Iterable[Unit]) -> None:
    """Gives units in memory the names of a day, to be shown and never saved; one query.

    `unit.now_called` is the present name of one that was called otherwise, else "".
    """
    asked = list(units)
    then = names_on(day, [unit.pk for unit in asked])
    for unit in asked:
        unit.now_called = unit.name if unit.pk in then else ""
        unit.name, unit.short_name = then.get(unit.pk, (unit.name, unit.short_name))


def placements_on(day: date, keys: Iterable[int]) -> dict[int, Placement]:
    """Returns by key where units stood on a day; those that stood nowhere are left out; one query."""
    found = Placement.objects.filter(in_force_on(day), unit__in=list(keys))
    return {placement.unit_id: placement for placement in found}


def path_on(day: date, unit: Unit) -> str:
    """Returns the path of a unit on a day, "" where it stood nowhere."""
    found = placements_on(day, [unit.pk]).get(unit.pk)
    return found.path if found else ""


class AsOn:
    """Units of a queryset as they were called and whose they were on a day, chunk by chunk: what an export writes."""

    model: Any = Unit

    def __init__(self, units: UnitQuerySet, day: date):
        self.units, self.day = units, day

    def iterator(self, chunk_size: int) -> Iterator[Unit]:
        """Yields the units with the names and the superior of the day, four queries for each chunk."""
        chunk: list[Unit] = []
        for unit in self.units.iterator(chunk_size=chunk_size):
            chunk.append(unit)
            if len(chunk) == chunk_size:
                yield from self._dressed(chunk)
                chunk = []
        yield from self._dressed(chunk)

    def _dressed(self, units: list[Unit]) -> list[Unit]:
        placed = placements_on(self.day, [unit.pk for unit in units])
        above = Unit.objects.in_bulk({one.parent_id for one in placed.values() if one.parent_id})
        call_as_on(self.day, [*units, *above.values()])
        for unit in units:
            if unit.pk in placed:
                unit.parent = above.get(placed[unit.pk].parent_id or 0)
        return units


class Names:
    """What some units have been called over time; one query for all of them and all days."""

    def __init__(self, keys: Iterable[int]):
        self._former: dict[int, list[FormerName]] = {}
        for row in FormerName.objects.filter(unit__in=set(keys)).order_by("until_on"):
            self._former.setdefault(row.unit_id, []).append(row)

    def former(self, unit: Unit) -> list[FormerName]:
        """Returns the former names of a unit, the oldest first."""
        return self._former.get(unit.pk, [])

    def on(self, unit: Unit, day: date) -> str:
        """Returns what a unit was called on a day."""
        return next((row.name for row in self.former(unit) if row.until_on > day), unit.name)
