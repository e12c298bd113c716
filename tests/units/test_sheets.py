"""Excel out: exactly what is seen. Excel in: the table that people made, wherever it stands in the sheet."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.resources import ModelResource

from units.filters.units import UnitFilter
from units.models import Record, Unit
from units.sheets import columns_of, download, read_rows, template

COLUMNS = {"day": ["Ngày", "Day"], "unit": ["Đơn vị", "Unit"], "turnout": ["Số lượt ĐVTN", "Turnout"]}


class UnitResource(ModelResource):
    name = Field("name", _("full name"))
    above = Field("parent__short_name")
    people = Field()

    class Meta:
        model = Unit
        fields = ("code", "name", "above", "level", "opened_on", "in_scope", "people")
        export_order = fields

    hints = {"code": "Mã của đơn vị"}
    examples = [{"code": "K04", "name": "Đoàn Khối các cơ quan tỉnh Cao Bằng"}]

    def dehydrate_people(self, unit):
        return 1677


def sheet_of(*rows):
    """An Excel file with these rows, as an upload would bring it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return content


def opened(response):
    return openpyxl.load_workbook(BytesIO(response.content)).active


def refused(file, **options):
    with pytest.raises(ValidationError) as found:
        read_rows(file, COLUMNS, **options)
    return found.value.code


# --- out ------------------------------------------------------------------------------------------------------------


