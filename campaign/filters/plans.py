"""What can the list of plans be narrowed by, and how is it sorted?"""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import placed
from campaign.filters.activity import NullsLast, years
from campaign.models import Plan
from units.approval import State
from units.filters.by_unit import TreeFilter, UnitTextFilter
from units.models import Level


class PlanFilter(django_filters.FilterSet):
    """The filter above the list of plans; the export goes by the same one."""

    unit = UnitTextFilter(stood=placed.at_end_of_year)
    tree = TreeFilter()
    whose = django_filters.ChoiceFilter(
        label=_("Whose"), method="of", empty_label=_("All that I may read"),
        choices=[("own", _("My unit's")), ("desk", _("On my desk")), ("above", _("Of the units above"))],
    )  # fmt: skip
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years, empty_label=_("All"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))
    level = django_filters.ChoiceFilter(
        field_name="unit__level", label=_("Level"), choices=Level.choices, empty_label=_("All levels")
    )
    sort = NullsLast(
        fields=(("year", "year"), ("unit__sort_name", "unit"), ("unit__level", "level"), ("submitted_at", "sent")),
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Latest year first"),
        field_labels={
            "year": _("Year"), "unit__sort_name": pgettext_lazy("noun", "Unit"), "unit__level": _("Level"),
            "submitted_at": _("Sent on"),
        },
    )  # fmt: skip

    class Meta:
        model = Plan
        fields: list[str] = []

    def of(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Keeps the own unit's plans, those that wait for this person's answer, or the superiors' accepted ones."""
        user = self.request.user
        if value == "own":
            return found.filter(unit__in=[post.unit_id for post in user.current_posts])
        if value == "desk":
            return found.filter(pk__in=Plan.objects.on_desks_of(user))
        return found.filter(unit__in={pk for post in user.current_posts for pk in post.unit.ancestor_ids})
