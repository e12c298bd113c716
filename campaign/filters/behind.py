"""What can the lists behind the figures of the summary be narrowed by? By the summary's own choices, and more."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import placed
from campaign.filters.activity import KindFilter, NullsLast
from campaign.filters.movements import ClaimedFilter, OrganisedFilter
from campaign.filters.reports import LEVELS, opened
from campaign.forms.scope import BehindForm
from campaign.models import Activity, Expected
from campaign.querysets import ActivityQuerySet, ExpectedQuerySet
from campaign.summary import distinct, reports, totals
from campaign.summary.ladder import Ladder, Rung, addressed, ladder
from campaign.summary.scope import Scope
from units.filters.by_unit import UnitTextFilter
from units.models import Level, Sector, Unit
from units.querysets import UnitQuerySet
from units.requests import Request

ALL = _("All")
SORTED_BY = pgettext_lazy("list", "Sorted by")
UNIT = pgettext_lazy("noun", "Unit")


class Behind(django_filters.FilterSet):
    """The filter above a list behind a figure: it begins with the rows that the figure counts.

    `scope` is what the list is about, `whole` what the summary is about that it was opened from: the same, or more.
    """

    form: BehindForm

    def __init__(self, request: Request, unit: Unit):
        super().__init__(request.GET, self._meta.model._default_manager.none(), request=request)
        self.form.offer(unit, by=request.user)
        self.whole = self.form.scope(unit, by=request.user)
        self.scope = self.form.narrowed(self.whole)
        self.counted = self.rows(self.scope)
        self.queryset = self.counted.visible_to(request.user)

    @cached_property
    def unread(self) -> int:
        """How many rows the figure counts that the visitor no longer reads: rights follow the tree of today."""
        return self.counted.count() - self.queryset.count() if self.scope.then else 0

    def rows(self, scope: Scope) -> Any:
        """Everything that may be counted in a scope, in the order in which it is shown."""
        raise NotImplementedError

    def filter_queryset(self, queryset: Any) -> Any:
        """Narrows by all but the scope's own choices, with which the rows begin."""
        for name, one in self.filters.items():
            queryset = one.filter(queryset, self.form.cleaned_data.get(name))
        return queryset


class ActivitiesBehind(Behind):
    """Activities that are counted."""

    unit = UnitTextFilter(stood=placed.on_first_day)
    kind = KindFilter()
    organised = OrganisedFilter()
    claimed = ClaimedFilter()
    gives = django_filters.ChoiceFilter(
        label=_("That count for"), empty_label=ALL, method="with_a_number",
        choices=[
            *((one.name, one.label) for one in (totals.turnout, totals.citizens, totals.value)),
            (distinct.GIVES, distinct.distinct.label),
        ],
    )  # fmt: skip
    sort = NullsLast(
        fields=(
            ("title", "title"), ("started_on", "day"), ("kind__responsibility", "responsibility"),
            ("turnout", "turnout"), ("citizens", "citizens"), ("value", "value"),
        ),
        label=SORTED_BY, empty_label=_("Newest first"),
        field_labels={
            "title": _("What was done"), "started_on": _("Day"), "kind__responsibility": _("Responsibility"),
            "turnout": _("Turnout"), "citizens": _("Citizens served"), "value": _("Value"),
        },
    )  # fmt: skip

    class Meta:
        model = Activity
        fields: list[str] = []
        form = BehindForm

    def rows(self, scope: Scope) -> ActivityQuerySet:
        return totals.counted(scope).select_related("unit", "kind").order_by("-started_on", "-pk")

    def with_a_number(self, found: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        """Keeps the activities that add something to a sum, or in which people were ticked."""
        if value == distinct.GIVES:
            return distinct.ticked(found)
        return found.filter(**{f"{value}__gt": 0})


class _UnitsBehind(Behind):
    """What both lists of units can be narrowed by."""

    unit = django_filters.CharFilter(label=UNIT, method="called")
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=_("All levels"))
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=_("All sectors"))

    def called(self, found: UnitQuerySet, name: str, text: str) -> UnitQuerySet:
        """Keeps the units whose code or name bears all the words."""
        return found.matching(text)


