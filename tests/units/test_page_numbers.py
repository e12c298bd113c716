"""Numbers and days on a page read as the reader's language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from units.templatetags import numbers


def written(expression: str, language: str, **values: object) -> str:
    with translation.override(language):
        return Template("{{ " + expression + " }}").render(Context(values))


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (None, "–", "–"),
        (0, "0", "0"),
        (1677, "1.677", "1,677"),
        (Decimal("4.57"), "4,57", "4.57"),
        (2.5, "2,5", "2.5"),
        (1200.0, "1.200", "1,200"),
        (0.666, "0,67", "0.67"),
        (-12345, "-12.345", "-12,345"),
    ],
)
def test_a_number_is_grouped_and_cut_to_two_places(value, vietnamese, english):
    assert written("x|number", "vi", x=value) == vietnamese
    assert written("x|number", "en", x=value) == english


def test_what_is_not_known_is_a_dash_and_never_a_zero():
    for name in ("number", "money", "money_full", "percent", "day", "moment"):
        assert written(f"x|{name}", "vi", x=None) == "–", name


def test_money_is_short_and_its_title_is_whole():
    assert written("x|money", "vi", x=4_570_000_000) == "4,57 tỷ đồng"
    assert written("x|money_full", "vi", x=4_570_000_000) == "4.570.000.000 đồng"
    assert written("x|money", "en", x=4_570_000_000) == "4.57 billion đồng"


def test_a_share_is_written_in_percent():
    assert written("x|percent", "vi", x=0.8734) == "87%"
    assert written("x|percent:1", "vi", x=0.8734) == "87,3%"


def test_days_and_moments_are_those_of_viet_nam():
    late_evening_utc = datetime(2017, 6, 30, 18, 5, tzinfo=UTC)

    assert written("x|day", "en", x=date(2017, 6, 3)) == "03/06/2017"
    assert written("x|day", "vi", x=late_evening_utc) == "01/07/2017"
    assert written("x|moment", "vi", x=late_evening_utc) == "01/07/2017 01:05"


@pytest.mark.parametrize(
    ("due_on", "english"),
    [
        (date(2017, 11, 3), "12 days late"),
        (date(2017, 11, 14), "1 day late"),
        (date(2017, 11, 15), "Due today"),
        (date(2017, 11, 16), "1 day left"),
        (date(2017, 11, 24), "9 days left"),
    ],
)
def test_a_due_day_says_how_far_it_is(due_on, english):
    with translation.override("en"):
        assert numbers.days_late(due_on, date(2017, 11, 15)) == english


def test_a_number_in_an_attribute_has_no_marks_in_it():
    assert written("x|plain", "vi", x=12345) == "12345"
