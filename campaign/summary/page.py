"""What does the summary page say? Figures, months, children and the ladder of one scope, ready to be drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from campaign.models import Responsibility
from campaign.summary import distinct, links, people, reports, totals
from campaign.summary.ladder import MEANING, Rung, ladder
from campaign.summary.reports import Reporting
from campaign.summary.scope import Scope
from campaign.summary.table import COLUMNS, Row
from units.heads import Head, heads
from units.models import Unit
from units.templatetags.numbers import number, percent

SORTS = [column.name for column in COLUMNS]
# More bars than these are a table: the one beneath.
BARS = 15
KINDS = 10
LABEL = 38  # characters that a phone has room for above a bar, beside its number


class Summary:
    """The summary of one scope: a dozen queries, whatever the number of units and activities."""

    def __init__(self, scope: Scope, *, sort: str = ""):
        self.scope, self.sort = scope, sort
        self.cells = totals.cells(scope)
        self.kinds = totals.by_kind(scope)
        self.by_child = reports.reporting(scope)
        self.ladder = ladder(scope)
        self.turnout_each = people.turnout_each(scope)
        self.distinct = distinct.distinct(scope)
        self.reporting = sum(self.by_child.values(), Reporting())
        if scope.then:  # a unit that moved between two periods reported beneath both superiors, and is one unit
            several = reports.reporters(scope).filter(arrived__gt=0).count()
            self.reporting = replace(self.reporting, units=several)
        self.rows = self._rows(sort)
        self.has_children = len(self.rows) > 1 or self.scope.network is not None

    def _rows(self, sort: str) -> list[Row]:
        groups = totals.by(self.cells, lambda cell: cell.child)
        rows = [
            Row(
                child,
                groups.get(child.pk, []),
                self.by_child.get(child.pk, Reporting()),
                self.ladder.by_child.get(child.pk, Counter()),
                href=links.summary(self.scope, child) if self.scope.holds(child) else "",
            )
            for child in self._children(groups)
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
            row.show(self.scope, of=row.unit.pk)
        if self.scope.network:
            return rows
        own.show(self.scope, of=links.OWN)
        return [*rows, own]

    def _children(self, groups: dict[int, list]) -> list[Unit]:
        """The units directly beneath in the span, and whatever else a figure counts: the rows add up to the whole."""
        children = list(self.scope.children())
        counted = {*groups, *self.by_child, *self.ladder.by_child} - {0, *(child.pk for child in children)}
        return (
            [*children, *Unit.objects.filter(pk__in=counted).order_by("level", "sort_name")] if counted else children
        )

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
                "href": row.shown[0].href if row.is_self else row.href,
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
                "href": links.units(self.scope, rung=rung),
            }
            for rung in Rung.values
        ]

    def columns(self) -> list[Head]:
        """Heads of the table of children."""
        return heads(COLUMNS, self.sort)

    def by_kind(self) -> list[dict]:
        """Rows for the bar chart of the kinds of activity that were done most."""
        return [
            {
                "label": Truncator(str(kind)).chars(LABEL),
                "value": count,
                "text": number(count),
                "tone": kind.responsibility,
                "href": links.activities(self.scope, kind=kind.code),
            }
            for kind, count in self.kinds[:KINDS]
        ]

    def leading_kind(self) -> str:
        """One sentence about the kind of activity that was done most."""
        (kind, count), *others = self.kinds
        if others and others[0][1] == count:
            said = _("%(all)s activities of %(kinds)s kinds")
            return said % {"all": number(totals.activities(self.cells)), "kinds": number(len(self.kinds))}
        said = _("Most often: %(kind)s, %(count)s of %(all)s activities")
        return said % {"kind": kind, "count": number(count), "all": number(totals.activities(self.cells))}

    def stands(self) -> dict:
        """The rung of a unit without children."""
        return next((rung for rung in self.rungs() if rung["value"]), {})

    def finding(self) -> str:
        """One sentence that says what stands out."""
        count = totals.activities(self.cells)
        if not count:
            return _("No activity in this span yet")
        if not self.has_children:
            return self.leading_kind()
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
