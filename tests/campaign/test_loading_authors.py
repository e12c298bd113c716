"""Whose row is it, as what does it enter, and for whom may nobody load? Posts at several units decide it together."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign.loading.sheet import load
from campaign.models import Activity
from tests.campaign.sheets import HEAD, problems, sheet
from tests.cast import make_unit, make_user
from units.models import Level, Post, Role, User


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def row(unit="", title="Hiến máu", kind="Hiến máu"):
    return ["3/6/2017", unit, kind, title, 20, "", "", ""]


@pytest.fixture
def both(cast):
    """Somebody who administers Hà Nội and is its deputy secretary as well."""
    Post.objects.create(
        person=cast.hanoi_administrator.person, unit=cast.hanoi, role=Role.SECRETARY, title="Phó bí thư",
        from_on=date(2015, 1, 1),
    )  # fmt: skip
    return User.objects.get(pk=cast.hanoi_administrator.pk)


def test_an_administrators_own_units_rows_are_drafts_only_those_beneath_enter_as_accepted(cast, both):
    loading = load(sheet(row("T01"), row("H001"), row("CD3")), by=both, name="x", dry_run=False)
    assert [one.accepted for one in loading.rows] == [False, True, True]
    stored = Activity.objects.order_by("unit__level").values_list("unit__code", "state", "created_by")
    assert list(stored) == [("T01", "draft", both.pk), ("H001", "accepted", both.pk), ("CD3", "accepted", both.pk)]


def test_an_administrator_who_does_not_write_for_the_own_unit_loads_for_those_beneath_only(cast):
    loading = load(sheet(row("T01"), row("H001"), row("T46")), by=cast.hanoi_administrator, name="x", dry_run=True)
    assert [one.activity.unit for one in loading.new] == [cast.badinh]
    assert list(problems(loading)) == [2, 4]
    assert "No unit that you may load for is called “T01”." in problems(loading)[2]["Đơn vị"]


def test_who_drafts_for_two_units_says_whose_row_it_is(cast):
    Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role=Role.SECRETARY, title="Bí thư", from_on=date(2015, 1, 1)
    )
    by = User.objects.get(pk=cast.secretary.pk)
    loading = load(sheet(row(), row("CD3"), row("NGOCHA")), by=by, name="x", dry_run=True)
    assert problems(loading) == {2: {"Đơn vị": "Say whose activity it is."}}
    assert [one.activity.unit for one in loading.new] == [cast.chidoan3, cast.ngocha]


def test_one_name_in_two_provinces_of_one_file_means_two_units(cast):
    for parent, code in ((cast.badinh, "NV1"), (cast.huecity, "NV2")):
        make_unit(code, "Đoàn cơ sở Sở Nội vụ", Level.GRASSROOTS, parent)
    by = make_user("qt", "Quản Trị", cast.central, Role.ADMINISTRATOR, "Quản trị")
    rows = ([*row("Đoàn cơ sở Sở Nội vụ"), province] for province in ("Hà Nội", "Thừa Thiên Huế"))
    loading = load(sheet(*rows, head=[*HEAD, "Tỉnh/thành"]), by=by, name="x", dry_run=True)
    assert [one.activity.unit.code for one in loading.rows] == ["NV1", "NV2"]


def test_a_partner_may_be_any_unit_an_author_may_not(cast):
    loading = load(sheet(row("CD3 + T46"), row("T46 + CD3")), by=cast.secretary, name="x", dry_run=True)
    assert loading.rows[0].partners == [cast.hue]
    assert list(problems(loading)) == [3]


def test_two_units_that_are_almost_equally_like_are_asked_about(cast):
    for number in (1, 2):
        make_unit(f"TH{number}", f"Chi đoàn Trường Tiểu học Kim Đồng cơ sở {number}", Level.BRANCH, cast.ngocha)
    content = sheet(row("Chi đoàn Trường Tiểu học Kim Đồng cơ sở 3"))
    wrong = problems(load(content, by=cast.hanoi_administrator, name="x", dry_run=True))
    assert "Did you mean: Chi đoàn Trường Tiểu học Kim Đồng cơ sở 1 (TH1), " in wrong[2]["Đơn vị"]


def test_a_kind_is_not_judged_by_a_unit_that_was_not_found(cast):
    loading = load(sheet(row("Chi đoàn nào đó ở xa")), by=cast.secretary, name="x", dry_run=True)
    assert list(problems(loading)[2]) == ["Đơn vị"]
