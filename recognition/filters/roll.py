"""How does a visitor narrow the honour roll? The choices are those of the entries that anybody may see."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recognition.models import Honour
from recognition.querysets import HonourQuerySet
from units.models import Level, Unit


class RollFilter(django_filters.FilterSet):
    """The filter above the public honour roll."""

    year = django_filters.ChoiceFilter(
        label=_("Year"), field_name="nomination__season__year", choices=lambda: _years(), empty_label=_("All years")
    )
    province = django_filters.ModelChoiceFilter(
        label=_("Province"),
        queryset=lambda request: _provinces(),
        method="in_province",
        empty_label=_("All provinces"),
    )

    class Meta:
        model = Honour
        fields: list[str] = []

    def in_province(self, entries: HonourQuerySet, name: str, unit: Unit) -> HonourQuerySet:
        """Keeps those who were nominated from the province's union."""
        return entries.from_under(unit)


def _years() -> list[tuple[int, str]]:
    found = Honour.objects.on_the_roll().order_by().values_list("nomination__season__year", flat=True).distinct()
    return [(year, str(year)) for year in sorted(found, reverse=True)]


def _provinces() -> QuerySet[Unit]:
    shown = Honour.objects.on_the_roll().provinces()
    return Unit.objects.filter(level=Level.PROVINCE, pk__in=shown).order_by("sort_name")
