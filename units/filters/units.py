"""How does somebody find units: level by level down the tree, by a few letters, by what they are, on which day?"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import distinctions, finding, past
from units.clauses import NOTHING
from units.clock import today
from units.filters.asked import AskedFilterSet
from units.filters.days import OnDayFilter, day_of
from units.filters.sorting import SortFilter
from units.keys import key_of
from units.models import Level, Network, NetworkMember, Sector, Unit, UnitKind
from units.querysets import UnitQuerySet, reads_beneath, within
from units.requests import Request

ALL = _("All")


def heads(request: Request) -> QuerySet[Unit]:
    """The units that head a subtree to choose: directly below the person's own, and the one that a link names."""
    own = [post.unit_id for post in request.user.current_posts]
    among = Q(parent__in=own, level__lt=Level.BRANCH) | Q(pk=key_of(request.GET.get("under")))
    return Unit.objects.visible_to(request.user).filter(among).order_by("level", "sort_name")


def networks(request: Request) -> QuerySet[Network]:
    """The networks that the person reads."""
    return Network.objects.visible_to(request.user)


class UnitFilter(AskedFilterSet):
    """The filter of the units: without a choice the tree, one level at a time; else a list.

    The words of the search stand in a box of their own above it.
    """

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.HiddenInput)
    under = django_filters.ModelChoiceFilter(
        label=_("Everything under"), queryset=heads, method="in_subtree", empty_label=_("All units")
    )
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=ALL)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=ALL)
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=ALL)
    network = django_filters.ModelChoiceFilter(
        label=_("Network"), queryset=networks, method="in_network", empty_label=ALL
    )
    scope = django_filters.ChoiceFilter(
        label=_("Scope"), method="within_scope", empty_label=ALL,
        choices=[("in", _("Within the conclusion's scope")), ("out", _("Outside it"))],
    )  # fmt: skip
    status = django_filters.ChoiceFilter(
        label=_("Open or closed"), method="by_status", empty_label=pgettext_lazy("units", "Open"),
        choices=[("closed", pgettext_lazy("units", "Closed")), ("all", _("Open and closed"))],
    )  # fmt: skip
    on = OnDayFilter()
    sort = SortFilter(
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Best match, else level and name"),
        fields=(("sort_name", "name"), ("code", "code"), ("opened_on", "opened")),
        field_labels={"sort_name": _("Name"), "code": _("Code"), "opened_on": _("Opened on")},
    )  # fmt: skip
    pilot = django_filters.BooleanFilter(
        label=_("Only pilot units"), method="pilots", widget=forms.CheckboxInput, field_name="is_pilot"
    )
    all = django_filters.BooleanFilter(
        label=_("Everything beneath in one list"), method="as_list", widget=forms.CheckboxInput
    )

    tells_apart = True  # by what only higher rooms know of units (units.distinctions)
    words_of_place = frozenset({"under", "on", "sort"})  # what can be said of the tree; anything else makes it a list

    class Meta:
        model = Unit
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in distinctions.offered() if self.tells_apart else ():
            added = django_filters.ChoiceFilter(label=one.label, choices=one.choices, empty_label=ALL)
            added.parent, added.model, added.field_name = self, Unit, one.name
            added.filter = lambda found, value, keep=one.keep: keep(found, value, self.as_of) if value else found
            self.filters[one.name] = added

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and could be read, by the words of the address."""
        self.form.is_valid()  # reads what was typed; what cannot be read is left out
        return self.form.cleaned_data

    @cached_property
    def day(self) -> date | None:
        """The past day that is asked for; None for today."""
        return day_of(self)

    @property
    def as_of(self) -> date:
        """The day that is asked for, today unless it lies in the past."""
        return self.day or today()

    @cached_property
    def is_tree(self) -> bool:
        """Says whether nothing but a place in the tree is asked for."""
        return not any(value for name, value in self.chosen.items() if name not in self.words_of_place)

    @cached_property
    def place(self) -> Unit | None:
        """The unit whose subordinates the tree shows; None where the person's own units are shown."""
        own = [post.unit for post in self.request.user.current_posts]
        place = self.chosen.get("under") or (own[0] if len(own) == 1 and own[0].level < Level.BRANCH else None)
        return place if place and reads_beneath(self.request.user, place) else None

    def filter_queryset(self, queryset: UnitQuerySet) -> UnitQuerySet:
        """Begins with the units that were there on the day, leaving closed ones out unless they are asked for."""
        chosen = self.chosen
        if not chosen.get("status"):
            queryset = queryset.as_on(self.day) if self.day else queryset.open_on(self.as_of)
        if self.is_tree:
            return self.in_order(self._level(queryset))
        found = super().filter_queryset(queryset)
        return finding.best_first(found, chosen["q"]) if chosen.get("q") and not chosen.get("sort") else found

    def in_order(self, level: UnitQuerySet) -> UnitQuerySet:
        """One level of the tree in the order that is asked for."""
        return self.filters["sort"].filter(level, self.chosen.get("sort"))

    def _level(self, found: UnitQuerySet) -> UnitQuerySet:
        """One level of the tree: what stands directly under the place, else the person's own units."""
        if self.place is None:
            named = self.chosen.get("under")
            return found.filter(pk__in=[named.pk] if named else [p.unit_id for p in self.request.user.current_posts])
        return found.stood_directly_under(self.place) if self.day else found.children_of(self.place)

    def search(self, found: UnitQuerySet, name: str, text: str) -> UnitQuerySet:
        """Keeps the units whose code, name or former name bears all the words, with or without accents."""
        return found.matching(text)

    def in_subtree(self, found: UnitQuerySet, name: str, unit: Unit) -> UnitQuerySet:
        """Keeps a unit and everything beneath: on the day where only what stood that day is listed."""
        if self.day and not self.chosen.get("status"):
            return found.stood_under(past.path_on(self.day, unit))
        return found.under(unit)

    def in_network(self, found: UnitQuerySet, name: str, network: Network) -> UnitQuerySet:
        """Keeps the members of the day and what stands beneath them."""
        members = NetworkMember.objects.in_force(self.as_of).filter(network=network)
        condition = NOTHING
        for path in members.values_list("unit__path", flat=True):
            condition |= within(path or "")
        return found.filter(condition)

    def within_scope(self, found: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """Keeps the units that the conclusion addresses, or the others (Rulings: Scope)."""
        return found.filter(in_scope=value == "in")

    def by_status(self, found: UnitQuerySet, name: str, value: str) -> UnitQuerySet:
        """Keeps the units closed by the day, or leaves all that had been opened."""
        closed = Q(closed_on__lte=self.as_of) if value == "closed" else Q()
        return found.filter(closed, opened_on__lte=self.as_of)

    def pilots(self, found: UnitQuerySet, name: str, value: bool | None) -> UnitQuerySet:
        """Keeps the units that a province has chosen to go ahead (rule 15)."""
        return found.filter(is_pilot=True) if value else found

    def as_list(self, found: UnitQuerySet, name: str, value: bool | None) -> UnitQuerySet:
        """Leaves all: that it is asked for makes a list of the tree."""
        return found
