"""Does a span hold a day? Every span begins on its first day and ends before another; without an end it lasts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q


def in_force_on(day: Any, prefix: str = "") -> Q:
    """Returns the condition that the span from `<prefix>from_on` until before `<prefix>to_on` holds a day."""
    return Q(**{f"{prefix}from_on__lte": day}) & not_ended_on(day, f"{prefix}to_on")


def not_ended_on(day: Any, end: str = "to_on") -> Q:
    """Returns the condition that a span until before `end` holds a day or begins later."""
    return Q(**{end: None}) | Q(**{f"{end}__gt": day})
