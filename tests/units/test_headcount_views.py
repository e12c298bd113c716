"""The pages of head-counts: entering five numbers, the totals level by level, who has not entered."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_unit
from units.duties import counting
from units.models import Headcount, Record
from units.structure import close_unit


def enter(client, unit, year="", **data):
    return client.post(f"/units/{unit.pk}/headcount/{year}", {"version": "0", **data})


# --- entering --------------------------------------------------------------------------------------------------------


@pytest.fixture
def branch(english, cast):
    english.force_login(cast.member)
    return english


def test_numbers_are_read_as_people_write_them_and_only_the_first_is_needed(branch, cast):
    answer = enter(branch, cast.chidoan3, young_officials="1.250", members=" 900 ", women="", party_members="không")
    assert answer.status_code == 302
    row = Headcount.objects.get()
    assert (row.year, row.young_officials, row.members, row.women, row.ethnic_minorities, row.party_members) == (
        2017, 1250, 900, None, None, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"young_officials": ""}, "young_officials", "Enter a number"),
        ({"young_officials": "hơn 20"}, "young_officials", "exact number"),
        ({"young_officials": "-4"}, "young_officials", "negative"),
        ({"young_officials": "20000000"}, "young_officials", "too large"),
        ({"young_officials": "20", "women": "21"}, "women", "more of these than the 20 young officials"),
        ({"young_officials": "20", "members": "10/20"}, "members", "one number"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(branch, cast, typed, field, said):
    answer = enter(branch, cast.chidoan3, **typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert said in answer.content.decode()
    assert not Headcount.objects.exists()


def test_a_phone_shows_its_numeric_keys_and_last_years_numbers(branch, cast):
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=20)
    text = branch.get(f"/units/{cast.chidoan3.pk}/headcount/").content.decode()
    assert text.count('inputmode="numeric"') == 5
    assert "In 2016: Young officials 20" in " ".join(text.split())


def test_who_was_overtaken_sees_both_and_can_save_over_it(branch, cast):
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=25, women=5, by=cast.secretary)
    answer = enter(branch, cast.chidoan3, young_officials="30")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Saved meanwhile by Hoàng Thị Ánh" in text
    assert "Young officials 25" in text
    assert Headcount.objects.get().young_officials == 25
    assert 'name="version" value="1"' in text
    assert enter(branch, cast.chidoan3, version="1", young_officials="30").status_code == 302
    assert (Headcount.objects.get().young_officials, Headcount.objects.get().version) == (30, 2)


def test_the_same_sending_twice_counts_once(branch, cast):
    sent = {"young_officials": "25", "request_id": "7b1d3a52-3f6e-4b5e-9d2c-0c8f6f9d1a11"}
    assert [enter(branch, cast.chidoan3, **sent).status_code for _time in range(2)] == [302, 302]
    assert Record.objects.filter(subject="units.headcount").count() == 1


def test_only_who_drafts_there_enters_and_only_for_a_year_in_which_the_unit_was_there(branch, english, cast):
    address = f"/units/{cast.chidoan3.pk}/headcount/"
    assert [branch.get(f"{address}?year={year}").status_code for year in (2014, 2017, 2018, 2013, "x")] == [
        200, 200, 404, 404, 200,
    ]  # fmt: skip
    for who in ("ngocha_secretary", "hanoi_administrator", "hue_secretary"):
        english.force_login(getattr(cast, who))
        assert (english.get(address).status_code, enter(english, cast.chidoan3).status_code) == (404, 404)


def test_a_closed_unit_is_not_counted(branch, cast):
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    assert enter(branch, cast.chidoan3, "?year=2016", young_officials="5").status_code == 404


# --- the duty --------------------------------------------------------------------------------------------------------


def test_a_branch_is_asked_once_a_year_and_only_a_branch(cast):
    assert [duty.label for duty in counting(cast.member)] == ["Chi đoàn 3"]
    assert list(counting(cast.ngocha_secretary)) == list(counting(cast.hanoi_administrator)) == []
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=20)
    assert len(list(counting(cast.secretary))) == 1
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=20)
    assert list(counting(cast.secretary)) == []


# --- the list --------------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(english, cast):
    """Ba Đình: CD3 25 (10 women), CD4 40, CD5 nothing; beside it Hoàn Kiếm without anything."""
    cast.units = {code: make_unit(code, f"Chi đoàn {code[2:]}", 5, cast.ngocha) for code in ("CD4", "CD5")}
    make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=25, women=10)
    Headcount.objects.create(unit=cast.units["CD4"], year=2017, young_officials=40)
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=20, women=8)
    english.force_login(cast.hanoi_secretary)
    return english


def rows(client, query=""):
    page = client.get(f"/units/headcounts/{query}").context["page"]
    return [(unit.code, unit.totals.young_officials, unit.totals.entered, unit.totals.asked) for unit in page]


def test_each_level_is_summed_up_and_says_who_has_entered(counted, cast):
    assert rows(counted) == [("H001", 65, 2, 3), ("H002", None, 0, 0)]
    assert rows(counted, f"?under={cast.ngocha.pk}") == [("CD3", 25, 1, 1), ("CD4", 40, 1, 1), ("CD5", None, 0, 1)]
    assert rows(counted, "?year=2016") == [("H001", 20, 1, 3), ("H002", None, 0, 0)]
    text = counted.get("/units/headcounts/").content.decode()
    assert "2 of 3 branches have entered." in text
    assert "40%" in text  # 10 women of the 25 whose unit counted them
    assert f"/units/headcounts/?under={cast.hanoi.pk}&amp;year=2017&amp;entered=no" in text


def test_a_level_is_sorted_by_its_totals_those_without_any_last(counted, cast):
    under = f"?under={cast.ngocha.pk}"
    assert [code for code, *_ in rows(counted, f"{under}&sort=-young_officials")] == ["CD4", "CD3", "CD5"]
    assert [code for code, *_ in rows(counted, f"{under}&sort=young_officials")] == ["CD3", "CD4", "CD5"]


def test_branches_can_be_listed_narrowed_and_sorted(counted, cast):
    assert rows(counted, "?entered=no") == [("CD5", None, 0, 1)]
    assert rows(counted, "?entered=yes&sort=-young_officials") == [("CD4", 40, 1, 1), ("CD3", 25, 1, 1)]
    assert rows(counted, "?all=on&sort=-women") == [("CD3", 25, 1, 1), ("CD5", None, 0, 1), ("CD4", 40, 1, 1)]
    assert rows(counted, "?q=chi+doan+4&year=2016") == [("CD4", None, 0, 1)]
    assert rows(counted, "?sector=administration") == [("CD3", 25, 1, 1)]


def test_a_neighbour_sees_nothing_of_it(english, counted, cast):
    english.force_login(cast.hue_secretary)
    assert rows(english, "?all=on") == [("CDHUE", None, 0, 1)]
    assert rows(english, f"?under={cast.badinh.pk}") == [("H474", None, 0, 1)]


def test_the_export_holds_what_is_shown(counted, cast):
    def exported(query):
        content = counted.get(f"/units/headcounts/excel/{query}").content
        return list(openpyxl.load_workbook(BytesIO(content)).active.values)

    assert [(row[0], *row[3:]) for row in exported("")] == [
        ("Code", "Year", "Young officials", "Union members", "Women", "Ethnic minorities", "Party members",
         "Branches that have entered", "Branches asked"),
        ("H001", 2017, 65, None, 10, None, None, 2, 3),
        ("H002", 2017, None, None, None, None, None, 0, 0),
    ]  # fmt: skip
    assert [row[0] for row in exported("?entered=no")] == ["Code", "CD5"]


def test_forty_rows_cost_what_one_costs(counted, cast):
    for query in (f"?under={cast.ngocha.pk}", "?entered=no"):
        with CaptureQueriesContext(connection) as few:
            counted.get(f"/units/headcounts/{query}")
        for number in range(20):
            make_unit(f"M{query[1]}{number}", f"Chi đoàn mới {number}", 5, cast.ngocha)
        with CaptureQueriesContext(connection) as many:
            counted.get(f"/units/headcounts/{query}")
        assert len(many) == len(few)
