"""Numbers are read as units write them; what could mean two things is refused, never guessed."""

import unicodedata
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.vietnamese.display import format_money, format_number
from units.vietnamese.numbers import LARGEST, ReadCount, read_count, read_money
from units.vietnamese.unreadable import Unreadable

NBSP = "\u00a0"
# Text that looks enough like a number to reach the far corners of the reader.
PIECES = [
    *"0123456789.,'/-+%~()đ₫$ ",
    *(NBSP, "000", "677", "hơn ", "không", " tỷ", " triệu", " nghìn", "trăm", "tr", "k", "ti", " billion", " lượt"),
    *(" đồng", "…", "²", "５", "chưa có số liệu", "\u0301", "\u200b", "\u212a", "ſ"),
]
NUMBERISH = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def refusal(read, value) -> str:
    with pytest.raises(Unreadable) as refused:
        read(value)
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        # hoat-dong-2015-2017.xlsx, columns H to L, every form in it; calamine gives each number as a float
        ("hơn 800", ReadCount(800, approximate=True)),
        (13.0, ReadCount(13)),
        (20.0, ReadCount(20)),
        (5.0, ReadCount(5)),
        (100.0, ReadCount(100)),
        (42.0, ReadCount(42)),
        (10.0, ReadCount(10)),
        ("hơn 600", ReadCount(600, approximate=True)),
        ("62/62", ReadCount(62, of=62)),
        ("50.000", ReadCount(50_000)),
        (24.0, ReadCount(24)),
        (126.0, ReadCount(126)),
        (14.0, ReadCount(14)),
        ("hơn 200", ReadCount(200, approximate=True)),
        (136.0, ReadCount(136)),
        ("trên 300", ReadCount(300, approximate=True)),
        (None, ReadCount(None, state="not_available")),
        ("", ReadCount(None, state="not_available")),
    ],
)
def test_every_count_of_the_real_sheet_is_read(cell, meant):
    assert read_count(cell) == meant


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (1677, 1677),
        ("1677", 1677),
        ("1.677", 1677),
        ("1,677", 1677),
        ("1 677", 1677),
        (f"1{NBSP}677", 1677),
        ("1'677", 1677),
        ("１．６７７", 1677),
        ("12.000.000", 12_000_000),
        ("12,000,000", 12_000_000),
        ("1.677,00", 1677),
        ("1,677.0", 1677),
        ("007", 7),
        ("13,0", 13),
        ("13.0", 13),
        (13.000000000000002, 13),
        (Decimal("13.00"), 13),
        ("3 nghìn", 3000),
        ("3 ngàn", 3000),
        ("3 nghin", 3000),
        ("3 nghìn 500", 3500),
        ("1,5 nghìn", 1500),
        ("8 trăm", 800),
        ("50k", 50_000),
        ("12 triệu", 12_000_000),
        ("12 TRIỆU", 12_000_000),
        ("12tr", 12_000_000),
        ("4,57 tỷ", 4_570_000_000),
        ("4.57 tỷ", 4_570_000_000),
        ("4,57 tỉ", 4_570_000_000),
        ("1,677 tỷ", 1_677_000_000),
        ("1.677 triệu", 1_677_000_000),
        ("1.234,5 triệu", 1_234_500_000),
        ("0,5 tỷ", 500_000_000),
        ("0.500 tỷ", 500_000_000),
        ("2 nghìn tỷ", 2_000_000_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 200.000.000", 1_200_000_000),
        ("1 tỷ 2 triệu 3 nghìn", 1_002_003_000),
        ("1,234.5 million", 1_234_500_000),
        ("1.677 billion", 1_677_000_000),
        ("1000000000000000", 1_000_000_000_000_000),
        (1_000_000_000_000_000, 1_000_000_000_000_000),
        (" 800. ", 800),
        ("Tổng số: 300", 300),
    ],
)
def test_a_number_is_read_whatever_its_marks_and_scale(written, value):
    assert read_count(written) == ReadCount(value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gần 1.200", ReadCount(1200, approximate=True)),
        ("khoảng 40", ReadCount(40, approximate=True)),
        ("KHOẢNG 40", ReadCount(40, approximate=True)),
        ("~ 50", ReadCount(50, approximate=True)),
        ("~50", ReadCount(50, approximate=True)),
        ("> 200", ReadCount(200, approximate=True)),
        ("≥ 200", ReadCount(200, approximate=True)),
        ("800+", ReadCount(800, approximate=True)),
        ("800 trở lên", ReadCount(800, approximate=True, unit="trở lên")),
        ("hơn 50/62", ReadCount(50, of=62, approximate=True)),
        ("more than 800", ReadCount(800, approximate=True)),
        ("hơn 800 lượt người", ReadCount(800, approximate=True, unit="lượt người")),
    ],
)
def test_words_and_signs_for_about_are_kept_as_a_mark(written, meant):
    assert read_count(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("800 lượt", ReadCount(800, unit="lượt")),
        ("12,5 triệu đồng", ReadCount(12_500_000, unit="đồng")),
        ("62 / 62 cơ sở Đoàn", ReadCount(62, of=62, unit="cơ sở Đoàn")),
        ("0/62", ReadCount(0, of=62, state="zero")),
        ("500 m2", ReadCount(500, unit="m2")),
        ("500 m²", ReadCount(500, unit="m²")),
        ("5 trạm y tế", ReadCount(5, unit="trạm y tế")),  # not five hundred
        ("5 ngân hàng", ReadCount(5, unit="ngân hàng")),  # not five thousand
        ("10 ti vi tặng hộ nghèo", ReadCount(10, unit="ti vi tặng hộ nghèo")),
        ("5 hòn đảo", ReadCount(5, unit="hòn đảo")),  # "hòn" is not "hơn"
        ("3 km đường", ReadCount(3, unit="km đường")),
    ],
)
def test_the_words_behind_a_number_are_its_unit(written, meant):
    assert read_count(written) == meant


