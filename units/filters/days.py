"""From which day, until which day? For lists of moments."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from units.forms.days import DayField


class SinceFilter(django_filters.Filter):
    """Keeps the moments from the beginning of a typed day on; a day begins and ends in Viet Nam."""

    field_class = DayField

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__gte": _midnight(value)}) if value else qs


class UntilFilter(django_filters.Filter):
    """Keeps the moments up to the end of a typed day."""

    field_class = DayField

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__lt": _midnight(value + timedelta(days=1))}) if value else qs


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
