"""How many young officials are there in a year, in a unit and in all beneath it, and who has not said it yet?

Each unit counts its own people alone; a total is the sum over the subtree as the tree is now. What counts for a year:
units within the conclusion's scope that are open on its last day, or today in the running year. Branches are asked to
count (the people of a higher unit belong to a branch); a higher unit that has entered a number is summed up too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from units import tree
from units.approval import Power, units_with
from units.as_on import reopened_after
from units.clock import now, today
from units.models import Headcount, Level, Record, Unit, User
from units.models.headcount import PARTS
from units.past import path_on
from units.querysets import UnitQuerySet
from units.records import record
from units.spans import not_ended_on

NUMBERS = ("young_officials", *PARTS)
FIRST_YEAR = 2010


# --- who counts ------------------------------------------------------------------------------------------------------


def day_of(year: int) -> date:
    """Returns the day whose units count for a year: its last one, today in the running year."""
    return min(date(year, 12, 31), today())


def counting(year: int) -> UnitQuerySet:
    """Returns the units whose numbers count for a year."""
    return Unit.objects.open_on(day_of(year)).in_scope()


def asked(year: int) -> UnitQuerySet:
    """Returns the units that are asked to count in a year: the branches."""
    return counting(year).filter(level=Level.BRANCH)


def awaited_from(user: User) -> UnitQuerySet:
    """Returns the branches for which a person drafts and that have no number for the running year."""
    year = today().year
    own = asked(year).filter(pk__in=units_with(user, Power.DRAFT))
    return own.exclude(pk__in=Headcount.objects.filter(year=year).values("unit"))


def years_of(unit: Unit) -> list[int]:
    """Returns the years for which a unit can be counted, the running one first: those on whose last day it is open."""
    return [year for year in range(today().year, FIRST_YEAR - 1, -1) if unit.is_open(day_of(year))]


def may_count(user: User, unit: Unit) -> bool:
    """Says whether a person enters the numbers of a unit: whoever drafts for it."""
    return unit.pk in units_with(user, Power.DRAFT)


# --- the verb --------------------------------------------------------------------------------------------------------


@transaction.atomic
def count_heads(
    unit: Unit,
    *,
    year: int,
    by: User,
    version: int,
    young_officials: int,
    members: int | None = None,
    women: int | None = None,
    ethnic_minorities: int | None = None,
    party_members: int | None = None,
) -> Headcount:
    """Enters the people of one unit alone in a year, or corrects them; None for what was not counted.

    `version` is that of the row that the person has seen, 0 where there was none. ValidationError at the field where a
    part is larger than the whole, without a field where the unit does not count or somebody was faster.
    """
    numbers = {
        "young_officials": young_officials, "members": members, "women": women,
        "ethnic_minorities": ethnic_minorities, "party_members": party_members,
    }  # fmt: skip
    Unit.objects.filter(pk=unit.pk).hold()  # two who enter at once come one after the other, also for a first number
    _check(Unit.objects.get(pk=unit.pk), year, numbers)
    stored = Headcount.objects.filter(unit=unit, year=year).first()
    if (stored.version if stored else 0) != version:
        raise ValidationError(_("Somebody else has entered these numbers meanwhile. Compare, then save again."))
    row = stored or Headcount(unit=unit, year=year, version=0)
    changes = {name: [_text(getattr(row, name)), _text(new)] for name, new in numbers.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes:
        for name, value in {**numbers, "version": version + 1, "by": by, "at": now()}.items():
            setattr(row, name, value)
        row.full_clean(exclude=["unit", "by"])
        row.save()
        record(Record.Verb.CHANGED if stored else Record.Verb.CREATED, row, by=by, changes=changes)
    return row


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _check(unit: Unit, year: int, numbers: dict[str, int | None]) -> None:
    if unit.closed_on and unit.closed_on <= today():
        raise ValidationError(_("%(unit)s is closed.") % {"unit": unit.name})
    if year > today().year:
        raise ValidationError(_("This year has not come yet."))
    if year < FIRST_YEAR or not unit.is_open(day_of(year)):
        raise ValidationError(_("%(unit)s did not exist in this year.") % {"unit": unit.name})
    whole = numbers["young_officials"] or 0
    too_many = _("There cannot be more of these than the %(number)d young officials.") % {"number": whole}
    if wrong := {name: too_many for name in PARTS if (numbers[name] or 0) > whole}:
        raise ValidationError(wrong)


# --- the figures -----------------------------------------------------------------------------------------------------


@dataclass
class Totals:
    """The sum over some units: each number (None where nobody counted it), and how many of those asked have entered.

    `among` holds for each part the young officials of the units that counted it: what its share is a share of.
    """

    year: int
    numbers: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(NUMBERS))
    among: dict[str, int] = field(default_factory=dict)
    entered: int = 0
    asked: int = 0

    @property
    def young_officials(self) -> int | None:
        """All young officials: the denominator for whatever is said of them."""
        return self.numbers["young_officials"]

    @property
    def is_complete(self) -> bool:
        """Says whether everybody who is asked has entered."""
        return self.entered >= self.asked

    @property
    def shares(self) -> dict[str, Fraction | None]:
        """Returns the share of each part."""
        return {part: self.share(part) for part in PARTS}

    def share(self, part: str) -> Fraction | None:
        """Returns the share of a part among the young officials of the units that counted it; None without any."""
        whole, number = self.among.get(part), self.numbers[part]
        return Fraction(number, whole) if whole and number is not None else None


def totals(unit: Unit, year: int) -> Totals:
    """Returns the sum over a unit and everything beneath it, as the tree is now; two queries."""
    return _summed(year, rows_of(unit, year).aggregate(**SUMS), asked(year).under(unit).count())


def totals_on(unit: Unit, day: date, year: int) -> Totals:
    """Returns the sum of a year over what stood in a unit's subtree on a day, the unit included; three queries."""
    there = Unit.objects.as_on(day).in_scope().stood_under(path_on(day, unit)).order_by()
    rows = Headcount.objects.filter(year=year, unit__in=there.values("pk"))
    return _summed(year, rows.aggregate(**SUMS), there.filter(level=Level.BRANCH).count())


