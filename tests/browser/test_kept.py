"""What becomes of typed words when sessions end, people change and several tabs stand open."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from campaign.models import Activity, Plan
from tests.browser.walking import AWAY
from tests.cast import PASSWORD, make_activity
from units import desk
from units.approval import Action
from units.models import User

LOG = reverse("campaign:activity_create")


@pytest.fixture
def phone(page: Page, cast) -> Page:
    """A phone that several people share."""
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def sign_in(page: Page, user: User) -> None:
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(AWAY)


def come(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    sign_in(page, user)


def lose_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def leave(page: Page) -> None:
    page.goto("/")
    page.locator(".who summary").click()
    page.locator("form[data-sign-out] button").click()


def sent(activity: Activity, by: User) -> Activity:
    return desk.take(Action.SUBMIT, activity, by=by).papers[0]


def test_words_are_offered_to_whoever_typed_them_until_that_person_signs_out(phone: Page, cast):
    title, offer = phone.locator("[name=title]"), phone.locator("[data-restore]")
    come(phone, cast.secretary)
    phone.goto(LOG)
    title.fill("Dọn vệ sinh")
    expect(phone.locator("[data-saved-note]")).not_to_be_empty()

    lose_session(phone)
    come(phone, cast.hue_branch_secretary)
    phone.goto(LOG)
    expect(title).to_have_value("")
    expect(offer).to_be_hidden()
    leave(phone)
    phone.wait_for_url("**/account/login/")

    sign_in(phone, cast.secretary)
    phone.goto(LOG)
    expect(offer).to_be_visible()
    leave(phone)
    phone.wait_for_url("**/account/logout/")
    expect(phone.locator("[data-if-kept]")).to_be_visible()
    phone.locator("form[data-sure] button").click()
    phone.wait_for_url("**/account/login/")
    assert "Dọn vệ sinh" not in phone.evaluate("JSON.stringify(localStorage)")

    sign_in(phone, cast.secretary)
    phone.goto(LOG)
    expect(title).to_have_value("")
    expect(offer).to_be_hidden()


def test_words_older_than_a_week_are_let_go(phone: Page, cast):
    come(phone, cast.secretary)
    days = {"old": 8, "young": 6}
    for key, age in days.items():
        phone.evaluate(
            "([key, age]) => localStorage.setItem(key, JSON.stringify({ at: Date.now() - age * 86400000 }))",
            [f"kept:{cast.secretary.pk}:{key}", age],
        )
    phone.goto(LOG)

    kept = phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:'))")
    assert kept == [f"kept:{cast.secretary.pk}:young"]


def test_a_plan_comes_back_with_all_its_targets(phone: Page, cast):
    come(phone, cast.secretary)
    phone.goto(reverse("campaign:plan_create"))
    phone.locator("[name=more]").click()
    phone.locator("[name=objectives]").fill("Mỗi tháng một việc tốt")
    for row, amount in {0: "11", 4: "44", 5: "55"}.items():
        phone.locator(f"[name=targets-{row}-about]").select_option("community")
        phone.locator(f"[name=targets-{row}-measure]").select_option("activities")
        phone.locator(f"[name=targets-{row}-amount]").fill(amount)
    lose_session(phone)
    phone.locator(".form-foot button").first.click()
    phone.wait_for_url("**/account/login/**")
    expect(phone.locator("[data-just-kept]")).to_be_visible()

    sign_in(phone, cast.secretary)
    phone.locator("[data-restore-yes]").click()
    expect(phone.locator("[name=objectives]")).to_have_value("Mỗi tháng một việc tốt")
    phone.locator(".form-foot button").first.click()
    expect(phone.locator(".messages [data-saved]")).to_be_visible()

    assert sorted(Plan.objects.get().targets.values_list("amount", flat=True)) == [11, 44, 55]
    phone.goto(reverse("campaign:plan_create"))
    expect(phone.locator("[data-restore]")).to_be_hidden()


def test_words_that_were_typed_about_an_older_version_do_not_cover_a_colleagues(phone: Page, cast):
    activity = make_activity(cast, title="Ngày thứ bảy")
    address = reverse("campaign:activity_edit", args=[activity.pk])
    come(phone, cast.secretary)
    phone.goto(address)
    phone.locator("[name=title]").fill("Ngày thứ bảy của tôi")
    expect(phone.locator("[data-saved-note]")).not_to_be_empty()
    Activity.objects.filter(pk=activity.pk).update(title="Ngày thứ bảy của bạn", version=activity.version + 1)

    phone.on("dialog", lambda dialog: dialog.accept())
    phone.goto(address)
    phone.locator("[data-restore-yes]").click()
    phone.locator(".form-foot button[value=keep]").click()
    expect(phone.locator(".error-summary")).to_be_visible()

    activity.refresh_from_db()
    assert activity.title == "Ngày thứ bảy của bạn"


def test_the_reason_of_a_return_outlives_the_session(phone: Page, cast):
    activity = sent(make_activity(cast), cast.secretary)
    come(phone, cast.ngocha_secretary)
    phone.goto(activity.get_absolute_url())
    back = phone.locator("details[data-key=r]")
    back.locator("summary").click()
    back.locator("[name=note]").fill("Thiếu ảnh chụp")
    lose_session(phone)
    back.locator("form > button").click()
    phone.wait_for_url("**/account/login/**")
    expect(phone.locator(".messages .warning")).to_be_visible()

    sign_in(phone, cast.ngocha_secretary)
    back.locator("[data-restore-yes]").click()
    expect(back.locator("[name=note]")).to_have_value("Thiếu ảnh chụp")
    back.locator("form > button").click()
    phone.wait_for_url("**/desk/")

    assert activity.decisions.get(action="return").note == "Thiếu ảnh chụp"


def test_many_papers_and_the_reason_to_return_them_outlive_the_session(phone: Page, cast):
    papers = [sent(make_activity(cast, title=f"Việc {number}"), cast.secretary) for number in range(3)]
    come(phone, cast.ngocha_secretary)
    phone.goto(reverse("desk"))
    for box in phone.locator("[name=papers]").all()[:2]:
        box.check()
    phone.locator(".bulk button.secondary").click()
    phone.locator("[name=papers]").nth(1).uncheck()
    phone.locator("[name=note]").fill("Ghi rõ số người")
    lose_session(phone)
    phone.locator(".form-foot button").click()
    phone.wait_for_url("**/account/login/**")

    sign_in(phone, cast.ngocha_secretary)
    expect(phone.locator("[name=papers]")).to_have_count(2)
    phone.locator("[data-restore-yes]").click()
    expect(phone.locator("[name=papers]").nth(1)).not_to_be_checked()
    phone.locator(".form-foot button").click()
    phone.wait_for_url("**/desk/")

    states = list(Activity.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["returned", "waiting", "waiting"]
    assert papers[0].decisions.get(action="return").note == "Ghi rõ số người"


def test_a_form_that_stood_open_while_its_author_signed_in_anew_is_taken(phone: Page, context: BrowserContext, cast):
    come(phone, cast.secretary)
    phone.goto(LOG)
    phone.locator("[name=kind]").select_option(str(cast.kind.pk))
    phone.locator("[name=title]").fill("Đọc sách cùng nhau")
    phone.locator("[name=started_on]").fill("12/11/2017")
    other = context.new_page()
    lose_session(other)
    come(other, cast.secretary)

    phone.locator(".form-foot button[value=keep]").click()

    expect(phone.locator(".messages [data-saved]")).to_be_visible()
    assert Activity.objects.get().title == "Đọc sách cùng nhau"


def test_a_form_is_not_sent_in_the_name_of_who_signed_in_after_its_author(phone: Page, context: BrowserContext, cast):
    come(phone, cast.secretary)
    phone.goto(LOG)
    phone.locator("[name=title]").fill("Của người trước")
    other = context.new_page()
    lose_session(other)
    come(other, cast.hue_branch_secretary)

    phone.evaluate("document.querySelector('form.log').noValidate = true")
    phone.locator(".form-foot button[value=keep]").click()

    expect(phone.locator("main a.button").first).to_have_attribute("href", LOG)
    expect(phone.locator("[data-just-kept]")).to_be_visible()
    assert not Activity.objects.exists()
