"""Units from Excel: what a sheet would do to the tree, what is wrong with it by row and column, and writing it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.cast import make_unit
from tests.units.sheets import UNITS, book, dry, exported, happens, loaded
from units.clock import today
from units.faults import faults
from units.loading.kinds import load
from units.loading.plan import Overtaken
from units.models import FormerName, Placement, Record, Unit, UnitKind
from units.structure import change_unit, move_unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def by(cast):
    """The administrator of Hà Nội."""
    return cast.hanoi_administrator


# --- what would happen -----------------------------------------------------------------------------------------------


def test_what_was_exported_and_not_edited_changes_nothing(by):
    plan = dry("units", exported("units", by=by), by=by)

    assert happens(plan) == {code: ["unchanged"] for code in ("T01", "H001", "NGOCHA", "CD3")}
    assert not plan.does_something


def test_new_units_stand_under_one_another_in_whichever_order_the_rows_come(by):
    plan = loaded(
        "units",
        book(UNITS, ["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "CS9"],
             ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"],
             ["CDCS", "Chi đoàn Toà án", "", "Branch", "", "h001"]),
        by=by,
    )  # fmt: skip

    assert plan.counts == {"new": 3}
    new = {unit.code: unit for unit in Unit.objects.filter(code__in=["CS9", "CD9", "CDCS"]).select_related("parent")}
    assert [new[code].parent.code for code in ("CS9", "CD9", "CDCS")] == ["H001", "CS9", "H001"]
    assert [new[code].kind for code in ("CS9", "CD9", "CDCS")] == ["grassroots", "branch", "base_branch"]
    assert (new["CD9"].short_name, new["CD9"].opened_on, new["CD9"].sector) == ("Chi đoàn 9", today(), "mixed")
    assert new["CD9"].search_name == "cd9 chi doan 9 chi doan 9"
    assert list(faults()) == []


def test_each_new_unit_has_a_line_that_says_from_which_row_of_which_file_it_came(by):
    loaded("units", book(UNITS, ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"]), by=by, name="don-vi.xlsx")

    line = Record.objects.get(verb="created", subject="units.unit", label="Đoàn cơ sở 9")
    assert (line.by, line.unit.code) == (by, "CS9")
    assert line.changes == {"loaded_from": ["", "row 2 of don-vi.xlsx"]}


def test_a_row_renames_moves_closes_and_describes_by_the_verbs(cast, by):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    head = ["Code", "Full name", "Code of the direct superior", "Sector", "Closed on", "Reason for closing",
            "Decision number of the change", "Change takes effect on"]  # fmt: skip
    plan = loaded(
        "units",
        book(head, ["NGOCHA", "Đoàn phường Ngọc Hà", "H003", "", "", "", "5-QĐ", "1/3/2016"],
             ["CD3", "Chi đoàn 3", "NGOCHA", "Public service: health", "", "", "", ""],
             ["CD4", "Chi đoàn 4", "NGOCHA", "", "1/6/2017", "Sáp nhập", "7-QĐ", ""]),
        by=by,
    )  # fmt: skip

    assert happens(plan) == {"NGOCHA": ["renamed", "moved"], "CD3": ["changed"], "CD4": ["closed"]}
    assert plan.lines[0].changes == {
        "name": ["Đoàn cơ sở phường Ngọc Hà", "Đoàn phường Ngọc Hà"],
        "parent": ["Quận đoàn Ba Đình", "Quận đoàn Tây Hồ"],
    }
    ngocha, cd3, cd4 = (Unit.objects.get(code=code) for code in ("NGOCHA", "CD3", "CD4"))
    assert (ngocha.name, ngocha.parent) == ("Đoàn phường Ngọc Hà", tayho)
    assert FormerName.objects.get(unit=ngocha).until_on == date(2016, 3, 1)
    assert Placement.objects.get(unit=cd3, to_on=None).from_on == date(2016, 3, 1)
    assert (cd3.sector, cd3.version) == ("health", cast.chidoan3.version + 1)
    assert (cd4.closed_on, cd4.closed_reason) == (date(2017, 6, 1), "Sáp nhập")
    assert [line.verb for line in Record.objects.of(cd3).order_by("pk")][-2:] == ["changed", "loaded"]
    assert Record.objects.of(ngocha).filter(verb="loaded").get().note == "row 2 of sổ.xlsx"
    assert list(faults()) == []


def test_a_branch_whose_superior_stands_elsewhere_in_the_file_opens_under_it_from_its_own_day(cast, by):
    make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    move_unit(cast.ngocha, to=Unit.objects.get(code="H003"), by=by, decision_number="1-QĐ", on=date(2016, 1, 1))
    head = [*UNITS, "Ngày thành lập"]
    loaded("units", book(head, ["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "NGOCHA", "1/1/2015"]), by=by)

    placements = Placement.objects.filter(unit__code="CD9").order_by("from_on")
    assert [row.from_on for row in placements] == [date(2015, 1, 1), date(2016, 1, 1)]
    assert list(faults()) == []


def test_an_empty_cell_and_a_column_that_the_sheet_does_not_have_change_nothing(cast, by):
    change_unit(cast.ngocha, by=by, territory="001", sector="health")
    rows = [["NGOCHA", "", "", "", "", ""], ["CD3", "Chi đoàn 3", "", "", "", ""]]
    assert happens(dry("units", book([*UNITS, "Lĩnh vực"], *rows), by=by)) == {
        "NGOCHA": ["unchanged"], "CD3": ["unchanged"],
    }  # fmt: skip


def test_what_is_below_the_table_is_left_out_but_never_a_row_with_a_code(by):
    plan = dry(
        "units",
        book(["BÁO CÁO"], UNITS, ["CS9", "Đoàn cơ sở 9", "", "", "", ""], ["", "Người lập biểu"]), by=by,
    )  # fmt: skip

    assert [line.key for line in plan.lines] == ["CS9"]
    assert plan.beneath == [4]


NEW = ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"]


# --- between looking and writing -------------------------------------------------------------------------------------


def test_nothing_is_written_where_something_has_changed_since_it_was_shown(cast, by):
    content = book(UNITS, NEW)
    shown = dry("units", content, by=by)
    move_unit(cast.ngocha, to=cast.hanoi, by=by, decision_number="1-QĐ")
    load("units", content, by=by, file_name="x.xlsx", digest=shown.digest, tell=lambda done, rows: None)
    assert Unit.objects.filter(code="CS9").exists(), "the move of another unit is nothing to this file"
    content = book(UNITS, ["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "NGOCHA"])
    shown = dry("units", content, by=by)
    move_unit(cast.ngocha, to=cast.badinh, by=by, decision_number="2-QĐ")
    with pytest.raises(Overtaken):
        load("units", content, by=by, file_name="x.xlsx", digest=shown.digest, tell=lambda done, rows: None)
    assert not Unit.objects.filter(code="CD9").exists()


def test_a_dry_run_asks_a_fixed_number_of_questions_and_writes_nothing(by):
    def rows(number):
        return [[f"CD{place}X", f"Chi đoàn {place}", "", "Chi đoàn", "", "NGOCHA"] for place in range(number)]

    assert by.current_posts  # asked once for each request
    asked = []
    for content in (book(UNITS, *rows(1)), book(UNITS, *rows(300))):
        with CaptureQueriesContext(connection) as captured:
            assert dry("units", content, by=by).is_right
        asked.append(len(captured))
        assert [one["sql"][:6] for one in captured if not one["sql"].startswith("SELECT")] == []
    assert asked[0] == asked[1]


def test_writing_many_new_units_asks_a_fixed_number_of_questions(by):
    def rows(number, mark):
        return [[f"{mark}{place}", f"Chi đoàn {place}", "", "Chi đoàn", "", "NGOCHA"] for place in range(number)]

    assert by.current_posts  # asked once for each request
    asked = []
    for content in (book(UNITS, *rows(2, "A")), book(UNITS, *rows(300, "B"))):
        with CaptureQueriesContext(connection) as captured:
            loaded("units", content, by=by)
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert Unit.objects.filter(kind=UnitKind.BRANCH, parent__code="NGOCHA").count() == 303
    assert list(faults()) == []


def test_what_cannot_be_seen_does_not_come_in(by):
    new = ["CS_x0000_9", "  Đoàn\u200b  cơ sở _x0000_9", "", "Đoàn cơ sở", "", "H001"]
    plan = dry("units", book(UNITS, new), by=by)

    assert [(line.key, line.label, line.what) for line in plan.lines] == [("CS9", "Đoàn cơ sở 9", ["new"])]
