"""Which models of good practice does somebody read, and to which units is each of them offered?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.apps import apps
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from units.approval import State
from units.clauses import NOTHING, Clause, ReadQuerySet, Rows
from units.models.unit import Sector, Unit
from units.querysets import beneath, own

if TYPE_CHECKING:
    from units.models import User


def offered_to(units: Iterable[Unit], *, ever: bool = False) -> Q:
    """Returns the condition that a model is offered to one of the units: a unit above it has featured the model and
    not withdrawn it, and the model comes from its sector. What a mixed unit did is of use to every sector, and a
    mixed unit has use for every sector's. With `ever` also what has been withdrawn since.
    """
    condition = NOTHING
    for unit in units:
        above = Q(unit__in=unit.ancestor_ids) & (Q() if ever else Q(withdrawn_on=None))
        same = Q() if unit.sector == Sector.MIXED else Q(activity__unit__sector__in=[unit.sector, Sector.MIXED])
        condition |= above & same
    return condition


class PracticeQuerySet(ReadQuerySet):
    """Models; read are those offered to one's units, and those that one's units, or units beneath, have featured."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__"),
        Clause.OFFERED: lambda user: offered_to(_units(user)),
    }

    def in_force(self) -> Self:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_on=None)

    def offered_to(self, units: Iterable[Unit]) -> Self:
        """Those that one of the units may start from."""
        return self.filter(offered_to(units))

    def nearest_first(self, units: Iterable[Unit]) -> Self:
        """Those of the units' own sectors first, then the newest; what was withdrawn stands last."""
        same = When(activity__unit__sector__in={unit.sector for unit in units}, then=Value(0))
        gone = When(withdrawn_on=None, then=Value(0))
        return self.annotate(
            gone=Case(gone, default=Value(1)), far=Case(same, default=Value(1), output_field=IntegerField())
        ).order_by("gone", "far", "-featured_on", "-pk")

    def with_started(self) -> Self:
        """Adds `started`: how many activities units have started from the model and sent."""
        taken = apps.get_model("campaign", "Activity")._default_manager.filter(
            modelled_on=OuterRef("activity"), state__in=[State.WAITING, State.ACCEPTED]
        )
        counted = taken.order_by().values("modelled_on").annotate(n=Count("pk")).values("n")
        return self.annotate(started=Coalesce(Subquery(counted), 0))


def _units(user: User) -> list[Unit]:
    return [post.unit for post in user.current_posts]
