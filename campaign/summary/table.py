"""Which numbers stand in a row of the summary's table of units, and which rows does each of them count?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Responsibility
from campaign.summary import links, reports, totals
from campaign.summary.ladder import Rung
from campaign.summary.reports import Reporting
from campaign.summary.scope import Scope
from campaign.summary.totals import Cell
from units.heads import Column
from units.models import Unit
from units.templatetags.numbers import money_full, number, percent

MILLION = 1_000_000
MILLIONS = _("Value (million đồng)")

# The three in the heads of a table, where the word "responsibility" would only be repeated.
SHORT = {
    Responsibility.SELF: pgettext_lazy("responsibility", "Oneself"),
    Responsibility.WORK: pgettext_lazy("responsibility", "Work"),
    Responsibility.COMMUNITY: pgettext_lazy("responsibility", "Community"),
}
COLUMNS = (
    Column("name", pgettext_lazy("noun", "Unit")),
    Column("activities", totals.activities.label, number=True),
    *(Column(key, label, number=True) for key, label in SHORT.items()),
    Column("turnout", totals.turnout.label, number=True),
    Column("citizens", totals.citizens.label, number=True),
    Column("value", MILLIONS, number=True),
    Column("rate", reports.reporting.label, number=True),
    Column("reporters", _("Units that reported"), number=True),
    Column("silent", Rung.RECEIVED.label, number=True),
)


def orders() -> list[tuple[str, str | Promise]]:
    """The orders of the table to choose from: each column both ways, numbers from the largest first."""
    found: list[tuple[str, str | Promise]] = [("", _("Level, then name"))]
    for column in COLUMNS:
        falling = format_lazy(_("{field} (descending)"), field=column.label)
        both = [(column.name, column.label), (f"-{column.name}", falling)]
        found += reversed(both) if column.number else both
    return found


class Shown(NamedTuple):
    """One number of a row: its column, as people read it, the list of what it counts, the exact number on pointing;
    `of` is what it is a part of, with a list of its own."""

    label: str | Promise
    text: str
    href: str = ""
    exact: str = ""
    of: Shown | None = None


@dataclass
class Row:
    """One child of the unit (or the unit itself) with what it adds up to; zeros where there is nothing."""

    unit: Unit
    cells: list[Cell]
    reporting: Reporting
    rungs: Counter = field(default_factory=Counter)
    is_self: bool = False
    href: str = ""

    def __post_init__(self) -> None:
        self.activities = totals.activities(self.cells)
        self.turnout = totals.turnout(self.cells)
        self.citizens = totals.citizens(self.cells)
        self.value = totals.value(self.cells)
        groups = totals.by(self.cells, lambda cell: cell.responsibility)
        self.by_responsibility = [(key, totals.activities(groups.get(key, []))) for key in Responsibility.values]
        self.reporters = self.reporting.units
        self.silent = self.rungs[Rung.RECEIVED]
        self.units = sum(self.rungs.values())
        self.shown: list[Shown] = []

    def sortable(self, name: str) -> float | str:
        """What the table sorts by under a column's name."""
        if name == "name":
            return self.unit.sort_name
        if name == "rate":
            return -1.0 if self.reporting.rate is None else self.reporting.rate
        return dict(self.by_responsibility).get(name, getattr(self, name, 0))

    def show(self, scope: Scope, *, of: object) -> None:
        """Fills `shown`: every number with the list of exactly the rows that it counts, of that part of the scope."""
        labels = {column.name: column.label for column in COLUMNS}
        self.shown = [
            linked(labels["activities"], self.activities, links.activities(scope, of=of)),
            *(
                linked(labels[key], count, links.activities(scope, of=of, responsibility=key))
                for key, count in self.by_responsibility
            ),
            linked(labels["turnout"], self.turnout, given(scope, "turnout", of=of)),
            linked(labels["citizens"], self.citizens, given(scope, "citizens", of=of)),
            linked(labels["value"], self.value, given(scope, "value", of=of))._replace(
                text=millions(self.value), exact=money_full(self.value)
            ),
            Shown(
                labels["rate"],
                percent(self.reporting.rate),
                links.reports(scope, of=of) if self.reporting.expected else "",
                f"{number(self.reporting.arrived)}/{number(self.reporting.expected)}",
            ),
            linked(labels["reporters"], self.reporters, links.reporters(scope, of=of, sent="yes")),
            linked(labels["silent"], self.silent, links.units(scope, of=of, rung=Rung.RECEIVED.value))._replace(
                of=linked("", self.units, links.units(scope, of=of)) if self.units else None
            ),
        ]


def given(scope: Scope, name: str, **narrowed: object) -> str:
    """The list of the activities that add to a sum, what adds most first."""
    return links.activities(scope, gives=name, sort=f"-{name}", **narrowed)


def millions(dong: int) -> str:
    """Writes whole đồng in millions to one decimal; what is there but less than that is not written as nothing."""
    if 0 < dong < MILLION / 10:
        return f"< {number(0.1)}"
    return number(dong / MILLION, 1)


def linked(label: str | Promise, value: int, href: str) -> Shown:
    """A count as people read it, with the list of its rows where there are any."""
    return Shown(label, number(value), href if value else "")
