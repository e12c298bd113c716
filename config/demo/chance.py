"""How does chance fall the same way each time? Every draw has its own dice, made of the seed and what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

SEED = "3 trách nhiệm, 2015-2017"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY = 5
T = TypeVar("T")


def dice(*about: object) -> Random:
    """Returns the dice for one question, e.g. `dice("sex", unit.code)`: asking something else never disturbs it."""
    return Random("/".join([SEED, *map(str, about)]))  # noqa: S311  a made-up country, no secret


def weighted(roll: Random, pairs: Sequence[tuple[T, float]]) -> T:
    """Returns one of the things, by their weights."""
    return roll.choices([thing for thing, _weight in pairs], [weight for _thing, weight in pairs])[0]


def day_between(roll: Random, first: date, last: date) -> date:
    """Returns a day of the span, both ends included."""
    return first + timedelta(days=roll.randint(0, max((last - first).days, 0)))


def moment(day: date, roll: Random, *, after: datetime | None = None) -> datetime:
    """Returns a moment of office hours on a day in Viet Nam, at least a minute after another one if one is given."""
    chosen = datetime.combine(day, time(8), ZONE) + timedelta(minutes=roll.randint(0, 9 * 60))
    return max(chosen, after + timedelta(minutes=roll.randint(1, 50))) if after else chosen


def weekday_near(day: date, roll: Random, first: date, last: date) -> date:
    """Returns a working day close to a day, inside the span where it has one."""
    for shift in roll.sample([0, 1, -1, 2, -2], 5):
        moved = day + timedelta(days=shift)
        if first <= moved <= last and moved.weekday() < SATURDAY:
            return moved
    return day


def saturday_near(day: date, first: date, last: date) -> date:
    """Returns the Saturday of the same week, or the next or last one that lies inside the span."""
    for shift in (0, 7, -7):
        moved = day + timedelta(days=SATURDAY - day.weekday() + shift)
        if first <= moved <= last:
            return moved
    return day
