"""Printed on A4: words and figures, no furniture, no page with nothing on it."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from campaign.models import Target
from tests.browser.walking import Walker
from tests.cast import make_activity, make_kind, make_plan
from units import desk
from units.approval import Action

FURNITURE = """() => [...document.querySelectorAll(
        "input, button, .button, .bulk, .filters, .pager, .tabs-bar, .rail, .chip svg, .tabs a:not([aria-current])")]
    .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))"""
SHARE = """() => {
    const head = document.querySelector("tbody th[scope=row]");
    return head.offsetWidth / head.closest("table").offsetWidth;
}"""


def pages(page: Page) -> int:
    """How many sheets the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def look(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.evaluate(FURNITURE) == []


def test_a_plan_prints_on_one_sheet_with_room_for_its_targets(page: Page, cast):
    plan = make_plan(cast)
    name = "“Ngày thứ bảy tình nguyện” giải quyết thủ tục hành chính cho người dân"
    kind = make_kind("thu-tuc", name, name, counts_vi="hồ sơ giải quyết trước hạn", counts_en="files settled early")
    Target.objects.create(plan=plan, kind=kind, responsibility="community", measure="result", amount=1_234_567)
    plan = desk.take(Action.SUBMIT, plan, by=cast.secretary).papers[0]
    plan = desk.take(Action.APPROVE, plan, by=cast.ngocha_secretary).papers[0]
    walker = Walker(page, 794, "vi")
    walker.sign_in(cast.secretary)
    page.goto(plan.get_absolute_url())
    look(page)

    assert page.evaluate(SHARE) > 0.3
    assert pages(page) == 1


def test_lists_print_without_their_boxes_tabs_and_bars(page: Page, cast):
    for number in range(3):
        desk.take(Action.SUBMIT, make_activity(cast, title=f"Hiến máu lần {number}"), by=cast.secretary)
    walker = Walker(page, 794, "vi")
    walker.sign_in(cast.ngocha_secretary)
    for name, query in (("campaign:activity_list", "?state=waiting"), ("desk", ""), ("campaign:report_list", "")):
        walker.open(name, query=query)
        look(page)
        assert pages(page) == 1, name
        page.emulate_media(media="screen")
