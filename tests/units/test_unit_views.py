"""The pages of units: who sees which, how one finds them, what is told about one."""

import unicodedata
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_unit
from units import panels
from units.models import Record, Unit
from units.structure import change_unit, close_unit

PAGES = ["", "new/", "edit/", "move/", "close/"]


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_a_neighbour_finds_nothing(client, cast, address):
    wanted = f"/units/{cast.badinh.pk}/{address}"
    assert client.get(wanted).url == f"/account/login/?next={wanted}"
    client.force_login(cast.hue_secretary)
    assert client.get(wanted).status_code == 404
    assert client.post(wanted).status_code in (404, 405)


@pytest.mark.parametrize("who", ["hanoi_secretary", "badinh_officer", "secretary", "member", "viewer"])
@pytest.mark.parametrize("address", ["new/", "edit/", "move/", "close/"])
def test_only_an_administrator_changes_units(client, cast, who, address):
    client.force_login(getattr(cast, who))
    wanted = f"/units/{cast.ngocha.pk}/{address}"
    assert client.get(wanted).status_code == 404
    assert client.post(wanted).status_code == 404
    assert Unit.objects.count() == 8


def test_one_sees_the_own_unit_and_what_is_beneath_never_what_is_above_or_beside(client, cast):
    client.force_login(cast.badinh_secretary)
    seen = {unit.code for unit in Unit.objects.all() if client.get(f"/units/{unit.pk}/").status_code == 200}
    assert seen == {"H001", "NGOCHA", "CD3"}
    assert client.get("/units/999999/").status_code == 404
    assert client.get("/units/99999999999999999999/").status_code == 404


def test_a_committee_member_sees_the_own_unit_alone(english, cast):
    make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    english.force_login(cast.member)
    listed = page(english, "/units/")
    assert "Chi đoàn 3" in listed
    assert "Chi đoàn 4" not in listed
    assert "1 unit<" in listed


def test_a_person_without_a_post_is_told_why_the_list_is_empty(english, cast):
    cast.secretary.person.posts.update(to_on=date(2017, 11, 15))
    english.force_login(cast.secretary)
    assert "You see no unit" in page(english, "/units/")


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["ngoc ha", "NGỌC HÀ", unicodedata.normalize("NFD", "Ngọc Hà"), "  ngọc   hà ", "ngocha"]
)
def test_a_unit_is_found_as_one_types_and_by_its_code(keeper, text):
    listed = keeper.get("/units/", {"q": text}).content.decode()
    assert "1 unit<" in listed
    assert "Đoàn cơ sở phường Ngọc Hà" in listed
    assert "Quận đoàn Ba Đình" in listed  # the way to it


def test_the_filters_narrow_stay_in_the_address_and_can_be_taken_away(keeper, cast):
    make_unit("DN", "Đoàn doanh nghiệp", 4, cast.badinh, in_scope=False)
    for query, codes in {
        "level=5": {"CD3"},
        "kind=territorial": {"T01", "H001"},
        "sector=administration": {"CD3"},
        "scope=out": {"DN"},
        f"under={cast.badinh.pk}&all=on": {"H001", "NGOCHA", "CD3", "DN"},
        f"under={cast.badinh.pk}&level=4&scope=in": {"NGOCHA"},
        "status=closed": set(),
        "status=all": {"T01", "H001", "NGOCHA", "CD3", "DN"},
        "all=on": {"T01", "H001", "NGOCHA", "CD3", "DN"},
        "level=9&all=on": {"T01", "H001", "NGOCHA", "CD3", "DN"},
        f"under={cast.hue.pk}&all=on": {"T01", "H001", "NGOCHA", "CD3", "DN"},
    }.items():
        found = keeper.get(f"/units/?{query}").context["page"]
        assert {unit.code for unit in found} == codes, query
    assert 'href="?kind=territorial"' in page(keeper, "/units/?kind=territorial&level=5")


def test_a_closed_unit_is_found_only_when_asked_for(keeper, cast):
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    assert "No unit fits" in page(keeper, "/units/?q=chi+doan+3")
    assert "Closed on 01/07/2017" in page(keeper, "/units/?q=chi+doan+3&status=closed")


