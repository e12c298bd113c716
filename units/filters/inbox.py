"""How does somebody narrow the desk: by kind of paper, unit, whether it was sent again, how long it has waited?"""

from __future__ import annotations

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.clock import today
from units.filters.by_unit import UnitTextFilter

WAITS = [(3, _("3 days and longer")), (7, _("7 days and longer")), (14, _("14 days and longer")),
         (30, _("30 days and longer"))]  # fmt: skip


class InboxFilter(django_filters.FilterSet):
    """The filter above the desk. It is applied to every kind of paper alike; the kind itself is a tab of the page."""

    unit = UnitTextFilter()
    waiting = django_filters.ChoiceFilter(
        label=_("Waiting for"), choices=WAITS, method="sent_before", empty_label=_("Any time")
    )
    resubmitted = django_filters.BooleanFilter(
        label=_("Only papers sent again"), method="sent_again", widget=forms.CheckboxInput
    )

    class Meta:
        fields: list[str] = []

    def sent_before(self, papers: QuerySet, name: str, days: str) -> QuerySet:
        """Keeps the papers sent so many days ago or earlier, by days of Viet Nam."""
        end = datetime.combine(today() - timedelta(days=int(days) - 1), time.min)
        return papers.filter(submitted_at__lt=timezone.make_aware(end))

    def sent_again(self, papers: QuerySet, name: str, value: bool | None) -> QuerySet:
        """Keeps the papers that were returned and sent again."""
        return papers.filter(round__gt=1) if value else papers
