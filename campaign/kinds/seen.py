"""What is to be known before a kind is changed, and what does its page say of its use?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from campaign.models import Activity, ActivityKind, Target
from units.clock import today


class Used(NamedTuple):
    """How many activities and how many targets of plans name a kind or one beneath it, whoever may read them."""

    activities: int
    targets: int


def used(kind: ActivityKind) -> Used:
    """Returns how often a kind is used in any of its versions; two queries."""
    mine = Q(kind__code=kind.code) | Q(kind__total_code=kind.code)
    return Used(Activity.objects.of_kind(kind.code).count(), Target.objects.filter(mine).count())


@dataclass(frozen=True)
class Foreseen:
    """What changes with a kind from a day on, and what does not."""

    used: Used
    beneath: list[ActivityKind]  # own kinds that follow it
    on: date


def foresee(kind: ActivityKind, *, on: date) -> Foreseen:
    """Returns whom a change of a kind touches from a day on; nothing is written."""
    own = ActivityKind.objects.filter(total_code=kind.code).exclude(unit=None)
    running = own.filter(Q(replaced_on=None) | Q(replaced_on__gt=on)).select_related("unit")
    latest = {row.code: row for row in running.in_order()}
    return Foreseen(used(kind), list(latest.values()) if kind.unit_id is None else [], on)


def scheduled(kind: ActivityKind) -> date | None:
    """Returns the day on which the latest version of a kind begins or ends, None where that is not still to come."""
    for day in (kind.from_on, kind.replaced_on):
        if day and day > today():
            return day
    return None
