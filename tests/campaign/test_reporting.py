"""What happens when a report is begun, sent, returned and accepted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign import periods, reporting
from campaign.models import Activity, Expected, Report, ReportActivity, ReportSource, ReportVersion
from tests.campaign.half_years import (
    accept,
    all_of,
    make_two_activities,
    open_half,
    send,
    sent_activity,
    start,
)  # fmt: skip
from tests.cast import make_unit, make_user
from units import desk
from units.approval import Action
from units.models import Level


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


def test_a_report_is_not_sent_while_its_period_goes_on(cast, period):
    with pytest.raises(desk.Refused, match="30/06/2017"):
        send(cast.chidoan3, cast.secretary, on="2017-06-29 10:00", period=period)
    report = send(cast.chidoan3, cast.secretary, on="2017-06-30 10:00", period=period)
    assert report.state == "waiting"


def test_where_the_last_day_comes_before_the_end_a_report_is_sent_on_it(cast):
    period = open_half(cast)
    period.expected.update(due_on=date(2017, 6, 15))
    with pytest.raises(desk.Refused, match="15/06/2017"):
        send(cast.chidoan3, cast.secretary, on="2017-06-14 10:00", period=period)
    assert send(cast.chidoan3, cast.secretary, on="2017-06-15 10:00", period=period).state == "waiting"


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
    _ = cast.ngocha_secretary.current_posts  # read once per request, before the verb
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
