"""Who works in a country of that size? A secretary everywhere, officers and administrators above, some deputies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import count
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from config.demo import heads
from config.demo.accounts import ACCOUNTS, PASSWORD, SECOND_POSTS
from config.demo.chance import day_between, dice
from config.demo.occupations import occupation
from config.demo.people import ENDINGS, Seat, full_name
from units.models import Headcount, Level, Person, Post, Role, Unit, User

DEPUTY_IN_EACH = 3  # of so many grassroots unions one has a deputy secretary, until all accounts are given


class Settled(NamedTuple):
    """Somebody who holds a post and has an account."""

    person: Person
    post: Post
    user: User


class Town:
    """Fills the posts of units; each person and account gets the next free key."""

    def __init__(self, deputies: int):
        self.keys, self.unions, self.deputies = count(1), count(1), deputies
        self.password, self.shown = make_password(PASSWORD), {one["username"] for one in ACCOUNTS}

    def settle(self, units: Iterable[Unit], province: str) -> Iterator[Settled]:
        """Yields those who hold the posts of the units of a province (its territory); their `parent` is at hand."""
        for unit in units:
            for seat in self._seats(unit):
                yield self._settled(seat, province)

    def _seats(self, unit: Unit) -> Iterator[Seat]:
        yield from posts_of(unit)
        if unit.level == Level.GRASSROOTS and next(self.unions) % DEPUTY_IN_EACH == 0 and self.deputies:
            self.deputies -= 1
            yield Seat(unit, Role.SECRETARY, f"{unit.code.lower()}.phobithu", "Phó Bí thư")

    def _settled(self, seat: Seat, province: str) -> Settled:
        key = next(self.keys)
        person = _person(seat, key, province)
        password = self.password if seat.username in self.shown else make_password(None)
        user = User(pk=key, username=seat.username, person=person, password=password)
        return Settled(person, _post(seat, person), user)


def posts_of(unit: Unit) -> list[Seat]:
    """Returns the posts of a unit, deputies apart: the demonstration accounts' first, then what is still lacking."""
    seats = [Seat(unit, Role(one["role"]), one["username"]) for one in ACCOUNTS if one["unit"] == unit.code]
    roles = [Role.SECRETARY]
    roles += [Role.OFFICER] if unit.level <= Level.GRASSROOTS else []
    roles += [Role.ADMINISTRATOR] if unit.level <= Level.DISTRICT else []
    lacking = [role for role in roles if role not in {seat.role for seat in seats}]
    return seats + [Seat(unit, role, f"{unit.code.lower()}.{ENDINGS[role]}") for role in lacking]


def second_posts(settled: Iterable[Settled], units: Iterable[Unit]) -> Iterator[Post]:
    """Yields the posts that some accounts hold beside their first, at one of the units."""
    by_code = {unit.code: unit for unit in units}
    for one in settled:
        if one.user.username in SECOND_POSTS:
            code, role, title = SECOND_POSTS[one.user.username]
            yield _post(Seat(by_code[code], Role(role), one.user.username, title), one.person)


def headcounts(settled: Iterable[Settled]) -> Iterator[Headcount]:
    """Yields what the secretaries of branches entered, one row for each year."""
    for one in settled:
        branch = one.post.unit
        if branch.level == Level.BRANCH:
            for year in filter(partial(heads.has_counted, branch.code), heads.YEARS):
                yield Headcount(unit=branch, year=year, by=one.user, **heads.numbers(branch.code, year))


def _person(seat: Seat, key: int, province: str) -> Person:
    unit, roll = seat.unit, dice("person", seat.username)
    sex = roll.choice(("f", "m"))
    return Person(
        pk=key, full_name=full_name(roll, province, sex), sex=sex, unit=unit,
        born_on=day_between(roll, date(1980, 1, 10), date(1994, 11, 20)),
        joined_on=day_between(roll, date(2008, 9, 1), date(2013, 12, 30)),
        position=occupation(unit, unit.parent, roll), is_demonstration=True,
    )  # fmt: skip


def _post(seat: Seat, person: Person) -> Post:
    roll = dice("post", seat.username)
    return Post(
        person=person, unit=seat.unit, role=seat.role, title=seat.title,
        from_on=day_between(roll, date(2014, 1, 6), date(2014, 11, 28)),
        decision_number=f"TD-{roll.randint(1, 400):02d}/QĐ",
    )  # fmt: skip
