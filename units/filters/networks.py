"""What can the list of a network's members be narrowed by?"""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.clock import today
from units.filters.by_unit import UnitTextFilter
from units.filters.sorting import SortFilter
from units.models import Level, NetworkMember
from units.models.network import MemberQuerySet

UNIT = pgettext_lazy("noun", "Unit")


class MemberFilter(django_filters.FilterSet):
    """The members of today unless others are asked for."""

    unit = UnitTextFilter()
    level = django_filters.ChoiceFilter(
        label=_("Level"), field_name="unit__level", choices=Level.choices, empty_label=_("All levels")
    )
    status = django_filters.ChoiceFilter(
        label=_("Membership"), method="by_status", empty_label=_("Members today"),
        choices=[("left", _("No longer members")), ("coming", _("Members from a later day")), ("all", _("All"))],
    )  # fmt: skip
    sort = SortFilter(
        label=pgettext_lazy("list", "Sorted by"), empty_label=UNIT,
        fields=(("unit__sort_name", "unit"), ("unit__level", "level"), ("from_on", "from"), ("to_on", "until")),
        field_labels={
            "unit__sort_name": UNIT, "unit__level": _("Level"), "from_on": _("Member from"),
            "to_on": _("Member until"),
        },
    )  # fmt: skip

    class Meta:
        model = NetworkMember
        fields: list[str] = []

    def filter_queryset(self, queryset: MemberQuerySet) -> MemberQuerySet:
        """Leaves former and coming members out unless they are asked for."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("status") else found.in_force(today())

    def by_status(self, found: MemberQuerySet, name: str, value: str) -> MemberQuerySet:
        """Keeps former members, or coming ones, or leaves all."""
        if value == "left":
            return found.filter(to_on__lte=today())
        return found.filter(from_on__gt=today()) if value == "coming" else found
