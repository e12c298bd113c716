"""Where did the unit of a row stand on the row's own day? For subqueries of lists asked as it was then."""

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from units.models import Placement
from units.spans import in_force_on


def on_first_day() -> QuerySet[Placement]:
    """The placement of an activity's unit, or of the unit that began it, on its first day."""
    return Placement.objects.filter(
        in_force_on(OuterRef("started_on")), unit=Coalesce(OuterRef("origin"), OuterRef("unit"))
    )


def at_end_of_period() -> QuerySet[Placement]:
    """The placement of the unit of an expected report on the last day of its period."""
    return Placement.objects.filter(in_force_on(OuterRef("period__ends_on")), unit=OuterRef("unit"))


def at_end_of_year() -> QuerySet[Placement]:
    """The placement of a plan's unit on the last day of its year."""
    ended = Q(to_on=None) | Q(to_on__year__gt=OuterRef("year"))
    return Placement.objects.filter(ended, from_on__year__lte=OuterRef("year"), unit=OuterRef("unit"))
