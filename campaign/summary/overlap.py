"""How much of "3 trách nhiệm" is also counted elsewhere (weakness W1)? Each activity once, and who else claims it.

An activity stands in the log because "3 trách nhiệm" claims it. It was organised for it, or for another movement
(`primary_movement`), and further movements may claim it too (`also_serves`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from campaign.figures import figure
from campaign.models import Activity, Movement
from campaign.summary import links, totals
from campaign.summary.scope import Scope
from campaign.summary.table import MILLIONS, Shown, given, linked, millions
from campaign.summary.totals import counted
from units.models import Unit
from units.templatetags.numbers import money_full

OWN = "own"  # organised for "3 trách nhiệm" itself
NONE, ANY = "none", "any"  # claimed by no other movement, by at least one


@dataclass(frozen=True)
class Amount:
    """What some activities come to: their number, person-times, whole đồng."""

    activities: int = 0
    turnout: int = 0
    value: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.activities + other.activities, self.turnout + other.turnout, self.value + other.value)


NOTHING = Amount()


@dataclass(frozen=True)
class Part:
    """An amount, and the three addresses of the rows that its activities, turnout and value count."""

    amount: Amount
    hrefs: tuple[str, str, str]

    @classmethod
    def of(cls, amount: Amount, scope: Scope, **narrowed: object) -> Part:
        """Returns the part of a scope that the filters of the list behind it narrow to."""
        turnout, value = (given(scope, name, **narrowed) for name in ("turnout", "value"))
        return cls(amount, (links.activities(scope, **narrowed), turnout, value))

    @property
    def shown(self) -> list[Shown]:
        """The three figures as a table writes them, each with the list of its rows."""
        activities, turnout, value = self.hrefs
        dong = linked(MILLIONS, self.amount.value, value)
        return [
            linked(totals.activities.label, self.amount.activities, activities),
            linked(totals.turnout.label, self.amount.turnout, turnout),
            dong._replace(text=millions(self.amount.value), exact=money_full(self.amount.value)),
        ]


@dataclass(frozen=True)
class Row:
    """A movement: what was organised for it, what of "3 trách nhiệm" it also claims, all that it claims."""

    movement: Movement
    hosted: Part
    shared: Part
    claimed: Part


@dataclass(frozen=True)
class Share:
    """A unit directly beneath (or the unit itself): all of its activities, and those that no other movement claims."""

    unit: Unit
    is_self: bool
    inclusive: Part
    exclusive: Part

    @property
    def elsewhere(self) -> float | None:
        """The share of its activities that is counted elsewhere too."""
        return _elsewhere(self.inclusive.amount, self.exclusive.amount)


def organised_for(code: str) -> Q:
    """Returns the condition that an activity was organised for a movement, or for "3 trách nhiệm" itself (`OWN`)."""
    return Q(primary_movement=None) if code == OWN else Q(primary_movement__code=code)


def claimed_by(code: str) -> Q:
    """Returns the condition that another movement claims an activity, first of all or too; `ANY` of them or `NONE`."""
    also = Activity.also_serves.through._default_manager.filter(activity=OuterRef("pk"))
    if code in (ANY, NONE):
        claimed = Q(primary_movement__isnull=False) | Q(Exists(also))
        return claimed if code == ANY else ~claimed
    return Q(primary_movement__code=code) | Q(Exists(also.filter(movement__code=code)))


@figure(
    _("Inclusive total"),
    _("All activities that the summary counts, each once, whichever movements claim them."),
)
def inclusive(overlap: Overlap) -> Part:
    """What "3 trách nhiệm" claims."""
    return overlap.inclusive


@figure(
    _("Exclusive total"),
    _("Of these the activities that no other movement claims: neither organised for another one nor claimed too."),
)
def exclusive(overlap: Overlap) -> Part:
    """What only "3 trách nhiệm" claims."""
    return overlap.exclusive


class Overlap:
    """The matrix of one scope: four queries, whatever the number of movements, units and activities."""

    def __init__(self, scope: Scope):
        self.scope = scope
        found = counted(scope).order_by()
        by_child = found.annotate(child=F("child"))
        first = _added(by_child, "child", "primary_movement")
        also = _added(found.filter(also_serves__isnull=False), "also_serves", "primary_movement")
        alone = _added(by_child.filter(claimed_by(NONE)), "child")
        organised = [amount for (_child, movement), amount in first.items() if movement is None]
        self.inclusive = Part.of(sum(first.values(), NOTHING), scope)
        self.organised = Part.of(sum(organised, NOTHING), scope, organised=OWN)
        self.exclusive = Part.of(sum(alone.values(), NOTHING), scope, claimed=NONE)
        self.rows = [row for movement in Movement.objects.all() if (row := self._row(movement, first, also))]
        self.units = self._units(first, alone)

    def _row(self, movement: Movement, first: dict, also: dict) -> Row | None:
        hosted = sum((amount for (_child, key), amount in first.items() if key == movement.pk), NOTHING)
        shared = also.get((movement.pk, None), NOTHING)
        # What names it twice is counted once: the form allows no such activity, a sheet may bring one.
        others = [amount for (key, first_of_all), amount in also.items()
                  if key == movement.pk and first_of_all not in (None, movement.pk)]  # fmt: skip
        claimed, code = sum(others, hosted + shared), movement.code
        if not claimed.activities:
            return None
        return Row(
            movement,
            Part.of(hosted, self.scope, organised=code),
            Part.of(shared, self.scope, organised=OWN, claimed=code),
            Part.of(claimed, self.scope, claimed=code),
        )

    def _units(self, first: dict, alone: dict) -> list[Share]:
        whole: dict[int, Amount] = {}
        for (child, _movement), amount in first.items():
            whole[child or 0] = whole.get(child or 0, NOTHING) + amount
        units = list(Unit.objects.filter(pk__in=whole.keys() - {0}).order_by("level", "sort_name"))
        shares = [self._share(unit, whole[unit.pk], alone.get((unit.pk,), NOTHING)) for unit in units]
        if 0 in whole and not self.scope.network:
            shares.append(self._share(self.scope.unit, whole[0], alone.get((None,), NOTHING), is_self=True))
        return shares if len(shares) > 1 else []

    def _share(self, unit: Unit, whole: Amount, alone: Amount, *, is_self: bool = False) -> Share:
        of = links.OWN if is_self else unit.pk
        parts = Part.of(whole, self.scope, of=of), Part.of(alone, self.scope, of=of, claimed=NONE)
        return Share(unit, is_self, *parts)

    @property
    def elsewhere(self) -> float | None:
        """The share of all activities that is counted elsewhere too; None where there is none."""
        return _elsewhere(self.inclusive.amount, self.exclusive.amount)


def _elsewhere(whole: Amount, alone: Amount) -> float | None:
    return 1 - alone.activities / whole.activities if whole.activities else None


def _added(found: Any, *by: str) -> dict[tuple, Amount]:
    rows = found.values_list(*by).annotate(Count("pk"), Sum("turnout"), Sum("value"))
    return {tuple(row[:-3]): Amount(*(number or 0 for number in row[-3:])) for row in rows}