@pytest.mark.parametrize("written", ["0", 0, 0.0, -0.0, "không", "KHÔNG CÓ", "k", "-", "–", "không phát sinh"])
def test_zero_is_an_answer(written):
    assert read_count(written) == ReadCount(0, state="zero")


@pytest.mark.parametrize(
    "written",
    [
        *("k có số liệu", "ko có số liệu", "không có số liệu", "Chưa có số liệu", "chua co so lieu", "chưa thống kê"),
        *("không rõ", "no data", "…", "...", "?", " ", "#N/A"),
    ],
)
def test_no_figure_is_another_answer(written):
    assert read_count(written) == ReadCount(None, state="not_available")


@pytest.mark.parametrize("written", ["không áp dụng", "Không áp dụng", "k áp dụng", "kgap", "X", "not applicable"])
def test_that_there_can_be_no_figure_is_a_third_answer(written):
    assert read_count(written) == ReadCount(None, state="not_applicable")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("nhiều", "no_number"),
        ("hàng trăm", "no_number"),
        (True, "no_number"),
        (float("nan"), "no_number"),
        (float("inf"), "no_number"),
        (["1"], "no_number"),
        ("giảm 300", "unclear"),
        ("(300)", "unclear"),
        (".5", "unclear"),
        ("13/", "unclear"),
        ("1/2 triệu", "unclear"),
        ("1.67.000", "malformed"),
        ("1,2,3", "malformed"),
        ("200 triệu 1 tỷ", "malformed"),
        ("n/a", "ambiguous"),
        ("chưa có", "ambiguous"),
        ("1 triệu 2", "ambiguous"),
        ("2tr5", "ambiguous"),
        ("12 triệu 3 xã", "ambiguous"),
        ("5 ngan hang", "ambiguous"),
        ("5 tram y te", "ambiguous"),
        ("20-30", "several_numbers"),
        ("20 đến 30", "several_numbers"),
        ("800 lượt (20 đơn vị)", "several_numbers"),
        ("100%", "percent"),
        ("100 %", "percent"),
        ("100 phần trăm", "percent"),
        (-5, "negative"),
        (-0.5, "negative"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("âm 5", "negative"),
        (13.5, "not_whole"),
        ("13,5", "not_whole"),
        ("13.55", "not_whole"),
        ("0,1234 nghìn", "not_whole"),
        (1_000_000_000_000_001, "too_large"),
        ("1.000.000.000.000.001", "too_large"),
        ("9" * 5000, "too_large"),
        (1e300, "too_large"),
        ("1 tỷ tỷ tỷ", "too_large"),
        ("1/" + "9" * 40, "too_large"),
        ("1/1000000000000001", "too_large"),
        ("63/62", "part_exceeds_whole"),
        (date(2016, 5, 5), "is_a_date"),
        (datetime(2016, 5, 5, 8, 0), "is_a_date"),  # noqa: DTZ001 - what a sheet gives
        (time(8, 0), "is_a_date"),
    ],
)
def test_what_is_no_count_is_refused_with_a_code_and_the_text(written, code):
    assert refusal(read_count, written) == code


