"""Days and periods are read as units write them, the day always first."""

import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.vietnamese.dates import read_span
from units.vietnamese.display import format_span
from units.vietnamese.periods import Span, ends_of, is_total
from units.vietnamese.unreadable import Unreadable

JUNE_27 = date(2016, 6, 27)
# Text that looks enough like a date to reach the far corners of the reader.
PIECES = [
    *"0123456789/.- ,",
    *("2016", "2017", "27/6/2016", "31/2/", "29/2", "ngày ", "tháng ", " năm ", "quý ", "II", "Ⅱ", "T", "8h00"),
    *("từ ", " đến ", " – ", " và ", "6 tháng đầu năm ", "cuối", "nửa đầu năm ", "thứ bảy ", "March "),
]
DATEISH = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NOTE = "Số liệu 6 tháng đầu năm 2016"


def day(*ymd: int) -> Span:
    return Span(date(*ymd), date(*ymd), "day")


def refusal(value, note: str = "") -> str:
    with pytest.raises(Unreadable) as refused:
        read_span(value, note=note)
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "note", "meant"),
    [
        # hoat-dong-2015-2017.xlsx, column B beside column M, row by row
        ("27/6/2016", NOTE, Span(date(2016, 1, 1), date(2016, 6, 30), "half", published_on=JUNE_27)),
        ("27/6/2016", None, day(2016, 6, 27)),
        (
            "3/2017",
            "Chi đoàn Sở Xây dựng làm thêm thứ bảy hằng tuần",
            Span(date(2017, 3, 1), date(2017, 3, 31), "month"),
        ),
        (date(2017, 3, 4), "Tuyến đường 3 km", day(2017, 3, 4)),
        (date(2016, 4, 9), None, day(2016, 4, 9)),
        ("Quý II/2017", None, Span(date(2017, 4, 1), date(2017, 6, 30), "quarter")),
        (
            "09/07/2017 - 13/08/2017",
            "Nguồn ghi thanh niên công nhân",
            Span(date(2017, 7, 9), date(2017, 8, 13), "span"),
        ),
        ("6 tháng đầu năm 2017", None, Span(date(2017, 1, 1), date(2017, 6, 30), "half")),
        (date(2016, 3, 5), "Khối doanh nghiệp", day(2016, 3, 5)),
        ("21/12/2016", "10 gương tiêu biểu", day(2016, 12, 21)),
    ],
)
def test_every_date_of_the_real_sheet_is_read(cell, note, meant):
    assert read_span(cell, note=note or "") == meant


@pytest.mark.parametrize(
    "written",
    [
        JUNE_27,
        datetime(2016, 6, 27, 23, 59),  # noqa: DTZ001 - what a sheet gives
        datetime(2016, 6, 26, 17, 0, tzinfo=UTC),  # midnight in Viet Nam
        42548,
        42548.75,
        "42548",
        "27/6/2016",
        "27/06/2016",
        "27-6-2016",
        "27.6.2016",
        "27–6–2016",
        "27 / 6 / 2016",
        "27/6/2016.",
        "27/6/16",
        "2016-06-27",
        "2016-06-27T08:30:00",
        "27/06/2016 08:30",
        "8h00, ngày 27/6/2016",
        "ngày 27/6/2016",
        "Thứ hai, ngày 27/6/2016",
        "ngày 27 tháng 6 năm 2016",
        "Ngày 27 tháng 6, 2016",
        "NGÀY 27 THÁNG 6 NĂM 2016",
        "27\u00a0tháng\u00a06\u00a0năm\u00a02016",
        "27 June 2016",
    ],
)
def test_a_day_is_read_in_every_form(written):
    assert read_span(written) == day(2016, 6, 27)


