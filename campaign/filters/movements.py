"""Which activities were organised for a movement, and which does it claim? As the overlap matrix counts them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Movement
from campaign.summary.overlap import ANY, NONE, OWN, claimed_by, organised_for


def _movements() -> list[tuple[str, str]]:
    return [(movement.code, str(movement)) for movement in Movement.objects.all()]


def _organised() -> list[tuple[str, Any]]:
    return [(OWN, _("“3 responsibilities” itself")), *_movements()]


def _claimed() -> list[tuple[str, Any]]:
    return [(NONE, _("No other movement")), (ANY, _("At least one other movement")), *_movements()]


class OrganisedFilter(django_filters.ChoiceFilter):
    """Keeps what was organised for one movement, or for "3 trách nhiệm" itself."""

    def __init__(self, **kwargs: Any):
        super().__init__(label=_("Organised for"), choices=_organised, empty_label=_("All"), **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(organised_for(value)) if value else qs


class ClaimedFilter(django_filters.ChoiceFilter):
    """Keeps what a movement claims, first of all or too; what any other claims, or none."""

    def __init__(self, **kwargs: Any):
        label = pgettext_lazy("activity", "Also claimed by")
        super().__init__(label=label, choices=_claimed, empty_label=_("All"), **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(claimed_by(value)) if value else qs