def test_a_download_holds_exactly_the_rows_of_the_list_with_dates_as_dates_and_numbers_as_numbers(cast):
    units = Unit.objects.filter(code__in=["CD3", "NGOCHA"]).select_related("parent").order_by("level")
    with override("en"):
        sheet = opened(download(UnitResource, units, by=cast.badinh_secretary, name="units"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:5] == ["Code", "full name", "Short name", "Level", "Opened on"]
    assert rows[0][5:] == ["Within the conclusion's scope", "People"]
    assert rows[1][:4] == ["NGOCHA", "Đoàn cơ sở phường Ngọc Hà", "Quận đoàn Ba Đình", "Grassroots union"]
    assert rows[2][:4] == ["CD3", "Chi đoàn 3", "Đoàn cơ sở phường Ngọc Hà", "Branch"]
    assert rows[2][4].date() == date(2014, 1, 1)
    assert rows[2][5:] == ["yes", 1677]
    assert len(rows) == 3


def test_the_header_is_bold_frozen_and_filters(cast):
    sheet = opened(download(UnitResource, Unit.objects.all(), by=cast.badinh_secretary, name="units"))
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G9"


def test_a_name_that_looks_like_a_formula_or_an_address_stays_a_text(cast):
    names = {"CD3": '=HYPERLINK("http://x","y")', "NGOCHA": "+84 912", "H001": "@SUM(A1)", "T01": "-1"}
    for code, name in names.items():
        Unit.objects.filter(code=code).update(name=name)
    sheet = opened(download(UnitResource, Unit.objects.order_by("-level", "code"), by=cast.viewer, name="units"))
    cells = {row[0].value: row[1] for row in sheet.iter_rows(min_row=2)}
    assert {code: cells[code].value for code in names} == names
    assert {cells[code].data_type for code in names} == {"s"}
    assert cells["CD3"].hyperlink is None


def test_the_file_is_named_with_the_day_and_the_export_is_recorded_with_its_filter(cast):
    found = Unit.objects.filter(level=5)
    filters = UnitFilter({"level": "5", "q": "", "sort": "name"}, found, request=RequestFactory().get("/"))
    filters.request.user = cast.badinh_secretary
    response = download(UnitResource, found, by=cast.badinh_secretary, name="don-vi", filters=filters)
    assert response["Content-Disposition"] == 'attachment; filename="don-vi-2017-11-15.xlsx"'
    line = Record.objects.get(verb="exported")
    assert (line.subject, line.note) == ("units.unit", "don-vi")
    assert (line.by, line.unit) == (cast.badinh_secretary, cast.badinh)
    said = {"vi": "Cấp: Chi đoàn; Sắp xếp theo: Tên", "en": "Level: Branch; Sorted by: Name"}
    assert line.changes == {"narrowed": said, "rows": 2}


def test_the_file_says_of_which_day_it_is_who_took_it_and_what_it_was_narrowed_to(cast):
    request = RequestFactory().get("/", {"level": 4, "status": "all"})
    request.user = cast.hanoi_administrator
    with override("en"):
        filters = UnitFilter(request.GET, Unit.objects.all(), request=request)
        book = openpyxl.load_workbook(
            BytesIO(
                download(UnitResource, filters.qs, by=cast.hanoi_administrator, name="units", filters=filters).content
            )
        )
        whole = openpyxl.load_workbook(
            BytesIO(download(UnitResource, Unit.objects.all(), by=cast.viewer, name="u").content)
        )
    assert book.active.title == "List"
    told = {row[0]: row[1] for row in book["About this list"].iter_rows(values_only=True)}
    assert told.pop("As of").date() == date(2017, 11, 15)
    assert told == {
        "Taken by": "Ngô Thị Quản",
        "Narrowed to": "Level: Grassroots union; Open or closed: Open and closed",
        "Rows": 1,
    }
    assert whole["About this list"]["B3"].value == "everything that this person reads"


def test_a_hundred_rows_cost_as_many_queries_as_one(cast, django_assert_num_queries):
    _ = cast.badinh_secretary.home_post  # read once per request
    units = Unit.objects.select_related("parent")
    with django_assert_num_queries(4):
        download(UnitResource, units.filter(code="CD3"), by=cast.badinh_secretary, name="units")
    with django_assert_num_queries(4):
        download(UnitResource, units, by=cast.badinh_secretary, name="units")


# --- the empty sheet ------------------------------------------------------------------------------------------------


def test_the_template_is_empty_explains_its_columns_and_is_read_back():
    with override("en"):
        response = template(UnitResource, name="don-vi-mau")
    book = openpyxl.load_workbook(BytesIO(response.content))
    fill_in, explain = book.worksheets
    assert (fill_in.max_row, fill_in["A1"].comment.text) == (1, "Mã của đơn vị")
    assert explain["B1"].value == "Mã của đơn vị"
    assert explain["A10"].value == "K04"
    fill_in.append(["K04", "Đoàn Khối"])
    content = BytesIO()
    book.save(content)
    table = read_rows(content, columns_of(UnitResource))
    assert table.header[1] == "full name"
    assert [(row.number, row.values["code"], row.values["name"]) for row in table.rows] == [(2, "K04", "Đoàn Khối")]


# --- in -------------------------------------------------------------------------------------------------------------


def test_the_table_is_found_below_its_titles_and_above_its_signature():
    table = read_rows(
        sheet_of(
            ["TỔNG HỢP HOẠT ĐỘNG"], [], ["TT", "NGÀY", "đơn  vị ", "So luot DVTN", "Ghi chú"],
            [1, "27/6/2016", "Khối", 13], [], [2, date(2017, 3, 4), "Huyện", "hơn 800"],
            ["", "Tổng cộng", "", 813], [], ["", "Người lập biểu"],
        ),
        COLUMNS,
    )  # fmt: skip
    assert table.header == ["TT", "NGÀY", "đơn  vị", "So luot DVTN", "Ghi chú"]
    assert [(row.number, row.values) for row in table.rows] == [
        (4, {"day": "27/6/2016", "unit": "Khối", "turnout": 13.0}),
        (6, {"day": date(2017, 3, 4), "unit": "Huyện", "turnout": "hơn 800"}),
    ]
    assert table.beneath == [7, 9]


def test_headers_typed_with_separate_accents_or_in_the_other_language_are_the_same():
    decomposed = "Nga\u0300y"
    (row,) = read_rows(sheet_of([decomposed, "UNIT", "Turnout (*)"], ["1/1/2016", "K", 5]), COLUMNS).rows
    assert row.values == {"day": "1/1/2016", "unit": "K", "turnout": 5.0}


def test_a_sheet_without_the_names_of_the_columns_is_refused_with_what_was_expected():
    with override("en"), pytest.raises(ValidationError, match="Expected: Ngày, Đơn vị, Số lượt ĐVTN") as found:
        read_rows(sheet_of(["Ngày", "Tên"], [1, 2]), COLUMNS)
    assert found.value.code == "no_header"


def test_more_rows_than_are_read_at_once_are_refused():
    many = [["1/1/2016", "Khối", n] for n in range(1, 12)]
    assert refused(sheet_of(["Ngày", "Đơn vị", "Turnout"], *many), most=10) == "too_many_rows"
    assert len(read_rows(sheet_of(["Ngày", "Đơn vị", "Turnout"], *many), COLUMNS, most=11).rows) == 11


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Ng\xc3\xa0y;\xc4\x90\xc6\xa1n v\xe1\xbb\x8b\n1;2\n", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kind"),
        (b"PK\x03\x04" + bytes(100), "kind"),
        (bytes(10 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_excel_file_is_refused(content, code):
    assert refused(BytesIO(content)) == code


def test_a_small_file_that_claims_a_giant_rectangle_is_refused_before_it_is_laid_out():
    """The reader lays out the whole rectangle: one cell in the last corner of a sheet would end the process."""
    book = openpyxl.Workbook()
    book.active.append(["Ngày", "Đơn vị", "Turnout"])
    book.active.cell(1_048_576, 16_384, "x")
    content = BytesIO()
    book.save(content)
    assert refused(content) == "too_wide"
