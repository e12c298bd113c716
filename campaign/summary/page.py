"""What does the summary page say? Figures, months, children and the ladder of one scope, ready to be drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from campaign.models import Responsibility
from campaign.summary import links, reports, totals
from campaign.summary.ladder import MEANING, Rung, ladder
from campaign.summary.reports import Reporting
from campaign.summary.scope import Scope
from campaign.summary.totals import Cell
from units.heads import Column, Head, heads
from units.models import Unit
from units.templatetags.numbers import number, percent

# What the table of children can be sorted by; the three responsibilities are one column each.
SORTS = ("name", "activities", *Responsibility.values, "turnout", "citizens", "value", "rate", "silent")


# The three in the heads of a table, where the word "responsibility" would only be repeated.
SHORT = {
    Responsibility.SELF: pgettext_lazy("responsibility", "Oneself"),
    Responsibility.WORK: pgettext_lazy("responsibility", "Work"),
    Responsibility.COMMUNITY: pgettext_lazy("responsibility", "Community"),
}
# More bars than these are a table: the one beneath.
BARS = 15


@dataclass
class Row:
    """One child of the unit (or the unit itself) with what it adds up to; zeros where there is nothing."""

    unit: Unit
    cells: list[Cell]
    reporting: Reporting
    rungs: Counter = field(default_factory=Counter)
    is_self: bool = False
    href: str = ""
    activity_href: str = ""

    def __post_init__(self) -> None:
        self.activities = totals.activities(self.cells)
        self.turnout = totals.turnout(self.cells)
        self.citizens = totals.citizens(self.cells)
        self.value = totals.value(self.cells)
        groups = totals.by(self.cells, lambda cell: cell.responsibility)
        self.by_responsibility = [(key, totals.activities(groups.get(key, []))) for key in Responsibility.values]
        self.silent = self.rungs[Rung.RECEIVED]
        self.units = sum(self.rungs.values())

    def sortable(self, name: str) -> float | str:
        """What the table sorts by under a column's name."""
        if name == "name":
            return self.unit.sort_name
        if name == "rate":
            return -1.0 if self.reporting.rate is None else self.reporting.rate
        return dict(self.by_responsibility).get(name, getattr(self, name, 0))


class Summary:
    """The summary of one scope: six queries, whatever the number of units and activities."""

    def __init__(self, scope: Scope, *, sort: str = ""):
        self.scope, self.sort = scope, sort
        self.cells = totals.cells(scope)
        self.by_child = reports.reporting(scope)
        self.ladder = ladder(scope)
        self.reporting = sum(self.by_child.values(), Reporting())
        self.rows = self._rows(sort)

    def _rows(self, sort: str) -> list[Row]:
        children = Unit.objects.children_of(self.scope.unit).filter(
            Q(closed_on=None) | Q(closed_on__gt=self.scope.start), opened_on__lte=self.scope.end
        )
        if not self.scope.everything:
            children = children.in_scope()
        groups = totals.by(self.cells, lambda cell: cell.child)
        rows = [
            Row(
                child,
                groups.get(child.pk, []),
                self.by_child.get(child.pk, Reporting()),
                self.ladder.by_child.get(child.pk, Counter()),
            )
            for child in children.order_by("level", "sort_name")
        ]
        name = sort.lstrip("-")
        if name in SORTS:
            rows.sort(key=lambda row: row.sortable(name), reverse=sort.startswith("-"))
        own = Row(
            self.scope.unit,
            groups.get(0, []),
            self.by_child.get(0, Reporting()),
            self.ladder.by_child.get(0, Counter()),
            is_self=True,
        )
        for row in rows:
            row.href = links.summary(self.scope, row.unit)
            row.activity_href = links.activities(self.scope.of(row.unit))
        own.activity_href = links.activities(self.scope, own=True)
        return [*rows, own]

    # --- what is drawn ---------------------------------------------------------------------------------------------

    def months(self) -> list[dict]:
        """Series for the column chart: a strip for each responsibility, a column for each month of the span."""
        start, end = self.scope.start, self.scope.end
        span = [
            (year, month)
            for year in range(start.year, end.year + 1)
            for month in range(1, 13)
            if (start.year, start.month) <= (year, month) <= (end.year, end.month)
        ]
        groups = totals.by(self.cells, lambda cell: (cell.responsibility, cell.year, cell.month))
        wanted = [self.scope.responsibility] if self.scope.responsibility else Responsibility.values
        series = []
        for key in wanted:
            points = []
            for year, month in span:
                count = totals.activities(groups.get((key, year, month), []))
                href = links.activities(self.scope, year=year, month=month, responsibility=key) if count else ""
                tick = month if start.year == end.year else year if month == 1 else ""
                points.append(
                    {
                        "label": f"{month}/{year}",
                        "tick": str(tick),
                        "value": count,
                        "text": number(count),
                        "href": href,
                    }
                )
            total = sum(point["value"] for point in points)
            series.append({"key": key, "label": Responsibility(key).label, "text": number(total), "points": points})
        return series

    def peak(self) -> str:
        """One sentence about the month with the most activities."""
        groups = totals.by(self.cells, lambda cell: (cell.year, cell.month))
        if not groups:
            return _("No activity in this span yet")
        year, month = max(groups, key=lambda key: (totals.activities(groups[key]), key))
        said = _("Most in %(month)d/%(year)d: %(count)s activities")
        return said % {"month": month, "year": year, "count": number(totals.activities(groups[year, month]))}

    def bars(self) -> list[dict]:
        """Rows for the bar chart of the most active children; the table beneath holds all of them."""
        shown = sorted(self.rows, key=lambda row: (-row.activities, row.unit.sort_name))
        return [
            {
                "label": row.unit.short_name,
                "value": row.activities,
                "text": number(row.activities),
                "href": row.activity_href if row.is_self else row.href,
            }
            for row in shown[:BARS]
            if row.activities or not row.is_self
        ]

    def rungs(self) -> list[dict]:
        """Rows for the ladder: every rung, its meaning, the number of units and the list behind it."""
        whole = sum(self.ladder.total.values())
        return [
            {
                "rung": rung,
                "label": Rung(rung).label,
                "meaning": MEANING[Rung(rung)],
                "value": self.ladder.total[rung],
                "share": self.ladder.total[rung] / whole if whole else None,
                "text": number(self.ladder.total[rung]),
                "href": links.units(self.scope, rung),
            }
            for rung in Rung.values
        ]

    def columns(self) -> list[Head]:
        """Heads of the table of children."""
        numbers = (
            totals.activities.label,
            *SHORT.values(),
            totals.turnout.label,
            totals.citizens.label,
            totals.value.label,
            reports.reporting.label,
            Rung.RECEIVED.label,
        )
        columns = [Column(name, label, number=True) for name, label in zip(SORTS[1:], numbers, strict=True)]
        return heads([Column(SORTS[0], _("Unit")), *columns], self.sort)

    def finding(self) -> str:
        """One sentence that says what stands out."""
        count = totals.activities(self.cells)
        if not count:
            return _("No activity in this span yet")
        leading = max(self.rows, key=lambda row: row.activities)
        if leading.is_self:
            return _("%(unit)s itself logged most: %(count)s of %(all)s activities") % {
                "unit": leading.unit.short_name,
                "count": number(leading.activities),
                "all": number(count),
            }
        return _("%(unit)s leads with %(count)s of %(all)s activities (%(share)s)") % {
            "unit": leading.unit.short_name,
            "count": number(leading.activities),
            "all": number(count),
            "share": percent(leading.activities / count),
        }
