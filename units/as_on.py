"""Which units existed on a day, and under which did they stand then? (product.md, rule 3; Rulings: As then)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, FilteredRelation

from units import tree
from units.clauses import ReadQuerySet
from units.clock import today
from units.spans import in_force_on, not_ended_on

if TYPE_CHECKING:
    from units.models import Unit

THEN = "then"  # what stands in an address for the tree of a row's own day, instead of today's


class DatedQuerySet(ReadQuerySet):
    """Units by the tree of a day, whose `path_then` and `parent_then` can be asked.

    Rights do not go by that tree: `visible_to` is asked as well, and goes by today's.
    """

    def open_on(self, day: date) -> Self:
        """The units that exist on a day."""
        found = self.filter(not_ended_on(day, "closed_on"), opened_on__lte=day)
        return found if day >= today() else found.exclude(pk__in=reopened_after(day))

    def as_on(self, day: date) -> Self:
        """The units that existed on a day, each with the one place where it stood."""
        then = FilteredRelation("placements", condition=in_force_on(day, "placements__"))
        placed = self.open_on(day).annotate(place=then)
        found = placed.filter(place__isnull=False)
        return found.annotate(path_then=F("place__path"), parent_then=F("place__parent"))

    def stood_under(self, path: str) -> Self:
        """Those `as_on` a day in the subtree of a path of that day; none for "", the path of what did not exist."""
        if not path:
            return self.none()
        low, high = tree.bounds(path)
        return self.filter(path_then__gte=low, path_then__lt=high)

    def stood_directly_under(self, unit: Unit) -> Self:
        """Those `as_on` a day whose direct superior was `unit`."""
        return self.filter(parent_then=unit.pk)

    def counted_by_superior(self, keys: Iterable[int]) -> dict[int, int]:
        """How many of those `as_on` a day stood directly under each of the units with these keys."""
        beneath = self.filter(parent_then__in=list(keys)).order_by()
        return dict(beneath.values_list("parent_then").annotate(number=Count("pk")))


def reopened_after(day: date) -> models.QuerySet:
    """The keys of units that were closed on a day and opened again later: the reopening's `terms` keep from when."""
    done = apps.get_model("units", "Reorganisation").objects.filter(kind="reopen", state="done")
    return done.filter(on__gt=day, terms__closed_on__lte=day.isoformat()).values("unit")