def test_rows_say_how_many_units_stand_directly_beneath_in_a_fixed_number_of_queries(keeper, cast):
    keeper.get("/units/?all=on")
    with CaptureQueriesContext(connection) as few:
        assert {unit.code: unit.child_count for unit in keeper.get("/units/?all=on").context["page"]} == {
            "T01": 1, "H001": 1, "NGOCHA": 1, "CD3": 0,
        }  # fmt: skip
    for number in range(40):
        make_unit(f"M{number}", f"Chi đoàn mới {number}", 5, cast.ngocha)
    with CaptureQueriesContext(connection) as many:
        shown = keeper.get("/units/?all=on").context["page"]
    assert len(many) == len(few)
    assert (len(shown), shown.paginator.count) == (25, 44)
    assert {unit.code: unit.child_count for unit in shown}["NGOCHA"] == 41


def test_the_export_holds_what_the_list_shows_and_is_recorded(keeper, cast):
    answer = keeper.get("/units/excel/?level=5")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][:4] == ("Code", "Full name", "Short name", "Level")
    assert [row[0] for row in rows[1:]] == ["CD3"]
    assert (rows[1][3], rows[1][8]) == ("Branch", "NGOCHA")
    line = Record.objects.get(verb="exported")
    said = {"vi": "Cấp: Chi đoàn", "en": "Level: Branch"}
    assert (line.by, line.changes) == (cast.hanoi_administrator, {"narrowed": said, "rows": 1})


# --- one unit --------------------------------------------------------------------------------------------------------


def test_a_units_page_tells_where_it_stands_what_is_beneath_and_who_holds_posts(keeper, cast):
    change_unit(cast.ngocha, by=cast.hanoi_administrator, decision_number="5-QĐ", short_name="Đoàn Ngọc Hà")
    told = page(keeper, f"/units/{cast.ngocha.pk}/")
    for text in ("NGOCHA", "Grassroots union", "Quận đoàn Ba Đình", "Chi đoàn 3", "Bùi Văn Ngọc", "Bí thư",
                 "01/01/2014", "<b>Đoàn Ngọc Hà</b>", "5-QĐ", "Ngô Thị Quản"):  # fmt: skip
        assert text in told, text
    assert f'href="/units/{cast.chidoan3.pk}/"' in told
    assert f'href="/units/{cast.central.pk}/"' not in told
    assert f'href="/units/{cast.ngocha.pk}/move/"' in told


def test_the_numbers_of_units_beneath_open_those_units(keeper, cast):
    told = page(keeper, f"/units/{cast.hanoi.pk}/")
    branches = f"/units/?under={cast.hanoi.pk}&amp;level=5"
    assert f'Branch: <a href="{branches}">1</a>' in told
    assert [unit.code for unit in keeper.get(branches.replace("&amp;", "&")).context["page"]] == ["CD3"]
    assert f'<a href="/units/{cast.badinh.pk}/#beneath" aria-label="Beneath Quận đoàn Ba Đình: 1">1</a>' in told


def test_buttons_are_there_for_an_administrator_alone_and_not_for_the_own_unit(english, cast):
    english.force_login(cast.hanoi_secretary)
    assert "/edit/" not in page(english, f"/units/{cast.ngocha.pk}/")
    english.force_login(cast.hanoi_administrator)
    own = page(english, f"/units/{cast.hanoi.pk}/")
    assert f"/units/{cast.hanoi.pk}/edit/" in own
    assert f"/units/{cast.hanoi.pk}/close/" not in own
    for address in ("move/", "close/"):
        assert english.get(f"/units/{cast.hanoi.pk}/{address}").status_code == 404


def test_forty_children_cost_as_many_queries_as_one(keeper, cast):
    address = f"/units/{cast.ngocha.pk}/"
    keeper.get(address)
    with CaptureQueriesContext(connection) as one:
        keeper.get(address)
    for number in range(40):
        make_unit(f"M{number}", f"Chi đoàn mới {number}", 5, cast.ngocha)
    with CaptureQueriesContext(connection) as forty:
        shown = keeper.get(address).context["children"]
    assert len(forty) == len(one)
    assert (len(shown), shown.paginator.count) == (25, 41)


def test_every_way_from_a_units_page_opens(keeper, cast):
    ways = panels.of(cast.badinh, cast.badinh_secretary)
    assert [way["label"] for way in ways] != []
    assert {way["href"]: keeper.get(way["href"]).status_code for way in ways} == {way["href"]: 200 for way in ways}
