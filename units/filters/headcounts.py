"""How does somebody look through the head-counts: which year, under which unit, who has not entered?"""

from __future__ import annotations

from datetime import date

import django_filters
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import headcounts, networks
from units.clauses import NOTHING
from units.clock import today
from units.filters.sorting import NullsLast
from units.filters.units import ALL, UnitFilter
from units.models import Level, Network, Unit
from units.querysets import UnitQuerySet, within

FIRST_LISTED = 2014  # the year before the movement began


def years() -> list[tuple[str, str]]:
    """The years to choose from, the running one first."""
    return [(str(year), str(year)) for year in range(today().year, FIRST_LISTED - 1, -1)]


class HeadcountFilter(UnitFilter):
    """The filter of the head-counts: without a choice the totals of one level of the tree; else unit by unit."""

    kind = scope = status = on = pilot = None  # type: ignore[assignment]  # so a filter is left out
    year = django_filters.ChoiceFilter(
        label=_("Year"), choices=years, method="as_list", empty_label=_("The running year")
    )
    entered = django_filters.ChoiceFilter(
        label=_("Entered"), method="by_entry", empty_label=ALL,
        choices=[("yes", _("Has entered")), ("no", _("Has not entered"))],
    )  # fmt: skip
    sort = NullsLast(
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Best match, else level and name"),
        fields=(("sort_name", "name"), *((name, name) for name in headcounts.NUMBERS)),
        field_labels={
            "sort_name": _("Name"), "young_officials": pgettext_lazy("headcount", "Young officials"),
            "members": _("Union members"), "women": pgettext_lazy("headcount", "Women"),
            "ethnic_minorities": _("Ethnic minorities"), "party_members": _("Party members"),
        },
    )  # fmt: skip

    tells_apart = False
    words_of_place = frozenset({"under", "sort", "year"})

    class Meta:
        model = Unit
        fields: list[str] = []

    @property
    def asked_year(self) -> int:
        """The year that is asked for, the running one unless another is chosen."""
        return int(self.chosen.get("year") or today().year)

    @property
    def order(self) -> str:
        """The word by which the list is sorted, "" for the usual order."""
        return next(iter(self.chosen.get("sort") or []), "")

    @property
    def as_of(self) -> date:
        """The day whose units count for the year."""
        return headcounts.day_of(self.asked_year)

    def filter_queryset(self, queryset: UnitQuerySet) -> UnitQuerySet:
        """One level of the tree; else the units that are asked to count or have done so, each with its numbers."""
        queryset = queryset.in_scope()
        if self.is_tree:
            return super().filter_queryset(queryset)
        row = FilteredRelation("headcounts", condition=Q(headcounts__year=self.asked_year))
        numbers = {name: F(f"counted__{name}") for name in headcounts.NUMBERS}
        counted = queryset.annotate(counted=row).annotate(**numbers)
        return super().filter_queryset(counted.filter(Q(level=Level.BRANCH) | Q(young_officials__isnull=False)))

    def in_order(self, level: UnitQuerySet) -> UnitQuerySet:
        """Leaves a level as it is: its order goes by totals, which are summed afterwards."""
        return level

    def in_network(self, found: UnitQuerySet, name: str, network: Network) -> UnitQuerySet:
        """Keeps the members of today and what stands beneath them, as the summary over a network does."""
        members = networks.members_of(network, by=self.request.user)
        condition = NOTHING
        for path in members.values_list("path", flat=True):
            condition |= within(path or "")
        return found.filter(condition)

    def by_entry(self, found: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """Keeps the units that have entered the year's numbers, or those that have not."""
        return found.filter(young_officials__isnull=value == "no")
