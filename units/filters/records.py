"""How does an administrator narrow the history: what happened, to what, by whom, when, at which unit?"""

from __future__ import annotations

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.filters.by_unit import UnitTextFilter
from units.filters.days import SinceFilter, UntilFilter
from units.filters.sorting import SortFilter
from units.models import Person, Post, Record, Unit, User
from units.querysets import RecordQuerySet
from units.vietnamese.names import search_words

KINDS = (Unit, Person, Post, User)


def subjects() -> list[tuple[str, str]]:
    """The kinds of thing that the history tells of."""
    listed = [(kind._meta.label_lower, str(kind._meta.verbose_name).capitalize()) for kind in KINDS]
    return [*listed, ("other", str(_("Something else")))]


class RecordFilter(django_filters.FilterSet):
    """The filter above the history of plain records."""

    verb = django_filters.ChoiceFilter(
        label=pgettext_lazy("column", "What happened"), choices=Record.Verb.choices, empty_label=_("All")
    )
    subject = django_filters.ChoiceFilter(label=_("To what"), choices=subjects, method="of_kind", empty_label=_("All"))
    who = django_filters.CharFilter(label=_("Who"), method="by_whom")
    unit = UnitTextFilter()
    since = SinceFilter(field_name="at", label=_("From"), required=False)
    until = UntilFilter(field_name="at", label=_("Until"), required=False)
    sort = SortFilter(
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Newest first"), fields=(("at", "at"),),
        choices=[("at", _("Oldest first"))],
    )  # fmt: skip

    class Meta:
        model = Record
        fields: list[str] = []

    def of_kind(self, found: RecordQuerySet, name: str, value: str) -> RecordQuerySet:
        """Keeps what happened to things of a kind."""
        if value == "other":
            return found.exclude(subject__in=[kind._meta.label_lower for kind in KINDS])
        return found.filter(subject=value)

    def by_whom(self, found: RecordQuerySet, name: str, text: str) -> RecordQuerySet:
        """Keeps what somebody did whose name or user name bears the words."""
        named = Q(by__username__iexact=text.strip())
        words = search_words(text)
        in_name = Q(pk__gt=0) if words else Q(pk__in=[])
        for word in words:
            in_name &= Q(by__person__search_name__contains=word)
        return found.filter(named | in_name)
