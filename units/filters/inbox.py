"""How does somebody narrow the desk: by kind of paper, unit, whether it was sent again, how long it has waited?"""

from __future__ import annotations

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.clock import today
from units.filters.by_unit import UnitTextFilter
from units.filters.sorting import SortFilter
from units.inbox import ORDERS
from units.models import Paper

WAITS = [(3, _("3 days and longer")), (7, _("7 days and longer")), (14, _("14 days and longer")),
         (30, _("30 days and longer"))]  # fmt: skip


def kinds() -> list[tuple[str, str]]:
    """The kinds of paper by their names in addresses."""
    return [(kind.kind_code(), capfirst(str(kind._meta.verbose_name_plural))) for kind in Paper.kinds()]


class WholeListFilter(SortFilter):
    """Offers the order; it is the union over the kinds that is sorted by it (`Inbox.sorted_by`), not each kind."""

    def filter(self, qs: QuerySet, value: list[str] | None) -> QuerySet:
        return qs


class InboxFilter(django_filters.FilterSet):
    """The filter above the desk, applied to every kind of paper alike; the kind is a tab above the list."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind of paper"), choices=kinds, method="of_any_kind", widget=forms.HiddenInput
    )
    unit = UnitTextFilter()
    waiting = django_filters.ChoiceFilter(
        label=_("Waiting for"), choices=WAITS, method="sent_before", empty_label=_("Any time")
    )
    resubmitted = django_filters.BooleanFilter(
        label=_("Only papers sent again"), method="sent_again", widget=forms.CheckboxInput
    )

    sort = WholeListFilter(
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Longest waiting first"),
        fields={word: word for word in ORDERS},
        field_labels={"unit": pgettext_lazy("noun", "Unit"), "sender": _("Sent by"), "waiting": _("Days waiting")},
    )  # fmt: skip

    class Meta:
        fields: list[str] = []

    @property
    def order(self) -> str:
        """The word by which the desk is sorted, "" for the longest waiting first."""
        return "" if "sort" in self.errors else next(iter(self.form.cleaned_data["sort"] or []), "")

    @property
    def is_narrowed(self) -> bool:
        """Says whether anything was chosen that leaves papers out."""
        return not self.errors and any(value for name, value in self.form.cleaned_data.items() if name != "sort")

    def of_any_kind(self, papers: QuerySet, name: str, value: str) -> QuerySet:
        """Keeps all: the desk itself is asked for one kind."""
        return papers

    def sent_before(self, papers: QuerySet, name: str, days: str) -> QuerySet:
        """Keeps the papers sent so many days ago or earlier, by days of Viet Nam."""
        end = datetime.combine(today() - timedelta(days=int(days) - 1), time.min)
        return papers.filter(submitted_at__lt=timezone.make_aware(end))

    def sent_again(self, papers: QuerySet, name: str, value: bool | None) -> QuerySet:
        """Keeps the papers that were returned and sent again."""
        return papers.filter(round__gt=1) if value else papers
