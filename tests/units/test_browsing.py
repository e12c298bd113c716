"""Finding one's way among many units: down the tree, by what one types, by old names, as it was on a day."""

import unicodedata
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_unit
from units.finding import best_first
from units.models import FormerName, Network, NetworkMember, Unit
from units.structure import move_unit


def listed(client, query=""):
    answer = client.get(f"/units/{query}")
    assert answer.status_code == 200
    return [unit.code for unit in answer.context["page"]]


def ranked(text):
    return [unit.code for unit in best_first(Unit.objects.matching(text), text)]


# --- down the tree ---------------------------------------------------------------------------------------------------


def test_without_a_choice_one_sees_what_stands_directly_under_ones_own_unit(keeper, cast):
    make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    answer = keeper.get("/units/")
    assert [(unit.code, unit.child_count) for unit in answer.context["page"]] == [("H001", 1), ("H002", 0)]
    assert [(step["label"], bool(step["href"])) for step in answer.context["trail"]] == [
        ("Trung ương Đoàn", False), ("Thành đoàn Hà Nội", True),
    ]  # fmt: skip
    assert f'href="?under={cast.badinh.pk}" aria-label="Beneath Quận đoàn Ba Đình: 1"' in answer.content.decode()


def test_a_step_down_shows_the_next_level_and_the_way_back_up(keeper, cast):
    answer = keeper.get(f"/units/?under={cast.ngocha.pk}")
    assert [unit.code for unit in answer.context["page"]] == ["CD3"]
    assert f'<a href="/units/?under={cast.badinh.pk}">Quận đoàn Ba Đình</a>' in answer.content.decode()
    assert listed(keeper, f"?under={cast.chidoan3.pk}") == []


def test_nobody_steps_into_what_he_does_not_see(keeper, cast):
    assert listed(keeper, f"?under={cast.hue.pk}") == ["H001"]


def test_who_reads_only_the_own_unit_sees_it_as_a_row(english, cast):
    english.force_login(cast.member)
    assert listed(english) == ["CD3"]


def test_a_branch_which_has_nothing_beneath_it_is_a_row_itself(english, cast):
    english.force_login(cast.secretary)
    assert listed(english) == ["CD3"]


def test_who_holds_posts_at_two_units_begins_at_the_one_acted_in(english, cast):
    post = cast.secretary.person.posts.create(
        unit=cast.huecity, role="viewer", title="Theo dõi", from_on=date(2015, 1, 1)
    )
    english.force_login(cast.secretary)
    english.post("/account/post/", {"post": post.pk})
    assert listed(english) == ["CDHUE"]


def test_any_other_choice_makes_a_list_of_everything_beneath(keeper, cast):
    assert listed(keeper, f"?under={cast.badinh.pk}&all=on") == ["H001", "NGOCHA", "CD3"]
    assert listed(keeper, "?level=4") == ["NGOCHA"]


def test_a_level_of_forty_costs_what_a_level_of_one_costs(keeper, cast):
    keeper.get(f"/units/?under={cast.ngocha.pk}")
    with CaptureQueriesContext(connection) as one:
        keeper.get(f"/units/?under={cast.ngocha.pk}")
    for number in range(40):
        make_unit(f"M{number}", f"Chi đoàn mới {number}", 5, cast.ngocha)
    with CaptureQueriesContext(connection) as forty:
        keeper.get(f"/units/?under={cast.ngocha.pk}")
    assert len(forty) == len(one)


# --- what one types --------------------------------------------------------------------------------------------------


@pytest.fixture
def alike(cast):
    """Four units whose names bear "Ba Đình", and one whose code is in the name of another."""
    Unit.objects.filter(pk=cast.badinh.pk).update(short_name="Ba Đình")
    Unit.objects.get(pk=cast.badinh.pk).save()
    make_unit("X1", "Chi đoàn Ba Đình", 5, cast.ngocha)
    make_unit("X2", "Ba Đình Hội quán", 5, cast.ngocha)
    make_unit("X3", "Đoàn khu Đình Ba", 4, cast.badinh)
    make_unit("X4", "Chi đoàn H001", 5, cast.ngocha)


@pytest.mark.parametrize("text", ["ba dinh", "BA ĐÌNH", unicodedata.normalize("NFD", "Ba Đình"), " ba  đình "])
def test_the_short_name_comes_first_then_a_name_that_begins_so_then_whole_words_then_the_rest(alike, text):
    assert ranked(text) == ["H001", "X2", "X1", "X3"]


def test_a_code_comes_before_every_name(alike):
    assert ranked("h001") == ["H001", "X4"]


