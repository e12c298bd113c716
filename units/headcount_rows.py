"""What does a list of head-counts show in each of its rows? Sums of subtrees, or the numbers of one unit alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from units.headcounts import NUMBERS, Totals
from units.models import Headcount, Unit


def with_totals(units: Iterable[Unit], found: Mapping[int, Totals], year: int) -> list[Unit]:
    """Sets `unit.totals`, the sum of its subtree as it was found, on each unit."""
    listed = list(units)
    for unit in listed:
        unit.totals = found.get(unit.pk) or Totals(year)
    return listed


def with_own(units: Iterable[Unit], year: int) -> list[Unit]:
    """Sets `unit.totals` from what the list of head-counts has read beside each unit: its own numbers alone."""
    listed = list(units)
    for unit in listed:
        numbers = {name: getattr(unit, name) for name in NUMBERS}
        entered = int(numbers["young_officials"] is not None)
        unit.totals = Totals(year, numbers, entered=entered, asked=1)
    return listed


class Rows:
    """What an export writes: units that have their totals already, or (with a year) their own numbers read beside."""

    model = Headcount

    def __init__(self, units: Any, year: int | None):
        self.units, self.year = units, year

    def iterator(self, chunk_size: int) -> Iterator[Unit]:
        """Yields the units one by one."""
        if self.year is None:
            yield from self.units
            return
        for unit in self.units.iterator(chunk_size=chunk_size):
            yield from with_own([unit], self.year)


def in_order(units: list[Unit], order: str) -> list[Unit]:
    """Sorts units by a number of their `totals` ("women", "-women"), those without one last; else by name."""
    name, down = order.removeprefix("-"), order.startswith("-")
    if name not in NUMBERS:
        return sorted(units, key=lambda unit: unit.sort_name, reverse=down) if name else units
    known = [unit for unit in units if unit.totals.numbers[name] is not None]
    rest = [unit for unit in units if unit.totals.numbers[name] is None]
    return sorted(known, key=lambda unit: unit.totals.numbers[name] or 0, reverse=down) + rest
