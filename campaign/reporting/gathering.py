"""Whose activities, and the reports of which units beneath, belong to a unit's report?

Its own activities, and those of the units whose place it took: they report no longer themselves. The reports of the
units beneath it, past those that report nothing for the period: closed since, excused, or not there when the period
was opened. What no unit's report would hold otherwise goes the same way up: the activities of a unit that was expected
and whose heir is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from campaign.models import Expected, ReportActivity
from units import heirs
from units.approval import State
from units.models import Unit

Pair = tuple[int, int]  # the keys of a unit and of a period


def beneath(pairs: Iterable[Pair]) -> dict[Pair, list[Expected]]:
    """Returns, for each unit and period, the expected reports that it is the nearest to report on; two queries for
    each step down."""
    found: dict[Pair, list[Expected]] = defaultdict(list)
    takers = {pair: pair[0] for pair in pairs}  # by unit and period: who takes up what lies right beneath
    reporting = set(takers)
    while takers:
        periods = {period for _unit, period in takers}
        rows = Expected.objects.filter(period__in=periods, unit__parent__in={unit for unit, _period in takers})
        for row in rows.select_related("unit", "report").order_by("unit__sort_name"):
            taker = takers.get((row.unit.parent_id or 0, row.period_id))
            if taker:
                found[taker, row.period_id].append(row)
            if not row.excused_because and row.unit.closed_on is None:
                reporting.add((row.unit_id, row.period_id))
        takers = {pair: taker for pair, taker in _right_beneath(takers).items() if pair not in reporting}
    return found


def _right_beneath(takers: dict[Pair, int]) -> dict[Pair, int]:
    """One step down in the path, where a merged unit stands beneath its successor."""
    by_unit: dict[int, list[Pair]] = defaultdict(list)
    for (unit, period), taker in takers.items():
        by_unit[unit].append((period, taker))
    units = Unit.objects.filter(Q(merged_into__in=by_unit) | Q(merged_into=None, parent__in=by_unit)).order_by()
    return {
        (pk, period): taker
        for pk, into, parent in units.values_list("pk", "merged_into", "parent")
        for period, taker in by_unit[into or parent or 0]
    }


def doers(pairs: Iterable[Pair], below: dict[Pair, list[Expected]]) -> dict[Pair, set[int]]:
    """Returns, for each unit and period, the units whose own activities its report lists, itself among them."""
    asked = list(pairs)
    found = {pair: {pair[0]} for pair in asked}
    before: dict[int, set[int]] = defaultdict(set)
    for predecessor, unit in heirs.predecessors_of({unit for unit, _period in asked}).items():
        before[unit].add(predecessor)
    silent = _without_a_voice([row for pair in asked for row in below.get(pair, ())])
    for pair in asked:
        found[pair] |= before[pair[0]] | {row.unit_id for row in below.get(pair, ()) if row.pk in silent}
    return found


def _without_a_voice(rows: list[Expected]) -> set[int]:
    """The keys of those rows whose unit has an heir that is not expected to report for the period."""
    closed = {row.unit_id for row in rows if row.unit.closed_on}
    now = heirs.heirs_of(closed) if closed else {}
    heard = Expected.objects.filter(unit__in=now.values(), period__in={row.period_id for row in rows}).counted()
    speaking = set(heard.values_list("unit", "period")) if now else set()
    return {row.pk for row in rows if row.unit_id in now and (now[row.unit_id], row.period_id) not in speaking}


def reported(units: set[int], periods: set[int]) -> dict[Pair, set[int]]:
    """Returns, by activity and period, the units whose sent reports for the period list it; of activities of units."""
    sent = ReportActivity.objects.filter(
        activity__unit__in=units, report__expected__period__in=periods,
        report__state__in=[State.WAITING, State.ACCEPTED],
    )  # fmt: skip
    found: dict[Pair, set[int]] = defaultdict(set)
    for activity, period, unit in sent.values_list("activity", "report__expected__period", "report__unit"):
        found[activity, period].add(unit)
    return found