def test_a_chosen_order_goes_before_the_best_match(alike, keeper):
    assert listed(keeper, "?q=ba+dinh") == ["H001", "X2", "X1", "X3"]
    assert listed(keeper, "?q=ba+dinh&sort=-code") == ["X3", "X2", "X1", "H001"]


def test_an_old_name_finds_a_unit_and_the_row_says_so(keeper, cast):
    cast.ngocha.former_names = "Đoàn phường Đội Cấn\nĐoàn xã Cống Vị"
    cast.ngocha.save()
    text = keeper.get("/units/?q=cong+vi").content.decode()
    assert "formerly: Đoàn xã Cống Vị" in text
    assert "Đội Cấn" not in text
    assert "formerly" not in keeper.get("/units/?q=ngoc+ha").content.decode()


# --- filters ---------------------------------------------------------------------------------------------------------


def test_pilot_units_and_the_members_of_a_network_can_be_listed(english, cast):
    Unit.objects.filter(code__in=["H001", "H474"]).update(is_pilot=True)
    network = Network.objects.create(code="K", name_vi="Mạng lưới", name_en="Network", holder=cast.central)
    for unit, until in [(cast.badinh, None), (cast.hue, date(2016, 1, 1))]:
        NetworkMember.objects.create(network=network, unit=unit, from_on=date(2015, 1, 1), to_on=until)
    english.force_login(cast.central_secretary)
    assert listed(english, "?pilot=on") == ["H001", "H474"]
    assert "Pilot unit" in english.get("/units/?pilot=on").content.decode()
    assert listed(english, f"?network={network.pk}") == ["H001", "NGOCHA", "CD3"]
    assert listed(english, f"?network={network.pk}&level=2&on=31/12/2015") == ["T46"]


# --- as it was on a day ----------------------------------------------------------------------------------------------


@pytest.fixture
def moved(cast):
    """Ngọc Hà stood under Ba Đình, by another name, until 30/6/2016; since then under Hoàn Kiếm."""
    cast.hoankiem = make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    move_unit(cast.ngocha, to=cast.hoankiem, by=cast.hanoi_administrator, decision_number="9-QĐ", on=date(2016, 7, 1))
    FormerName.objects.create(unit=cast.ngocha, name="Đoàn Ngọc Hà cũ", short_name="NH cũ", until_on=date(2016, 1, 1))
    return cast


def test_the_tree_of_a_day_stands_as_it_stood_and_says_so(keeper, moved):
    query = f"?under={moved.badinh.pk}&on=31/12/2015"
    answer = keeper.get(f"/units/{query}")
    text = answer.content.decode()
    assert [unit.name for unit in answer.context["page"]] == ["Đoàn Ngọc Hà cũ"]
    assert "This is how it was on 31/12/2015" in text
    assert f'<a href="?under={moved.badinh.pk}">Back to today</a>' in text
    assert "now: Đoàn cơ sở phường Ngọc Hà" in text
    assert listed(keeper, f"?under={moved.badinh.pk}") == []
    assert listed(keeper, f"?under={moved.hoankiem.pk}&on=30/06/2016") == []
    assert listed(keeper, f"?under={moved.hoankiem.pk}&on=01/07/2016") == ["NGOCHA"]


def test_a_list_and_its_export_are_those_of_the_day(keeper, moved):
    query = f"?under={moved.badinh.pk}&all=on&on=31/12/2015"
    assert listed(keeper, query) == ["H001", "NGOCHA", "CD3"]
    rows = list(openpyxl.load_workbook(BytesIO(keeper.get(f"/units/excel/{query}").content)).active.values)
    place = rows[0].index("Direct superior")
    assert [(row[0], row[1], row[place]) for row in rows[1:]] == [
        ("H001", "Quận đoàn Ba Đình", "Thành đoàn Hà Nội"), ("NGOCHA", "Đoàn Ngọc Hà cũ", "Quận đoàn Ba Đình"),
        ("CD3", "Chi đoàn 3", "Đoàn Ngọc Hà cũ"),
    ]  # fmt: skip


def test_what_belongs_elsewhere_today_is_counted_not_shown(english, moved):
    english.force_login(moved.badinh_secretary)
    answer = english.get("/units/?on=31/12/2015")
    assert list(answer.context["page"]) == []
    assert "1 more unit stood here then" in answer.content.decode()


def test_a_day_to_come_is_refused_and_today_is_today(keeper, moved):
    assert "This day has not come yet" in keeper.get("/units/?on=16/11/2017").content.decode()
    assert keeper.get("/units/?on=15/11/2017").context["day"] is None
