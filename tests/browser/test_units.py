"""The pages of units, people and history in a real browser, and a session that ends while somebody types."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import AWAY, OVERFLOW, violations
from tests.cast import PASSWORD
from units.models import Person, Unit
from units.structure import change_unit


def sign_in(page: Page) -> None:
    page.locator("[name=login]").fill("hanoi.quantri")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(AWAY)


@pytest.fixture
def keeper(page: Page, cast) -> Page:
    """The administrator of Hà Nội, signed in."""
    page.goto("/account/login/")
    sign_in(page)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_stands_at_every_width_in_both_lights_and_without_fault(keeper: Page, cast, width, scheme):
    change_unit(cast.ngocha, by=cast.hanoi_administrator, decision_number="5-QĐ", name="Đoàn phường Ngọc Hà")
    newcomer = Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)
    unit, person, post = cast.ngocha.pk, cast.secretary.person_id, cast.secretary.person.posts.get().pk
    keeper.set_viewport_size({"width": width, "height": 844})
    keeper.emulate_media(color_scheme=scheme)
    for address in (
        "", "?q=ba+dinh&status=all", "?on=01/01/2016", "headcounts/", "headcounts/?entered=no", f"{unit}/",
        f"{unit}/?on=01/01/2016", f"{unit}/new/", f"{unit}/edit/", f"{unit}/move/?q=ha",
        f"{unit}/move/?to={cast.hanoi.pk}", f"{unit}/close/", "people/", f"people/{person}/", f"{unit}/people/new/",
        f"people/{person}/edit/", f"people/{person}/posts/new/", f"posts/{post}/end/",
        f"people/{newcomer.pk}/account/new/", f"people/{person}/account/password/", f"people/{person}/account/close/",
        "records/",
    ):  # fmt: skip
        keeper.goto(f"/units/{address}")
        assert keeper.evaluate("document.documentElement.scrollWidth") == width, address
        assert keeper.evaluate(OVERFLOW) == [], address
        assert violations(keeper) == [], address


@pytest.mark.parametrize("width", [320, 1280])
def test_five_numbers_stand_in_one_line_and_what_is_wrong_at_its_own(page: Page, cast, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/account/login/")
    page.locator("[name=login]").fill("chidoan3")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(AWAY)
    page.goto(f"/units/{cast.chidoan3.pk}/headcount/")
    page.locator("[name=young_officials]").fill("20")
    page.locator("[name=women]").fill("21")
    page.locator("main form.form .form-foot > button").click()
    expect(page.locator("main form.form .error")).to_have_count(1)
    tops = {round(box.bounding_box()["y"]) for box in page.locator(".heads-line input").all()}
    assert len(tops) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OVERFLOW) == []
    assert violations(page) == []


def test_a_search_follows_what_one_types_and_leaves_the_box_alone(keeper: Page, cast):
    keeper.goto("/units/")
    keeper.evaluate("window.here = true")  # a page load would wipe it out
    box = keeper.locator("#search")
    box.press_sequentially("ngoc", delay=30)
    expect(keeper.locator("tr[data-row]")).to_have_count(1)
    expect(keeper.locator("tr[data-row]")).to_contain_text("Quận đoàn Ba Đình")
    expect(keeper.locator("main > [role=status].visually-hidden")).to_have_text("1 dòng trong danh sách")
    box.press_sequentially(" khong", delay=30)
    expect(keeper.locator("tr[data-row]")).to_have_count(0)

    assert keeper.evaluate("window.here")
    assert "q=ngoc" in keeper.url
    assert keeper.evaluate("document.activeElement.id") == "search"
    assert (box.input_value(), box.evaluate("it => it.selectionStart")) == ("ngoc khong", 10)


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_again(keeper: Page, cast):
    keeper.set_viewport_size({"width": 390, "height": 844})
    address = f"/units/{cast.ngocha.pk}/new/"
    keeper.goto(address)
    for name, text in {"code": "CD9", "name": "Chi đoàn 9", "short_name": "Chi đoàn 9"}.items():
        keeper.locator(f"[name={name}]").fill(text)
    expect(keeper.locator("[data-saved-note]")).not_to_be_empty()
    keeper.context.clear_cookies(name="sessionid")
    keeper.locator("main form.form .form-foot > button").click()
    keeper.wait_for_url(f"**/account/login/?next={address}")

    sign_in(keeper)

    keeper.wait_for_url(f"**{address}")
    keeper.locator("[data-restore-yes]").click()
    expect(keeper.locator("[name=name]")).to_have_value("Chi đoàn 9")
    keeper.locator("main form.form .form-foot > button").click()
    expect(keeper.locator("h1")).to_have_text("Chi đoàn 9")
    assert Unit.objects.get(code="CD9").parent == cast.ngocha
    keeper.goto(address)
    expect(keeper.locator("[data-restore]")).to_be_hidden()
