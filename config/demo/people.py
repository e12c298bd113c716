"""Who lives in the demonstration? Secretaries everywhere, officers and administrators above, young people below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from random import Random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from config.demo.accounts import ACCOUNTS, PASSWORD, SECOND_POSTS
from config.demo.chance import day_between, dice, weighted
from config.demo.occupations import occupation
from config.demo.texts import texts
from config.demo.world import World
from units.models import Level, Person, Post, Record, Role, Unit, User
from units.records import record_all

YOUNG_IN_A_BRANCH = 3
BATCH = 500
ENDINGS = {Role.SECRETARY: "bithu", Role.OFFICER: "canbo", Role.ADMINISTRATOR: "quantri", Role.VIEWER: "theodoi"}
TITLES = {
    Role.OFFICER: "Cán bộ phụ trách", Role.MEMBER: "Uỷ viên Ban Chấp hành", Role.ADMINISTRATOR: "Quản trị đơn vị",
    Role.VIEWER: "Theo dõi",
}  # fmt: skip


class Seat(NamedTuple):
    """A post that is to be filled, and the name under which its holder signs in."""

    unit: Unit
    role: Role
    username: str
    called: str = ""

    @property
    def title(self) -> str:
        """The title as it stands under a signature."""
        return self.called or TITLES.get(self.role, "Bí thư")


def settle(world: World) -> None:
    """Gives every unit its people, posts and accounts; only the demonstration accounts have a password."""
    seats = [seat for unit in world.units.values() for seat in posts_of(unit, administered_to=Level.PROVINCE)]
    holders = [_person(world, seat.unit, seat.username) for seat in seats]
    branches = [unit for unit in world.made_up if unit.level == Level.BRANCH]
    young = [_person(world, unit, number) for unit in branches for number in range(YOUNG_IN_A_BRANCH)]
    _add([*holders, *young])
    for person in young:
        world.young.setdefault(person.unit_id, []).append(person)
    settled = list(zip(seats, holders, strict=True))
    posts = [*(post_of(seat, person) for seat, person in settled), *second_posts(settled, world.units)]
    Post.objects.bulk_create(posts, batch_size=BATCH)
    record_all(Record.Verb.CREATED, posts, by=None)
    _give_accounts(world, settled)


def posts_of(unit: Unit, *, administered_to: Level) -> list[Seat]:
    """Returns the posts of a unit: the demonstration accounts' first, then what is still lacking."""
    seats = [Seat(unit, Role(one["role"]), one["username"]) for one in ACCOUNTS if one["unit"] == unit.code]
    roles = [Role.SECRETARY]
    roles += [Role.OFFICER] if unit.level <= Level.GRASSROOTS else []
    roles += [Role.ADMINISTRATOR] if unit.level <= administered_to else []
    lacking = [role for role in roles if role not in {seat.role for seat in seats}]
    return seats + [Seat(unit, role, f"{unit.code.lower()}.{ENDINGS[role]}") for role in lacking]


def second_posts(settled: Iterable[tuple[Seat, Person]], units: Mapping[str, Unit]) -> Iterator[Post]:
    """Yields the posts that some accounts hold beside their first; units by code."""
    for seat, person in settled:
        if seat.username in SECOND_POSTS:
            code, role, title = SECOND_POSTS[seat.username]
            yield post_of(Seat(units[code], Role(role), seat.username, title), person)


def _person(world: World, unit: Unit, about: object) -> Person:
    return person_of(unit, about, world.by_pk.get(unit.parent_id), world.province(unit).territory)


def person_of(unit: Unit, about: object, superior: Unit | None, province: str) -> Person:
    """Returns somebody of a unit in a province (by territory); of the same unit and thing told `about`, the same."""
    roll = dice("person", unit.code, about)
    sex = roll.choice(("f", "m"))
    return Person(
        full_name=full_name(roll, province, sex), sex=sex, unit=unit,
        born_on=day_between(roll, date(1983, 1, 10), date(1993, 11, 20)),
        joined_on=day_between(roll, date(2008, 9, 1), date(2013, 12, 30)),
        position=occupation(unit, superior, roll), is_demonstration=True,
    )  # fmt: skip


def full_name(roll: Random, province: str, sex: str) -> str:
    """Returns a name; in some provinces (by territory) with names of the peoples who live there."""
    names, which = texts("units", "names")["people"], "female" if sex == "f" else "male"
    whole = names["whole_by_territory"].get(province)
    if whole and roll.random() < 0.15:
        return roll.choice(whole[which])
    local = names["family_by_territory"].get(province)
    family = roll.choice(local) if local and roll.random() < 0.7 else weighted(roll, names["family"])
    middle = weighted(roll, names["middle"][which])
    given = roll.choice([name for name in names["given"][which] if name != middle])
    return f"{family} {middle} {given}"


def _add(people: list[Person]) -> None:
    Person.objects.bulk_create(people, batch_size=BATCH)
    record_all(Record.Verb.CREATED, people, by=None)


def post_of(seat: Seat, person: Person) -> Post:
    """Returns the post of somebody who takes a seat."""
    roll = dice("post", seat.username)
    return Post(
        person=person, unit=seat.unit, role=seat.role, title=seat.title,
        from_on=day_between(roll, date(2014, 1, 6), date(2014, 11, 28)),
        decision_number=f"TD-{roll.randint(1, 400):02d}/QĐ",
    )  # fmt: skip


class Accounts:
    """Makes accounts; those of the demonstration share a password, nobody signs in to the others."""

    def __init__(self) -> None:
        self.password, self.shown = make_password(PASSWORD), {one["username"] for one in ACCOUNTS}

    def of(self, seat: Seat, person: Person) -> User:
        """Returns the unsaved account of somebody who takes a seat."""
        password = self.password if seat.username in self.shown else make_password(None)
        return User(username=seat.username, person=person, password=password)


def _give_accounts(world: World, settled: list[tuple[Seat, Person]]) -> None:
    accounts = Accounts()
    by_role = {
        Role.SECRETARY: world.secretaries, Role.OFFICER: world.officers, Role.ADMINISTRATOR: world.administrators,
    }  # fmt: skip
    for seat, person in settled:
        user = world.accounts[seat.username] = accounts.of(seat, person)
        if seat.role in by_role:
            by_role[seat.role].setdefault(seat.unit.pk, user)
    users = list(world.accounts.values())
    User.objects.bulk_create(users, batch_size=BATCH)
    record_all(Record.Verb.CREATED, users, by=None)
