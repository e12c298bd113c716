"""What can the activity log be narrowed by, and how is it sorted?"""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import placed
from campaign.forms.days import SpanField
from campaign.forms.kinds import in_list
from campaign.models import Activity, ActivityKind, Conclusion, Responsibility
from campaign.querysets import ActivityQuerySet
from units.approval import State
from units.filters.by_unit import TreeFilter, UnitTextFilter, in_units_called
from units.filters.sorting import NullsLast
from units.models import User
from units.vietnamese.names import search_words


class DayFilter(django_filters.Filter):
    """From or until a day that somebody typed; "3/2017" begins on the first and ends on the thirty-first."""

    field_class = SpanField

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        if not value:
            return qs
        day = value.start if self.lookup_expr == "gte" else value.end
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": day})


def years() -> list[tuple[int, str]]:
    """The years of the conclusion."""
    conclusion = Conclusion.objects.first()
    span = range(conclusion.starts_on.year, conclusion.ends_on.year + 1) if conclusion else []
    return [(year, str(year)) for year in span]


def kinds(user: User) -> list[tuple[Any, Any]]:
    """The kinds by responsibility, each once, also those out of force: what was done stays.

    A kind is asked for by its code, in all its versions; what a unit has added follows its national kind, and is
    offered to whoever has to do with that unit.
    """
    found = list(ActivityKind.objects.listed().visible_to(user).in_order())
    return [
        (one.label, [(kind.code, in_list(kind)) for kind in found if kind.responsibility == one])
        for one in Responsibility
    ]


class KindFilter(django_filters.ChoiceFilter):
    """The activities of a kind in all its versions; of a national one also those of the kinds beneath it."""

    def __init__(self, **kwargs: Any):
        super().__init__(label=_("Kind of activity"), empty_label=_("All"), **kwargs)

    @property
    def field(self) -> Any:
        """The choices that the visitor has; the FilterSet needs the request."""
        self.extra["choices"] = kinds(self.parent.request.user)
        return super().field

    def filter(self, qs: Any, value: Any) -> QuerySet:
        return qs.of_kind(value) if value else qs


class ActivityFilter(django_filters.FilterSet):
    """The filter above the activity log; the export goes by the same one."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    unit = UnitTextFilter(stood=placed.on_first_day)
    tree = TreeFilter()
    whose = django_filters.ChoiceFilter(
        label=_("Whose"), method="of", empty_label=_("All that I may read"),
        choices=[("own", _("My unit's")), ("desk", _("On my desk"))],
    )  # fmt: skip
    responsibility = django_filters.ChoiceFilter(
        field_name="kind__responsibility",
        label=_("Responsibility"),
        empty_label=_("All"),
        choices=Responsibility.choices,
    )
    kind = KindFilter()
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))
    year = django_filters.ChoiceFilter(
        field_name="started_on", lookup_expr="year", label=_("Year"), choices=years, empty_label=_("All")
    )
    since = DayFilter(field_name="started_on", lookup_expr="gte", label=_("From"), required=False)
    until = DayFilter(field_name="started_on", lookup_expr="lte", label=_("Until"), required=False)
    scope = django_filters.ChoiceFilter(
        field_name="unit__in_scope", label=_("Scope"), empty_label=_("All"), method="within_scope",
        choices=[("in", _("Within the conclusion's scope")), ("out", _("Outside it"))],
    )  # fmt: skip
    sort = NullsLast(
        fields=(
            ("started_on", "day"), ("sort_title", "title"), ("unit__sort_name", "unit"), ("kind__order", "kind"),
            ("turnout", "turnout"), ("citizens", "citizens"), ("value", "value"), ("submitted_at", "sent"),
        ),
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Newest first"),
        field_labels={
            "started_on": _("Day"), "sort_title": _("What was done"), "unit__sort_name": pgettext_lazy("noun", "Unit"),
            "kind__order": _("Kind of activity"), "turnout": _("Turnout"), "citizens": _("Citizens served"),
            "value": _("Value"), "submitted_at": _("Sent on"),
        },
    )  # fmt: skip

    class Meta:
        model = Activity
        fields: list[str] = []

    def search(self, found: QuerySet, name: str, text: str) -> QuerySet:
        """Keeps what bears the words in its title or place, or whose unit or superior is called so."""
        words = search_words(text)
        if not words:
            return found
        in_text = Q()
        for word in words:
            in_text &= Q(search_text__contains=word)
        return found.filter(in_text | in_units_called(text, self.request.user, "unit__"))

    def of(self, found: ActivityQuerySet, name: str, value: str) -> QuerySet:
        """Keeps the own unit's papers, or those that wait for this person's answer."""
        user = self.request.user
        return found.of_author(user) if value == "own" else found.on_desks_of(user)

    def within_scope(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Keeps the units that the conclusion addresses, or the others (Rulings: Scope)."""
        return found.filter(unit__in_scope=value == "in")
