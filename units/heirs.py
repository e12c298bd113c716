"""Who took a unit's place, and whose place did a unit take?

The heir of a merged unit is the one that it was merged into; of one that was closed by a division, the first that came
out of it, to which its drafts went (`units.structure`). A unit that is closed otherwise has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from units import tree
from units.models import Succession, Unit

_CAME_OUT = (
    Succession.objects.filter(predecessor=OuterRef("pk"), kind=Succession.Kind.SPLIT, on=OuterRef("closed_on"))
    .order_by("pk")
    .values("successor")[:1]
)


def predecessors_of(keys: Iterable[int]) -> dict[int, int]:
    """Returns, for the units whose place these took in one step or several, which of these it was; by key."""
    asked = set(keys)
    found: dict[int, int] = {}
    step = {key: key for key in asked}
    while step:
        gave_way = Succession.objects.filter(successor__in=step).values("predecessor")
        rows = _with_heir().filter(pk__in=gave_way, heir__in=step).values_list("pk", "heir")
        step = {pk: step[heir] for pk, heir in rows if pk not in found and pk not in asked}
        found |= step
    return found


def heirs_of(keys: Iterable[int]) -> dict[int, int]:
    """Returns who stands in the place of units today, after however many steps; those without an heir are left out."""
    now = {key: key for key in keys}
    for _step in range(tree.DEEPEST):
        heirs = dict(_with_heir().filter(pk__in=set(now.values())).exclude(heir=None).values_list("pk", "heir"))
        if not heirs:
            break
        now = {key: heirs.get(at, at) for key, at in now.items()}
    return {key: at for key, at in now.items() if at != key}


def _with_heir() -> QuerySet[Any]:
    heir = Coalesce("merged_into", Subquery(_CAME_OUT), output_field=BigIntegerField())
    return Unit.objects.exclude(closed_on=None).annotate(heir=heir)
