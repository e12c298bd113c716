"""How is the order of a list offered? In the page's language: django-filter fixes its words when it is loaded."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class SortFilter(django_filters.OrderingFilter):
    """Offers every field of `fields` in both directions; `field_labels` names them."""

    def build_choices(self, fields: Mapping[str, str], labels: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """Returns the choices, each field rising and then falling."""
        return [
            choice
            for field, param in fields.items()
            for choice in (
                (param, labels[field]),
                (f"-{param}", format_lazy(_("{field} (descending)"), field=labels[field])),
            )
        ]


class NullsLast(SortFilter):
    """Sorts; what was never given stands last either way, and equal rows keep one order from page to page."""

    def filter(self, qs: QuerySet, value: list[str] | None) -> QuerySet:
        if not value:
            return qs
        terms = []
        for term in value:
            column = F(self.param_map[term.removeprefix("-")])
            terms.append(column.desc(nulls_last=True) if term.startswith("-") else column.asc(nulls_last=True))
        return qs.order_by(*terms, "-pk")
