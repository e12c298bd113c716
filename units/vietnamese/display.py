"""How do we write numbers, money, shares and days, in Vietnamese ("vi") and in English (any other language)?"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from units.vietnamese.periods import MONTHS, Precision, ends_of

MILLION, BILLION = 10**6, 10**9
QUARTERS = ("I", "II", "III", "IV")


def format_number(n: int, lang: str = "vi") -> str:
    """Returns a whole number with its thousands grouped: "1.677", in English "1,677"."""
    return _in_marks_of(lang, f"{n:,}")


def format_money(n: int, lang: str = "vi") -> str:
    """Returns whole đồng, from a million up with at most two decimals: "4,57 tỷ đồng", "12,5 triệu đồng".

    What rounding makes a thousand million is a tỷ; there is no larger word ("1.234,5 tỷ đồng").
    """
    millions, billions = _hundredths(n, MILLION), _hundredths(n, BILLION)
    if abs(millions) >= 1000:
        return f"{_short(billions, lang)} {'tỷ' if lang == 'vi' else 'billion'} đồng"
    if abs(n) >= MILLION:
        return f"{_short(millions, lang)} {'triệu' if lang == 'vi' else 'million'} đồng"
    return f"{format_number(n, lang)} đồng"


def format_percent(x: float | Decimal | Fraction, lang: str = "vi", digits: int = 0) -> str:
    """Returns a share (1 is the whole) in percent, halves rounded up: 0.875 is "88%", with one digit "87,5%"."""
    share = Decimal(x.numerator) / x.denominator if isinstance(x, Fraction) else Decimal(str(x))
    percent = (share * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return _in_marks_of(lang, f"{percent:,}") + "%"


def format_span(start: date, end: date, precision: Precision, lang: str = "vi") -> str:
    """Returns when something was, as exactly as it is known: "27/06/2016", "cả tháng 3/2017", "quý II/2017".

    Days are dd/mm/yyyy in both languages. A span that is not the period which its precision names is written as days.
    """
    if start == end:
        return _day(start)
    if precision in ("day", "span") or ends_of(precision, start) != (start, end):
        return f"{_day(start)} – {_day(end)}"
    names = _vietnamese_periods(start) if lang == "vi" else _english_periods(start)
    return names[precision]


def _vietnamese_periods(start: date) -> dict[str, str]:
    return {
        "month": f"cả tháng {start.month}/{start.year}",
        "quarter": f"quý {QUARTERS[(start.month - 1) // 3]}/{start.year}",
        "half": f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}",
        "nine_months": f"9 tháng đầu năm {start.year}",
        "year": f"năm {start.year}",
    }


def _english_periods(start: date) -> dict[str, str]:
    return {
        "month": f"all of {MONTHS[start.month - 1]} {start.year}",
        "quarter": f"quarter {(start.month - 1) // 3 + 1} of {start.year}",
        "half": f"{'first' if start.month == 1 else 'second'} half of {start.year}",
        "nine_months": f"first nine months of {start.year}",
        "year": f"all of {start.year}",
    }


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _hundredths(n: int, unit: int) -> Decimal:
    return (Decimal(n) / unit).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _short(amount: Decimal, lang: str) -> str:
    return _in_marks_of(lang, f"{amount:,.2f}".rstrip("0").rstrip("."))


def _in_marks_of(lang: str, english: str) -> str:
    return english.translate({ord(","): ".", ord("."): ","}) if lang == "vi" else english
