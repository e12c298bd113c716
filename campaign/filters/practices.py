"""What can the list of models be narrowed by, and how is it sorted?"""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.filters.activity import KindFilter
from campaign.models import GoodPractice, Responsibility
from campaign.offered import PracticeQuerySet
from units.filters.by_unit import UnitTextFilter
from units.filters.sorting import NullsLast
from units.models import Sector
from units.vietnamese.names import search_words

ALL = _("All")


class ModelKindFilter(KindFilter):
    """The models of a kind in all its versions."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        same = Q(activity__kind__code=value) | Q(activity__kind__total_code=value)
        return qs.filter(same) if value else qs


class PracticeFilter(django_filters.FilterSet):
    """The filter above the list of models; the export goes by the same one."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    whose = django_filters.ChoiceFilter(
        label=_("Whose"), method="of", empty_label=_("All that I may read"),
        choices=[("offered", _("Offered to my unit")), ("ours", _("Featured by my unit"))],
    )  # fmt: skip
    unit = UnitTextFilter("activity__unit", label=_("Done by"))
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="activity__unit__sector", choices=Sector.choices, empty_label=_("All sectors")
    )
    responsibility = django_filters.ChoiceFilter(
        label=_("Responsibility"), field_name="activity__kind__responsibility", choices=Responsibility.choices,
        empty_label=ALL,
    )  # fmt: skip
    kind = ModelKindFilter()
    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", empty_label=ALL,
        choices=[("offered", pgettext_lazy("model", "Offered")), ("withdrawn", pgettext_lazy("model", "Withdrawn"))],
    )  # fmt: skip
    sort = NullsLast(
        fields=(
            ("activity__sort_title", "title"), ("activity__unit__sort_name", "unit"),
            ("activity__unit__sector", "sector"), ("featured_on", "day"), ("started", "started"),
        ),
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Own sector first, then the newest"),
        field_labels={
            "activity__sort_title": _("What was done"), "activity__unit__sort_name": _("Done by"),
            "activity__unit__sector": _("Sector"), "featured_on": _("Featured on"), "started": _("Started from it"),
        },
    )  # fmt: skip

    class Meta:
        model = GoodPractice
        fields: list[str] = []

    def search(self, found: QuerySet, name: str, text: str) -> QuerySet:
        """Keeps what bears the words in its title or place."""
        for word in search_words(text):
            found = found.filter(activity__search_text__contains=word)
        return found

    def of(self, found: PracticeQuerySet, name: str, value: str) -> PracticeQuerySet:
        """Keeps what the visitor's units may start from, or what they have featured."""
        units = [post.unit for post in self.request.user.current_posts]
        return found.offered_to(units) if value == "offered" else found.filter(unit__in=units)

    def in_state(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Keeps what is offered, or what was withdrawn."""
        return found.filter(withdrawn_on__isnull=value == "offered")
