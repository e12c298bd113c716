"""What enters a report and the summary at their edges: first and last days, last versions, last period."""

from datetime import date

import pytest
from django.test import override_settings
from django.utils.translation import override

from campaign import days
from campaign.activities import oddities
from campaign.duties import duties
from campaign.models import Acknowledgement, Activity, Expected, ReportVersion
from campaign.reporting import beside, sums
from campaign.reporting.compiling import compile_figures
from campaign.summary.ladder import ladder
from campaign.summary.scope import Scope
from tests.campaign.half_years import accept, make_period, open_half, send, sent_activity
from tests.cast import make_activity, make_conclusion, make_kind, make_plan, make_unit
from units import desk
from units.approval import Action
from units.duties import Urgency
from units.models import Level
from units.vietnamese.dates import Span

YEAR = (date(2017, 1, 1), date(2017, 12, 31))


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_a_report_lists_from_the_first_to_the_last_day_of_its_period(cast):
    period = make_period()
    days_of = [date(2016, 12, 31), date(2017, 1, 1), date(2017, 6, 30), date(2017, 7, 1)]
    rows = [sent_activity(cast, started_on=day, ended_on=day) for day in days_of]
    assert compile_figures(cast.chidoan3, period)["activities"] == [rows[1].pk, rows[2].pk]


def test_an_activity_is_rough_once_however_many_of_its_numbers_are(cast):
    rough = dict.fromkeys(("turnout_approximate", "citizens_approximate", "value_approximate"), True)
    given = {"citizens": 5, "citizens_state": "given", "value": 7, "value_state": "given"}
    sent_activity(cast, **rough, **given)
    sent_activity(cast, turnout=None, turnout_state="not_available")
    sent_activity(cast, turnout=None, turnout_state="not_applicable")
    found = sums.of_activities(Activity.objects.values(*sums.COLUMNS))["all"]
    assert found == {
        "activities": 3, "turnout": 20, "citizens": 5, "value": 7, "approximate": 1, "not_available": 1,
    }  # fmt: skip


def test_the_last_version_of_a_report_is_taken_up(cast):
    period = open_half(cast)
    report = send(cast.chidoan3, cast.secretary)
    desk.take(Action.RETURN, report, by=cast.ngocha_secretary, note="Thiếu")
    sent_activity(cast)
    accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    first, last = ReportVersion.objects.order_by("number")
    figures = compile_figures(cast.ngocha, period)
    assert (figures["taken_up"], first.number, last.number) == ([last.pk], 1, 2)
    assert figures["below"]["reported"]["all"]["turnout"] == 20


def test_a_subordinate_is_overdue_from_the_day_after_its_last_day(cast):
    period = open_half(cast)
    for day, overdue in ((date(2017, 7, 2), []), (date(2017, 7, 3), [cast.chidoan3.pk])):
        with override_settings(TODAY=day):
            figures = compile_figures(cast.ngocha, period)
        assert (figures["missing"], figures["overdue"]) == ([cast.chidoan3.pk], overdue)


def test_beside_a_report_stands_the_one_of_the_period_before_of_its_kind(cast):
    quarter = open_half(cast, kind="quarter", starts_on=date(2017, 1, 1), ends_on=date(2017, 3, 31))
    last = open_half(cast, year=2016, number=2, starts_on=date(2016, 7, 1), ends_on=date(2016, 12, 31))
    half = open_half(cast)
    reports = {period.pk: send(cast.chidoan3, cast.secretary, period=period) for period in (last, quarter, half)}
    report = reports[half.pk]
    assert beside.last_of_kind(report) == reports[last.pk]
    assert beside.last_written(report) == reports[quarter.pk]
    assert beside.last_of_kind(reports[last.pk]) is None


@pytest.mark.parametrize(("closed_on", "stands"), [(date(2017, 1, 1), False), (date(2017, 1, 2), True)])
def test_the_summary_names_the_units_that_were_open_in_the_span(cast, closed_on, stands):
    unit = make_unit("CU", "Chi đoàn cũ", Level.BRANCH, cast.ngocha, closed_on=closed_on, closed_reason="Giải thể")
    late = make_unit("MOI", "Chi đoàn mới", Level.BRANCH, cast.ngocha, opened_on=date(2017, 12, 31))
    found = set(Scope(cast.ngocha, *YEAR).children())
    assert found == {cast.chidoan3, late, *([unit] if stands else [])}


