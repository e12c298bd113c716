"""Logging without a network: what waits, what is sent, once, and under whose name."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from campaign.models import Activity, ActivityFile
from tests.browser.production import served
from tests.browser.walking import AWAY, give_session
from tests.cast import PASSWORD
from units.models import Receipt, User

LOG = reverse("campaign:activity_create")
KEPT = """async (form) => Boolean(
    navigator.serviceWorker.controller && await (await caches.open("log-form")).match(form))"""
BUDGET = 150_000  # bytes
# The server takes what is posted, and its first answer does not arrive.
LOSE_AN_ANSWER = """() => {
    const fetch = window.fetch;
    window.fetch = async (address, how) => {
        const answer = await fetch(address, how);
        if (how?.method !== "POST" || window.lost) return answer;
        window.lost = true;
        throw new TypeError("lost");
    };
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("static")) as address:
        yield address


@pytest.fixture
def phone(browser: Browser, site: str, cast) -> Iterator[BrowserContext]:
    """A phone with the application installed; several people may use it."""
    size = {"width": 390, "height": 844}
    context = browser.new_context(base_url=site, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=size)
    yield context
    context.close()


def come(phone: BrowserContext, user: User) -> Page:
    """The log page of somebody who was here before, so that the browser keeps it."""
    page = phone.new_page()
    give_session(page, user)
    page.goto(LOG)
    page.wait_for_function(KEPT, arg=LOG)
    page.reload(wait_until="networkidle")
    return page


