"""What can the list of shares in others' activities be narrowed by?"""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import sharing
from campaign.filters.activity import DayFilter
from campaign.filters.guidance import units
from campaign.models import Partnership
from units.filters.by_unit import UnitTextFilter
from units.filters.sorting import NullsLast


class ShareFilter(django_filters.FilterSet):
    """The filter above the list of shares; the export goes by the same one."""

    unit = UnitTextFilter(label=_("Partner"))
    author = UnitTextFilter("activity__unit", label=_("Entered by"))
    about = django_filters.ModelChoiceFilter(
        label=_("Partner, exactly"), queryset=units, field_name="unit", empty_label=_("All units")
    )
    whose = django_filters.ChoiceFilter(
        label=_("Whose"), method="awaited", empty_label=_("All that I may read"),
        choices=[("awaited", _("To be confirmed by me"))],
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=_("Answer"), choices=Partnership.State.choices, empty_label=pgettext_lazy("share", "Any answer")
    )
    since = DayFilter(field_name="activity__started_on", lookup_expr="gte", label=_("From"), required=False)
    until = DayFilter(field_name="activity__started_on", lookup_expr="lte", label=_("Until"), required=False)
    sort = NullsLast(
        fields=(
            ("activity__started_on", "day"), ("activity__sort_title", "title"), ("unit__sort_name", "unit"),
            ("state", "state"), ("turnout", "turnout"),
        ),
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Newest first"),
        field_labels={
            "activity__started_on": _("Day"), "activity__sort_title": _("What was done"),
            "unit__sort_name": _("Partner"), "state": _("Answer"), "turnout": _("Share"),
        },
    )  # fmt: skip

    class Meta:
        model = Partnership
        fields: list[str] = []

    def awaited(self, found: QuerySet, name: str, value: Any) -> QuerySet:
        """Keeps those of which the visitor still has to speak."""
        return found.filter(pk__in=sharing.awaited_from(self.request.user).values("pk"))
