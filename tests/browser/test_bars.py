"""The bars at the bottom of a screen: they never lie on what has the focus, and their words fit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.walking import Walker
from tests.cast import make_activity, make_plan
from units import desk
from units.approval import Action

# The middle of what has the focus, line by line: what is seen there must be it, or stand in it or around it.
COVERED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const seen = [...one.getClientRects()].map((line) => [line.x + line.width / 2, line.y + line.height / 2])
        .map(([x, y]) => document.elementFromPoint(x, y));
    const is_it = (found) => one.contains(found) || found.contains(one) || found.closest("label")?.control === one;
    return seen.length && seen.every((found) => found && is_it(found)) ? "" : one.outerHTML.slice(0, 120);
}"""
CUT = """() => [...document.querySelectorAll(".tab span")]
    .filter((word) => word.getBoundingClientRect().height > 1.6 * parseFloat(getComputedStyle(word).fontSize)
        || word.getBoundingClientRect().right > innerWidth || word.scrollWidth > word.clientWidth + 1)
    .map((word) => word.textContent)"""


@pytest.mark.parametrize(("width", "height"), [(1280, 500), (1280, 720), (390, 844), (640, 500)])
def test_what_has_the_focus_is_never_beneath_a_bar(page: Page, cast, width: int, height: int):
    for number in range(12):
        activity = make_activity(cast, title=f"Hiến máu tình nguyện lần thứ {number}")
        desk.take(Action.SUBMIT, activity, by=cast.secretary)
    desk.take(Action.SUBMIT, make_plan(cast), by=cast.secretary)
    walker = Walker(page, width, "vi")
    page.set_viewport_size({"width": width, "height": height})
    walker.sign_in(cast.ngocha_secretary)
    walker.open("desk")
    for kind in ("activity", "plan"):
        page.locator(f"[name=papers][form$='{kind}']").first.check()
    assert page.locator(".bulk").is_visible()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")

    covered = []
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 60:
        page.keyboard.press(key)
        found = page.evaluate(COVERED)
        if found:
            covered.append(found)

    assert covered == []


@pytest.mark.parametrize("who", ["secretary", "ngocha_secretary", "viewer"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_under_the_thumb_fit_the_smallest_screen(page: Page, cast, who: str, language: str):
    walker = Walker(page, 320, language)
    walker.sign_in(getattr(cast, who))
    walker.open("home")

    assert page.locator(".tab").count() == 5
    assert page.evaluate(CUT) == []


def test_with_large_letters_the_words_under_the_thumb_wrap_and_are_not_cut(page: Page, cast):
    walker = Walker(page, 320, "vi")
    walker.sign_in(cast.ngocha_secretary)
    walker.open("home")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    words = "[...document.querySelectorAll('.tab span')]"
    assert page.evaluate(f"{words}.filter((word) => word.scrollWidth > word.clientWidth + 1).length") == 0
