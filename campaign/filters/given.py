"""What can a list of given activities be narrowed by: those behind a plan's target, those that a report lists?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from campaign.filters.activity import ActivityFilter


class _GivenFilter(ActivityFilter):
    """The log's own filter, without the choices in which all the activities agree."""

    same: tuple[str, ...] = ()

    class Meta(ActivityFilter.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in self.same:
            del self.filters[name]


class CountedFilter(_GivenFilter):
    """The filter above the activities that a target's figure is the sum of."""

    same = ("whose", "state", "year", "scope")


class ReportedFilter(_GivenFilter):
    """The filter above a unit's own activities that its report lists, which begins with the first of the period."""

    same = ("unit", "tree", "whose", "year", "scope")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["sort"].extra["empty_label"] = _("Oldest first")
