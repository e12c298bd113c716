"""Who has reported, and in time, out of those expected? The rates of any set of expected reports, in one query.

An excused unit stands outside both terms, and only reports that stand on the frozen list are counted, so that no rate
passes 100 % (product.md, rule 17).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.figures import figure
from campaign.querysets import ExpectedQuerySet
from units.approval import State
from units.clock import today

COUNTED = Q(excused_because="")
ARRIVED = COUNTED & Q(report__state__in=[State.WAITING, State.ACCEPTED])
ON_TIME = ARRIVED & Q(report__sent_on__lte=F("final_day"))


@dataclass(frozen=True)
class Tally:
    """How many reports are expected (excused ones apart), arrived, arrived on time, accepted, overdue."""

    expected: int = 0
    excused: int = 0
    arrived: int = 0
    on_time: int = 0
    accepted: int = 0
    overdue: int = 0

    @property
    def late(self) -> int:
        """Reports that arrived after their last day."""
        return self.arrived - self.on_time

    @property
    def reporting_rate(self) -> float | None:
        """Arrived out of expected, from 0 to 1; None where none is expected."""
        return self.arrived / self.expected if self.expected else None

    @property
    def punctuality(self) -> float | None:
        """Arrived on time out of expected, from 0 to 1; None where none is expected."""
        return self.on_time / self.expected if self.expected else None


def tally(expected: ExpectedQuerySet) -> Tally:
    """Returns the counts of a set of expected reports, in one query."""
    return tally_by(expected, None).get(None, Tally())


def tally_by(expected: ExpectedQuerySet, field: str | None) -> dict[Hashable, Tally]:
    """Returns the counts for each value of a field, e.g. "period" or "unit__level"; a value without rows is absent."""
    absent = COUNTED & ~Q(report__state__in=[State.WAITING, State.ACCEPTED], report__isnull=False)
    counts = {
        "expected_": Count("pk", filter=COUNTED),
        "excused_": Count("pk", filter=~COUNTED),
        "arrived_": Count("pk", filter=ARRIVED),
        "on_time_": Count("pk", filter=ON_TIME),
        "accepted_": Count("pk", filter=COUNTED & Q(report__state=State.ACCEPTED)),
        "overdue_": Count("pk", filter=absent & Q(final_day__lt=today())),
    }
    rows = expected.with_last_day().order_by()
    if field is None:
        return {None: Tally(**{name[:-1]: value for name, value in rows.aggregate(**counts).items()})}
    return {
        row[field]: Tally(**{name[:-1]: row[name] for name in counts}) for row in rows.values(field).annotate(**counts)
    }


@figure(
    pgettext_lazy("figure", "Arrived"),
    _("Units whose report has been sent and not been returned, out of the units expected to report; excused units are "
      "in neither number."),
    format="percent",
)  # fmt: skip
def reporting_rate(expected: ExpectedQuerySet) -> float | None:
    """Returns the share from 0 to 1, None where nobody is expected."""
    return tally(expected).reporting_rate


@figure(
    pgettext_lazy("figure", "Arrived on time"),
    _("Units whose report was first sent by 24:00 of its last day, extensions included, and has not been returned, "
      "out of the units expected to report; excused units are in neither number."),
    format="percent",
)  # fmt: skip
def punctuality(expected: ExpectedQuerySet) -> float | None:
    """Returns the share from 0 to 1, None where nobody is expected."""
    return tally(expected).punctuality
