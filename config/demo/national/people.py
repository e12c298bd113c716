"""Who works in a country of that size? A secretary everywhere, officers and administrators above, some deputies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from typing import NamedTuple

from config.demo import heads
from config.demo.people import Accounts, Seat, person_of, post_of, posts_of
from units.models import Headcount, Level, Person, Post, Role, Unit, User

DEPUTY_IN_EACH = 3  # of so many grassroots unions one has a deputy secretary, until all accounts are given


class Settled(NamedTuple):
    """Somebody who holds a post and has an account."""

    seat: Seat
    person: Person
    post: Post
    user: User


class Town:
    """Fills the posts of units; each person and account gets the next free key."""

    def __init__(self, deputies: int):
        self.keys, self.unions, self.deputies, self.accounts = count(1), count(1), deputies, Accounts()

    def settle(self, units: Iterable[Unit], province: str) -> Iterator[Settled]:
        """Yields those who hold the posts of the units of a province (its territory); their `parent` is at hand."""
        for unit in units:
            for seat in self._seats(unit):
                yield self._settled(seat, province)

    def _seats(self, unit: Unit) -> Iterator[Seat]:
        yield from seats_of(unit)
        if unit.level == Level.GRASSROOTS and next(self.unions) % DEPUTY_IN_EACH == 0 and self.deputies:
            self.deputies -= 1
            yield Seat(unit, Role.SECRETARY, f"{unit.code.lower()}.phobithu", "Phó Bí thư")

    def _settled(self, seat: Seat, province: str) -> Settled:
        person = person_of(seat.unit, seat.username, seat.unit.parent, province)
        person.pk = next(self.keys)
        user = self.accounts.of(seat, person)
        user.pk = person.pk
        return Settled(seat, person, post_of(seat, person), user)


def seats_of(unit: Unit) -> list[Seat]:
    """Returns the posts of a unit, deputies apart."""
    return posts_of(unit, administered_to=Level.DISTRICT)


def headcounts(settled: Iterable[Settled]) -> Iterator[Headcount]:
    """Yields what the secretaries of branches entered, one row for each year."""
    for one in settled:
        branch = one.post.unit
        if branch.level == Level.BRANCH:
            for year in filter(partial(heads.has_counted, branch.code), heads.YEARS):
                yield Headcount(unit=branch, year=year, by=one.user, **heads.numbers(branch.code, year))
