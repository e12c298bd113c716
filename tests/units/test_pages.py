"""A list of any length is gone through page by page as far as its rows are counted; beyond it only says "more"."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from units import pages
from units.models import Person
from units.pages import MoreThan, Pages
from units.templatetags.numbers import number


@pytest.fixture
def people(cast, monkeypatch):
    """Six people who are all called Lan, of whom four are counted."""
    monkeypatch.setattr(pages, "MOST", 4)
    for born in range(6):
        Person.objects.create(full_name=f"Trần Thị Lan {born}", unit=cast.chidoan3)
    return Person.objects.filter(full_name__contains="Lan").order_by("-full_name")


def names(page) -> list[str]:
    return [person.full_name[-1] for person in page]


def test_a_short_list_is_counted_to_its_end(people):
    shown = Pages(people.filter(full_name__lt="Trần Thị Lan 3"), 2)

    assert (shown.count, shown.num_pages, shown.goes_on) == (3, 2, False)
    assert [names(shown.page(1)), names(shown.page(2))] == [["2", "1"], ["0"]]


def test_a_list_of_just_so_many_rows_as_are_counted_does_not_go_on(people):
    assert Pages(people.filter(full_name__lt="Trần Thị Lan 4"), 2).goes_on is False


def test_a_long_list_says_more_and_ends_where_the_counting_ends(people):
    shown = Pages(people, 3)

    assert (shown.count, shown.num_pages, shown.goes_on) == (4, 2, True)
    assert [names(shown.page(1)), names(shown.page(2)), names(shown.get_page(9))] == [["5", "4", "3"], ["2"], ["2"]]


def test_a_page_takes_two_queries_and_an_empty_list_one(people):
    for rows, queries in ((people, 2), (people.filter(full_name="Ai"), 1)):
        with CaptureQueriesContext(connection) as asked:
            shown = Pages(rows, 2).get_page(1)
            assert (shown.paginator.count, len(shown.object_list)) in ((4, 2), (0, 0))
        assert len(asked) == queries


def test_more_than_so_many_is_said_in_words():
    with override("vi"):
        assert number(1000) == "1.000"
    with override("en"):
        assert number(MoreThan(1000)) == "more than 1,000"


def test_the_last_page_of_a_long_list_says_how_to_find_what_follows(people, cast, client, monkeypatch):
    monkeypatch.setattr("units.listing.PAGE", 2)
    client.force_login(cast.hanoi_administrator)
    client.cookies["django_language"] = "en"

    first, last = (client.get(reverse("units:person_list"), {"page": one}).content.decode() for one in (1, 2))

    assert "more than 4 people" in first
    assert "What follows is found by narrowing the list" not in first
    assert "What follows is found by narrowing the list" in last
