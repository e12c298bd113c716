"""The way of an administrator: a unit found without accents, moved, told in its history; a newcomer let in."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import AWAY, Walker
from tests.cast import make_unit
from units.models import Person, Post, Role, Unit

FACES = [(width, language) for width in (390, 1280) for language in ("vi", "en")]
WORDS = {
    "vi": {"superior": "Chuyển về trực thuộc", "link": "Mật khẩu mới", "to do": "Việc cần làm"},
    "en": {"superior": "Came under", "link": "New password", "to do": "What to do next"},
}
OWN = "mua-xuan-2017-xanh"
pytestmark = pytest.mark.parametrize(("width", "language"), FACES, ids=lambda value: str(value))


@pytest.fixture
def walker(page: Page, cast, width, language) -> Walker:
    walker = Walker(page, width, language)
    walker.sign_in(cast.hanoi_administrator)
    return walker


def test_a_unit_is_found_without_accents_moved_as_foreseen_and_its_history_says_so(walker: Walker, cast, language):
    hoankiem = make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    page, unit = walker.page, cast.ngocha.pk
    walker.open("units:unit_list")
    page.locator("#search").press_sequentially("ngoc ha", delay=20)
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.locator("tr[data-row]")).to_contain_text("Thành đoàn Hà Nội › Quận đoàn Ba Đình")
    page.locator("tr[data-row] a.row-link").click()
    expect(page.locator("h1")).to_have_text("Đoàn cơ sở phường Ngọc Hà")
    walker.look()

    page.locator(f"a[href='/units/{unit}/move/']").click()
    page.locator("#search").fill("hoan kiem")
    page.locator("main form button").first.click()
    page.locator(f"a[href='?to={hoankiem.pk}']").click()
    foreseen = page.locator("section[aria-labelledby=what]")
    expect(foreseen).to_contain_text("Quận đoàn Ba Đình")
    expect(foreseen).to_contain_text("Quận đoàn Hoàn Kiếm")
    walker.look()
    page.locator("[name=on]").fill("01/11/2017")
    page.locator("[name=decision_number]").fill("12-QĐ/ĐTN")
    page.locator("main form.form .form-foot > button").click()

    expect(page.locator("nav.trail")).to_contain_text("Hoàn Kiếm")
    latest = page.locator("section[aria-labelledby=history] ol.history > li").first
    expect(latest).to_contain_text(f"{WORDS[language]['superior']}: Quận đoàn Hoàn Kiếm")
    expect(latest).to_contain_text("12-QĐ/ĐTN")
    expect(latest).to_contain_text("01/11/2017")
    assert Unit.objects.get(pk=unit).parent == hoankiem
    walker.look()
    walker.open("units:unit_detail", unit, query="?on=31/10/2017")
    expect(page.locator("nav.trail")).to_contain_text("Ba Đình")
    expect(page.locator(f"a[href='/units/{unit}/new/']")).to_have_count(0)
    walker.look()


def test_a_newcomer_is_let_in_by_a_link_chooses_a_password_and_stands_before_what_is_to_do(
    walker: Walker, cast, language
):
    page = walker.page
    person = Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)
    Post.objects.create(person=person, unit=cast.chidoan3, role=Role.MEMBER, title="Uỷ viên", from_on="2017-01-01")
    walker.open("units:account_create", person.pk)
    page.locator("[name=way][value=link]").check()
    page.locator("main form.form .form-foot > button").click()
    link = page.locator("#link").input_value()
    walker.look()

    page.context.clear_cookies(name="sessionid")
    page.goto(link)
    expect(page.locator("h1")).to_have_text(WORDS[language]["link"])
    for said in ("Lưu Thị Mới", "Chi đoàn 3", "moilt"):
        expect(page.locator("main dl.facts")).to_contain_text(said)
    walker.look()
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill(OWN)
    page.locator("main form button").click()
    expect(page.locator(".notice.success")).to_have_count(1)
    walker.look()
    page.locator("main a.button").click()
    page.locator("[name=login]").fill("moilt")
    page.locator("[name=password]").fill(OWN)
    page.locator("main form button").first.click()
    page.wait_for_url(AWAY)
    expect(page.locator("h1")).to_have_text(WORDS[language]["to do"])
    expect(page.locator("main .lead").first).to_contain_text("Lưu Thị Mới")
    walker.look()
