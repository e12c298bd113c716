"""From which day, until which day? For lists of moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.clock import today
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


class OnDayFilter(django_filters.Filter):
    """Asks for a list as it was on a day that has come; what that means is the list's own (`FilterSet.day`)."""

    field_class = DayField

    def __init__(self, **kwargs: Any):
        super().__init__(label=_("As it was on the day"), until_today=True, **kwargs)

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs


def day_of(filters: django_filters.FilterSet) -> date | None:
    """Returns the past day that a FilterSet with an `on` asks for; None for today and for what is no day."""
    day = None if "on" in filters.errors else filters.form.cleaned_data.get("on")
    return day if day and day < today() else None


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
