"""The page of one report: who gets it, what it shows, what it does."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from campaign.models import Report
from tests.campaign.half_years import make_branches, make_seven, open_half, send, sent_activity, start
from tests.campaign.pages import page, queries_of, sign_in, text, url
from units import desk
from units.approval import Action
from units.models import Record


@pytest.fixture
def period(cast):
    return open_half(cast)


@pytest.fixture
def many(cast, period):
    return make_seven(cast, period)


# --- who gets what ---------------------------------------------------------------------------------------------------


READ = ["secretary", "member", "ngocha_secretary", "badinh_officer", "viewer", "hanoi_secretary", "central_secretary"]
STRANGERS = ["hue_secretary", "hue_branch_secretary"]


@pytest.mark.parametrize("who", [*READ, *STRANGERS, "hanoi_administrator"])
def test_a_sent_report_is_read_by_its_unit_and_those_above_and_by_nobody_else(cast, period, who):
    sent_activity(cast)
    report = send(cast.chidoan3, cast.secretary)
    expected = 404 if who in STRANGERS else 200
    for name in ("report_detail", "report_activities", "report_annex"):
        assert page(getattr(cast, who), name, report.pk).status_code == expected, name
    assert page(getattr(cast, who), "expected_detail", report.expected_id).status_code == expected


@pytest.mark.parametrize("who", [*READ[2:], *STRANGERS])
def test_a_draft_is_its_units_own_business(cast, period, who):
    report = start(cast.chidoan3, cast.secretary)
    assert page(cast.member, "report_detail", report.pk).status_code == 200
    for name in ("report_detail", "report_edit", "report_activities", "report_annex"):
        assert page(getattr(cast, who), name, report.pk).status_code == 404
    listed = page(getattr(cast, who), "report_list")
    assert url("report_detail", report.pk) not in listed.content.decode()


def test_a_subordinates_report_of_the_superior_is_not_read(cast, period):
    report = send(cast.ngocha, cast.ngocha_secretary)
    assert page(cast.secretary, "report_detail", report.pk).status_code == 404
    assert page(cast.secretary, "expected_detail", report.expected_id).status_code == 404


@pytest.mark.parametrize("name", ["report_list", "report_export", "period_list"])
def test_without_a_sign_in_there_is_only_the_sign_in_page(cast, name):
    assert Client().get(url(name)).status_code == 302


# --- reading and answering -------------------------------------------------------------------------------------------


def test_a_reviewer_sees_the_figures_as_sent_beside_last_periods(cast, period):
    earlier = open_half(cast, year=2016, starts_on=date(2016, 1, 1), ends_on=date(2016, 6, 30))
    sent_activity(cast, turnout=15, started_on=date(2016, 3, 1), ended_on=date(2016, 3, 1))
    send(cast.chidoan3, cast.secretary, period=earlier)
    sent_activity(cast, turnout=40)
    report = send(cast.chidoan3, cast.secretary, period=period)
    sent_activity(cast, turnout=999)
    shown = page(cast.ngocha_secretary, "report_detail", report.pk)
    turnout = shown.context["lines"][1]
    assert (turnout.reported, turnout.accepted, turnout.before, turnout.difference_text) == (40, 0, 15, "+25")
    assert "999" not in text(shown)


def test_what_changed_since_the_return_is_shown_figure_by_figure_and_section_by_section(cast, period):
    sent_activity(cast, turnout=40)
    report = send(cast.chidoan3, cast.secretary)
    desk.take(Action.RETURN, report, by=cast.ngocha_secretary, note="Thiếu hoạt động tháng Năm")
    sent_activity(cast, turnout=5)
    Report.objects.filter(pk=report.pk).update(strengths="Đông đủ")
    send(cast.chidoan3, cast.secretary)
    shown = page(cast.ngocha_secretary, "report_detail", report.pk)
    assert shown.context["figure_changes"] == [
        ("Activities", "1", "2"), ("Turnout", "40", "45"), ("Own activities listed", "1", "2 (1 new, 0 gone)"),
    ]  # fmt: skip
    assert [(before, now) for _label, before, now in shown.context["changes"]] == [("", "Đông đủ")]
    assert "Thiếu hoạt động tháng Năm" in text(shown)
    assert "Sent again" in text(shown)


def test_the_buttons_are_those_of_the_rules(cast, period):
    report = send(cast.chidoan3, cast.secretary)
    approve = reverse("paper_action", args=["campaign.report", report.pk, "approve"])
    assert approve in text(page(cast.ngocha_secretary, "report_detail", report.pk))
    for who in (cast.secretary, cast.badinh_secretary, cast.viewer, cast.central_secretary):
        assert approve not in text(page(who, "report_detail", report.pk))


def test_after_an_answer_the_next_report_on_the_desk_comes(cast, many):
    waiting = Report.objects.filter(state="waiting").order_by("submitted_at")
    first, second = waiting
    shown = page(cast.ngocha_secretary, "report_detail", first.pk)
    assert (shown.context["following"], shown.context["waiting"]) == (second, 1)
    answer = sign_in(cast.ngocha_secretary).post(
        reverse("paper_action", args=["campaign.report", first.pk, "approve"]),
        {"version": first.version, "next": second.get_absolute_url()},
    )
    assert answer.url == second.get_absolute_url()
    first.refresh_from_db()
    assert first.state == "accepted"
    assert page(cast.ngocha_secretary, "report_detail", second.pk).context["following"] is None


def test_subordinates_that_lack_stand_before_those_taken_up(cast, many):
    report = send(cast.ngocha, cast.ngocha_secretary)
    shown = page(cast.badinh_secretary, "report_detail", report.pk)
    groups = [(group["standing"], [row.unit.code for row in group["rows"]]) for group in shown.context["groups"]]
    assert groups == [
        ("missing", ["CD3", "B5", "B6"]), ("returned", ["B2"]), ("waiting", ["B0", "B1"]), ("excused", ["B4"]),
    ]  # fmt: skip
    assert [row.unit.code for row in shown.context["taken"]] == ["B3"]


def test_a_report_costs_the_same_with_one_row_beneath_and_with_twenty(cast, period):
    made = make_branches(cast, period, 21)
    counts = []
    for some in (made[:1], made[1:]):
        for unit, author in some:
            sent_activity(cast, unit=unit, by=author)
            desk.take(Action.APPROVE, send(unit, author), by=cast.ngocha_secretary)
            sent_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
        report = send(cast.ngocha, cast.ngocha_secretary)
        desk.take(Action.RETURN, report, by=cast.badinh_secretary, note="Chờ chi đoàn")
        counts.append(queries_of(cast.ngocha_secretary, "report_edit", report.pk))
        send(cast.ngocha, cast.ngocha_secretary)
        counts.append(queries_of(cast.badinh_secretary, "report_detail", report.pk))
        counts.append(queries_of(cast.badinh_secretary, "report_activities", report.pk))
        desk.take(Action.RETURN, report, by=cast.badinh_secretary, note="Chờ nữa")
    assert counts[:3] == counts[3:]


def test_the_rows_behind_a_figure_are_exactly_those_listed(cast, period):
    first = sent_activity(cast)
    report = send(cast.chidoan3, cast.secretary)
    sent_activity(cast, title="Gửi sau báo cáo")
    rows = page(cast.ngocha_secretary, "report_activities", report.pk).context["page"]
    assert list(rows) == [first]
    none = page(cast.ngocha_secretary, "report_activities", report.pk, responsibility="self")
    assert list(none.context["page"]) == []
    shown = text(page(cast.ngocha_secretary, "report_detail", report.pk))
    behind = url("report_activities", report.pk)
    for asked in ("responsibility=community", "kind=hien-mau"):
        assert f'<a href="{behind}?{asked}">20</a>' in shown  # the turnout


def test_the_annex_holds_the_figures_and_is_recorded(cast, period):
    sent_activity(cast, turnout=40, title="=1+1")
    report = send(cast.chidoan3, cast.secretary)
    book = openpyxl.load_workbook(BytesIO(page(cast.ngocha_secretary, "report_annex", report.pk).content))
    turnout = [cell.value for cell in book["Figures"][6]][:5]
    assert turnout == ["Turnout", 40, 0, 40, 0]
    assert book["Own activities"]["A2"].value == "=1+1"
    assert book["Own activities"]["A2"].data_type == "s"
    assert Record.objects.get(verb="exported").by == cast.ngocha_secretary
