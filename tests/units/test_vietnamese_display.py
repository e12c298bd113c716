"""Numbers, money, shares and days are written the Vietnamese way, and in English on request."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from units.templatetags.numbers import number, size
from units.vietnamese.display import format_money, format_number, format_percent, format_span


@pytest.mark.parametrize(
    ("n", "vietnamese", "english"),
    [(0, "0", "0"), (999, "999", "999"), (1677, "1.677", "1,677"), (-1234567, "-1.234.567", "-1,234,567")],
)
def test_thousands_are_grouped(n, vietnamese, english):
    assert (format_number(n, "vi"), format_number(n, "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("n", "vietnamese", "english"),
    [
        (0, "0 đồng", "0 đồng"),
        (850_000, "850.000 đồng", "850,000 đồng"),
        (999_999, "999.999 đồng", "999,999 đồng"),
        (1_000_000, "1 triệu đồng", "1 million đồng"),
        (12_500_000, "12,5 triệu đồng", "12.5 million đồng"),
        (12_345_678, "12,35 triệu đồng", "12.35 million đồng"),
        (100_000_000, "100 triệu đồng", "100 million đồng"),
        (999_994_999, "999,99 triệu đồng", "999.99 million đồng"),
        (999_995_000, "1 tỷ đồng", "1 billion đồng"),
        (4_570_000_000, "4,57 tỷ đồng", "4.57 billion đồng"),
        (4_565_000_000, "4,57 tỷ đồng", "4.57 billion đồng"),
        (1_234_500_000_000, "1.234,5 tỷ đồng", "1,234.5 billion đồng"),
        (-12_500_000, "-12,5 triệu đồng", "-12.5 million đồng"),
    ],
)
def test_money_is_short_from_a_million_up(n, vietnamese, english):
    assert (format_money(n, "vi"), format_money(n, "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("share", "digits", "vietnamese", "english"),
    [
        (0, 0, "0%", "0%"),
        (1, 0, "100%", "100%"),
        (0.875, 0, "88%", "88%"),
        (0.875, 1, "87,5%", "87.5%"),
        (0.285, 0, "29%", "29%"),
        (Fraction(2, 3), 1, "66,7%", "66.7%"),
        (Decimal("0.005"), 0, "1%", "1%"),
        (12.345, 0, "1.235%", "1,235%"),
        (-0.125, 1, "-12,5%", "-12.5%"),
    ],
)
def test_a_share_is_written_in_percent(share, digits, vietnamese, english):
    assert (format_percent(share, "vi", digits), format_percent(share, "en", digits)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("start", "end", "precision", "vietnamese", "english"),
    [
        (date(2016, 6, 27), date(2016, 6, 27), "day", "27/06/2016", "27/06/2016"),
        (date(2017, 7, 9), date(2017, 8, 13), "span", "09/07/2017 – 13/08/2017", "09/07/2017 – 13/08/2017"),
        (date(2017, 3, 1), date(2017, 3, 31), "month", "cả tháng 3/2017", "all of March 2017"),
        (date(2017, 3, 1), date(2017, 3, 31), "span", "01/03/2017 – 31/03/2017", "01/03/2017 – 31/03/2017"),
        (date(2017, 4, 1), date(2017, 6, 30), "quarter", "quý II/2017", "quarter 2 of 2017"),
        (date(2017, 1, 1), date(2017, 6, 30), "half", "6 tháng đầu năm 2017", "first half of 2017"),
        (date(2016, 7, 1), date(2016, 12, 31), "half", "6 tháng cuối năm 2016", "second half of 2016"),
        (date(2017, 1, 1), date(2017, 9, 30), "nine_months", "9 tháng đầu năm 2017", "first nine months of 2017"),
        (date(2016, 1, 1), date(2016, 12, 31), "year", "năm 2016", "all of 2016"),
        # a span that is not the period its precision names is not given that name
        (date(2017, 4, 2), date(2017, 6, 30), "quarter", "02/04/2017 – 30/06/2017", "02/04/2017 – 30/06/2017"),
        (date(2017, 2, 1), date(2017, 7, 31), "half", "01/02/2017 – 31/07/2017", "01/02/2017 – 31/07/2017"),
    ],
)
def test_a_span_is_written_as_exactly_as_it_is_known(start, end, precision, vietnamese, english):
    assert format_span(start, end, precision, "vi") == vietnamese
    assert format_span(start, end, precision, "en") == english


@pytest.mark.parametrize(
    ("octets", "vietnamese", "english"),
    [
        (None, "–", "–"),
        (0, "1 kB", "1 kB"),
        (300, "1 kB", "1 kB"),
        (22_528, "22 kB", "22 kB"),
        (1_047_000, "1.022 kB", "1,022 kB"),
        (1_048_575, "1 MB", "1 MB"),
        (1_468_006, "1,4 MB", "1.4 MB"),
        (15 * 1024 * 1024, "15 MB", "15 MB"),
    ],
)
def test_the_size_of_a_file_reads_as_people_say_it(octets, vietnamese, english):
    read = {}
    for language in ("vi", "en"):
        with override(language):
            read[language] = size(octets)
    assert read == {"vi": vietnamese, "en": english}


def test_what_is_divided_is_written_in_decimals():
    with override("vi"):
        assert number(Fraction(5, 3), 1) == "1,7"
        assert number(Fraction(6, 2), 1) == "3"
