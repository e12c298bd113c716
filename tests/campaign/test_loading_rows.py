"""Rows of a sheet of activities: whose they are, as what they enter, what is wrong in which column; all or none."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign.loading.sheet import load
from campaign.models import Activity
from tests.campaign.sheets import HEAD, problems, sheet
from tests.cast import make_kind, make_unit, make_user
from units.models import Level, Record, Role, Sector, Unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


# --- whose rows, and as what -----------------------------------------------------------------------------------------


def test_a_secretarys_rows_become_drafts_of_the_own_unit_even_without_naming_it(cast):
    content = sheet(
        ["3/6/2017", "", "Hiến máu", "Hiến máu đợt 1", 20, "", "", ""],
        ["4/6/2017", "chi doan 3", "hien mau", "Hiến máu đợt 2", 0, "không áp dụng", "", ""],
    )
    loading = load(content, by=cast.secretary, name="so.xlsx", dry_run=False)
    assert (loading.drafts, loading.accepted) == (2, 0)
    first, second = Activity.objects.order_by("started_on")
    assert (first.state, first.unit, first.created_by) == ("draft", cast.chidoan3, cast.secretary)
    assert first.decisions.count() == 0
    assert (second.turnout, second.turnout_state, second.citizens_state) == (0, "zero", "not_applicable")
    assert (first.province, first.district, first.grassroots) == (cast.hanoi, cast.badinh, cast.ngocha)


def test_a_unit_out_of_reach_is_not_found_and_never_hinted_at(cast):
    names = ["Chi đoàn Toà án Huế", "CDHUE", "Thành đoàn Huế"]
    not_found = "No unit that you may load for is called “%s”."
    content = sheet(*(["3/6/2017", name, "Hiến máu", "Hiến máu", 20, "", "", ""] for name in names))
    assert problems(load(content, by=cast.secretary, name="so.xlsx", dry_run=True)) == {
        2: {"Đơn vị": not_found % "Chi đoàn Toà án Huế" + " Did you mean: Chi đoàn 3 (CD3)?"},
        3: {"Đơn vị": not_found % "CDHUE"},
        4: {"Đơn vị": not_found % "Thành đoàn Huế"},
    }


def test_an_administrator_loads_for_subordinates_not_for_the_neighbour_and_not_for_the_own_unit(cast):
    content = sheet(
        ["3/6/2017", "CD3", "Hiến máu", "Hiến máu", 20, "", "", ""],
        ["3/6/2017", "Tỉnh đoàn Thừa Thiên Huế", "Hiến máu", "Hiến máu", 20, "", "", ""],
        ["3/6/2017", "T01", "Hiến máu", "Hiến máu", 20, "", "", ""],
    )
    loading = load(content, by=cast.hanoi_administrator, name="so.xlsx", dry_run=True)
    assert list(problems(loading)) == [3, 4]
    assert [row.accepted for row in loading.new] == [True]


def test_a_name_spelt_a_little_otherwise_is_matched_and_said(cast):
    content = sheet(["3/6/2017", "Đoàn cơ sở Phường Ngọc Hà", "Hiến máu", "A", "", "", "", ""],
                    ["4/6/2017", "Đoàn cơ sở p. Ngọc Hà", "Hiến máu", "B", "", "", "", ""])  # fmt: skip
    loading = load(content, by=cast.hanoi_administrator, name="so.xlsx", dry_run=True)
    assert [row.activity.unit for row in loading.rows] == [cast.ngocha, cast.ngocha]
    assert loading.rows[1].notes[0] == "“Đoàn cơ sở p. Ngọc Hà” → Đoàn cơ sở phường Ngọc Hà (NGOCHA)"


def test_the_province_decides_between_two_units_of_one_name(cast):
    head = [*HEAD, "Tỉnh/thành"]
    for parent, code in ((cast.badinh, "NH2"), (cast.huecity, "NH3")):
        make_unit(code, "Đoàn cơ sở Sở Nội vụ", Level.GRASSROOTS, parent)
    by = make_user("qt", "Quản Trị", cast.central, Role.ADMINISTRATOR, "Quản trị")
    row = ["3/6/2017", "Đoàn cơ sở Sở Nội vụ", "Hiến máu", "A", "", "", "", ""]
    loading = load(sheet([*row, "Thừa Thiên Huế"], [*row, "tp. Hà Nội"], [*row, ""], head=head), by=by, name="x",
                   dry_run=True)  # fmt: skip
    assert [row.activity.unit.code for row in loading.rows[:2]] == ["NH3", "NH2"]
    assert list(problems(loading)) == [4]
    assert "fits several units" in problems(loading)[4]["Đơn vị"]


def test_a_code_that_contradicts_the_province_is_an_error(cast):
    by = make_user("qt", "Quản Trị", cast.central, Role.ADMINISTRATOR, "Quản trị")
    content = sheet(["3/6/2017", "CD3", "Hiến máu", "A", "", "", "", "", "Thừa Thiên Huế"], head=[*HEAD, "Tỉnh/thành"])
    assert problems(load(content, by=by, name="x", dry_run=True)) == {
        2: {"Tỉnh/thành": "Chi đoàn 3 does not belong to Thừa Thiên Huế."}
    }


# --- what is wrong ---------------------------------------------------------------------------------------------------

BAD = [
    ("day", "29/2/2017", "Ngày", "The calendar has no “29/2/2017”. The day comes first: 27/06/2016."),
    ("day", "16/11/2017", "Ngày", "This day has not come yet: today is 15/11/2017."),
    ("day", "31/12/2014", "Ngày", "The movement runs from 01/01/2015 to 31/12/2017: this lies outside."),
    ("day", "", "Ngày", "Say when it was."),
    ("day", "năm 2017", "Ngày", "The last day, 31/12/2017, has not come yet: today is 15/11/2017."),
    ("turnout", -5, "Số lượt ĐVTN", "“-5” is negative. Write zero or more."),
    ("turnout", "hai mươi", "Số lượt ĐVTN", "“hai mươi” has no number in it."),
    ("turnout", "12/15", "Số lượt ĐVTN", "“12/15” is not clear. Write the number alone, for example 1.677."),
    ("citizens", "13,5", "Lượt người dân", "“13,5” is not a whole number."),
    ("result", "63/62", "Kết quả", "In “63/62” the part is larger than the whole."),
    ("title", "", "Nội dung", "Say what was done."),
    ("kind", "", "Loại hoạt động", "Say which kind of activity it is."),
    ("kind", "đua thuyền", "Loại hoạt động", "No kind of activity is called “đua thuyền”."),
]


@pytest.mark.parametrize(("field", "cell", "column", "message"), BAD)
def test_each_wrong_cell_is_named_by_row_and_column(cast, field, cell, column, message):
    row = {"day": "3/6/2017", "unit": "CD3", "kind": "Hiến máu", "title": "Hiến máu", "turnout": 20, "citizens": "",
           "result": "", "note": ""}  # fmt: skip
    content = sheet(list(row.values()), list({**row, field: cell}.values()))
    assert problems(load(content, by=cast.secretary, name="so.xlsx", dry_run=True)) == {3: {column: message}}


def test_a_kind_that_is_not_for_the_units_sector_is_an_error(cast):
    make_kind("thao-giang", "Thao giảng", "Open lessons", sectors=[Sector.EDUCATION])
    content = sheet(["3/6/2017", "CD3", "Thao giảng", "Thao giảng", "", "", "", ""])
    assert problems(load(content, by=cast.secretary, name="x", dry_run=True)) == {
        2: {"Loại hoạt động": "“Open lessons” is not meant for units of this sector (State administration)."}
    }


def test_a_unit_closed_on_that_day_is_an_error(cast):
    Unit.objects.filter(pk=cast.chidoan3.pk).update(closed_on=date(2017, 1, 1), closed_reason="Giải thể")
    content = sheet(*([day, "CD3", "Hiến máu", "A", "", "", "", ""] for day in ("3/6/2017", "3/6/2016")))
    assert problems(load(content, by=cast.hanoi_administrator, name="x", dry_run=True)) == {
        2: {"Ngày": "Chi đoàn 3 has been closed since 01/01/2017."}
    }


def test_the_name_of_a_responsibility_until_2014_is_read_as_todays_and_a_wrong_one_refused(cast):
    head = [*HEAD, "Trách nhiệm"]
    rows = [["3/6/2017", "CD3", "Hiến máu", "A", "", "", "", "", said] for said in ("Nhân dân", "Người dân")]
    loading = load(sheet(*rows, head=head), by=cast.secretary, name="x", dry_run=True)
    assert problems(loading) == {3: {"Trách nhiệm": "“Người dân” is none of the three responsibilities of 2015–2017."}}
    assert loading.rows[0].notes[-1] == "“Nhân dân”, as until 2014 → Responsibility to the community"


def test_one_wrong_row_and_nothing_is_written(cast):
    content = sheet(
        ["3/6/2017", "CD3", "Hiến máu", "A", 20, "", "", ""], ["3/6/2017", "CD3", "Hiến máu", "B", -1, "", "", ""]
    )
    loading = load(content, by=cast.secretary, name="x", dry_run=False)
    assert not loading.written
    assert (Activity.objects.count(), Record.objects.filter(verb="loaded").count()) == (0, 0)


def test_a_row_that_stands_twice_in_the_file_is_written_once(cast):
    row = ["3/6/2017", "CD3", "Hiến máu", "Hiến máu", 20, "", "", ""]
    loading = load(sheet(row, [*row[:3], "HIẾN MÁU", 25, "", "", ""]), by=cast.secretary, name="x", dry_run=False)
    assert [row.same_as for row in loading.rows] == ["", "the same as row 2"]
    assert Activity.objects.get().turnout == 20


def test_each_repetition_names_the_first_row(cast):
    rows = [["3/6/2017", "CD3", "Hiến máu", "Hiến máu", turnout, "", "", ""] for turnout in (20, 21, 22)]
    loading = load(sheet(*rows), by=cast.secretary, name="x", dry_run=True)
    assert [row.same_as for row in loading.rows] == ["", "the same as row 2", "the same as row 2"]


def test_what_no_column_of_the_database_holds_is_said_by_its_column(cast):
    content = sheet(["3/6/2017", "CD3", "Hiến máu", "A", "9" * 20, "", "", ""])
    assert list(problems(load(content, by=cast.secretary, name="x", dry_run=True))[2]) == ["Số lượt ĐVTN"]


def test_a_source_longer_than_its_column_is_refused_not_cut(cast):
    content = sheet(*(["3/6/2017", "CD3", "Hiến máu", f"A{n}", "", "", "", "", "n" * n] for n in (500, 501)),
                    head=[*HEAD, "Nguồn"])  # fmt: skip
    assert problems(load(content, by=cast.secretary, name="x", dry_run=True)) == {
        3: {"Nguồn": "The source is longer than 500 characters."}
    }


def test_the_row_stands_behind_the_longest_name_of_a_file(cast):
    content = sheet(["3/6/2017", "CD3", "Hiến máu", "A", "", "", "", ""])
    load(content, by=cast.secretary, name="s" * 200 + ".xlsx", dry_run=False)
    assert Activity.objects.get().source_row == "s" * 80 + ", row 2"


def test_a_unit_of_several_sectors_may_use_every_kind(cast):
    make_kind("thao-giang", "Thao giảng", "Open lessons", sectors=[Sector.EDUCATION])
    Unit.objects.filter(pk=cast.chidoan3.pk).update(sector=Sector.MIXED)
    content = sheet(["3/6/2017", "CD3", "Thao giảng", "Thao giảng", "", "", "", ""])
    assert problems(load(content, by=cast.secretary, name="x", dry_run=True)) == {}


def test_of_two_columns_for_one_thing_the_first_is_read_and_named(cast):
    content = sheet(["3/6/2017", "CD3", "Hiến máu", "A", -1, "", "", "", 20], head=[*HEAD, "Turnout"])
    assert list(problems(load(content, by=cast.secretary, name="x", dry_run=True))[2]) == ["Số lượt ĐVTN"]


def test_a_title_longer_than_the_log_takes_is_shortened_and_kept_whole_in_the_description(cast):
    long = "Ra quân tình nguyện " * 15
    content = sheet(["3/6/2017", "CD3", "Hiến máu", long, "", "", "", "Ghi chú riêng"])
    load(content, by=cast.secretary, name="x", dry_run=False)
    activity = Activity.objects.get()
    assert len(activity.title) <= 200
    assert activity.title.endswith("…")
    assert activity.description == f"{long.strip()}\n\nGhi chú riêng"


def test_what_is_no_such_sheet_is_refused(cast):
    with pytest.raises(ValidationError, match="No row with the names of the columns"):
        load(sheet(["x"], head=["Họ tên", "Ngày sinh"]), by=cast.secretary, name="x", dry_run=True)


def test_fifteen_rows_cost_as_many_queries_as_one(cast):
    # Not more: SQLite takes 999 values in a statement, and an activity has some fifty columns.
    rows = [["3/6/2017", "CD3", "Hiến máu", f"Hiến máu {n}", 20, "", "", ""] for n in range(15)]
    counts = []
    for content in (sheet(rows[0]), sheet(*rows)):
        by = type(cast.secretary).objects.get(pk=cast.secretary.pk)
        with CaptureQueriesContext(connection) as queries:
            load(content, by=by, name="x", dry_run=False)
        counts.append(len(queries))
    assert counts[1] <= counts[0]
