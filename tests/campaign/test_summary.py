"""What the summary adds up to, counted by hand."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.models import Acknowledgement, Activity, Conclusion, DueDay, Expected, Period, Plan, Report
from campaign.summary import people, reports, totals
from campaign.summary.ladder import ladder
from campaign.summary.scope import Scope
from tests.campaign.summed import SENT, accepted
from tests.cast import make_activity, make_kind, make_unit
from units.models import Headcount

YEAR = (date(2017, 1, 1), date(2017, 12, 31))


def figures(scope):
    cells = totals.cells(scope)
    return [compute(cells) for compute in (totals.activities, totals.turnout, totals.citizens, totals.value)]


def test_the_figures_of_a_year_are_those_counted_by_hand(year):
    assert figures(Scope(year.central, *YEAR)) == [4, 55, 100, 1_500_000]
    assert figures(Scope(year.hanoi, *YEAR)) == [3, 50, 100, 1_500_000]
    assert figures(Scope(year.hue, *YEAR)) == [1, 5, 0, 0]


def test_sent_activities_count_once_reported_is_asked_for(year):
    assert figures(Scope(year.hanoi, *YEAR, stage="reported")) == [4, 57, 100, 1_500_000]


def test_units_outside_the_scope_count_only_when_asked_for(year):
    assert figures(Scope(year.hanoi, *YEAR, everything=True)) == [4, 550, 100, 1_500_000]


def test_a_responsibility_and_a_month_narrow_the_figures(year):
    assert figures(Scope(year.hanoi, *YEAR, responsibility="self")) == [1, 0, 0, 0]
    assert figures(Scope(year.hanoi, date(2017, 6, 1), date(2017, 6, 30))) == [2, 50, 100, 1_500_000]


def test_cells_name_the_child_the_month_and_the_responsibility(year):
    cells = totals.cells(Scope(year.central, *YEAR))
    found = {(c.child, c.year, c.month, c.responsibility): c.activities for c in cells}
    assert found == {
        (year.hanoi.pk, 2017, 6, "community"): 2,
        (year.hanoi.pk, 2017, 3, "self"): 1,
        (year.hue.pk, 2017, 6, "community"): 1,
    }
    own = totals.cells(Scope(year.chidoan3, *YEAR))
    assert {cell.child for cell in own} == {0}


def test_a_total_of_a_span_counts_only_where_no_single_activity_stands_for_it(year):
    half = {"started_on": date(2017, 1, 1), "ended_on": date(2017, 6, 30), "is_span_total": True, "precision": "half"}
    accepted(year, year.badinh, turnout=900, **half)
    accepted(year, year.hue, turnout=40, kind=make_kind("roads", "Đường", "Roads"), **half)
    assert figures(Scope(year.hanoi, *YEAR)) == [3, 50, 100, 1_500_000]
    assert figures(Scope(year.hue, *YEAR)) == [2, 45, 0, 0]


HALF = {"started_on": date(2017, 1, 1), "ended_on": date(2017, 6, 30), "is_span_total": True, "precision": "half"}
WHOLE = HALF | {"ended_on": date(2017, 12, 31), "precision": "year"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_of_totals_that_cover_each_other_the_widest_counts(year, order):
    roads = make_kind("roads", "Đường", "Roads")
    rows = [(year.hue, 100, WHOLE), (year.hue, 40, HALF), (year.huecity, 30, HALF)]
    for number in order:
        unit, turnout, span = rows[number]
        accepted(year, unit, turnout=turnout, kind=roads, **span)
    assert figures(Scope(year.hue, *YEAR)) == [2, 105, 0, 0]
    assert figures(Scope(year.huecity, *YEAR)) == [1, 5, 0, 0]  # as in the province's table: children add up


def test_a_total_beneath_one_that_does_not_count_counts(year):
    roads = make_kind("roads", "Đường", "Roads")
    accepted(year, year.hue, turnout=900, kind=roads, **WHOLE)
    accepted(year, year.huecity, turnout=7, kind=roads)
    accepted(year, year.hue_branch, turnout=30, kind=roads, **HALF)
    assert figures(Scope(year.hue, *YEAR)) == [3, 42, 0, 0]


def test_the_sums_cost_one_query_whatever_the_size(year):
    with CaptureQueriesContext(connection) as small:
        totals.cells(Scope(year.hue, *YEAR))
    for number in range(20):
        accepted(year, year.hue_branch, title=f"Việc {number}")
    with CaptureQueriesContext(connection) as large:
        totals.cells(Scope(year.hue, *YEAR))
    assert (len(small), len(large)) == (1, 1)


def test_every_unit_stands_on_one_rung(year):
    conclusion = Conclusion.objects.get()
    Acknowledgement.objects.create(
        conclusion=conclusion, unit=year.huecity, by=year.hue_secretary, acknowledged_on=date(2015, 2, 1)
    )
    silent = make_unit("IM", "Huyện đoàn Im Lặng", 3, year.hue)
    planner = make_unit("KH", "Huyện đoàn Kế Hoạch", 3, year.hue)
    Plan.objects.create(
        unit=planner,
        year=2017,
        title="Kế hoạch",
        objectives="…",
        created_by=year.hue_secretary,
        state="accepted",
        **SENT,
    )
    teller = make_unit("TT", "Huyện đoàn Tiếp Thu", 3, year.hue)
    Acknowledgement.objects.create(
        conclusion=conclusion, unit=teller, by=year.hue_secretary, acknowledged_on=date(2017, 2, 1)
    )
    recent = make_unit("MOI", "Chi đoàn Mới", 5, year.hue)
    accepted(year, recent, started_on=date(2017, 10, 1), ended_on=date(2017, 10, 1))
    found = ladder(Scope(year.hue, *YEAR))
    # 15/11/2017 less 92 days is 15/8/2017: Huế city's activity of June has lapsed, that of October has not.
    assert {
        year_unit: found.rung_of[year_unit.pk]
        for year_unit in (silent, planner, teller, recent, year.huecity, year.hue_branch, year.hue)
    } == {
        silent: "received",
        planner: "planned",
        teller: "acknowledged",
        recent: "first_activity",
        year.huecity: "lapsed",
        year.hue_branch: "lapsed",
        year.hue: "active",
    }
    assert found.total == {
        "received": 1,
        "planned": 1,
        "acknowledged": 1,
        "first_activity": 1,
        "lapsed": 2,
        "active": 1,
    }
    assert found.by_child[year.huecity.pk] == {"lapsed": 2}


def test_the_reporting_rate_leaves_the_excused_out_of_both_terms(year):
    period = Period.objects.create(
        conclusion=Conclusion.objects.get(),
        kind="half",
        year=2017,
        starts_on=date(2017, 1, 1),
        ends_on=date(2017, 6, 30),
    )
    DueDay.objects.create(period=period, level=5, due_on=date(2017, 6, 20))
    due = {"period": period, "due_on": date(2017, 6, 20)}
    came = Expected.objects.create(unit=year.chidoan3, **due)
    late = Expected.objects.create(unit=year.ngocha, **due)
    Expected.objects.create(unit=year.badinh, **due)
    Expected.objects.create(unit=year.hue_branch, excused_because="Giải thể", **due)
    for expected, day in ((came, date(2017, 6, 20)), (late, date(2017, 6, 21))):
        Report.objects.create(
            unit=expected.unit,
            expected=expected,
            title="Báo cáo",
            created_by=year.secretary,
            state="accepted",
            round=1,
            submitted_at="2017-06-20T00:00Z",
            sent_on=day,
        )
    found = reports.reporting(Scope(year.central, *YEAR))
    hanoi = found[year.hanoi.pk]
    assert (hanoi.expected, hanoi.arrived, hanoi.on_time, hanoi.units) == (3, 2, 1, 2)
    assert hanoi.rate == pytest.approx(2 / 3)
    assert year.hue.pk not in found
    assert Activity.objects.count() == 8


def test_turnout_is_measured_against_the_young_officials_of_the_units_that_counted_them(year):
    for unit, heads in ((year.chidoan3, 20), (year.hue_branch, 8)):
        Headcount.objects.create(unit=unit, year=2017, young_officials=heads)
    Headcount.objects.create(unit=year.chidoan3, year=2016, young_officials=1000)
    make_activity(year, unit=year.badinh, state="accepted", turnout=999, **SENT)  # nobody was counted there
    hanoi = people.turnout_each(Scope(year.hanoi, *YEAR))
    assert (hanoi.turnout, hanoi.officials, hanoi.each) == (50, 20, Fraction(5, 2))
    nation = people.turnout_each(Scope(year.central, *YEAR))
    assert (nation.turnout, nation.officials) == (55, 28)
    alone = people.turnout_each(Scope(year.hanoi, *YEAR, alone=True))
    assert (alone.turnout, alone.officials, alone.each) == (0, 0, None)
    assert people.turnout_each(Scope(year.hanoi, date(2015, 1, 1), date(2017, 12, 31))) is None
    assert people.turnout_each(Scope(year.hanoi, *YEAR, then=True)) is None
