"""What a report is compiled from, counted by hand: own activities, and what comes from below."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign import periods, reporting
from campaign.models import Activity, Expected, ReportVersion
from tests.campaign.half_years import (
    accept,
    all_of,
    make_period,
    make_two_activities,
    open_half,
    send,
    sent_activity,
    start,
)  # fmt: skip
from tests.cast import make_kind, make_unit, make_user
from units import desk
from units.approval import Action
from units.models import Level
from units.structure import move_unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def period(cast):
    return open_half(cast)


@pytest.fixture
def of_branch(cast):
    return make_two_activities(cast)


def test_own_figures_are_the_sent_activities_of_the_period(cast, period, of_branch):
    figures = reporting.compile_figures(cast.chidoan3, period)
    donation, course = of_branch
    assert figures["activities"] == [course.pk, donation.pk]
    assert all_of(figures) == (2, 50, 0, 2_000_000)
    assert all_of(figures, stage="accepted") == (1, 30, 0, 2_000_000)
    reported = figures["total"]["reported"]
    assert [reported["by_responsibility"][key]["turnout"] for key in ("self", "work", "community")] == [30, 0, 20]
    assert reported["by_kind"]["hien-mau"] == {
        "activities": 1, "turnout": 20, "citizens": 0, "value": 0, "approximate": 0, "not_available": 0,
        "result": 15, "result_of": 0,
    }  # fmt: skip
    assert (reported["all"]["approximate"], reported["all"]["not_available"]) == (1, 0)


def test_a_unit_that_did_nothing_reports_zero(cast, period):
    figures = reporting.compile_figures(cast.hue_branch, period)
    assert all_of(figures) == all_of(figures, "own", "accepted") == all_of(figures, "below") == (0, 0, 0, 0)
    assert figures["activities"] == figures["expected"] == []


def test_what_counts_each_only_once_is_not_added_up_within_a_unit(cast, period):
    club = make_kind("club", "Câu lạc bộ", "Club", aggregation="distinct")
    for number in (3, 2):
        sent_activity(cast, kind=club, result=number, result_state="given", title=f"CLB {number}")
    assert reporting.compile_figures(cast.chidoan3, period)["own"]["reported"]["by_kind"]["club"]["result"] == 3


def test_own_kinds_of_a_national_one_that_counts_each_only_once_are_added_to_each_other(cast, period):
    club = make_kind("club", "Câu lạc bộ", "Club", aggregation="distinct")
    for code, number in (("club-a", 3), ("club-b", 2)):
        own = make_kind(code, code, code, aggregation="distinct", unit=cast.hanoi, under=club, total_code="club")
        sent_activity(cast, kind=own, result=number, result_state="given", title=code)
    by_kind = reporting.compile_figures(cast.chidoan3, period)["own"]["reported"]["by_kind"]
    assert {code: kind["result"] for code, kind in by_kind.items()} == {"club": 5}


def test_a_total_of_a_span_is_listed_but_not_counted_where_its_single_activities_exist(cast, period):
    whole = sent_activity(
        cast, is_span_total=True, precision="half", turnout=400,
        started_on=date(2017, 1, 1), ended_on=date(2017, 6, 30),
    )  # fmt: skip
    alone = reporting.compile_figures(cast.chidoan3, period)
    assert (all_of(alone), alone["left_out"]) == ((1, 400, 0, 0), [])
    single = sent_activity(cast)
    beside = reporting.compile_figures(cast.chidoan3, period)
    assert (all_of(beside), beside["left_out"]) == ((1, 20, 0, 0), [whole.pk])
    assert beside["activities"] == [whole.pk, single.pk]


def test_from_below_come_only_accepted_reports_never_their_activities(cast, period, of_branch):
    sent_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary, turnout=100, value=5_000_000, value_state="given")
    before = reporting.compile_figures(cast.ngocha, period)
    assert (all_of(before, "own"), all_of(before, "below"), all_of(before)) == (
        (1, 100, 0, 5_000_000), (0, 0, 0, 0), (1, 100, 0, 5_000_000),
    )  # fmt: skip
    assert (before["missing"], before["overdue"]) == ([cast.chidoan3.pk], [cast.chidoan3.pk])

    report = send(cast.chidoan3, cast.secretary)
    waiting = reporting.compile_figures(cast.ngocha, period)
    assert (waiting["waiting"], waiting["missing"], all_of(waiting, "below")) == ([cast.chidoan3.pk], [], (0, 0, 0, 0))

    accept(report, cast.ngocha_secretary)
    after = reporting.compile_figures(cast.ngocha, period)
    assert (all_of(after, "below"), all_of(after)) == ((2, 50, 0, 2_000_000), (3, 150, 0, 7_000_000))
    assert (all_of(after, "below", "accepted"), all_of(after, stage="accepted")) == (
        (2, 50, 0, 2_000_000), (2, 50, 0, 2_000_000),
    )  # fmt: skip
    assert after["taken_up"] == [ReportVersion.objects.get(report=report).pk]
    assert after["activities"] == [Activity.objects.get(unit=cast.ngocha).pk]


def test_two_rungs_up_everything_is_counted_once(cast, period, of_branch):
    accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    sent_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary, turnout=100)
    accept(send(cast.ngocha, cast.ngocha_secretary), cast.badinh_secretary)
    sent_activity(cast, unit=cast.badinh, by=cast.badinh_secretary, turnout=7)
    figures = reporting.compile_figures(cast.badinh, period)
    assert (all_of(figures, "own"), all_of(figures, "below"), all_of(figures)) == (
        (1, 7, 0, 0), (3, 150, 0, 2_000_000), (4, 157, 0, 2_000_000),
    )  # fmt: skip
    assert all_of(figures, "below", "accepted") == (3, 150, 0, 2_000_000)
    assert figures["expected"] == [cast.ngocha.pk]


def test_subordinates_are_named_by_where_their_report_stands(cast, period):
    people = {}
    for code in ("A", "B", "C", "D", "E", "F"):
        unit = make_unit(code, f"Chi đoàn {code}", Level.BRANCH, cast.ngocha)
        people[code] = (unit, make_user(f"chi{code}", f"Bí thư {code}", unit))
        Expected.objects.create(period=period, unit=unit, due_on=date(2017, 7, 2))
    accept(send(*people["A"]), cast.ngocha_secretary)
    send(*people["B"], on="2017-07-03 00:00")
    desk.take(Action.RETURN, send(*people["C"]), by=cast.ngocha_secretary, note="Thiếu")
    start(*people["D"])
    periods.excuse(Expected.objects.get(unit=people["E"][0]), because="Mới lập", by=cast.ngocha_secretary)
    periods.extend(
        Expected.objects.get(unit=people["F"][0]), to=date(2017, 11, 20), because="Bão", by=cast.ngocha_secretary
    )
    figures = reporting.compile_figures(cast.ngocha, period)
    units = {unit.pk: code for code, (unit, _user) in people.items()} | {cast.chidoan3.pk: "3"}
    named = {name: "".join(sorted(units[pk] for pk in figures[name])) for name in (
        "expected", "accepted", "waiting", "returned", "missing", "excused", "late", "overdue"
    )}  # fmt: skip
    assert named == {
        "expected": "3ABCDEF", "accepted": "A", "waiting": "B", "returned": "C", "missing": "3DF", "excused": "E",
        "late": "B", "overdue": "3CD",
    }  # fmt: skip


def test_a_unit_that_moves_is_counted_where_it_reported(cast, period, of_branch):
    accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", Level.GRASSROOTS, cast.badinh)
    send(cast.ngocha, cast.ngocha_secretary)
    move_unit(cast.chidoan3, to=other, by=cast.hanoi_administrator, decision_number="1-QĐ")
    assert all_of(reporting.compile_figures(other, period)) == (0, 0, 0, 0)
    assert reporting.compile_figures(other, period)["accepted"] == [cast.chidoan3.pk]


def test_another_period_is_another_matter(cast, period, of_branch):
    accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    year = make_period(kind="year", ends_on=date(2017, 12, 31))
    assert all_of(reporting.compile_figures(cast.ngocha, year), "below") == (0, 0, 0, 0)
    assert all_of(reporting.compile_figures(cast.chidoan3, year)) == (3, 70, 0, 2_000_000)
