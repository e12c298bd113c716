"""How does somebody narrow the list of nominations? Everything is kept in the address."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recognition import seasons
from recognition.models import Nomination
from recognition.querysets import NominationQuerySet
from units.approval import State
from units.filters.by_unit import UnitTextFilter
from units.filters.sorting import SortFilter
from units.models import Level
from units.requests import Request

DESKS = [choice for choice in Level.choices if choice[0] != Level.BRANCH]
WHOSE = [("desk", _("On my desk")), ("own", _("Of my unit")), ("undecided", _("Accepted, decision not recorded"))]


def _seasons(request: Request) -> QuerySet:
    return seasons.visible_to(request.user)


class NominationFilter(django_filters.FilterSet):
    """The filter above the list of nominations."""

    person = django_filters.CharFilter(label=_("Nominee"), method="called")
    season = django_filters.ModelChoiceFilter(label=_("Award season"), queryset=_seasons, empty_label=_("All seasons"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All states"))
    unit = UnitTextFilter()
    desk = django_filters.ChoiceFilter(
        label=_("Lies on a desk of"), field_name="holder__level", choices=DESKS, empty_label=_("Any level")
    )
    whose = django_filters.ChoiceFilter(label=_("Whose"), choices=WHOSE, method="by_owner", empty_label=_("All"))
    sort = SortFilter(
        label=_("Sort by"), empty_label=_("Latest first"),
        fields=(
            ("person__sort_name", "person"), ("unit__sort_name", "unit"), ("submitted_at", "sent"), ("state", "state"),
        ),
        field_labels={
            "person__sort_name": pgettext_lazy("sort", "Nominee"),
            "unit__sort_name": pgettext_lazy("sort", "Unit"),
            "submitted_at": pgettext_lazy("sort", "Sent"),
            "state": pgettext_lazy("sort", "State"),
        },
    )  # fmt: skip

    class Meta:
        model = Nomination
        fields: list[str] = []

    def called(self, found: NominationQuerySet, name: str, text: str) -> NominationQuerySet:
        """Keeps the nominees of that name, with or without accents."""
        return found.of_people_called(text)

    def by_owner(self, found: NominationQuerySet, name: str, value: str) -> NominationQuerySet:
        """Keeps what waits for the person's answer, what the person's units wrote, or what lacks its decision."""
        if value == "undecided":
            return found.undecided()
        return found.on_desks_of(self.request.user) if value == "desk" else found.of_author(self.request.user)
