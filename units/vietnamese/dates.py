"""Which day, or which span of days, did people mean?

Always the day first ("4/3/2017" is the fourth of March); a year of two digits is of this century. Where less than a
day is known the whole period is meant: "3/2017" is all of March. In "7-9/4/2016" the first day borrows month and year
from the second; a first day without a year that would come after the second lies in the year before ("30/12 -
2/1/2017"), if that makes at most three months.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from units.vietnamese.periods import BY_LENGTH, MONTHS, Precision, Span, is_total, months_of
from units.vietnamese.typed import typed
from units.vietnamese.unreadable import Unreadable

VIET_NAM = timezone(timedelta(hours=7))
SHEET_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar, for every day after February 1900
SHEET_DAYS = range(30_000, 80_000)  # 1982 to 2119; other numbers are no days
YEARS = range(1900, 2101)
LONGEST = 120  # characters; a longer text is prose
BORROWED_AT_MOST = timedelta(days=92)

# Forms of text without accents, the first that fits wins: y year, m month, d day, q quarter, n how many months.
YEAR = r"(?P<y>[0-9]{4}|[0-9]{2})"
PERIODS = [
    r"(?P<n>[0-9]{1,2}|ba|sau|chin) ?(?:thang|t)(?: (?P<end>dau|cuoi))?(?: cua)?(?: nam|[ /]?(?=[0-9]))"
    rf"(?: ?{YEAR})?",
    rf"nua (?P<end>dau|cuoi) nam(?: {YEAR})?",
    rf"(?:quy |q)(?P<q>iv|i{{1,3}}|[1-4])(?:(?:[/.-]| nam |,? ){YEAR})?",
    rf"(?:thang |t)(?P<m>[0-9]{{1,2}})(?:(?:[/.-]| nam |,? ){YEAR})?",
    r"nam (?P<y>[0-9]{4})",
]
FORMS = [
    r"(?P<y>[0-9]{4})(?P<mark>[/.-])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})",
    rf"(?P<d>[0-9]{{1,2}})(?P<mark>[/.-])(?P<m>[0-9]{{1,2}})(?P=mark){YEAR}",
    rf"(?P<d>[0-9]{{1,2}}) thang (?P<m>[0-9]{{1,2}})(?:(?: nam |[,/ .-]+){YEAR})?",
    r"(?P<m>[0-9]{1,2})(?:[/.-]| nam )(?P<y>[0-9]{4})",
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})",
    *PERIODS,
    r"(?P<y>[0-9]{4})",
    r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})",
    r"(?P<bare>[0-9]{1,2})",
]
BEFORE = re.compile(
    r"(?:(?:[0-9]{1,2}[hg:][0-9]{0,2}|sang|chieu|toi|trong|ca|vao|ngay|giai doan|chu nhat"
    r"|thu (?:hai|ba|tu|nam|sau|bay|[2-7]))\b[ ,]*)+"
)
CLOCK = re.compile(r"[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?$")
BETWEEN = re.compile(r"(?:tu )?(.+?)(?: ?(?:->|→|~) ?| (?:den(?: het)?|toi|to|-) )(.+)")
SEVERAL = re.compile(
    r"[0-9]{1,2}[/.-][0-9]{1,2}.*(?:[,;&+]| va ).*[0-9]{1,2}[/.-][0-9]{1,2}"  # 4/3/2017, 11/3/2017
    r"|[0-9]{1,2}(?:(?:, ?| va )[0-9]{1,2})+[/.-]"  # 4, 11 và 18/3/2017
)
OPEN = re.compile(r"(?:tu|den|truoc|sau) |.*\bden nay\b")
ANNOUNCED = re.compile(r"\b(?:so lieu|luy ke)(?: (?:cua|trong|tong hop|ca|tinh|la))*:? ")
COUNTS = {"ba": 3, "sau": 6, "chin": 9}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
ENGLISH = [
    (r"\ball of ", ""),
    (r"\bfirst half of ", "6 thang dau nam "),
    (r"\bsecond half of ", "6 thang cuoi nam "),
    (r"\bfirst nine months of ", "9 thang dau nam "),
    (r"\bquarter ([1-4]) of ", r"quy \1/"),
    *((rf"\b{name.lower()} (?=[0-9]{{4}}\b)", f"thang {number}/") for number, name in enumerate(MONTHS, 1)),
]

Part = dict[str, str]


def read_span(value: object, *, note: str = "") -> Span:
    """Returns when something was, from a cell of a sheet or the text of a field; raises Unreadable.

    Where the note says "Số liệu 6 tháng đầu năm 2016" beside a single day, the figures are of that period and the day
    is that of publication. Codes: no_date, no_year, impossible_date, ends_before_start, several_dates, open_ended,
    ambiguous, published_before_period.
    """
    span = _from_cell(value)
    period = _announced(note, span.start) if note and span.precision == "day" else None
    if not period:
        return span
    if span.start < period.start:
        raise Unreadable("published_before_period", note)
    return replace(period, published_on=span.start)


def _from_cell(value: object) -> Span:
    if isinstance(value, datetime):
        value = (value.astimezone(VIET_NAM) if value.tzinfo else value).date()
    if isinstance(value, date):
        if value.year not in YEARS:
            raise Unreadable("impossible_date", value)
        return Span(value, value, "day")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value, value)
    if not isinstance(value, str):
        raise Unreadable("no_date", value)
    return _from_text(_plain(value), value)


def _from_number(number: float, written: object) -> Span:
    """Returns the year, or the day that a sheet keeps as a count of days (the time of day is dropped)."""
    if number in YEARS:
        return Span(*months_of(int(number), 1, 12), "year")
    if not abs(number) < SHEET_DAYS.stop or int(number) not in SHEET_DAYS:
        raise Unreadable("no_date", written)
    day = SHEET_EPOCH + timedelta(days=int(number))
    return Span(day, day, "day")


def _plain(written: str) -> str:
    """Returns the text in small letters without accents, English periods in Vietnamese, marks without spaces."""
    apart = unicodedata.normalize("NFKD", typed(written)).casefold()
    text = "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d")
    text = re.sub(r" ?([/.]) ?", r"\1", text).strip(" .,;")
    for english, vietnamese in ENGLISH:
        text = re.sub(english, vietnamese, text)
    return text


def _from_text(text: str, written: str) -> Span:
    if len(text) > LONGEST:
        raise Unreadable("no_date", written)
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?|[0-9]{4}\.0", text):
        return _from_number(float(text), written)
    part = _part(text)
    if part and "bare" not in part:
        return _span(part, written)
    sides = BETWEEN.fullmatch(text)
    pair = (sides[1], sides[2]) if sides else tuple(text.split("-")) if text.count("-") == 1 else ()
    first, last = (_part(side) for side in pair) if pair else (None, None)
    if first and last:
        return _between(first, last, written)
    if OPEN.match(text):
        raise Unreadable("open_ended", written)
    raise Unreadable("several_dates" if SEVERAL.search(text) else "no_date", written)


def _part(text: str) -> Part | None:
    """Returns what one of the forms finds in the text, by the names of its groups; None where no form fits."""
    text = CLOCK.sub("", text.strip(" ,"))
    text = text[found.end() :] if (found := BEFORE.match(text)) else text
    match = next((match for form in FORMS if (match := re.fullmatch(form, text))), None)
    return {name: value for name, value in match.groupdict().items() if value} if match else None


def _span(part: Part, written: str) -> Span:
    if "y" not in part:
        raise Unreadable("no_year", written)
    year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
    try:
        start, end, precision = _ends(year, part, written)
    except ValueError as error:
        raise error if isinstance(error, Unreadable) else Unreadable("impossible_date", written) from None
    return Span(start, end, precision, total=precision == "span")


def _ends(year: int, part: Part, written: str) -> tuple[date, date, Precision]:
    """Returns first day, last day and precision of one form; ValueError where the calendar has no such day."""
    if year not in YEARS:
        raise ValueError(year)
    if "d" in part:
        day = date(year, int(part["m"]), int(part["d"]))
        return day, day, "day"
    if "end" in part or "n" in part:
        return _first_or_last_months(year, part, written)
    if "q" in part:
        quarter = ROMAN.get(part["q"]) or int(part["q"])
        return *months_of(year, 3 * quarter - 2, 3), "quarter"
    if "m" in part:
        return *months_of(year, int(part["m"]), 1), "month"
    return *months_of(year, 1, 12), "year"


def _first_or_last_months(year: int, part: Part, written: str) -> tuple[date, date, Precision]:
    """Returns the ends of "6 tháng đầu năm"; without đầu or cuối only 6 and 9 months can be no slip for a month."""
    count = COUNTS.get(part.get("n", "sau")) or int(part["n"])
    end = part.get("end")
    if not end and count not in (6, 9):
        raise Unreadable("ambiguous", written)
    if not 1 <= count <= 12:
        raise ValueError(count)
    precision = BY_LENGTH.get(count, "span") if (count, end) != (9, "cuoi") else "span"
    return *months_of(year, 13 - count if end == "cuoi" else 1, count), precision


def _between(first: Part, last: Part, written: str) -> Span:
    """Returns the span from the first part to the last; the first borrows what it does not say."""
    until = _span(last, written)
    if "bare" in first:
        borrowed = "d" if "d" in last else "m"
        first = {**{name: value for name, value in last.items() if name in "my"}, borrowed: first["bare"]}
        since = _span(first, written)
    else:
        since = _span({"y": last["y"], **first}, written)
        since = _a_year_earlier(since, until, first, written) if "y" not in first else since
    if since.start > until.end:
        raise Unreadable("ends_before_start", written)
    return Span(
        since.start,
        until.end,
        "day" if since.start == until.end else "span",
        total=is_total(since) or is_total(until),
    )


def _a_year_earlier(since: Span, until: Span, first: Part, written: str) -> Span:
    """Returns `since` in the year before where it began too late only because it borrowed the year."""
    if since.start <= until.end:
        return since
    earlier = _span({**first, "y": str(since.start.year - 1)}, written)
    return earlier if until.end - earlier.start <= BORROWED_AT_MOST else since


def _announced(note: str, day: date) -> Span | None:
    """Returns the period whose figures a note says it gives, None where it says no such thing."""
    text = _plain(note)
    for found in ANNOUNCED.finditer(text):
        for form in PERIODS:
            if match := re.compile(rf"{form}(?![0-9a-z])").match(text, found.end()):
                part = {name: value for name, value in match.groupdict().items() if value}
                return _span(part if len(part.get("y", "")) == 4 else {**part, "y": str(day.year)}, note)
    return None
