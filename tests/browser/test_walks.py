"""The seven walks of the product, on a phone and on a wide screen in Vietnamese, and once in English."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from campaign import periods, reporting
from campaign.models import Activity, DueDay, Period, Plan, Report, Target
from recognition.models import Honour, Nomination, Season
from tests.browser.walking import Walker
from tests.cast import make_activity, make_conclusion, make_unit
from units import desk
from units.approval import Action

FACES = [(390, "vi"), (1280, "vi"), (1280, "en")]
pytestmark = pytest.mark.parametrize(("width", "language"), FACES, ids=["phone", "wide", "english"])


@pytest.fixture
def walker(page: Page, cast, width, language) -> Walker:
    return Walker(page, width, language)


def photograph() -> dict:
    stream = BytesIO()
    Image.new("RGB", (640, 480), "#2a6fb0").save(stream, "JPEG")
    return {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def open_half_year(cast) -> Period:
    period = Period.objects.create(
        conclusion=make_conclusion(), kind="half", year=2017, starts_on=date(2017, 1, 1), ends_on=date(2017, 6, 30)
    )
    days = {5: date(2017, 7, 3), 4: date(2017, 7, 5), 3: date(2017, 7, 10), 2: date(2017, 7, 15)}
    DueDay.objects.bulk_create([DueDay(period=period, level=level, due_on=day) for level, day in days.items()])
    periods.open_period(period, by=cast.central_secretary)
    return period


def sent(activity: Activity, by) -> Activity:
    return desk.take(Action.SUBMIT, activity, by=by).papers[0]


def accepted(cast, **fields) -> Activity:
    activity = sent(make_activity(cast, **fields), cast.secretary)
    return desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary).papers[0]


def sent_report(cast, period: Period, unit, by) -> Report:
    report = reporting.start(period.expected.get(unit=unit), by=by)
    Report.objects.filter(pk=report.pk).update(strengths="Đoàn viên tham gia đông.")
    return desk.take(Action.SUBMIT, Report.objects.get(pk=report.pk), by=by).papers[0]


def test_1_a_unit_plans_under_its_superiors_plan(walker: Walker, cast):
    above = Plan.objects.create(
        unit=cast.hanoi, year=2017, title="Kế hoạch 2017", objectives="…", created_by=cast.hanoi_secretary
    )
    Target.objects.create(plan=above, responsibility="community", kind=cast.kind, amount=100)
    desk.take(Action.SUBMIT, above, by=cast.hanoi_secretary)
    desk.take(Action.APPROVE, above, by=cast.central_secretary)
    accepted(cast)

    walker.sign_in_by_the_form(cast.badinh_secretary)
    walker.open("campaign:plan_create", query="?year=2017")
    walker.see("Kế hoạch 2017")
    walker.page.locator("[name=objectives]").fill("Mỗi chi đoàn hiến máu hai lần trong năm.")
    walker.page.locator("button[name=share]").first.click()
    walker.page.locator("[name$='-amount']").first.fill("20")
    walker.look()
    walker.page.locator("form#plan .form-foot button").first.click()
    plan = Plan.objects.get(unit=cast.badinh)
    target = plan.targets.get()
    assert (target.amount, target.derived_from) == (20, above.targets.get())
    walker.answer(plan, "submit")

    walker.sign_in(cast.hanoi_secretary)
    walker.open("campaign:plan_detail", plan.pk)
    walker.look()
    walker.answer(plan, "return", "Chỉ tiêu còn thấp")
    walker.sign_in(cast.badinh_secretary)
    walker.open("home")
    walker.see("Chỉ tiêu còn thấp")
    walker.open("campaign:plan_edit", plan.pk)
    walker.page.locator("[name$='-amount']").first.fill("40")
    walker.page.locator("form#plan .form-foot button").first.click()
    walker.answer(plan, "submit")
    walker.sign_in(cast.hanoi_secretary)
    walker.open("campaign:plan_detail", plan.pk)
    walker.answer(plan, "approve")
    plan.refresh_from_db()
    assert (plan.state, plan.round) == ("accepted", 2)
    # One accepted activity of that kind in the year, out of the forty.
    walker.open("campaign:plan_detail", plan.pk)
    expect(walker.page.locator("progress").first).to_have_attribute("value", "1")
    expect(walker.page.locator("progress").first).to_have_attribute("max", "40")
    walker.look()


def test_2_a_branch_secretary_logs_sends_reads_what_came_back_and_reports(walker: Walker, cast):
    period = open_half_year(cast)
    walker.sign_in_by_the_form(cast.secretary)
    walker.look()
    walker.open("campaign:activity_create")
    page = walker.page
    page.locator("[name=kind]").select_option(str(cast.kind.pk))
    page.locator("[name=title]").fill("Hiến máu tại Bệnh viện Xanh Pôn")
    page.locator("[name=started_on]").fill("3/6/2017")
    page.locator("[name=turnout]").fill("hơn 20")
    page.locator("[name=uploads]").set_input_files([photograph()])
    walker.look()
    page.locator("button[name=then][value=send]").click()
    expect(page.locator(".messages [data-saved]")).to_be_visible()
    activity = Activity.objects.get()
    assert (activity.state, activity.holder, activity.turnout, activity.turnout_approximate) == (
        "waiting", cast.ngocha, 20, True,
    )  # fmt: skip
    assert activity.files.get().media_type == "image/jpeg"
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Ghi rõ số đơn vị máu")

    walker.open("home")
    walker.see("Ghi rõ số đơn vị máu")
    walker.open("campaign:activity_edit", activity.pk)
    page.locator("[name=result]").fill("18")
    page.locator("button[name=then][value=send]").click()
    expect(page.locator(".messages [data-saved]")).to_be_visible()
    activity.refresh_from_db()
    assert (activity.state, activity.round, activity.result) == ("waiting", 2, 18)
    walker.look()

    expected = period.expected.get(unit=cast.chidoan3)
    walker.open("campaign:expected_detail", expected.pk)
    walker.look()
    page.locator(f"form[action='{reverse('campaign:report_create', args=[expected.pk])}'] button").click()
    page.locator("[name=strengths]").fill("Đoàn viên tham gia đông.")
    walker.look()
    page.locator("button[name=then][value=check]").click()
    page.wait_for_load_state()
    report = Report.objects.get()
    walker.answer(report, "submit")
    report.refresh_from_db()
    assert (report.state, report.holder) == ("waiting", cast.ngocha)
    assert [listing.activity for listing in report.listed.all()] == [activity]
    walker.look()


def test_3_an_officer_answers_the_desk_one_by_one_and_many_at_once(walker: Walker, cast):
    base = make_unit("CDCS", "Chi đoàn cơ sở Toà án", 5, cast.badinh)
    papers = [make_activity(cast, unit=base, title=f"Việc {n}", by=cast.badinh_officer) for n in range(1, 6)]
    type(papers[0]).objects.filter(unit=base).update(
        state="waiting", holder=cast.badinh, round=1, submitted_by=cast.secretary, submitted_at="2017-11-10T01:00Z",
        sent_on=date(2017, 11, 10),
    )  # fmt: skip
    walker.sign_in(cast.badinh_officer)
    walker.open("desk")
    walker.look()
    walker.page.get_by_role("link", name="Việc 1").click()
    walker.answer(papers[0], "return", "Thiếu ảnh")
    walker.open("desk")
    for box in walker.page.locator("input[name=papers]").all():
        box.check()
    walker.look()
    approve = reverse("paper_bulk", args=["campaign.activity", "approve"])
    walker.page.locator(f"button[formaction='{approve}']").click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.page.locator("main .form-foot button").first.click()
    walker.page.wait_for_load_state()
    states = list(Activity.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["returned", "accepted", "accepted", "accepted", "accepted"]
    walker.open("desk")
    walker.look()


def test_4_provincial_staff_review_the_units_reports(walker: Walker, cast):
    period = open_half_year(cast)
    second = make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    periods.Expected.objects.create(period=period, unit=second, due_on=date(2017, 7, 10))
    first = sent_report(cast, period, cast.badinh, cast.badinh_officer)
    walker.sign_in(cast.hanoi_officer)
    walker.open("campaign:report_list", query=f"?period={period.pk}")
    walker.look()
    walker.open("campaign:report_list", query=f"?period={period.pk}&under={cast.badinh.pk}&standing=waiting&late=late")
    walker.look()
    expect(walker.page.get_by_role("link", name="Quận đoàn Ba Đình").first).to_be_visible()
    expect(walker.page.locator("table").get_by_text("Quận đoàn Hoàn Kiếm", exact=True)).to_have_count(0)
    walker.open("campaign:report_detail", first.pk)
    walker.look()
    walker.answer(first, "return", "Số lượt chưa khớp")
    first.refresh_from_db()
    assert first.state == "returned"
    desk.take(Action.SUBMIT, first, by=cast.badinh_officer)
    walker.open("campaign:report_detail", first.pk)
    walker.answer(first, "approve")
    first.refresh_from_db()
    assert first.state == "accepted"
    walker.open("campaign:report_detail", first.pk)
    walker.look()


def test_5_the_secretariat_drills_from_the_nation_to_an_activity(walker: Walker, cast):
    activity = accepted(cast, turnout=1677)
    walker.sign_in(cast.central_secretary)
    walker.open("campaign:summary")
    walker.look()
    for unit in (cast.hanoi, cast.badinh, cast.ngocha, cast.chidoan3):
        row = walker.page.locator("table a[href*='/summary/']:visible")
        row.get_by_text(unit.short_name, exact=True).first.click()
        walker.page.wait_for_load_state()
        expect(walker.page.locator("h1")).to_contain_text(unit.name)
    walker.look()
    walker.page.locator(".figure a[href*='/activities/']").first.click()
    walker.page.wait_for_load_state()
    walker.look()
    walker.page.get_by_role("link", name=activity.title).click()
    walker.see({"vi": "1.677", "en": "1,677"}[walker.language])
    walker.look()


def test_6_a_nomination_climbs_to_the_centre_and_stands_on_the_roll(walker: Walker, cast):
    activity = accepted(cast)
    season = Season.objects.create(
        unit=cast.central, name_vi="Cán bộ trẻ giỏi", name_en="Outstanding young officials", year=2017, level=1,
        opens_on=date(2017, 11, 1), closes_on=date(2017, 11, 30), oldest_age=35, age_on=date(2017, 12, 31),
    )  # fmt: skip
    nominee = cast.member.person
    walker.sign_in(cast.secretary)
    walker.open("recognition:nomination_create", query=f"?season={season.pk}&unit={cast.chidoan3.pk}")
    page = walker.page
    page.locator(f"[name=person][value='{nominee.pk}']").check()
    page.locator("[name=summary]").fill("Tận tuỵ ở bộ phận một cửa.")
    page.locator("[name=achievements]").fill("Trực đều Ngày thứ bảy tình nguyện.")
    page.locator(f"[name=citations][value='{activity.pk}']").check()
    page.locator("[name=consent]").check()
    page.locator("[name=consent_on]").fill("10/11/2017")
    walker.look()
    page.locator("button[name=then][value=send]").click()
    page.wait_for_load_state()
    nomination = Nomination.objects.get()
    for who in (cast.ngocha_secretary, cast.badinh_secretary, cast.hanoi_secretary, cast.central_secretary):
        walker.sign_in(who)
        walker.open("recognition:nomination_detail", nomination.pk)
        walker.look()
        walker.answer(nomination, "approve")
    nomination.refresh_from_db()
    assert (nomination.state, nomination.decisions.count()) == ("accepted", 5)
    walker.open("recognition:honour_create", nomination.pk)
    for name, typed in (("decision_number", "12-QĐ/TWĐTN"), ("decided_on", "14/11/2017"), ("signatory", "Bí thư")):
        page.locator(f"[name={name}]").fill(typed)
    page.locator("[name=citation_text]").fill("Tận tuỵ phục vụ người dân.")
    walker.look()
    page.locator("main form button.button").first.click()
    page.wait_for_load_state()
    honour = Honour.objects.get()
    page.context.clear_cookies()
    walker.language = "vi"  # the public has chosen nothing
    walker.open("recognition:honour_roll")
    walker.look()
    page.get_by_role("link", name=nominee.full_name).first.click()
    assert page.url.endswith(reverse("recognition:honour_detail", args=[honour.pk]))
    walker.see("12-QĐ/TWĐTN")
    walker.look()


def test_7_hue_sees_nothing_of_ha_noi_by_any_address(walker: Walker, cast):
    activity = accepted(cast)
    walker.sign_in(cast.hue_branch_secretary)
    walker.open("campaign:activity_list")
    expect(walker.page.get_by_text(activity.title)).to_have_count(0)
    expect(walker.page.get_by_text("Chi đoàn 3")).to_have_count(0)
    walker.look()
    nothing = reverse("campaign:activity_detail", args=[999_999])
    closed = [
        activity.get_absolute_url(), reverse("campaign:summary_unit", args=[cast.hanoi.pk]),
        reverse("units:unit_detail", args=[cast.badinh.pk]),
        reverse("units:person_detail", args=[cast.secretary.person.pk]),
        reverse("paper_action", args=["campaign.activity", activity.pk, "approve"]),
    ]  # fmt: skip
    missing = walker.page.goto(nothing)
    words = walker.page.locator("main").inner_text()
    for address in closed:
        response = walker.page.goto(address)
        assert (response.status, missing.status) == (404, 404), address
        # Word for word what one reads of a thing that is not there at all.
        assert walker.page.locator("main").inner_text() == words
    walker.trouble.clear()  # the browser notes each 404 itself
    walker.look()
