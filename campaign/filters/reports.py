"""How does somebody narrow the list of expected reports? Everything is kept in the address."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import placed
from campaign.models import Expected, Period
from campaign.querysets import ExpectedQuerySet
from campaign.standing import Standing, Timeliness
from units.approval import Power, units_with
from units.clock import today
from units.filters.by_unit import TreeFilter, UnitTextFilter
from units.filters.sorting import SortFilter
from units.keys import key_of
from units.models import Level, Sector, Unit
from units.requests import Request

WHOSE = [("desk", _("On my desk")), ("own", _("My unit's"))]
KINDS = [(value, capfirst(label)) for value, label in Period.Kind.choices]
ARRIVALS = [
    ("expected", pgettext_lazy("report", "Expected: all but the excused")),
    ("arrived", pgettext_lazy("report", "Arrived, in time or late")),
    *Timeliness.choices,
]
LEVELS = [choice for choice in Level.choices if choice[0] != Level.CENTRAL]


def subtrees(request: Request) -> QuerySet[Unit]:
    """The units that head a subtree to choose: directly below the person's own, and the one chosen by a link."""
    own = [post.unit_id for post in request.user.current_posts]
    among = Q(parent__in=own, level__lt=Level.BRANCH) | Q(pk=key_of(request.GET.get("under")))
    return Unit.objects.visible_to(request.user).filter(among).order_by("level", "sort_name")


def opened(request: Request) -> QuerySet[Period]:
    """The periods that have been opened."""
    return Period.objects.exclude(opened_at=None)


class ExpectedFilter(django_filters.FilterSet):
    """The filter above the list of reports, the reviewer's and the author's alike."""

    unit = UnitTextFilter(stood=placed.at_end_of_period)
    tree = TreeFilter()
    under = django_filters.ModelChoiceFilter(
        label=_("Everything under"), queryset=subtrees, method="in_subtree", empty_label=_("All units")
    )
    year = django_filters.NumberFilter(label=_("Year"), field_name="period__year", min_value=2009, max_value=2100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind of period"), field_name="period__kind", choices=KINDS, empty_label=_("All kinds")
    )
    period = django_filters.ModelChoiceFilter(label=_("Period"), queryset=opened, empty_label=_("All periods"))
    standing = django_filters.ChoiceFilter(label=_("State"), choices=Standing.choices, empty_label=_("All states"))
    late = django_filters.ChoiceFilter(
        label=_("Timeliness"), choices=ARRIVALS, method="by_timeliness", empty_label=_("All")
    )
    level = django_filters.ChoiceFilter(
        label=_("Level"), field_name="unit__level", choices=LEVELS, empty_label=_("All levels")
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="unit__sector", choices=Sector.choices, empty_label=_("All sectors")
    )
    # Chosen by the tabs above the list; here only so that it stays in the address.
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=WHOSE, method="by_owner", widget=forms.HiddenInput)
    sort = SortFilter(
        label=_("Sort by"), empty_label=_("Latest period first"),
        fields=(("unit__sort_name", "unit"), ("final_day", "due"), ("report__submitted_at", "sent")),
        field_labels={
            "unit__sort_name": pgettext_lazy("sort", "Unit"),
            "final_day": pgettext_lazy("sort", "Due day"),
            "report__submitted_at": pgettext_lazy("sort", "Sent"),
        },
    )  # fmt: skip

    class Meta:
        model = Expected
        fields: list[str] = []

    def in_subtree(self, rows: ExpectedQuerySet, name: str, unit: Unit) -> ExpectedQuerySet:
        """Keeps a unit and everything beneath."""
        return rows.under(unit)

    def by_timeliness(self, rows: ExpectedQuerySet, name: str, value: str) -> ExpectedQuerySet:
        """Keeps what is expected, came, came on time or late, or is overdue; an excused unit is none of them."""
        rows = rows.counted()
        if value == "expected":
            return rows
        if value == Timeliness.OVERDUE:
            return rows.overdue(today())
        return {"arrived": rows.arrived, Timeliness.LATE: rows.late, Timeliness.ON_TIME: rows.on_time}[value]()

    def by_owner(self, rows: ExpectedQuerySet, name: str, value: str) -> ExpectedQuerySet:
        """Keeps what lies on a desk of the person, or what the person's own units report."""
        if value == "desk":
            return rows.on_desks_of(self.request.user)
        return rows.filter(unit__in=units_with(self.request.user, Power.DRAFT))
