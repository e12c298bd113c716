"""Lists and forms that swap a piece of themselves: the page stays, address and words are kept, nothing is silent."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.walking import Walker, violations
from tests.campaign.plan_posts import NEW, hanoi_plan
from tests.cast import make_activity
from tests.recognition.people import make_accepted, make_person, make_season

UNITS = reverse("units:unit_list")


@pytest.fixture
def walker(page, cast):
    walker = Walker(page, 1280, "en")
    walker.sign_in(cast.hanoi_secretary)
    return walker


def mark(page) -> None:
    """Leaves something behind that a page load would wipe out."""
    page.evaluate("window.here = true")


def same_page(page) -> bool:
    return bool(page.evaluate("window.here === true"))


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def said(page):
    return page.locator("main > [role=status].visually-hidden")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_filter_swaps_the_list_and_the_way_back_leads_back(page, cast, width):
    walker = Walker(page, width, "en")
    walker.sign_in(cast.hanoi_secretary)
    page.goto(UNITS)
    mark(page)
    page.locator("#filters-head").click()
    page.locator("select[name=level]").select_option("5")
    assert (same_page(page), focused(page), page.url.endswith(UNITS)) == (True, "filters-head", True)
    page.locator("#filters-show").click()
    expect(page.locator(".chips")).to_contain_text("Branch")

    assert same_page(page)
    assert "level=5" in page.url
    expect(said(page)).to_have_text("1 row in the list")
    assert focused(page) == ("filters-show" if width >= 1024 else "H1")
    walker.look()

    with page.expect_event("load"):
        page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    assert page.url.endswith(UNITS)
    assert not same_page(page)
    page.go_forward()
    expect(page.locator(".chips")).to_contain_text("Branch")
    walker.look()


def test_sorting_keeps_the_focus_on_the_head(walker, page, cast):
    for title in ("An", "Bình"):
        make_activity(cast, title=title, unit=cast.hanoi, by=cast.hanoi_secretary)
    page.goto(reverse("campaign:activity_list"))
    mark(page)
    page.locator("#sort-title").press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_be_visible()
    expect(page.locator("[data-all=papers]")).to_be_visible()  # what needs a script is shown in the new piece too
    assert (same_page(page), focused(page)) == (True, "sort-title")
    page.locator("[data-all=papers]").check()
    expect(page.locator("[data-chosen=papers]")).to_have_text("2")
    page.locator("#sort-title").press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_be_visible()
    assert (same_page(page), focused(page)) == (True, "sort-title")
    assert violations(page) == []


def test_a_session_that_ended_leads_to_the_sign_in_and_from_there_to_the_list(walker, page, cast):
    page.goto(UNITS)
    page.locator("#filters-head").click()
    page.locator("select[name=level]").select_option("5")
    page.context.clear_cookies()
    page.locator("#filters-show").click()
    page.wait_for_url(re.compile(r"/account/login/\?next=/units/.*level%3D5"))


@pytest.mark.parametrize("answer", ["fails", "breaks off"])
def test_what_does_not_come_as_a_piece_comes_as_a_page(walker, page, answer):
    """Both answer the script wrongly, and the page that is then asked for rightly."""

    def once(route):
        if "hx-request" not in route.request.headers:
            route.continue_()
        elif answer == "fails":
            route.fulfill(status=500, body="no")
        else:
            route.abort()

    page.goto(UNITS)
    mark(page)
    page.locator("#filters-head").click()
    page.locator("select[name=level]").select_option("5")
    page.route("**/units/?*", once)
    page.locator("#filters-show").click()
    expect(page.locator(".chips")).to_contain_text("Branch")

    assert not same_page(page)


def test_it_is_seen_that_a_list_is_awaited(walker, page):
    page.goto(UNITS)
    page.locator("#filters-head").click()
    expect(page.locator("#filters-show")).to_be_visible()
    waiting = []
    page.route("**/units/?*", lambda route: waiting.append(route))
    page.locator("#filters-show").click()
    expect(page.locator("#list[aria-busy=true]")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.getElementById('list'), '::before').position") == "fixed"
    waiting[0].continue_()
    expect(page.locator("#list[aria-busy]")).to_have_count(0)


def test_without_a_script_a_filter_is_a_form(browser, live_server, cast):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    walker = Walker(page, 1280, "en")
    walker.sign_in(cast.hanoi_secretary)
    page.goto(UNITS)
    page.locator("#filters-head").click()
    page.wait_for_url("**panel=1")
    page.locator("select[name=level]").select_option("5")
    page.locator("#filters-show").click()
    page.wait_for_url("**level=5*")

    assert "Branch" in page.locator(".chips").inner_text()
    context.close()


# --- forms ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def writer(page, cast):
    """Ba Đình's secretary before an empty plan, a share of whose superior's target can be taken over."""
    hanoi_plan(cast)
    walker = Walker(page, 1280, "en")
    walker.sign_in(cast.badinh_secretary)
    page.goto(NEW)
    return walker


def kept(page) -> str:
    return page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('kept:')).map(String).join()")


def test_rows_are_added_to_a_plan_without_losing_the_words_and_are_kept_too(writer, page):
    mark(page)
    page.locator("[name=objectives]").fill("Nội dung")
    page.locator("[name=targets-0-amount]").fill("7")
    page.locator("[name=more]").click()
    expect(page.locator("[name=targets-5-amount]")).to_be_visible()

    assert (same_page(page), focused(page)) == (True, "id_targets-3-about")
    page.locator("[name=targets-5-amount]").fill("12")
    page.wait_for_timeout(900)  # kept.js waits 600 ms for the next key
    assert 'targets-5-amount","12"' in kept(page)
    assert page.locator("[name=objectives]").input_value() == "Nội dung"
    assert page.locator("[name=targets-0-amount]").input_value() == "7"
    writer.look()


def test_what_is_typed_while_the_rows_are_awaited_stays_under_the_cursor(writer, page):
    waiting = []
    page.route("**/plans/new/", lambda route: waiting.append(route))
    page.locator("[name=more]").click()
    expect(page.locator("#targets[aria-busy=true]")).to_be_visible()
    page.locator("[name=targets-0-about]").select_option("community")
    page.locator("[name=targets-0-amount]").click()
    page.keyboard.type("4")
    waiting[0].continue_()
    expect(page.locator("[name=targets-5-amount]")).to_be_visible()
    page.keyboard.type("2")

    assert page.locator("[name=targets-0-amount]").input_value() == "42"
    assert page.locator("[name=targets-0-about]").input_value() == "community"


def test_a_share_is_taken_over_and_only_its_amount_is_left_to_write(writer, page):
    mark(page)
    page.locator("[name=objectives]").fill("Nội dung")
    page.locator("[name=share]").click()
    expect(page.locator("#id_targets-0-amount")).to_be_focused()
    page.wait_for_timeout(900)

    assert same_page(page)
    assert page.locator("[name=targets-0-derived_from]").input_value() == page.locator("[name=share]").get_attribute(
        "value"
    )
    assert f'targets-0-derived_from","{page.locator("[name=share]").get_attribute("value")}"' in kept(page)
    page.keyboard.type("5")
    page.locator("#plan .form-foot .button").first.click()
    page.wait_for_url("**/plans/*/")
    writer.look()


def test_rows_that_do_not_come_as_a_piece_come_with_the_page_and_every_word(writer, page):
    page.route(
        "**/plans/new/", lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_()
    )
    mark(page)
    page.locator("[name=objectives]").fill("Nội dung")
    page.locator("[name=more]").click()
    expect(page.locator("[name=targets-5-amount]")).to_be_visible()

    assert not same_page(page)
    assert page.locator("[name=objectives]").input_value() == "Nội dung"
    assert focused(page) == "id_targets-3-about"


@pytest.mark.parametrize("by", ["button", "key"])
def test_looking_for_a_person_keeps_what_is_ticked_and_typed(page, cast, by):
    make_season(cast.central)
    for number in range(21):
        make_person(cast.chidoan3, f"Nguyễn Văn {number}")
    make_person(cast.chidoan3, "Trần Thị Lan")
    make_accepted(cast)
    walker = Walker(page, 390, "en")
    walker.sign_in(cast.secretary)
    page.goto(reverse("recognition:nomination_create"))
    mark(page)
    page.locator("[name=citations]").check()
    page.locator("[name=summary]").fill("Tận tuỵ")
    page.locator("[name=who]").fill("lan")
    page.locator("#look-people").click() if by == "button" else page.locator("[name=who]").press("Enter")
    expect(page.locator("[name=person]")).to_have_count(1)

    assert (same_page(page), focused(page)) == (True, "look-people" if by == "button" else "id_who")
    expect(said(page)).to_have_text("1 person to choose from, 1 activity to choose from")
    assert page.locator("[name=citations]").is_checked()
    assert page.locator("[name=summary]").input_value() == "Tận tuỵ"
    walker.look()