def test_a_word_of_today_and_a_plan_that_was_sent_lift_a_unit_a_drafted_plan_does_not(cast):
    conclusion = make_conclusion()
    Acknowledgement.objects.create(
        conclusion=conclusion, unit=cast.huecity, by=cast.hue_secretary, acknowledged_on=date(2017, 11, 15)
    )
    plan = make_plan(cast, unit=cast.hue_branch, by=cast.hue_branch_secretary)
    scope = Scope(cast.huecity, *YEAR)
    assert ladder(scope).rung_of == {cast.huecity.pk: "acknowledged", cast.hue_branch.pk: "received"}
    desk.take(Action.SUBMIT, plan, by=cast.hue_branch_secretary)
    assert ladder(scope).rung_of == {cast.huecity.pk: "acknowledged", cast.hue_branch.pk: "planned"}


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2017, 11, 15), date(2017, 11, 15), ""), (date(2017, 11, 15), date(2017, 11, 16), "has not come yet"),
        (date(2017, 11, 16), date(2017, 11, 16), "This day has not come yet"),
        (date(2015, 1, 1), date(2015, 1, 1), ""),
        (date(2014, 12, 31), date(2015, 1, 1), "this lies outside"), (date(2017, 3, 2), date(2017, 3, 1), "before"),
    ],
)  # fmt: skip
def test_something_was_done_between_the_movements_first_day_and_today(cast, first, last, said):
    found = days.objection(Span(first, last, "span"), unit=cast.chidoan3, conclusion=make_conclusion())
    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2016, 5, 31), "exists only since 01/06/2016"), (date(2016, 6, 1), ""), (date(2017, 5, 31), ""),
        (date(2017, 6, 1), "closed since 01/06/2017"),
    ],
)  # fmt: skip
def test_a_unit_did_something_from_its_opening_to_the_day_before_its_closing(cast, day, said):
    unit = make_unit(
        "X", "Chi đoàn X", Level.BRANCH, cast.ngocha, opened_on=date(2016, 6, 1), closed_on=date(2017, 6, 1),
        closed_reason="Giải thể",
    )  # fmt: skip
    found = days.objection(Span(day, day, "day"), unit=unit, conclusion=make_conclusion())
    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("first", "last", "odd"),
    [
        (date(2017, 6, 3), date(2017, 6, 3), 0), (date(2017, 6, 2), date(2017, 6, 3), 0),
        (date(2017, 6, 4), date(2017, 6, 9), 1), (date(2017, 6, 4), date(2017, 6, 10), 0),
        (date(2017, 6, 2), date(2017, 6, 2), 1),
    ],
)  # fmt: skip
def test_a_saturday_is_a_saturday(cast, first, last, odd):  # 3/6/2017 and 10/6/2017 were
    kind = make_kind("thu-bay", "Thứ bảy tình nguyện", "Volunteer Saturday", on_saturdays=True)
    assert len(oddities(make_activity(cast, kind=kind, started_on=first, ended_on=last))) == odd


@pytest.mark.parametrize(
    ("day", "urgency"),
    [
        (date(2017, 6, 24), Urgency.SOON), (date(2017, 6, 25), Urgency.NOW), (date(2017, 7, 2), Urgency.NOW),
        (date(2017, 7, 3), Urgency.LATE),
    ],
)  # fmt: skip
def test_a_report_presses_from_a_week_before_its_last_day_and_is_late_the_day_after(cast, day, urgency):
    open_half(cast)  # Chi đoàn 3's is due on 2/7
    assert Expected.objects.get(unit=cast.chidoan3).last_day == date(2017, 7, 2)
    with override_settings(TODAY=day):
        [duty] = [duty for duty in duties(cast.secretary) if duty.due_on]
    assert (duty.urgency, duty.due_on) == (urgency, date(2017, 7, 2))