def totals_by_child(unit: Unit, year: int) -> dict[int, Totals]:
    """Returns the sum of each direct subordinate's subtree, by its key, for those that have any; two queries."""
    start = len(unit.path or "") + 1
    beneath = rows_of(unit, year).exclude(unit=unit).order_by().annotate(place=Substr("unit__path", start, tree.WIDTH))
    sums: dict[int, Any] = {int(row["place"]): row for row in beneath.values("place").annotate(**SUMS)}
    branches = asked(year).below(unit).order_by().annotate(place=Substr("path", start, tree.WIDTH))
    branches = branches.values_list("place").annotate(Count("pk"))
    numbers = {int(key): number for key, number in branches}
    return {key: _summed(year, sums.get(key, {}), numbers.get(key, 0)) for key in sums.keys() | numbers.keys()}


def totals_of_level(unit: Unit, year: int) -> tuple[Totals, dict[int, Totals]]:
    """Returns what `totals` and `totals_by_child` do, the sum being added up from its parts; four queries."""
    parts = totals_by_child(unit, year)
    own = rows_of(unit, year).filter(unit=unit).aggregate(**SUMS)
    whole = _summed(year, own, asked(year).filter(pk=unit.pk).count())
    for part in parts.values():
        for name in NUMBERS:
            known = [number for number in (whole.numbers[name], part.numbers[name]) if number is not None]
            whole.numbers[name] = sum(known) if known else None
        whole.among = {name: whole.among[name] + part.among[name] for name in PARTS}
        whole.entered, whole.asked = whole.entered + part.entered, whole.asked + part.asked
    return whole, parts


def rows_of(unit: Unit, year: int) -> QuerySet[Headcount]:
    """Returns the numbers of a year that count in a unit's total.

    Of less than the nation the units are looked up first: without statistics SQLite would read the whole year.
    """
    if unit.parent_id:
        return Headcount.objects.filter(year=year, unit__in=counting(year).under(unit).order_by())
    day = day_of(year)
    there = Headcount.objects.filter(not_ended_on(day, "unit__closed_on"), unit__opened_on__lte=day)
    return there.filter(year=year, unit__in_scope=True).exclude(unit__in=reopened_after(day))


SUMS: dict[str, Any] = {
    **{f"sum_{name}": Sum(name) for name in NUMBERS},
    **{f"among_{part}": Sum("young_officials", filter=Q(**{f"{part}__isnull": False})) for part in PARTS},
    "entered": Count("pk", filter=Q(unit__level=Level.BRANCH)),
}


def _summed(year: int, row: Mapping[str, Any], asked: int) -> Totals:
    return Totals(
        year, {name: row.get(f"sum_{name}") for name in NUMBERS},
        {part: row.get(f"among_{part}") or 0 for part in PARTS}, row.get("entered", 0), asked,
    )  # fmt: skip
