"""How does somebody find units: by a few letters, a code, level, kind, sector, what lies under which unit?"""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.clock import today
from units.filters.sorting import SortFilter
from units.keys import key_of
from units.models import Level, Sector, Unit, UnitKind
from units.querysets import UnitQuerySet

ALL = _("All")


def heads(request: HttpRequest) -> QuerySet[Unit]:
    """The units that head a subtree to choose: directly below the person's own, and the one that a link names."""
    own = [post.unit_id for post in request.user.current_posts]  # type: ignore[union-attr]
    among = Q(parent__in=own, level__lt=Level.BRANCH) | Q(pk=key_of(request.GET.get("under")))
    return Unit.objects.visible_to(request.user).filter(among).order_by("level", "sort_name")  # type: ignore[arg-type]


class UnitFilter(django_filters.FilterSet):
    """The filter of the list of units; the words of the search stand in a box of their own above it."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.HiddenInput)
    under = django_filters.ModelChoiceFilter(
        label=_("Everything under"), queryset=heads, method="in_subtree", empty_label=_("All units")
    )
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=ALL)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=ALL)
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=ALL)
    scope = django_filters.ChoiceFilter(
        label=_("Scope"), method="within_scope", empty_label=ALL,
        choices=[("in", _("Within the conclusion's scope")), ("out", _("Outside it"))],
    )  # fmt: skip
    status = django_filters.ChoiceFilter(
        label=_("Open or closed"), method="by_status", empty_label=pgettext_lazy("units", "Open"),
        choices=[("closed", pgettext_lazy("units", "Closed")), ("all", _("Open and closed"))],
    )  # fmt: skip
    sort = SortFilter(
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Level, then name"),
        fields=(("sort_name", "name"), ("code", "code"), ("opened_on", "opened")),
        field_labels={"sort_name": _("Name"), "code": _("Code"), "opened_on": _("Opened on")},
    )  # fmt: skip

    class Meta:
        model = Unit
        fields: list[str] = []

    def filter_queryset(self, queryset: UnitQuerySet) -> UnitQuerySet:
        """Leaves closed units out unless they are asked for."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("status") else found.open_on(today())

    def search(self, found: UnitQuerySet, name: str, text: str) -> UnitQuerySet:
        """Keeps the units whose code or name bears all the words, with or without accents."""
        return found.matching(text)

    def in_subtree(self, found: UnitQuerySet, name: str, unit: Unit) -> UnitQuerySet:
        """Keeps a unit and everything beneath."""
        return found.under(unit)

    def within_scope(self, found: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """Keeps the units that the conclusion addresses, or the others (Rulings: Scope)."""
        return found.filter(in_scope=value == "in")

    def by_status(self, found: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """Keeps the closed units, or leaves all."""
        return found.filter(closed_on__lte=today()) if value == "closed" else found