def test_the_day_comes_first():
    assert read_span("4/3/2017") == day(2017, 3, 4)


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("3/2017", date(2017, 3, 1), date(2017, 3, 31), "month"),
        ("03-2017", date(2017, 3, 1), date(2017, 3, 31), "month"),
        ("2017-03", date(2017, 3, 1), date(2017, 3, 31), "month"),
        ("tháng 3/2017", date(2017, 3, 1), date(2017, 3, 31), "month"),
        ("Tháng 3 năm 2017", date(2017, 3, 1), date(2017, 3, 31), "month"),
        ("T3/2017", date(2017, 3, 1), date(2017, 3, 31), "month"),
        ("tháng 2/2016", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("Quý II/2017", date(2017, 4, 1), date(2017, 6, 30), "quarter"),
        ("Quý Ⅱ/2017", date(2017, 4, 1), date(2017, 6, 30), "quarter"),
        ("quý 2 năm 2017", date(2017, 4, 1), date(2017, 6, 30), "quarter"),
        ("quý IV năm 2016", date(2016, 10, 1), date(2016, 12, 31), "quarter"),
        ("3 tháng đầu năm 2017", date(2017, 1, 1), date(2017, 3, 31), "quarter"),
        ("6 tháng đầu năm 2017", date(2017, 1, 1), date(2017, 6, 30), "half"),
        ("sáu tháng đầu năm 2017", date(2017, 1, 1), date(2017, 6, 30), "half"),
        ("6 tháng năm 2017", date(2017, 1, 1), date(2017, 6, 30), "half"),
        ("6 tháng cuối năm 2016", date(2016, 7, 1), date(2016, 12, 31), "half"),
        ("9 tháng đầu năm 2017", date(2017, 1, 1), date(2017, 9, 30), "nine_months"),
        ("9 tháng năm 2017", date(2017, 1, 1), date(2017, 9, 30), "nine_months"),
        ("năm 2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("cả năm 2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        (2016, date(2016, 1, 1), date(2016, 12, 31), "year"),
        (2016.0, date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("09/07/2017 – 13/08/2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("09/07/2017-13/08/2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("09-07-2017 - 13-08-2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("09/7 - 13/8/2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("09/07/2017 đến 13/08/2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("từ 09/07/2017 đến 13/08/2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("Từ ngày 9/7 đến hết ngày 13/8/2017", date(2017, 7, 9), date(2017, 8, 13), "span"),
        ("7-9/4/2016", date(2016, 4, 7), date(2016, 4, 9), "span"),
        ("7 – 9/4/2016", date(2016, 4, 7), date(2016, 4, 9), "span"),
        ("từ ngày 7 đến ngày 9 tháng 4 năm 2016", date(2016, 4, 7), date(2016, 4, 9), "span"),
        ("3-5/2017", date(2017, 3, 1), date(2017, 5, 31), "span"),
        ("tháng 3 đến tháng 5 năm 2017", date(2017, 3, 1), date(2017, 5, 31), "span"),
        ("12/2016 - 02/2017", date(2016, 12, 1), date(2017, 2, 28), "span"),
        ("30/12 - 2/1/2017", date(2016, 12, 30), date(2017, 1, 2), "span"),
        ("9/4/2016 - 9/4/2016", date(2016, 4, 9), date(2016, 4, 9), "day"),
    ],
)
def test_a_period_is_read_in_every_form(written, start, end, precision):
    assert read_span(written) == Span(start, end, precision)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "no_date"),
        (None, "no_date"),
        (True, "no_date"),
        (float("nan"), "no_date"),
        (13.0, "no_date"),
        (10**400, "no_date"),
        ("hằng tuần", "no_date"),
        ("hè 2017", "no_date"),
        ("năm học 2016-2017", "no_date"),
        ("27/6/2016" + " " * 10 + "x" * 200, "no_date"),
        ("27/6", "no_year"),
        ("tháng 3", "no_year"),
        ("Quý II", "no_year"),
        ("6 tháng đầu năm", "no_year"),
        ("7/4 - 9/4", "no_year"),
        ("31/2/2016", "impossible_date"),
        ("29/2/2017", "impossible_date"),
        ("6/27/2016", "impossible_date"),
        ("13/2017", "impossible_date"),
        ("0/2017", "impossible_date"),
        ("1/1/1815", "impossible_date"),
        ("13 tháng đầu năm 2017", "impossible_date"),
        ("13/8/2017 - 9/7/2017", "ends_before_start"),
        ("13/8 - 9/7/2017", "ends_before_start"),  # eleven months are no slip over New Year
        ("9-7/4/2016", "ends_before_start"),
        ("4/3/2017, 11/3/2017", "several_dates"),
        ("4/3 và 11/3/2017", "several_dates"),
        ("4, 11, 18/3/2017", "several_dates"),
        ("từ tháng 3/2017", "open_ended"),
        ("từ 3/2017 đến nay", "open_ended"),
        ("3 tháng 2017", "ambiguous"),  # "tháng 3", or three months?
    ],
)
def test_what_is_no_date_is_refused_with_a_code(written, code):
    assert refusal(written) == code


@pytest.mark.parametrize(
    ("note", "start", "end", "precision"),
    [
        ("Số liệu 6 tháng đầu năm 2016", date(2016, 1, 1), date(2016, 6, 30), "half"),
        ("Số liệu 6 tháng đầu năm", date(2016, 1, 1), date(2016, 6, 30), "half"),
        ("Theo báo cáo; số liệu của quý II/2016, chưa đầy đủ", date(2016, 4, 1), date(2016, 6, 30), "quarter"),
        ("Lũy kế năm 2015", date(2015, 1, 1), date(2015, 12, 31), "year"),
        ("số liệu tháng 5/2016", date(2016, 5, 1), date(2016, 5, 31), "month"),
    ],
)
def test_a_day_is_that_of_publication_where_the_note_names_the_period_of_the_figures(note, start, end, precision):
    span = read_span("27/6/2016", note=note)
    assert span == Span(start, end, precision, published_on=JUNE_27)
    assert is_total(span)


@pytest.mark.parametrize(
    "note",
    [
        *(
            "Hội nghị tổng kết năm 2015",
            "6 tháng đầu năm 2016",
            "Số liệu do đơn vị cung cấp",
            "Số liệu 12 xã năm 2016",
        ),
        "Số liệu quý IX",
    ],
)
def test_a_note_that_only_mentions_a_year_changes_nothing(note):
    assert read_span("27/6/2016", note=note) == day(2016, 6, 27)


def test_a_note_leaves_a_period_alone():
    assert read_span("3/2017", note=NOTE) == Span(date(2017, 3, 1), date(2017, 3, 31), "month")


def test_figures_cannot_be_published_before_their_period_begins():
    assert refusal("27/6/2016", note="Số liệu năm 2017") == "published_before_period"


@pytest.mark.parametrize(
    ("written", "total"),
    [
        ("27/6/2016", False),
        ("3/2017", False),
        ("09/07/2017 - 13/08/2017", False),
        ("3-5/2017", False),
        ("Quý II/2017", True),
        ("6 tháng đầu năm 2017", True),
        ("9 tháng đầu năm 2017", True),
        ("năm 2016", True),
        ("10 tháng đầu năm 2017", True),
        ("Quý I - Quý II/2017", True),
        ("giai đoạn 2015 - 2017", True),
    ],
)
def test_a_named_period_of_more_than_a_month_is_a_total(written, total):
    assert is_total(read_span(written)) is total


@pytest.mark.parametrize(
    ("precision", "inside", "first", "last"),
    [
        ("day", date(2016, 2, 29), date(2016, 2, 29), date(2016, 2, 29)),
        ("month", date(2016, 2, 10), date(2016, 2, 1), date(2016, 2, 29)),
        ("quarter", date(2016, 12, 31), date(2016, 10, 1), date(2016, 12, 31)),
        ("half", date(2017, 7, 1), date(2017, 7, 1), date(2017, 12, 31)),
        ("nine_months", date(2017, 5, 1), date(2017, 1, 1), date(2017, 9, 30)),
        ("year", date(2017, 5, 1), date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_last_day(precision, inside, first, last):
    assert ends_of(precision, inside) == (first, last)


@given(DAYS, st.integers(0, 400), st.sampled_from(["vi", "en"]))
def test_a_formatted_day_or_span_is_read_back(start, length, lang):
    end = min(start + timedelta(days=length), date(2100, 12, 31))
    span = Span(start, end, "span" if end > start else "day")
    assert read_span(format_span(start, end, span.precision, lang)) == span


@given(DAYS, st.sampled_from(["month", "quarter", "half", "nine_months", "year"]), st.sampled_from(["vi", "en"]))
def test_a_formatted_period_is_read_back(inside, precision, lang):
    start, end = ends_of(precision, inside)
    assert read_span(format_span(start, end, precision, lang)) == Span(start, end, precision)


@given(st.dates(date(1983, 1, 1), date(2100, 12, 31)))
def test_a_sheets_day_number_is_that_day(written):
    assert read_span(float((written - date(1899, 12, 30)).days)) == Span(written, written, "day")


@given(st.text() | DATEISH, st.text() | DATEISH.map("Số liệu ".__add__))
def test_no_text_raises_anything_but_unreadable(text, note):
    with suppress(Unreadable):
        span = read_span(text, note=note)
        assert span.start <= span.end
        assert span.precision != "day" or span.start == span.end


@given(st.integers() | st.floats() | st.decimals() | st.none() | st.booleans() | st.datetimes() | st.times())
def test_no_cell_raises_anything_but_unreadable(cell):
    with suppress(Unreadable):
        span = read_span(cell)
        assert 1900 <= span.start.year <= span.end.year <= 2119


@given(DATEISH)
def test_composed_and_decomposed_accents_read_the_same(text):
    assert _outcome(unicodedata.normalize("NFC", text)) == _outcome(unicodedata.normalize("NFD", text))


def _outcome(text: str) -> Span | str:
    try:
        return read_span(text)
    except Unreadable as refused:
        return refused.code
