"""A report is begun, written and checked by its own unit."""

from datetime import date

import pytest
from django.urls import reverse

from campaign.models import Expected, Report
from tests.campaign.half_years import open_half, send, sent_activity, start
from tests.campaign.pages import page, sign_in, text, url


@pytest.fixture
def period(cast):
    return open_half(cast)


def row_of(unit) -> Expected:
    return Expected.objects.get(unit=unit)


def test_two_taps_on_write_give_one_report(cast, period):
    client, address = sign_in(cast.secretary), url("report_create", row_of(cast.chidoan3).pk)
    first, second = client.post(address), client.post(address)
    report = Report.objects.get()
    assert first.url == second.url == url("report_edit", report.pk)
    assert client.get(address).url == url("expected_detail", report.expected_id)


@pytest.mark.parametrize("who", ["ngocha_secretary", "viewer", "hue_secretary", "hanoi_administrator"])
def test_nobody_begins_or_writes_anothers_report(cast, period, who):
    client = sign_in(getattr(cast, who))
    assert client.post(url("report_create", row_of(cast.chidoan3).pk)).status_code == 404
    report = send(cast.chidoan3, cast.secretary)
    before = report.version
    assert client.post(url("report_edit", report.pk), {"version": before, "strengths": "x"}).status_code in (302, 404)
    report.refresh_from_db()
    assert (report.version, report.strengths) == (before, "")


def test_the_figures_stand_compiled_before_anything_is_typed(cast, period):
    sent_activity(cast, turnout=1677)
    report = start(cast.chidoan3, cast.secretary)
    written = page(cast.secretary, "report_edit", report.pk)
    assert "1,677" in text(written)
    assert f"{url('report_activities', report.pk)}?responsibility=community" in written.content.decode()
    assert f'data-autosave="report-{report.pk}"' in text(written)


def test_a_draft_is_saved_and_checked_before_it_is_sent(cast, period):
    report = start(cast.chidoan3, cast.secretary)
    body = {"version": report.version, "strengths": "Đông đủ", "then": "check"}
    answer = sign_in(cast.secretary).post(url("report_edit", report.pk), body)
    assert answer.url == url("report_detail", report.pk) + "?saved"
    checked = sign_in(cast.secretary).get(answer.url)
    assert "Đông đủ" in text(checked)
    assert reverse("paper_action", args=["campaign.report", report.pk, "submit"]) in text(checked)


def test_last_periods_text_is_at_hand(cast, period):
    earlier = open_half(cast, year=2016, starts_on=date(2016, 1, 1), ends_on=date(2016, 6, 30))
    old = start(cast.chidoan3, cast.secretary, earlier)
    Report.objects.filter(pk=old.pk).update(causes="Đoàn viên kiêm nhiệm")
    send(cast.chidoan3, cast.secretary, period=earlier)
    report = start(cast.chidoan3, cast.secretary, period)
    assert "Đoàn viên kiêm nhiệm" in text(page(cast.secretary, "report_edit", report.pk))


def test_two_windows_do_not_overwrite_each_other(cast, period):
    report = start(cast.chidoan3, cast.secretary)
    address, seen = url("report_edit", report.pk), report.version
    sign_in(cast.member).post(address, {"version": seen, "strengths": "Của đồng chí Ổn"})
    late = sign_in(cast.secretary).post(address, {"version": seen, "strengths": "Của đồng chí Ánh"})
    assert late.status_code == 422
    assert "Của đồng chí Ánh" in text(late)
    assert "Của đồng chí Ổn" in text(late)
    report.refresh_from_db()
    assert report.strengths == "Của đồng chí Ổn"
    again = {"version": late.context["form"].data["version"], "strengths": "Cả hai"}
    assert sign_in(cast.secretary).post(address, again).status_code == 302


def test_a_section_that_is_far_too_long_is_said_beside_it_and_kept(cast, period):
    report = start(cast.chidoan3, cast.secretary)
    answer = sign_in(cast.secretary).post(
        url("report_edit", report.pk), {"version": report.version, "causes": "dài" * 7000, "strengths": "Đông đủ"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"causes"}
    assert "Đông đủ" in text(answer)


def test_a_sent_report_is_not_edited_any_more(cast, period):
    report = send(cast.chidoan3, cast.secretary)
    assert page(cast.secretary, "report_edit", report.pk).url == url("report_detail", report.pk)
