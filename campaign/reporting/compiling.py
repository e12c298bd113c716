"""What has a unit to report for a period? Its own activities, and what its direct subordinates' accepted reports say.

Whose these are after reorganisations is told by `campaign.reporting.gathering`. Nothing is counted twice: a
subordinate's activities come only through its accepted report, an activity or a report goes upward once for a period
even if its unit has moved or given way since, and a row that is itself the total of a span stays out where its single
activities, or a wider total in the same report, exist (product.md, rule 18 and Rulings: Span totals).

The figures are plain JSON:
`own`, `below` and `total`, each `{"reported": totals, "accepted": totals}` as `campaign.reporting.sums` has them;
`activities`, the keys of the unit's own activities that the report lists, and `left_out`, those of them that are span
totals and were not counted; `taken_up`, the keys of the report versions added up; and the keys of the direct
subordinates `expected`, of which `accepted`, `waiting`, `returned`, `missing`, `excused` each name a part, `late`
those whose report came after its last day, `overdue` those missing after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from campaign.models import Activity, Expected, Period, ReportSource, ReportVersion
from campaign.reporting import gathering, sums
from units.approval import State
from units.clock import today
from units.models import Unit

Figures = dict[str, Any]
STANDINGS = ("accepted", "waiting", "returned", "missing", "excused")
ARRIVED, ABSENT = ("accepted", "waiting"), ("missing", "returned")


def compile_figures(unit: Unit, period: Period) -> Figures:
    """Returns the figures of one unit for a period as they stand now."""
    return compile_set([(unit, period)])[unit.pk, period.pk]


def compile_set(pairs: Iterable[tuple[Unit, Period]]) -> dict[tuple[int, int], Figures]:
    """Returns the figures of many units, by (unit, period), in as many queries as those of one."""
    wanted = list(pairs)
    keys = [(unit.pk, period.pk) for unit, period in wanted]
    below = gathering.beneath(keys)
    own = _own_activities(wanted, gathering.doers(keys, below))
    versions = _versions([row.report.pk for rows in below.values() for row in rows if _standing(row) == "accepted"])
    elsewhere = _taken_up_elsewhere(versions)
    return {
        (unit.pk, period.pk): _figures(
            unit, _widest(own[unit.pk, period.pk]), below[unit.pk, period.pk], versions, elsewhere
        )
        for unit, period in wanted
    }


def _own_activities(
    wanted: list[tuple[Unit, Period]], doers: dict[gathering.Pair, set[int]]
) -> dict[gathering.Pair, list[dict[str, Any]]]:
    found: dict[gathering.Pair, list[dict[str, Any]]] = {pair: [] for pair in doers}
    if not wanted:
        return found
    units: set[int] = set().union(*doers.values())
    sent = Activity.objects.sent().filter(unit__in=units)
    spanned = sent.between(
        min(period.starts_on for _unit, period in wanted), max(period.ends_on for _unit, period in wanted)
    )
    alone = Activity.objects.countable(sums.STAGES["reported"], also_covered=True).filter(pk=OuterRef("pk"))
    columns = (*sums.COLUMNS, "unit__path", "ended_on", "is_span_total", "counts")
    rows = list(spanned.order_by("started_on", "pk").annotate(counts=Exists(alone)).values(*columns))
    reported = gathering.reported(units, {period.pk for _unit, period in wanted})
    by_doer: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_doer[row["unit_id"]].append(row)
    for unit, period in wanted:
        theirs = [row for doer in doers[unit.pk, period.pk] for row in by_doer[doer]]
        found[unit.pk, period.pk] = sorted(
            (
                row for row in theirs
                if period.starts_on <= row["started_on"] <= period.ends_on
                and not reported[row["pk"], period.pk] - {unit.pk}
            ),
            key=lambda row: (row["started_on"], row["pk"]),
        )  # fmt: skip
    return found


def _widest(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the rows of one report, of its totals of spans only the widest marked as counting."""
    totals = [row for row in rows if row["is_span_total"] and row["counts"]]

    def is_covered(row: dict[str, Any]) -> bool:
        return any(
            one["kind__total_code"] == row["kind__total_code"]
            and row["unit__path"].startswith(one["unit__path"])
            and one["started_on"] <= row["started_on"]
            and one["ended_on"] >= row["ended_on"]
            and any(one[column] != row[column] for column in ("unit_id", "started_on", "ended_on"))
            for one in totals
        )

    return [row | {"counts": row["counts"] and not (row["is_span_total"] and is_covered(row))} for row in rows]


def _versions(reports: list[int]) -> dict[int, ReportVersion]:
    """The last version of each report, which is the one that was accepted."""
    found = ReportVersion.objects.filter(report__in=reports).order_by("number").only("report", "number")
    return {version.report_id: version for version in found}


def _taken_up_elsewhere(versions: dict[int, ReportVersion]) -> dict[int, set[int]]:
    """By version, the units whose sent reports have it already: a unit that moved is counted where it reported."""
    takers: dict[int, set[int]] = defaultdict(set)
    sources = ReportSource.objects.filter(
        source__in=[version.pk for version in versions.values()], report__state__in=[State.WAITING, State.ACCEPTED]
    )
    for source, unit in sources.values_list("source_id", "report__unit_id"):
        takers[source].add(unit)
    return takers


def _figures(
    unit: Unit, own: list[dict[str, Any]], below: list[Expected], versions: dict[int, ReportVersion],
    elsewhere: dict[int, set[int]],
) -> Figures:  # fmt: skip
    standing = {row.unit_id: _standing(row) for row in below}
    taken = [
        (versions[row.report.pk], row.report.figures)
        for row in below
        if standing[row.unit_id] == "accepted" and row.report.pk in versions
        and not elsewhere[versions[row.report.pk].pk] - {unit.pk}
    ]  # fmt: skip
    figures: Figures = {"own": {}, "below": {}, "total": {}}
    for stage, states in sums.STAGES.items():
        figures["own"][stage] = sums.of_activities(row for row in own if row["state"] in states and row["counts"])
        figures["below"][stage] = sums.nothing()
        for _version, reported in taken:
            figures["below"][stage] = sums.add(figures["below"][stage], reported["total"][stage])
        figures["total"][stage] = sums.add(figures["own"][stage], figures["below"][stage])
    return {
        **figures,
        "activities": [row["pk"] for row in own],
        "left_out": [row["pk"] for row in own if not row["counts"]],
        "taken_up": [version.pk for version, _reported in taken],
        "expected": [row.unit_id for row in below],
        **{name: [pk for pk, where in standing.items() if where == name] for name in STANDINGS},
        "late": [row.unit_id for row in below if standing[row.unit_id] in ARRIVED and row.report.is_late],
        "overdue": [row.unit_id for row in below if standing[row.unit_id] in ABSENT and row.last_day < today()],
    }  # fmt: skip


def _standing(row: Expected) -> str:
    """What the superior knows of a subordinate's report: a draft is nobody's business and counts as missing."""
    report = getattr(row, "report", None)
    if row.excused_because:
        return "excused"
    if report is None or report.state == State.DRAFT:
        return "missing"
    return str(report.state)
