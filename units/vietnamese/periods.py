"""What is a span of days, and which days has a month, a quarter, a half-year?"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "span", "month", "quarter", "half", "nine_months", "year"]

BY_LENGTH: dict[int, Precision] = {1: "month", 3: "quarter", 6: "half", 9: "nine_months", 12: "year"}
TOTALS = {"quarter", "half", "nine_months", "year"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both included; `precision` says how exactly that is known."""

    start: date
    end: date
    precision: Precision
    published_on: date | None = None  # where the day that was written is only that of publication
    total: bool = False  # the text itself says that figures of several months are added up


def is_total(span: Span) -> bool:
    """Says whether what a row counts is a sum over its span, not one thing (product.md, Rulings: span totals).

    A quarter or longer named as such is; a month is when things were done.
    """
    return span.total or span.precision in TOTALS or span.published_on is not None


def months_of(year: int, first: int, length: int) -> tuple[date, date]:
    """Returns the first and last day of `length` months from month `first` on, within one year."""
    last = first + length - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def ends_of(precision: Precision, day: date) -> tuple[date, date]:
    """Returns the first and last day of the period of that precision in which `day` lies."""
    months = next((length for length, name in BY_LENGTH.items() if name == precision), 0)
    if not months:
        return day, day
    return months_of(day.year, 1 if months == 9 else (day.month - 1) // months * months + 1, months)
