"""Who has reported, out of those expected?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from campaign.figures import figure
from campaign.models import Expected
from campaign.querysets import ExpectedQuerySet
from campaign.summary.scope import Scope
from units.approval import State
from units.clock import today
from units.models import Unit
from units.querysets import UnitQuerySet

SENT = Q(report__state__in=[State.WAITING, State.ACCEPTED])
SENT_OF_UNIT = Q(expected__report__state__in=[State.WAITING, State.ACCEPTED])


@dataclass(frozen=True)
class Reporting:
    """Reports expected by now, arrived, arrived on time; and the units that sent at least one."""

    expected: int = 0
    arrived: int = 0
    on_time: int = 0
    units: int = 0

    @property
    def rate(self) -> float | None:
        """Arrived out of expected, 0 to 1; None where none was expected."""
        return self.arrived / self.expected if self.expected else None

    @property
    def late(self) -> int:
        """Arrived after the last day."""
        return self.arrived - self.on_time

    def __add__(self, other: Reporting) -> Reporting:
        return Reporting(
            self.expected + other.expected,
            self.arrived + other.arrived,
            self.on_time + other.on_time,
            self.units + other.units,
        )


def due(scope: Scope) -> ExpectedQuerySet:
    """The expected reports that enter the rate: not excused, and their last day is over or they have come."""
    found = scope.part(Expected.objects).counted().with_last_day()
    found = found.filter(period__ends_on__gte=scope.start, period__ends_on__lte=scope.end)
    if not scope.everything:
        found = found.filter(unit__in_scope=True)
    return found.filter(Q(final_day__lt=today()) | SENT)


def reporters(scope: Scope) -> UnitQuerySet:
    """The units of the expected reports that enter the rate, each with how many of its own are `asked`, `arrived`."""
    own = due(scope).order_by().values("pk")
    counts = {"asked": Count("expected"), "arrived": Count("expected", filter=SENT_OF_UNIT)}
    return Unit.objects.filter(expected__in=own).annotate(**counts)


@figure(
    _("Reporting rate"),
    _(
        "Reports sent and not returned, out of those expected for periods that end in the span and whose last day "
        "is over or whose report has come; excused units are outside both."
    ),
    format="percent",
)
def reporting(scope: Scope) -> dict[int, Reporting]:
    """Returns the counts by child (its key, 0 for the unit itself), in one query."""
    rows = (
        due(scope)
        .order_by()
        .annotate(child=F("child"))
        .values_list("child")
        .annotate(
            Count("pk"),
            arrived=Count("pk", filter=SENT),
            punctual=Count("pk", filter=SENT & Q(report__sent_on__lte=F("final_day"))),
            units=Count("unit", filter=SENT, distinct=True),
        )
    )
    return {child or 0: Reporting(*counts) for child, *counts in rows}
