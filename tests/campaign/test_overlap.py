"""How much is also counted elsewhere, counted by hand; every figure opens exactly the rows that it counts."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.utils.translation import override

from campaign import activities
from campaign.models import Movement
from campaign.summary.overlap import Amount, Overlap
from campaign.summary.scope import Scope
from tests.campaign.pages import page, queries_of, sign_in, text
from tests.campaign.summed import accepted
from tests.cast import make_unit
from units.structure import move_unit

YEAR = date(2017, 1, 1), date(2017, 12, 31)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def claimed(cast):
    """2017 in Ngọc Hà, accepted, turnout in brackets: of Chi đoàn 3 two that nobody else claims (10, 20; 5 million),
    one that volunteering claims too (40), one that volunteering and green claim too (80), one organised for green
    (160), one organised for green that volunteering claims too (320); of Ngọc Hà itself one that green claims too
    (1000). One of 2016 counts in its own year, one of Huế there."""
    cast.volunteering, cast.green = (
        Movement.objects.create(code=code, name_vi=code, name_en=code.capitalize(), order=place)
        for place, code in enumerate(("volunteering", "green"))
    )
    both = [cast.volunteering, cast.green]

    def done(unit, turnout, *also, **fields):
        activity = accepted(cast, unit, turnout=turnout, **fields)
        activity.also_serves.set(also)
        activities.place_ancestors(activity)
        activity.save()

    done(cast.chidoan3, 10, value=5_000_000, value_state="given")
    done(cast.chidoan3, 20)
    done(cast.chidoan3, 40, cast.volunteering)
    done(cast.chidoan3, 80, *both)
    done(cast.chidoan3, 160, primary_movement=cast.green)
    done(cast.chidoan3, 320, cast.volunteering, primary_movement=cast.green)
    done(cast.ngocha, 1000, cast.green)
    done(cast.chidoan3, 7, cast.volunteering, started_on=date(2016, 5, 5), ended_on=date(2016, 5, 5))
    done(cast.hue_branch, 3, cast.volunteering)
    return cast


def numbers(part):
    return part.amount.activities, part.amount.turnout


def test_the_totals_are_counted_once_and_the_exclusive_is_what_nobody_else_claims(claimed):
    overlap = Overlap(Scope(claimed.ngocha, *YEAR))
    assert overlap.inclusive.amount == Amount(7, 1630, 5_000_000)
    assert overlap.organised.amount == Amount(5, 1150, 5_000_000)
    assert overlap.exclusive.amount == Amount(2, 30, 5_000_000)
    assert overlap.elsewhere == pytest.approx(5 / 7)


def test_each_movement_has_what_it_hosts_what_it_shares_and_all_that_it_claims(claimed):
    overlap = Overlap(Scope(claimed.ngocha, *YEAR))
    assert [
        (row.movement.code, numbers(row.hosted), numbers(row.shared), numbers(row.claimed)) for row in overlap.rows
    ] == [
        ("volunteering", (0, 0), (2, 120), (3, 440)),
        ("green", (2, 480), (2, 1080), (4, 1560)),
    ]


def test_unit_by_unit_adds_up_to_the_whole(claimed):
    overlap = Overlap(Scope(claimed.ngocha, *YEAR))
    assert [(one.unit.code, one.is_self, numbers(one.inclusive), numbers(one.exclusive)) for one in overlap.units] == [
        ("CD3", False, (6, 630), (2, 30)),
        ("NGOCHA", True, (1, 1000), (0, 0)),
    ]
    assert [one.elsewhere for one in overlap.units] == [pytest.approx(4 / 6), 1]
    nation = Overlap(Scope(claimed.central, *YEAR))
    assert [(one.unit.code, numbers(one.inclusive)) for one in nation.units] == [("T01", (7, 1630)), ("T46", (1, 3))]


def test_the_year_before_and_the_tree_of_then_are_asked_the_same_way(claimed):
    assert Overlap(Scope(claimed.ngocha, date(2016, 1, 1), date(2016, 12, 31))).inclusive.amount == Amount(1, 7, 0)
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, claimed.badinh)
    move_unit(claimed.chidoan3, to=doican, by=claimed.hanoi_administrator, decision_number="7")
    for scope, whole, alone in (
        (Scope(claimed.ngocha, *YEAR), Amount(1, 1000, 0), Amount()),
        (Scope(doican, *YEAR), Amount(6, 630, 5_000_000), Amount(2, 30, 5_000_000)),
        (Scope(claimed.ngocha, *YEAR, then=True), Amount(7, 1630, 5_000_000), Amount(2, 30, 5_000_000)),
        (Scope(doican, *YEAR, then=True), Amount(), Amount()),
    ):
        overlap = Overlap(scope)
        assert (overlap.inclusive.amount, overlap.exclusive.amount) == (whole, alone)


def test_what_names_a_movement_twice_is_counted_once(claimed):
    activity = accepted(claimed, claimed.hue_branch, turnout=9, primary_movement=claimed.green)
    activity.also_serves.set([claimed.green])
    green = next(row for row in Overlap(Scope(claimed.hue_branch, *YEAR)).rows if row.movement == claimed.green)
    assert (numbers(green.hosted), numbers(green.shared), numbers(green.claimed)) == ((1, 9), (0, 0), (1, 9))


def test_every_figure_opens_exactly_its_rows(claimed):
    client = sign_in(claimed.ngocha_secretary)
    overlap = Overlap(Scope(claimed.ngocha, *YEAR))
    parts = [overlap.inclusive, overlap.organised, overlap.exclusive]
    parts += [part for row in overlap.rows for part in (row.hosted, row.shared, row.claimed)]
    parts += [part for one in overlap.units for part in (one.inclusive, one.exclusive)]
    assert len(parts) == 13
    for part in parts:
        for href, name in zip(part.hrefs, ("activities", "turnout", "value"), strict=True):
            assert client.get(href).context["sums"][name] == getattr(part.amount, name), href


def test_the_page_and_its_file_say_the_same(claimed):
    shown = text(page(claimed.ngocha_secretary, "summary_overlap", claimed.ngocha.pk, year=2017))
    assert "71% of the activities are also claimed by other movements." in shown
    file = page(claimed.ngocha_secretary, "summary_overlap_export", claimed.ngocha.pk, year=2017)
    book = openpyxl.load_workbook(BytesIO(file.content))
    assert [row[:4] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        ("Inclusive total", 7, 1630, 5_000_000),
        ("Organised for “3 responsibilities” itself", 5, 1150, 5_000_000),
        ("Exclusive total", 2, 30, 5_000_000),
    ]
    assert list(book.worksheets[1].iter_rows(min_row=2, values_only=True)) == [
        ("Volunteering", 0, 0, 0, 2, 120, 0, 3, 440, 0),
        ("Green", 2, 480, 0, 2, 1080, 0, 4, 1560, 0),
    ]
    assert [row[:4] for row in book.worksheets[2].iter_rows(min_row=2, values_only=True)] == [
        ("CD3", "Chi đoàn 3", 6, 630), ("NGOCHA", "Đoàn cơ sở phường Ngọc Hà itself", 1, 1000),
    ]  # fmt: skip


def test_the_page_costs_the_same_whatever_the_number_of_movements(claimed):
    before = queries_of(claimed.ngocha_secretary, "summary_overlap", claimed.ngocha.pk, year=2017)
    for place in range(5):
        movement = Movement.objects.create(code=f"m{place}", name_vi="x", name_en="x")
        accepted(claimed, claimed.chidoan3, turnout=1).also_serves.set([movement])
    assert queries_of(claimed.ngocha_secretary, "summary_overlap", claimed.ngocha.pk, year=2017) == before
