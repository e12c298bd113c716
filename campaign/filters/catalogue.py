"""What can the catalogue of kinds be narrowed by, and how is it sorted?"""

from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import ActivityKind, KindSector, Responsibility
from campaign.querysets import ActivityKindQuerySet
from units.clock import today
from units.filters.sorting import NullsLast
from units.models import Sector
from units.vietnamese.names import search_key, search_words

ALL = _("All")


class KindFilter(django_filters.FilterSet):
    """The filter above the catalogue; the export goes by the same one."""

    q = django_filters.CharFilter(
        label=_("Search"), method="search", help_text=_("By any name in use, with or without accents")
    )
    responsibility = django_filters.ChoiceFilter(
        label=_("Responsibility"), choices=Responsibility.choices, empty_label=ALL
    )
    sector = django_filters.ChoiceFilter(
        label=_("Meant for the sector"), method="meant_for", empty_label=ALL,
        choices=[(sector.value, sector.label) for sector in Sector if sector != Sector.MIXED],
    )  # fmt: skip
    whose = django_filters.ChoiceFilter(
        label=_("Whose"), method="of", empty_label=ALL,
        choices=[("national", _("National")), ("own", _("Added by a province or a bloc"))],
    )  # fmt: skip
    force = django_filters.ChoiceFilter(
        label=_("In force"), method="by_force", empty_label=ALL,
        choices=[("now", _("In force today")), ("later", _("To come")), ("ended", _("Withdrawn"))],
    )  # fmt: skip
    sort = NullsLast(
        fields=(
            ("point__number", "point"), ("aggregation", "adds"), ("unit__sort_name", "whose"), ("from_on", "from"),
        ),
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("As in the catalogue"),
        field_labels={
            "point__number": _("Point"), "aggregation": _("How it adds up"), "unit__sort_name": _("Whose"),
            "from_on": _("In force from"),
        },
    )  # fmt: skip

    class Meta:
        model = ActivityKind
        fields: list[str] = []

    def search(self, found: QuerySet, name: str, text: str) -> QuerySet:
        """Keeps the kinds that one of their names calls so; some hundred kinds are read, not sought by the engine."""
        words = search_words(text)
        names = found.values_list("pk", "code", "name_vi", "name_en", "aliases")
        return found.filter(
            pk__in=[pk for pk, *said in names if all(word in search_key(" ".join(said)) for word in words)]
        )

    def meant_for(self, found: QuerySet, name: str, sector: str) -> QuerySet:
        """Keeps the kinds that units of a sector may use."""
        meant = KindSector.objects.filter(kind=OuterRef("pk"), restricts=True)
        return found.filter(~Exists(meant) | Exists(meant.filter(sector=sector)))

    def of(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Keeps the national kinds, or those that units have added."""
        return found.filter(unit__isnull=value == "national")

    def by_force(self, found: ActivityKindQuerySet, name: str, value: str) -> QuerySet:
        """Keeps what is in force today, what will be, or what no longer is."""
        if value == "now":
            return found.current()
        if value == "later":
            return found.filter(from_on__gt=today())
        return found.filter(Q(replaced_on__lte=today()) & ~Q(from_on__gt=today()))