def photograph() -> dict:
    content = BytesIO()
    Image.effect_noise((2200, 300), 90).save(content, "JPEG", quality=90)
    return {"name": "cay.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def fill_in(page: Page, cast, title: str, turnout: str = "20", then: str = "send") -> None:
    page.locator("[name=kind]").select_option(str(cast.kind.pk))
    page.locator("[name=title]").fill(title)
    page.locator("[name=started_on]").fill("12/11/2017")
    page.locator("[name=turnout]").fill(turnout)
    if then:
        page.locator(f".form-foot button[value={then}]").click()


def entries(page: Page):
    return page.locator(".outbox-entry")


def test_an_entry_with_a_photograph_waits_and_is_sent_once_also_when_the_answer_is_lost(phone: BrowserContext, cast):
    first = come(phone, cast.secretary)
    phone.set_offline(True)
    page = phone.new_page()
    first.close()
    page.goto(LOG)
    page.locator("[name=uploads]").set_input_files(photograph())
    request_id = page.locator("[name=request_id]").input_value()
    fill_in(page, cast, "Trồng cây")
    expect(entries(page)).to_have_class("outbox-entry waiting")
    expect(page.locator("[name=title]")).to_have_value("")
    page.close()

    page = phone.new_page()
    page.goto("/desk/")
    expect(page.locator("[data-connection=off] h1")).to_be_visible()
    expect(entries(page)).to_contain_text("Trồng cây")
    page.goto(LOG)
    expect(page.locator("[data-outbox-count] b")).to_have_text("1")
    expect(page.locator("[name=request_id]")).not_to_have_value(request_id)  # another entry from the same kept form

    page.evaluate(LOSE_AN_ANSWER)
    phone.set_offline(False)
    page.wait_for_function("() => window.lost")
    assert Activity.objects.count() == 1
    expect(entries(page)).to_have_class("outbox-entry waiting")
    entries(page).get_by_role("button").first.click()
    expect(entries(page)).to_have_class("outbox-entry arrived")

    activity, receipt = Activity.objects.get(), Receipt.objects.get()
    expect(entries(page)).to_contain_text(receipt.code)
    assert (activity.title, activity.state, activity.files.count()) == ("Trồng cây", "waiting", 1)
    assert ActivityFile.objects.get().width == 2000


def test_what_the_server_refuses_comes_back_into_the_form_as_it_was_typed(phone: BrowserContext, cast):
    page = come(phone, cast.secretary)
    phone.set_offline(True)
    page.locator("[name=uploads]").set_input_files(photograph())
    fill_in(page, cast, "Đọc sách", turnout="nhiều", then="keep")
    expect(entries(page)).to_have_class("outbox-entry waiting")

    phone.set_offline(False)
    expect(entries(page)).to_have_class("outbox-entry refused")
    entries(page).get_by_role("link").click()
    expect(page.locator("[data-outbox-errors] a")).to_have_attribute("href", "#id_turnout")
    expect(page.locator("[name=turnout]")).to_have_value("nhiều")
    assert page.evaluate("document.querySelector('[name=uploads]').files.length") == 1
    page.locator("[name=turnout]").fill("hơn 800")
    page.locator(".form-foot button[value=keep]").click()

    expect(page.locator(".messages [data-saved]")).to_be_visible()
    page.goto(LOG)
    expect(page.locator("[data-outbox-list]")).to_be_hidden()
    activity = Activity.objects.get()
    assert (activity.title, activity.turnout, activity.files.count()) == ("Đọc sách", 800, 1)


def test_what_is_opened_to_be_corrected_is_not_sent_before_it_is_pressed_or_left(phone: BrowserContext, cast):
    page = come(phone, cast.secretary)
    phone.set_offline(True)
    fill_in(page, cast, "Đọc sach")
    expect(entries(page)).to_have_class("outbox-entry waiting")
    entries(page).get_by_role("link").click()
    expect(page.locator("[name=title]")).to_have_value("Đọc sach")

    phone.set_offline(False)
    other = phone.new_page()
    other.goto(LOG, wait_until="networkidle")
    assert not Activity.objects.exists()
    page.locator("[name=title]").fill("Đọc sách")
    page.locator(".form-foot button[value=send]").click()
    expect(page.locator(".messages [data-saved]")).to_be_visible()
    other.goto(LOG)
    expect(other.locator("[data-outbox-list]")).to_be_hidden()
    assert Activity.objects.get().title == "Đọc sách"

    page.goto(LOG)
    phone.set_offline(True)
    fill_in(page, cast, "Trồng cây")
    entries(page).get_by_role("link").click()
    expect(page.locator("[name=title]")).to_have_value("Trồng cây")
    page.goto("about:blank")
    phone.set_offline(False)
    other.goto(LOG)
    expect(entries(other)).to_have_class("outbox-entry arrived")


def test_nobody_sends_what_another_wrote_and_the_session_may_end_meanwhile(phone: BrowserContext, cast):
    page = come(phone, cast.secretary)
    phone.clear_cookies(name="sessionid")
    fill_in(page, cast, "Của chị Ánh")
    expect(entries(page)).to_have_class("outbox-entry waiting")

    page.goto(reverse("account_login"))
    sign_in(page, cast.hue_branch_secretary)
    page.goto(LOG)
    expect(entries(page)).to_have_class("outbox-entry other")
    expect(entries(page)).to_contain_text("Hoàng Thị Ánh")
    expect(entries(page)).not_to_contain_text("Của chị Ánh")
    assert not Activity.objects.exists()
    page.locator(".who summary").click()
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/account/login/")
    assert page.evaluate("async () => !(await caches.has('log-form'))")

    sign_in(page, cast.secretary)
    page.goto(LOG)
    expect(entries(page)).to_have_class("outbox-entry arrived")
    activity = Activity.objects.get()
    assert (activity.title, activity.created_by, activity.unit) == ("Của chị Ánh", cast.secretary, cast.chidoan3)


def sign_in(page: Page, user: User) -> None:
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(AWAY)


def test_the_first_visit_of_the_log_page_is_light(phone: BrowserContext, cast):
    page = phone.new_page()
    give_session(page, cast.secretary)
    received = []
    wire = phone.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
    page.goto(LOG, wait_until="networkidle")

    assert len(received) > 10
    assert sum(received) <= BUDGET
