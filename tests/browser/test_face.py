"""The face in a real browser: every component at every width, in light and dark, with and without scripts."""

import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Page, expect

from tests.browser.walking import AWAY, OVERFLOW, give_session, violations
from tests.cast import PASSWORD

TARGETS = ".button, .tab, .band-button, .pager a, summary, select, textarea"
SMALL_TARGETS = """(targets) => [...document.querySelectorAll(targets)]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
    .map((e) => e.outerHTML.slice(0, 80))"""
LETTERS = "h1, h2, .button, .state, td, th, .tab span, .who-name, .figure-value"
CLIPPED = """(letters) => [...document.querySelectorAll(letters)]
    .filter((e) => e.checkVisibility() && e.scrollHeight > e.clientHeight + 1)
    .filter((e) => getComputedStyle(e).overflowY !== "visible")
    .map((e) => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def signed_in(page: Page, cast, settings) -> Page:
    settings.DEMO = True
    give_session(page, cast.secretary)
    page.goto("/")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_component_stands_at_every_width_and_in_both_lights(signed_in: Page, width: int, scheme: str):
    said: list[str] = []
    signed_in.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    signed_in.set_viewport_size({"width": width, "height": 844})
    signed_in.emulate_media(color_scheme=scheme)
    signed_in.goto("/design/")

    assert signed_in.evaluate("document.documentElement.scrollWidth") == width
    assert signed_in.evaluate(OVERFLOW) == []
    assert signed_in.evaluate(SMALL_TARGETS, TARGETS) == []
    assert signed_in.evaluate(CLIPPED, LETTERS) == []
    assert violations(signed_in) == []
    assert said == []


def test_menus_work_by_keyboard_and_close_again(signed_in: Page):
    signed_in.set_viewport_size({"width": 390, "height": 844})
    signed_in.goto("/design/")
    menu = signed_in.locator(".tabs-bar details")
    menu.locator("summary").press("Enter")
    expect(menu.locator(".menu")).to_be_visible()
    assert violations(signed_in) == []

    signed_in.keyboard.press("Escape")
    expect(menu.locator(".menu")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_the_first_tab_stop_skips_to_the_content(signed_in: Page):
    signed_in.goto("/account/2fa/")
    signed_in.keyboard.press("Tab")
    expect(signed_in.locator(".skip")).to_be_focused()
    expect(signed_in.locator(".skip")).to_be_in_viewport()


def test_dark_is_chosen_and_stays(signed_in: Page):
    signed_in.emulate_media(color_scheme="light")
    signed_in.goto("/design/")
    signed_in.locator(".who summary").click()
    signed_in.locator("button[name=theme][value=dark]").click()
    ground = "getComputedStyle(document.body).backgroundColor"

    assert signed_in.evaluate(ground) == "rgb(17, 21, 27)"
    signed_in.reload()
    assert signed_in.evaluate(ground) == "rgb(17, 21, 27)"


def test_what_was_typed_is_kept_and_offered_again(signed_in: Page):
    signed_in.goto("/design/")
    form = signed_in.locator("form[data-autosave=design]")
    title = form.locator("[name=title]")
    title.fill("Ngày thứ bảy tình nguyện")
    expect(form.locator("[data-saved-note]")).to_have_text(re.compile(r"\d\d:\d\d"))

    signed_in.reload()
    expect(title).to_have_value("")
    form.locator("[data-restore-yes]").click()
    expect(title).to_have_value("Ngày thứ bảy tình nguyện")


def test_a_chosen_photograph_is_told_with_its_size(signed_in: Page):
    signed_in.goto("/campaign/activities/new/")
    chosen = [
        {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 22_528},
        {"name": "lon.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 1_468_006},
    ]
    signed_in.locator("[name=uploads]").set_input_files(chosen)

    expect(signed_in.locator("[data-files-for]")).to_have_text("anh.jpg (22 kB), lon.jpg (1,4 MB)")


def test_a_double_tap_sends_once(page: Page, cast):
    posts: list[str] = []
    page.goto("/account/login/")
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.locator("[name=login]").fill(cast.secretary.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").dblclick()
    page.wait_for_url(AWAY)

    assert len(posts) == 1


def test_j_and_k_walk_through_a_list(signed_in: Page):
    signed_in.goto("/design/")
    links = signed_in.locator("[data-keys] [data-row] a.row-link")
    signed_in.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    signed_in.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    signed_in.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()


def test_the_letter_of_a_verb_opens_its_question_but_not_while_typing(signed_in: Page):
    signed_in.goto("/design/")
    note = signed_in.locator(".actions details[data-key=r] textarea")
    signed_in.keyboard.press("r")
    expect(note).to_be_focused()
    signed_in.keyboard.type("rad")
    expect(note).to_have_value("rad")


def test_signing_in_needs_no_script(browser, base_url: str, cast, settings):
    settings.DEMO = True
    context = browser.new_context(base_url=base_url, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto("/account/login/")
    page.locator("[name=login]").fill(cast.secretary.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(AWAY)
    page.goto("/design/")
    page.locator(".filters summary").click()

    expect(page.locator(".filters select").first).to_be_visible()
    page.locator(".actions details").first.locator("summary").click()
    expect(page.locator(".actions textarea").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_sign_in_page_is_for_everybody(page: Page, db, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/account/login/")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("html").get_attribute("lang") == django_settings.LANGUAGE_CODE
