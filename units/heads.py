"""What stands at the head of a table's columns, and what does a click there sort by?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise


class Column(NamedTuple):
    """A column: its word in the address ("" cannot be sorted by), its label, whether it holds numbers.

    Numbers come largest first on the first click, as do columns with `latest_first`.
    """

    name: str
    label: str | Promise
    number: bool = False
    latest_first: bool = False


class Head(NamedTuple):
    """A column's head as components/heads.html draws it; `order` is what aria-sort says, "" where it does not sort."""

    label: str | Promise
    number: bool
    order: str
    sort: str


def heads(columns: Iterable[Column], now: str) -> list[Head]:
    """Returns the heads of a table sorted by `now`: a click sorts by the column, a second one the other way round."""
    drawn = []
    for column in columns:
        down = column.number or column.latest_first
        first, second = (f"-{column.name}", column.name) if down else (column.name, f"-{column.name}")
        order = {column.name: "ascending", f"-{column.name}": "descending"}.get(now, "") if column.name else ""
        drawn.append(Head(column.label, column.number, order, column.name and (second if now == first else first)))
    return drawn
