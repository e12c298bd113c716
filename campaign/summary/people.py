"""How much is done for each young official there is? Head-counts are what the figures are measured against."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from campaign.figures import figure
from campaign.summary.scope import Scope
from campaign.summary.totals import counted
from units import headcounts
from units.models import Headcount


@dataclass(frozen=True)
class Share:
    """Person-times, and the young officials of the same units; both only of units that entered a head-count."""

    turnout: int
    officials: int

    @property
    def each(self) -> Fraction | None:
        """Person-times for each young official; None where nobody was counted."""
        return Fraction(self.turnout, self.officials) if self.officials else None


@figure(
    _("Turnout for each young official"),
    _(
        "Person-times in the activities of units that have entered a head-count for the year, divided by the young "
        "officials whom these units counted. Units without a head-count are in neither term."
    ),
)
def turnout_each(scope: Scope) -> Share | None:
    """Returns the two terms, in two queries; None where a scope has no one year, or goes by the tree of then."""
    if scope.then or scope.start.year != scope.end.year:
        return None
    year = scope.start.year
    units = headcounts.counting(year).filter(scope.anywhere(""))
    units = units.filter(pk=scope.unit.pk) if scope.alone else units
    rows = Headcount.objects.filter(year=year, unit__in=units).order_by()
    found = counted(scope).filter(unit__in=rows.values("unit"))
    officials = rows.aggregate(all=Sum("young_officials"))["all"] or 0
    return Share(found.aggregate(all=Sum("turnout"))["all"] or 0, officials)