class UnitsBehind(_UnitsBehind):
    """Units on the deployment ladder."""

    rung = django_filters.ChoiceFilter(label=_("Rung"), choices=Rung.choices, empty_label=ALL, method="on_rung")
    sort = NullsLast(
        fields=(("sort_name", "unit"), ("level", "level"), ("sector", "sector")),
        label=SORTED_BY, empty_label=_("Level, then name"),
        field_labels={"sort_name": UNIT, "level": _("Level"), "sector": _("Sector")},
    )  # fmt: skip

    class Meta:
        model = Unit
        fields: list[str] = []
        form = BehindForm

    @cached_property
    def ladder(self) -> Ladder:
        """Where every unit of the scope stands."""
        return ladder(self.scope)

    def rows(self, scope: Scope) -> UnitQuerySet:
        return addressed(scope).select_related("parent").order_by("level", "sort_name", "pk")

    def on_rung(self, found: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """Keeps the units that stand on a rung."""
        return found.filter(pk__in=[pk for pk, rung in self.ladder.rung_of.items() if rung == value])


class ReportersBehind(_UnitsBehind):
    """Units from which a report is expected."""

    sent = django_filters.ChoiceFilter(
        label=_("Reports"), empty_label=ALL, method="have_sent",
        choices=[("yes", _("Sent at least one")), ("no", _("Sent none"))],
    )  # fmt: skip
    sort = NullsLast(
        fields=(("sort_name", "unit"), ("level", "level"), ("asked", "asked"), ("arrived", "arrived")),
        label=SORTED_BY, empty_label=_("Level, then name"),
        field_labels={
            "sort_name": UNIT, "level": _("Level"), "asked": pgettext_lazy("reports", "Expected"),
            "arrived": pgettext_lazy("figure", "Arrived"),
        },
    )  # fmt: skip

    class Meta:
        model = Unit
        fields: list[str] = []
        form = BehindForm

    def rows(self, scope: Scope) -> UnitQuerySet:
        return reports.reporters(scope).order_by("level", "sort_name", "pk")

    def have_sent(self, found: Any, name: str, value: str) -> UnitQuerySet:
        """Keeps the units that have sent a report that was not returned, or the others."""
        return found.filter(arrived__gt=0) if value == "yes" else found.filter(arrived=0)


class ReportsBehind(Behind):
    """Expected reports that enter the rate."""

    unit = UnitTextFilter(stood=placed.at_end_of_period)
    level = django_filters.ChoiceFilter(
        label=_("Level"), field_name="unit__level", choices=LEVELS, empty_label=_("All levels")
    )
    period = django_filters.ModelChoiceFilter(label=_("Period"), queryset=opened, empty_label=_("All periods"))
    came = django_filters.ChoiceFilter(
        label=_("Timeliness"), empty_label=ALL, method="by_arrival",
        choices=[
            ("yes", pgettext_lazy("report", "Arrived, in time or late")),
            ("on_time", pgettext_lazy("report", "Arrived on time")),
            ("late", pgettext_lazy("report", "Arrived late")),
            ("no", pgettext_lazy("report", "Overdue")),
        ],
    )  # fmt: skip
    sort = NullsLast(
        fields=(("unit__sort_name", "unit"), ("final_day", "due"), ("report__sent_on", "sent")),
        label=SORTED_BY, empty_label=_("Latest period first"),
        field_labels={
            "unit__sort_name": UNIT, "final_day": pgettext_lazy("sort", "Due day"),
            "report__sent_on": pgettext_lazy("sort", "Sent"),
        },
    )  # fmt: skip

    class Meta:
        model = Expected
        fields: list[str] = []
        form = BehindForm

    def rows(self, scope: Scope) -> ExpectedQuerySet:
        found = reports.due(scope).with_standing(self.request.user)
        found = found.select_related("unit__parent", "period", "report__holder")
        return found.order_by("-period__ends_on", "-final_day", "unit__level", "unit__sort_name", "pk")

    def by_arrival(self, found: ExpectedQuerySet, name: str, value: str) -> QuerySet:
        """Keeps what has come, came in time, came late, or has not come."""
        kept = {"yes": found.arrived, "on_time": found.on_time, "late": found.late, "no": found.missing}
        return kept[value]()
