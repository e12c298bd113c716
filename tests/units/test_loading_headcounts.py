"""Head-counts from Excel: what a row does, what is wrong with it, and writing it."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.units.sheets import book, dry, exported, happens, loaded, wrong
from units.loading.kinds import load
from units.loading.plan import Overtaken
from units.models import Headcount, Record
from units.structure import close_unit

HEAD = ["Unit code", "Year", "Young officials", "Union members", "Women"]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def by(cast):
    """The administrator of Hà Nội; Chi đoàn 3 has counted 24 in 2016, 11 of them women."""
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=24, women=11)
    Headcount.objects.create(unit=cast.hue_branch, year=2016, young_officials=7)
    return cast.hanoi_administrator


def test_what_was_exported_and_not_edited_changes_nothing_even_of_a_closed_unit(cast, by):
    close_unit(cast.chidoan3, on=date(2017, 1, 1), reason="Giải thể", by=by)

    assert happens(dry("headcounts", exported("headcounts", by=by), by=by)) == {"CD3": ["unchanged"]}


def test_numbers_are_entered_and_corrected_each_with_its_line(cast, by):
    rows = [["CD3", 2016, 25, "", 11], ["CD3", 2017, "26", "20", ""], ["ngocha", 2017, 0, "", ""]]
    plan = loaded("headcounts", book(HEAD, *rows), by=by)

    assert [line.what for line in plan.lines] == [["changed"], ["new"], ["new"]]
    stored = Headcount.objects.filter(unit__in=[cast.chidoan3, cast.ngocha]).order_by("unit", "year")
    assert [(one.unit.code, one.year, one.young_officials, one.members, one.women, one.version) for one in stored] == [
        ("NGOCHA", 2017, 0, None, None, 1), ("CD3", 2016, 25, None, 11, 2), ("CD3", 2017, 26, 20, None, 1),
    ]  # fmt: skip
    corrected = stored.get(year=2016)
    assert corrected.by == by
    assert Record.objects.of(corrected).get().changes == {
        "young_officials": ["24", "25"], "loaded_from": ["", "row 2 of sổ.xlsx"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["XYZ", 2017, 5, "", ""], {"Unit code": "No unit that you administer has the code “XYZ”."}),
        (["CDHUE", 2017, 5, "", ""], {"Unit code": "No unit that you administer has the code “CDHUE”."}),
        (["", 2017, 5, "", ""], {"Unit code": "Give the code of the unit."}),
        (["CD3", "", 5, "", ""], {"Year": "Say of which year the numbers are."}),
        (["CD3", 2018, 5, "", ""], {"Year": "This year has not come yet."}),
        (["CD3", 2013, 5, "", ""], {"Year": "Chi đoàn 3 did not exist in this year."}),
        (["CD3", 1999, 5, "", ""], {"Year": "Write a number from 2010 to 2100."}),
        (["CD3", 2017, "", "", ""], {"Young officials": "Say how many young officials there are."}),
        (["CD3", 2017, -1, "", ""], {"Young officials": "“-1” is negative. Write zero or more."}),
        (["CD3", 2017, "hơn 20", "", ""], {"Young officials": "“hơn 20” is no exact number."}),
        (["CD3", 2017, 2.5, "", ""], {"Young officials": "“2.5” is not a whole number."}),
        (["CD3", 2017, 5, 6, 7],
         {"Union members": "There cannot be more of these than the 5 young officials.",
          "Women": "There cannot be more of these than the 5 young officials."}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column(by, row, expected):
    assert wrong(dry("headcounts", book(HEAD, row), by=by)) == {2: expected}


def test_one_unit_and_year_has_one_row(by):
    rows = [["CD3", 2017, 5, "", ""], ["cd3", "2017", 6, "", ""]]
    assert wrong(dry("headcounts", book(HEAD, *rows), by=by)) == {
        3: {"Year": "Row 2 is about the same unit and year."}
    }


def test_nothing_is_written_where_the_unit_has_corrected_its_numbers_since(cast, by):
    content = book(HEAD, ["CD3", 2016, 30, "", ""])
    shown = dry("headcounts", content, by=by)
    Headcount.objects.filter(unit=cast.chidoan3).update(young_officials=31, version=2)
    with pytest.raises(Overtaken):
        load("headcounts", content, by=by, file_name="x.xlsx", digest=shown.digest, tell=lambda done, rows: None)
    assert Headcount.objects.get(unit=cast.chidoan3).young_officials == 31
