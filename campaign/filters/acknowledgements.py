"""What can the list of those who are asked to acknowledge the conclusion be narrowed by?"""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.filters.activity import NullsLast
from units.filters.by_unit import in_units_called
from units.keys import key_of
from units.models import Level, Sector, Unit
from units.querysets import UnitQuerySet
from units.requests import Request

LEVELS = [choice for choice in Level.choices if choice[0] in (Level.PROVINCE, Level.DISTRICT)]


def superiors(request: Request) -> QuerySet[Unit]:
    """The visitor's own units, those directly beneath them, and the one that a link names."""
    own = [post.unit_id for post in request.user.current_posts]
    named = key_of(request.GET.get("beneath"))
    seen = Unit.objects.visible_to(request.user).filter(level__lt=Level.DISTRICT)
    return seen.filter(Q(pk__in=[*own, named]) | Q(parent__in=own)).order_by("level", "sort_name")


class WordFilter(django_filters.ChoiceFilter):
    """Keeps those that have acknowledged a document, or those that have not."""

    def __init__(self, **kwargs: Any):
        choices = [("yes", _("Has acknowledged")), ("no", _("Has not acknowledged"))]
        super().__init__(label=_("Acknowledged"), empty_label=_("All"), choices=choices, **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        return qs.filter(acknowledged_on__isnull=value == "no") if value else qs


class AcknowledgementFilter(django_filters.FilterSet):
    """The filter above the list; the export goes by the same one."""

    unit = django_filters.CharFilter(label=pgettext_lazy("noun", "Unit"), method="called")
    beneath = django_filters.ModelChoiceFilter(
        label=_("Directly beneath"), queryset=superiors, method="directly_beneath", empty_label=_("All units")
    )
    said = WordFilter()
    level = django_filters.ChoiceFilter(label=_("Level"), choices=LEVELS, empty_label=_("All levels"))
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=_("All sectors"))
    sort = NullsLast(
        fields=(("sort_name", "unit"), ("level", "level"), ("acknowledged_on", "day")),
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Level, then name"),
        field_labels={
            "sort_name": pgettext_lazy("noun", "Unit"), "level": _("Level"), "acknowledged_on": _("Acknowledged"),
        },
    )  # fmt: skip

    class Meta:
        model = Unit
        fields: list[str] = []

    def called(self, found: UnitQuerySet, name: str, text: str) -> UnitQuerySet:
        """Keeps the units of that name, and those beneath a unit of that name."""
        return found.filter(in_units_called(text, self.request.user, ""))

    def directly_beneath(self, found: UnitQuerySet, name: str, unit: Unit) -> UnitQuerySet:
        """Keeps the units whose direct superior it is."""
        return found.children_of(unit)
