"""How many units stand beneath a unit?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from units import past
from units.clock import today
from units.models import Level, Unit


def with_child_counts(units: Iterable[Unit], *, on: date | None = None) -> None:
    """Sets `unit.child_count`, the number of open units directly under it, on each unit; one query for all of them.

    `on` counts what stood there on a day.
    """
    asked = list(units)
    keys = [unit.pk for unit in asked]
    if on:
        counts = Unit.objects.as_on(on).counted_by_superior(keys)
    else:
        children = Unit.objects.open_on(today()).filter(parent__in=keys).order_by()
        counts = dict(children.values_list("parent").annotate(number=Count("pk")))
    for unit in asked:
        unit.child_count = counts.get(unit.pk, 0)


def by_level(unit: Unit, *, on: date | None = None) -> list[tuple[int, str, int]]:
    """Returns (level, its word, number of open units) for the levels that have any beneath, the highest first."""
    if on:
        beneath = Unit.objects.as_on(on).stood_under(past.path_on(on, unit)).exclude(pk=unit.pk)
    else:
        beneath = Unit.objects.below(unit).open_on(today())
    counts = dict(beneath.order_by().values_list("level").annotate(number=Count("pk")))
    return [(level, str(Level(level).label), counts[level]) for level in sorted(counts)]
