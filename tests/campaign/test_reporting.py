"""Figures counted by hand: own activities, what comes from below, what is frozen and what is accepted with it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign import periods, reporting
from campaign.models import Activity, Expected, Report, ReportActivity, ReportSource, ReportVersion
from tests.campaign.half_years import make_period, open_half, send, sent_activity, start
from tests.cast import make_activity, make_kind, make_unit, make_user
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
def training(cast):
    return make_kind("training", "Tập huấn", "Training", responsibility="self")


@pytest.fixture
def of_branch(cast, training):
    """Chi đoàn 3 in the first half of 2017: two activities that count, one of July, one never sent."""
    donation = sent_activity(
        cast, turnout=20, result=15, result_state="given", citizens=0, citizens_state="zero", value_state="not_applicable"
    )
    course = sent_activity(
        cast, kind=training, started_on=date(2017, 5, 10), ended_on=date(2017, 5, 11), turnout=30, turnout_approximate=True,
        value=2_000_000, value_state="given", title="Tập huấn",
    )
    desk.take(Action.APPROVE, course, by=cast.ngocha_secretary)
    sent_activity(cast, started_on=date(2017, 7, 1), ended_on=date(2017, 7, 1), title="Tháng bảy")
    make_activity(cast, title="Chưa gửi")
    return donation, course


def all_of(figures, where="total", stage="reported"):
    """(activities, turnout, citizens, value in đồng) of one stage."""
    return tuple(figures[where][stage]["all"][name] for name in ("activities", "turnout", "citizens", "value"))


def accept(report, by):
    return desk.take(Action.APPROVE, report, by=by).papers[0]


# --- compiling -------------------------------------------------------------------------------------------------------


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


def test_a_total_of_a_span_is_listed_but_not_counted_where_its_single_activities_exist(cast, period):
    whole = sent_activity(
        cast, is_span_total=True, precision="half", started_on=date(2017, 1, 1), ended_on=date(2017, 6, 30), turnout=400
    )
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


# --- beginning -------------------------------------------------------------------------------------------------------


def test_two_taps_begin_one_report(cast, period):
    first, second = start(cast.chidoan3, cast.secretary), start(cast.chidoan3, cast.member)
    assert first == second
    assert (first.state, first.created_by) == ("draft", cast.secretary)
    assert "2017" in first.title


@pytest.mark.parametrize("who", ["ngocha_secretary", "viewer", "hue_secretary", "central_secretary"])
def test_nobody_begins_anothers_report(cast, period, who):
    with pytest.raises(PermissionError):
        start(cast.chidoan3, getattr(cast, who))
    assert Report.objects.count() == 0


def test_an_excused_unit_begins_none_and_sends_none(cast, period):
    draft = start(cast.chidoan3, cast.secretary)
    periods.excuse(Expected.objects.get(unit=cast.chidoan3), because="Mới lập", by=cast.ngocha_secretary)
    with pytest.raises(desk.Refused, match="excused"):
        desk.take(Action.SUBMIT, draft, by=cast.secretary)
    Report.objects.all().delete()
    with pytest.raises(ValidationError, match="excused"):
        start(cast.chidoan3, cast.secretary)


# --- frozen, accepted ------------------------------------------------------------------------------------------------


def test_a_sent_version_never_changes_whatever_comes_later(cast, period, of_branch):
    report = start(cast.chidoan3, cast.secretary)
    report.strengths = "Đông đủ"
    report.save()
    report = send(cast.chidoan3, cast.secretary)
    first = ReportVersion.objects.get()
    assert (first.number, first.sent_by, first.narrative["strengths"]) == (1, cast.secretary, "Đông đủ")
    assert all_of(first.figures) == (2, 50, 0, 2_000_000)

    desk.take(Action.RETURN, report, by=cast.ngocha_secretary, note="Thiếu một hoạt động")
    sent_activity(cast, turnout=5, title="Bổ sung")
    Report.objects.update(strengths="Đông đủ hơn")
    report = send(cast.chidoan3, cast.secretary, on="2017-07-09 10:00")
    second = ReportVersion.objects.get(number=2)
    accept(report, cast.ngocha_secretary)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (all_of(first.figures), first.narrative["strengths"]) == ((2, 50, 0, 2_000_000), "Đông đủ")
    assert (all_of(second.figures), second.narrative["strengths"]) == ((3, 55, 0, 2_000_000), "Đông đủ hơn")
    assert all_of(second.figures, stage="accepted") == (1, 30, 0, 2_000_000)
    assert ReportActivity.objects.filter(report=report).count() == 3


def test_accepting_a_report_accepts_the_activities_it_lists_each_with_its_line(cast, period, of_branch):
    donation, course = of_branch
    report = send(cast.chidoan3, cast.secretary)
    late = sent_activity(cast, title="Gửi sau báo cáo")
    report = accept(report, cast.ngocha_secretary)
    states = dict(Activity.objects.values_list("pk", "state"))
    assert (states[donation.pk], states[course.pk], states[late.pk]) == ("accepted", "accepted", "waiting")
    lines = [(line.action, line.by, line.note) for line in donation.decisions.all()]
    assert lines[1:] == [("approve", cast.ngocha_secretary, "Accepted with the unit's report.")]
    assert course.decisions.count() == 2
    report.refresh_from_db()
    assert all_of(report.figures) == all_of(report.figures, stage="accepted") == (2, 50, 0, 2_000_000)


def test_what_was_returned_singly_stays_returned_and_out_of_the_figures_accepted(cast, period, of_branch):
    donation, _course = of_branch
    report = send(cast.chidoan3, cast.secretary)
    desk.take(Action.RETURN, donation, by=cast.ngocha_secretary, note="Thiếu ảnh")
    report = accept(report, cast.ngocha_secretary)
    donation.refresh_from_db()
    report.refresh_from_db()
    assert donation.state == "returned"
    assert all_of(report.figures) == (2, 50, 0, 2_000_000)
    assert all_of(report.figures, stage="accepted") == (1, 30, 0, 2_000_000)
    above = reporting.compile_figures(cast.ngocha, period)
    assert (all_of(above), all_of(above, stage="accepted")) == ((2, 50, 0, 2_000_000), (1, 30, 0, 2_000_000))


def test_a_report_that_comes_again_takes_up_what_was_accepted_since(cast, period, of_branch):
    report = send(cast.ngocha, cast.ngocha_secretary)
    assert report.sources.count() == 0
    desk.take(Action.RETURN, report, by=cast.badinh_secretary, note="Thiếu chi đoàn 3")
    below = accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    again = send(cast.ngocha, cast.ngocha_secretary)
    assert [source.source.report for source in ReportSource.objects.filter(report=again)] == [below]
    assert all_of(again.figures) == (2, 50, 0, 2_000_000)


def test_ten_reports_are_sent_and_accepted_in_as_many_queries_as_one(cast, period):
    rows = []
    for n in range(11):
        unit = make_unit(f"N{n}", f"Chi đoàn {n}", Level.BRANCH, cast.ngocha)
        Expected.objects.create(period=period, unit=unit, due_on=date(2017, 7, 2))
        rows.append(unit)
    both = make_user("kiem", "Người Kiêm", rows[0])
    for unit in rows[1:]:
        both.person.posts.create(unit=unit, role="secretary", title="Bí thư", from_on=date(2015, 1, 1))
    for unit in rows:
        sent_activity(cast, unit=unit, by=both)
    drafts = [start(unit, both) for unit in rows]
    cast.ngocha_secretary.current_posts  # noqa: B018 - read once per request, before the verb
    counts = {}
    for action, by in ((Action.SUBMIT, both), (Action.APPROVE, cast.ngocha_secretary)):
        for name, papers in (("one", drafts[:1]), ("ten", drafts[1:])):
            with CaptureQueriesContext(connection) as queries:
                desk.take(action, papers, by=by)
            counts[action, name] = len(queries)
    assert counts[Action.SUBMIT, "ten"] == counts[Action.SUBMIT, "one"]
    assert counts[Action.APPROVE, "ten"] == counts[Action.APPROVE, "one"]
    assert Activity.objects.accepted().count() == 11
    assert all_of(reporting.compile_figures(cast.ngocha, period)) == (11, 220, 0, 0)


def test_another_period_is_another_matter(cast, period, of_branch):
    accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    year = make_period(kind="year", ends_on=date(2017, 12, 31))
    assert all_of(reporting.compile_figures(cast.ngocha, year), "below") == (0, 0, 0, 0)
    assert all_of(reporting.compile_figures(cast.chidoan3, year)) == (3, 70, 0, 2_000_000)
