"""On the log form a kind is found by a few letters without accents, and tells its sector's own example."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page, expect

from campaign.models import KindSector
from tests.browser.test_kept import come
from tests.cast import make_kind


def test_a_kind_is_found_by_another_name_and_shows_its_example_and_proof(page: Page, cast) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    make_kind("one-stop", "Hỗ trợ một cửa", "One-stop help", responsibility="work", aliases="thêm ngày thêm giờ")
    KindSector.objects.create(
        kind=cast.kind,
        sector="administration",
        restricts=False,
        example_vi="Ngày hội của khối",
        evidence_vi="Xác nhận",
    )
    come(page, cast.secretary)
    page.goto(reverse("campaign:activity_create"))
    search = page.locator("[data-kind-search] input")
    search.fill("them gio")
    expect(page.locator("[data-kind-search] button")).to_have_text(["Hỗ trợ một cửa"])
    search.fill("khong co")
    expect(page.locator("[data-kind-search] [data-none]")).to_be_visible()
    search.fill("HIEN mau")
    search.press("Enter")  # chooses, and does not send the form
    expect(page.locator("#id_kind")).to_have_value(str(cast.kind.pk))
    expect(page.locator("[data-kind-example]")).to_contain_text("Ngày hội của khối")
    expect(page.locator("[data-kind-hint]")).to_contain_text("Xác nhận")
    expect(search).to_have_value("")
