"""The day on which something is still so, and the one on which it no longer is."""

from datetime import date

import pytest
from django.test import override_settings
from django.utils.translation import override

from campaign import progress, punctuality
from campaign.activities import place_ancestors
from campaign.models import Activity, Expected
from campaign.summary import reports, totals
from campaign.summary.ladder import ladder
from campaign.summary.scope import Scope
from tests.campaign.half_years import open_half, send
from tests.cast import make_activity, make_kind, make_plan, make_unit
from units.models import Placement

SENT = {"state": "accepted", "round": 1, "submitted_at": "2017-06-05T00:00Z", "sent_on": date(2017, 6, 5)}
HALF = {"started_on": date(2017, 1, 1), "ended_on": date(2017, 6, 30), "is_span_total": True, "precision": "half"}
YEAR = (date(2017, 1, 1), date(2017, 12, 31))


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def on(day, **fields):
    return SENT | {"started_on": day, "ended_on": day} | fields


# --- reports ---------------------------------------------------------------------------------------------------------


def test_on_its_last_day_a_report_is_not_overdue_the_day_after_it_is(cast):
    open_half(cast)
    branch = Expected.objects.filter(unit=cast.chidoan3)  # due on 2/7
    for day, late in ((date(2017, 7, 2), 0), (date(2017, 7, 3), 1)):
        with override_settings(TODAY=day):
            assert branch.overdue(day).count() == late
            assert punctuality.tally(branch).overdue == late
            scope = Scope(cast.chidoan3, *YEAR)
            assert [row.expected for row in reports.reporting(scope).values()] == [1] * late


def test_more_time_moves_the_day_on_which_it_is_overdue(cast):
    open_half(cast)
    branch = Expected.objects.filter(unit=cast.chidoan3)
    branch.update(extended_to=date(2017, 7, 9), extended_because="Bão")
    assert [branch.overdue(date(2017, 7, day)).count() for day in (3, 9, 10)] == [0, 0, 1]


def test_a_period_that_ends_with_the_span_belongs_to_it_one_that_ends_a_day_later_does_not(cast):
    open_half(cast)
    send(cast.chidoan3, cast.secretary)
    for end, number in ((date(2017, 6, 30), 1), (date(2017, 6, 29), 0)):
        assert reports.due(Scope(cast.chidoan3, date(2017, 1, 1), end)).count() == number
    for start, number in ((date(2017, 6, 30), 1), (date(2017, 7, 1), 0)):
        assert reports.due(Scope(cast.chidoan3, start, date(2017, 12, 31))).count() == number


# --- the ladder ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "rung"), [(date(2017, 8, 15), "first_activity"), (date(2017, 8, 14), "lapsed")])
def test_an_activity_of_92_days_ago_still_counts_as_lately(cast, day, rung):
    make_activity(cast, **on(day))  # today is 15/11/2017
    assert ladder(Scope(cast.chidoan3, *YEAR)).rung_of == {cast.chidoan3.pk: rung}


def test_a_unit_that_closes_tomorrow_stands_on_the_ladder_one_that_closed_today_does_not(cast):
    make_unit("MAI", "Chi đoàn đóng mai", 5, cast.hue, closed_on=date(2017, 11, 16), closed_reason="Giải thể")
    gone = make_unit("NAY", "Chi đoàn đóng nay", 5, cast.hue, closed_on=date(2017, 11, 15), closed_reason="Giải thể")
    found = ladder(Scope(cast.hue, *YEAR))
    assert found.total["received"] == 4
    assert gone.pk not in found.rung_of


# --- totals of a span ------------------------------------------------------------------------------------------------


def of_roads(cast):
    cells = totals.cells(Scope(cast.hue, *YEAR))
    return [compute(cells) for compute in (totals.activities, totals.turnout)]


@pytest.mark.parametrize(
    ("day", "figures"),
    [
        (date(2016, 12, 31), [1, 900]), (date(2017, 1, 1), [1, 7]), (date(2017, 6, 30), [1, 7]),
        (date(2017, 7, 1), [2, 907]),
    ],
)  # fmt: skip
def test_a_total_stands_back_for_what_was_done_in_its_own_span_only(cast, day, figures):
    roads = make_kind("roads", "Đường", "Roads")
    make_activity(cast, unit=cast.hue, kind=roads, **SENT, **(HALF | {"turnout": 900}))
    make_activity(cast, unit=cast.hue_branch, kind=roads, **on(day, turnout=7))
    assert of_roads(cast) == figures


def test_a_total_does_not_stand_back_for_what_is_not_accepted_or_of_another_kind_or_beside_it(cast):
    roads = make_kind("roads", "Đường", "Roads")
    make_activity(cast, unit=cast.huecity, kind=roads, **SENT, **(HALF | {"turnout": 900}))
    single = {"started_on": date(2017, 3, 1), "ended_on": date(2017, 3, 1), "turnout": 7}
    make_activity(cast, unit=cast.hue_branch, kind=roads, **single)
    waiting = SENT | {"state": "waiting", "holder": cast.huecity}
    make_activity(cast, unit=cast.hue_branch, kind=roads, **waiting, **single)
    assert of_roads(cast) == [1, 900]
    make_activity(cast, unit=cast.hue_branch, **SENT, **single)
    make_activity(cast, unit=cast.hue, kind=roads, **SENT, **single)
    assert of_roads(cast) == [3, 914]
    reported = totals.cells(Scope(cast.hue, *YEAR, stage="reported"))
    assert totals.turnout(reported) == 21


# --- plans and places ------------------------------------------------------------------------------------------------


def test_a_plan_counts_its_own_year_up_to_today(cast):
    plan = make_plan(cast)
    for day in (date(2016, 12, 31), date(2017, 1, 1), date(2017, 11, 15), date(2017, 12, 31), date(2018, 1, 1)):
        make_activity(cast, **on(day))
    reached = [progress.counted(plan, day=day).count() for day in (date(2017, 11, 15), date(2018, 2, 1))]
    assert reached == [2, 3]


def test_on_the_day_of_a_move_a_unit_stands_at_its_new_place(cast):
    path = f"{cast.huecity.path}{cast.chidoan3.pk:08d}"
    cast.chidoan3.placements.update(to_on=date(2017, 6, 3))
    Placement.objects.create(unit=cast.chidoan3, parent=cast.huecity, path=path, from_on=date(2017, 6, 3))
    rows = [Activity(unit=cast.chidoan3, started_on=date(2017, 6, day)) for day in (2, 3)]
    place_ancestors(rows)
    assert [row.province_id for row in rows] == [cast.hanoi.pk, cast.hue.pk]
    assert [row.district_id for row in rows] == [cast.badinh.pk, cast.huecity.pk]
    assert [row.grassroots_id for row in rows] == [cast.ngocha.pk, None]
