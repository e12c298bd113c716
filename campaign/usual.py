"""What is usual: in a unit's own past, among units of the same sector, for as many people as a unit has?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Concat, ExtractYear

from campaign.models import Activity
from campaign.models.activity import COUNTS
from units import tree
from units.clock import today
from units.models import Headcount, Level, Unit

LATEST = 50  # so many of a unit's earlier entries of a kind are compared with
DAY = 86400  # seconds that what is usual among peers is kept
_GROUP = ("kind__total_code", "year", "unit__sector", "unit__level")

Figures = tuple[int | None, ...]  # in the order of COUNTS
Group = tuple[str, int, str, int]


@dataclass(frozen=True)
class Past:
    """Some earlier figures of one unit: how many, the one in the middle, and how far they usually lie from it."""

    number: int
    median: float
    deviation: float

    @classmethod
    def of(cls, figures: Iterable[int]) -> Past:
        """Returns the median and the median of the absolute deviations from it."""
        known = list(figures)
        middle = median(known)
        return cls(len(known), middle, median(abs(figure - middle) for figure in known))


@dataclass(frozen=True)
class Bar:
    """The figure that so many per cent of `number` entries do not pass."""

    number: int
    figure: int


def own_past(activities: Iterable[Activity]) -> dict[int, dict[str, Past]]:
    """Returns by activity and counted value what was usual before its first day in the same unit and kind.

    Left out is a value of which fewer than `ODD_PAST_ENTRIES` accepted earlier entries know anything. Totals of a span
    are no entries of a day. One query.
    """
    asked = list(activities)
    rows = (
        Activity.objects.accepted()
        .filter(unit__in={one.unit_id for one in asked}, kind__total_code__in={one.kind.total_code for one in asked})
        .filter(is_span_total=False)
        .order_by("started_on", "pk")
    )
    before: dict[tuple[int, str], list[tuple[date, Figures]]] = {}
    for unit, code, day, *figures in rows.values_list("unit_id", "kind__total_code", "started_on", *COUNTS):
        before.setdefault((unit, code), []).append((day, tuple(figures)))
    return {one.pk: _past(one, before.get((one.unit_id, one.kind.total_code), [])) for one in asked}


def _past(activity: Activity, entries: list[tuple[date, Figures]]) -> dict[str, Past]:
    earlier = [figures for day, figures in entries if day < activity.started_on][-LATEST:]
    if len(earlier) < settings.ODD_PAST_ENTRIES:
        return {}
    columns = {
        name: [figure for figure in column if figure is not None]
        for name, column in zip(COUNTS, zip(*earlier, strict=True), strict=True)
    }
    return {name: Past.of(known) for name, known in columns.items() if len(known) >= settings.ODD_PAST_ENTRIES}


# --- units of the same sector ----------------------------------------------------------------------------------------


def group_of(activity: Activity) -> Group:
    """Returns what an activity's peers share: kind, year, the unit's sector and level."""
    return activity.kind.total_code, activity.started_on.year, activity.unit.sector, activity.unit.level


def among_peers(activities: Iterable[Activity]) -> dict[Group, dict[str, Bar]]:
    """Returns by group and counted value which figure `ODD_PEERS_PERCENT` of the accepted entries do not pass.

    Counted once a day for each kind and year, by one grouped query; left out are values that fewer than
    `ODD_PEERS_ENTRIES` entries know.
    """
    wanted = {(one.kind.total_code, one.started_on.year) for one in activities}
    key = f"usual-{today():%Y%m%d}-{settings.ODD_PEERS_PERCENT}-{settings.ODD_PEERS_ENTRIES}"
    known: dict[tuple[str, int], dict[Group, dict[str, Bar]]] = cache.get(key) or {}
    if missing := wanted - known.keys():
        known = known | {pair: {} for pair in missing}
        for group, bars in _count_peers(missing).items():
            if group[:2] in missing:
                known[group[:2]][group] = bars
        cache.set(key, known, DAY)
    return {group: bars for pair in wanted for group, bars in known[pair].items()}


def _count_peers(pairs: set[tuple[str, int]]) -> dict[Group, dict[str, Bar]]:
    years = [year for _code, year in pairs]
    rows = (
        Activity.objects.accepted()
        .filter(kind__total_code__in={code for code, _year in pairs}, is_span_total=False)
        .filter(started_on__gte=date(min(years), 1, 1), started_on__lte=date(max(years), 12, 31))
        .annotate(year=ExtractYear("started_on"))
        .order_by()
    )
    each = [_tallied(rows, name) for name in COUNTS]
    tallies: dict[tuple[Group, str], list[tuple[int, int]]] = {}
    for *group, name, figure, number in each[0].union(*each[1:], all=True):
        tallies.setdefault((tuple(group), name), []).append((figure, number))
    found: dict[Group, dict[str, Bar]] = {}
    for (group, name), tally in tallies.items():
        bar = bar_of(tally)
        if bar.number >= settings.ODD_PEERS_ENTRIES:
            found.setdefault(group, {})[name] = bar
    return found


def _tallied(rows: QuerySet, name: str) -> QuerySet:
    counted = rows.filter(**{f"{name}__isnull": False}).values(*_GROUP)
    counted = counted.annotate(what=Value(name), figure=F(name)).annotate(number=Count("pk"))
    return counted.values_list(*_GROUP, "what", "figure", "number")


def bar_of(tally: Iterable[tuple[int, int]]) -> Bar:
    """Returns the bar of figures, each with how often it is there: by nearest rank."""
    ordered = sorted(tally)
    number = sum(times for _figure, times in ordered)
    rank, passed = -(-settings.ODD_PEERS_PERCENT * number // 100), 0
    for figure, times in ordered:
        passed += times
        if passed >= rank:
            return Bar(number, figure)
    return Bar(0, 0)


# --- as many people as there are -------------------------------------------------------------------------------------


def young_officials() -> Subquery:
    """Returns how many young officials an activity's unit has with all beneath it in the activity's year, for a query
    over activities; None where nobody counted."""
    counted = Headcount.objects.filter(_beneath("unit__path"), year=_year(), unit__in_scope=True).order_by()
    return Subquery(counted.values("year").annotate(whole=Sum("young_officials")).values("whole"))


def everybody_counted() -> Any:
    """Returns the condition that no open branch beneath an activity's unit still has to count for that year."""
    year = ExtractYear(OuterRef(OuterRef("started_on")))
    said = Headcount.objects.filter(unit=OuterRef("pk"), year=year)
    branches = Unit.objects.filter(_beneath("path"), level=Level.BRANCH, in_scope=True, closed_on=None).order_by()
    return ~Exists(branches.filter(~Exists(said)))


def _year() -> ExtractYear:
    return ExtractYear(OuterRef("started_on"))


def _beneath(path: str) -> Q:
    """The condition of a range over digits, which every collation orders alike."""
    last = Concat(OuterRef("unit__path"), Value("9" * tree.WIDTH * len(Level)))
    return Q(**{f"{path}__gte": OuterRef("unit__path"), f"{path}__lte": last})