def test_a_refusal_carries_what_was_written():
    with pytest.raises(Unreadable) as refused:
        read_count("giảm 300")
    assert (refused.value.code, refused.value.text) == ("unclear", "giảm 300")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4,57 tỷ đồng", 4_570_000_000),
        ("12,5 triệu đồng", 12_500_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("12 trđ", 12_000_000),
        ("3 tỷđ", 3_000_000_000),
        ("12.500.000đ", 12_500_000),
        ("12.500.000,00 VNĐ", 12_500_000),
        ("VNĐ 12.500.000", 12_500_000),
        ("1.234.567 đồng chẵn", 1_234_567),
        (12_500_000.0, 12_500_000),
        ("850.000", 850_000),
        ("0 đồng", 0),
    ],
)
def test_money_is_read_in_whole_dong(written, value):
    assert read_money(written).value == value


def test_approximate_and_missing_money_keep_their_marks():
    assert read_money("khoảng 4,57 tỷ đồng") == ReadCount(4_570_000_000, approximate=True, unit="đồng")
    assert read_money("chưa có số liệu") == ReadCount(None, state="not_available")
    assert read_money("-") == ReadCount(0, state="zero")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("12 suất quà", "not_money"),
        ("12 triệu cây", "not_money"),
        ("100 USD", "other_currency"),
        ("$100", "other_currency"),
        ("5.000 RUB", "other_currency"),
        ("12 triệu đồng/căn", "unclear"),
        ("12,5", "not_whole"),
        ("62/62", "several_numbers"),
        ("-12 triệu", "negative"),
    ],
)
def test_what_is_no_amount_of_dong_is_refused(written, code):
    assert refusal(read_money, written) == code


@given(st.integers(0, LARGEST), st.sampled_from(["vi", "en"]))
def test_a_formatted_number_is_read_back(n, lang):
    assert read_count(format_number(n, lang)).value == n


@given(st.integers(0, 10**15), st.sampled_from(["vi", "en"]))
def test_formatted_money_is_read_back_to_what_it_shows(n, lang):
    shown = read_money(format_money(n, lang)).value
    rounding = 0 if n < 10**6 else 5_000 if n < 999_995_000 else 5_000_000
    assert abs(shown - n) <= rounding


@given(st.text() | NUMBERISH)
def test_no_text_raises_anything_but_unreadable(text):
    for read in (read_count, read_money):
        with suppress(Unreadable):
            meant = read(text)
            assert (meant.value is None) == (meant.state in ("not_available", "not_applicable"))
            assert (meant.value == 0) == (meant.state == "zero")
            assert meant.value is None or 0 <= meant.value <= LARGEST


@given(NUMBERISH)
def test_composed_and_decomposed_accents_read_the_same(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert _outcome(composed) == _outcome(decomposed)


def _outcome(text: str) -> ReadCount | str:
    try:
        return read_count(text)
    except Unreadable as refused:
        return refused.code


@given(st.integers() | st.floats() | st.decimals() | st.none() | st.booleans() | st.dates() | st.binary())
def test_no_cell_raises_anything_but_unreadable(cell):
    with suppress(Unreadable):
        meant = read_count(cell)
        assert meant.value is None or 0 <= meant.value <= LARGEST
