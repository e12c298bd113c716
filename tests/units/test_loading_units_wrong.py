"""Units from Excel: what is wrong with a sheet is named by row and column, and then nothing of it is written."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from tests.cast import make_unit
from tests.units.sheets import UNITS, book, dry, exported, happens, loaded, wrong
from units.clock import today
from units.faults import faults
from units.loading.kinds import load
from units.loading.plan import Overtaken
from units.models import Record, Unit
from units.structure import close_unit, move_unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def by(cast):
    """The administrator of Hà Nội."""
    return cast.hanoi_administrator


NEW = ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"]
CODE, NAME, LEVEL, ABOVE = "Mã", "Tên đầy đủ", "Cấp", "Mã đơn vị cấp trên"
HIGHER = "The direct superior must be of a higher level than the unit."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "CD3"]], {2: {ABOVE: HIGHER}}),
        ([["H9", "Quận đoàn 9", "", "Cấp huyện", "Đoàn theo địa bàn", "NGOCHA"]], {2: {ABOVE: HIGHER}}),
        ([NEW, NEW], {3: {CODE: "Row 2 is about the same unit."}}),
        ([["cd3", "", "", "", "", ""], ["CD3", "Chi đoàn 3", "", "", "", "NGOCHA"]],
         {3: {CODE: "Row 2 is about the same unit."}}),
        ([[*NEW[:5], "XYZ"]], {2: {ABOVE: "No unit that you administer has the code “XYZ”."}}),
        ([[*NEW[:5], "T46"]], {2: {ABOVE: "No unit that you administer has the code “T46”."}}),
        ([["T46", *NEW[1:]]], {2: {CODE: "Another unit has this code."}}),
        ([["a b", *NEW[1:]]],
         {2: {CODE: "A code is made of letters, digits, points and dashes, without spaces."}}),
        ([["", *NEW[1:]]], {2: {CODE: "Give the code of the unit."}}),
        ([["CS9", "", "", "", "", "H001"]],
         {2: {NAME: "Give the name of the unit.", LEVEL: "Say of which level the unit is."}}),
        ([[*NEW[:3], "Cấp xã", "", "H001"]],
         {2: {LEVEL: "“Cấp xã” is none of: Central, Province level, District level, Grassroots union, Branch."}}),
        ([["TW2", "Trung ương 2", "", "Trung ương", "", ""]],
         {2: {LEVEL: "There is one central office only.", ABOVE: "Say which unit stands above it."}}),
        ([[*NEW[:5], "CS9"]], {2: {ABOVE: "A unit cannot stand under itself."}}),
        ([["A9", *NEW[1:5], "B9"], ["B9", *NEW[1:5], "A9"]],
         {2: {ABOVE: "These units would stand under one another: A9 → B9 → A9."},
          3: {ABOVE: "These units would stand under one another: A9 → B9 → A9."}}),
        ([["CD3", "Chi đoàn 3", "", "Đoàn cơ sở", "", "NGOCHA"]],
         {2: {LEVEL: "A sheet does not change this of a unit that exists."}}),
        ([["CD3", "Chi đoàn ba", "", "", "", "NGOCHA"]],
         {2: {"Decision number of the change": "A unit is renamed, moved or closed by a decision: give its number."}}),
        ([["H9", "Quận đoàn 9", "", "Cấp huyện", "", "T01"]],
         {2: {"Loại hình": "Say of which kind the unit is: Union of a territory, Agencies' bloc, Enterprises' bloc, "
                           "Directly affiliated union."}}),
        ([["H9", "Quận đoàn 9", "", "Cấp huyện", "Chi đoàn", "T01"]],
         {2: {"Loại hình": "A unit of this level is one of: Union of a territory, Agencies' bloc, Enterprises' bloc, "
                           "Directly affiliated union."}}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_written(by, rows, expected):
    before = Unit.objects.count(), Record.objects.count()
    content = book(UNITS, *rows)
    plan = dry("units", content, by=by)

    found = wrong(plan)
    if "Chi đoàn ba" in rows[0]:  # the sheet has no column for it
        assert found == {2: {plan.columns["decision_number"]: next(iter(expected[2].values()))}}
    else:
        assert found == expected
    with pytest.raises(Overtaken):
        load("units", content, by=by, file_name="x.xlsx", digest=plan.digest, tell=lambda done, rows: None)
    assert (Unit.objects.count(), Record.objects.count()) == before


@pytest.mark.parametrize(
    ("columns", "column", "message"),
    [
        ({"Opened on": "1/1/2016", "Closed on": "1/1/2015", "Reason for closing": "Giải thể"}, "Closed on",
         "The unit was opened later, on 01/01/2016."),
        ({"Closed on": "15/11/2017"}, "Reason for closing", "Say why the unit is closed."),
        ({"Opened on": "16/11/2017"}, "Opened on", "This day has not come yet: today is 15/11/2017."),
        ({"Opened on": "3/2016"}, "Opened on", "Write one day, for example 27/06/2016."),
        ({"Opened on": "1/1/2013"}, "Opened on", "Quận đoàn Ba Đình does not exist on this day."),
        ({"Territory code": "999"}, "Territory code",
         "No province or district has this code of the statistics office."),
        ({"Within the conclusion's scope": "maybe"}, "Within the conclusion's scope",
         "“maybe” is neither yes nor no."),
        ({"Short name": "ă" * 81}, "Short name", "This is longer than 80 characters."),
        ({"Direct superior": "Quận đoàn Tây Hồ"}, "Direct superior",
         "The code H001 is of Quận đoàn Ba Đình: correct the code or the name."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_new_unit_is_named_by_its_column(by, columns, column, message):
    new = {
        "Code": "CS9",
        "Full name": "Đoàn cơ sở 9",
        "Level": "Grassroots union",
        "Code of the direct superior": "H001",
    }
    row = new | columns

    assert wrong(dry("units", book(list(row), list(row.values())), by=by)) == {2: {column: message}}


def test_nothing_open_may_stand_under_a_unit_that_closes(cast, by):
    head = ["Code", "Code of the direct superior", "Level", "Full name", "Closed on", "Reason for closing",
            "Decision number of the change", "Change takes effect on"]  # fmt: skip
    close = ["NGOCHA", "H001", "", cast.ngocha.name, "1/6/2017", "Sáp nhập", "7-QĐ", ""]
    assert wrong(dry("units", book(head, close), by=by)) == {
        2: {"Closed on": "Units still stand under this one (CD3): move or close them first."}
    }
    moved = ["CD3", "H001", "", "Chi đoàn 3", "", "", "7-QĐ", "1/6/2017"]
    newcomer = ["CD9", "NGOCHA", "Branch", "Chi đoàn 9", "", "", "", ""]
    assert wrong(dry("units", book(head, close, moved, newcomer), by=by)) == {
        2: {"Closed on": "This file brings units under this one, and closes it."},
        4: {"Code of the direct superior": "Đoàn cơ sở phường Ngọc Hà is closed."},
    }
    loaded("units", book(head, close, moved), by=by)
    assert Unit.objects.get(code="CD3").parent == cast.badinh
    assert list(faults()) == []


def test_the_unit_of_the_own_post_is_described_but_not_moved_or_closed(cast, by):
    head = ["Code", "Closed on", "Reason for closing", "Decision number of the change"]
    assert wrong(dry("units", book(head, ["T01", "1/6/2017", "Hợp nhất", "1-QĐ"]), by=by))[2]["Closed on"] == (
        "You do not administer Thành đoàn Hà Nội and its superior."
    )
    assert happens(dry("units", book(["Code", "Sector"], ["T01", "Judiciary"]), by=by)) == {"T01": ["changed"]}


def test_who_keeps_the_superior_says_whether_the_conclusion_is_addressed_to_a_unit(cast, by):
    scope = "Within the conclusion's scope"
    sheet = book(["Code", scope], ["T01", "no"], ["H001", "no"])
    assert wrong(dry("units", sheet, by=by)) == {
        2: {scope: "Whether the conclusion is addressed to a unit is said by the superior."}
    }
    assert happens(dry("units", book(["Code", scope], ["T01", "yes"]), by=by)) == {"T01": ["unchanged"]}


def test_a_closed_unit_stays_as_it_is(cast, by):
    close_unit(cast.chidoan3, on=date(2017, 1, 1), reason="Giải thể", by=by)
    assert happens(dry("units", exported("units", by=by), by=by))["CD3"] == ["unchanged"]
    assert wrong(dry("units", book(["Code", "Sector"], ["CD3", "Judiciary"]), by=by)) == {
        2: {"Sector": "Chi đoàn 3 is closed."}
    }
    assert wrong(dry("units", book(["Code", "Closed on"], ["CD3", "1/2/2017"]), by=by)) == {
        2: {"Closed on": "Chi đoàn 3 is closed."}
    }


def test_a_superior_is_found_by_its_name_where_only_one_is_called_so(cast, by):
    head = ["Code", "Full name", "Level", "Direct superior"]
    row = ["CS9", "Đoàn cơ sở 9", "Grassroots union", "Quận đoàn Ba Đình"]
    assert dry("units", book(head, row), by=by).lines[0].under == "H001"
    make_unit("H001B", "Quận đoàn Ba Đình", 3, cast.hanoi)
    assert wrong(dry("units", book(head, row), by=by)) == {
        2: {"Direct superior": "Several units are called so. Write the code."}
    }
    assert wrong(dry("units", book(head, [*row[:3], "Tỉnh đoàn Thừa Thiên Huế"]), by=by)) == {
        2: {"Direct superior": "No unit that you administer is called “Tỉnh đoàn Thừa Thiên Huế”."}
    }


def test_a_move_before_the_unit_came_there_is_refused_by_its_day(cast, by):
    make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    since = today() - timedelta(days=30)
    move_unit(cast.chidoan3, to=cast.badinh, by=by, decision_number="1-QĐ", on=since)
    head = ["Code", "Code of the direct superior", "Decision number of the change", "Change takes effect on"]
    assert wrong(dry("units", book(head, ["CD3", "H003", "2-QĐ", since - timedelta(days=1)]), by=by)) == {
        2: {"Change takes effect on": "The unit has stood where it is only since 16/10/2017."}
    }


@pytest.mark.parametrize(("moved_on", "left"), [("1/7/2017", ""), ("2/7/2017", "CD3"), ("", "CD3")])
def test_who_moves_away_after_a_closing_still_stands_there(cast, by, moved_on, left):
    make_unit("DOICAN", "Đoàn phường Đội Cấn", 4, cast.badinh)
    head = ["Code", "Code of the direct superior", "Closed on", "Reason for closing", "Decision number of the change",
            "Change takes effect on"]  # fmt: skip
    rows = [["NGOCHA", "", "1/7/2017", "Giải thể", "5-QĐ", ""], ["CD3", "DOICAN", "", "", "5-QĐ", moved_on]]
    said = f"Units still stand under this one ({left}): move or close them first."
    assert wrong(dry("units", book(head, *rows), by=by)) == ({2: {"Closed on": said}} if left else {})
