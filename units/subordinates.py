"""How many units stand beneath a unit?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from units.clock import today
from units.models import Level, Unit


def with_child_counts(units: Iterable[Unit]) -> None:
    """Sets `unit.child_count`, the number of open units directly under it, on each unit; one query for all of them."""
    asked = list(units)
    children = Unit.objects.open_on(today()).filter(parent__in=[unit.pk for unit in asked])
    counts = dict(children.order_by().values_list("parent").annotate(number=Count("pk")))
    for unit in asked:
        unit.child_count = counts.get(unit.pk, 0)  # type: ignore[attr-defined]


def by_level(unit: Unit) -> list[tuple[int, str, int]]:
    """Returns (level, its word, number of open units) for the levels that have any beneath, the highest first."""
    beneath = Unit.objects.below(unit).open_on(today()).order_by()
    counts = dict(beneath.values_list("level").annotate(number=Count("pk")))
    return [(level, str(Level(level).label), counts[level]) for level in sorted(counts)]
