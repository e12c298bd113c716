"""On which days can something have been done, and how are they said?"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from campaign.models import Activity, Conclusion
from units.clock import today
from units.models import Unit
from units.vietnamese.dates import Span, is_total
from units.vietnamese.display import format_span


def joined(first: Span, last: Span | None) -> Span:
    """Returns the span from the first day of one to the last day of the other."""
    if last is None:
        return first
    return Span(first.start, last.end, "day" if first.start == last.end else "span", total=is_total(first))


def objection(span: Span, *, unit: Unit | None, conclusion: Conclusion | None) -> str:
    """Returns why nothing can have been done in these days, or ""."""
    if span.end < span.start:
        return _("The last day lies before the first.")
    if conclusion and (span.start < conclusion.starts_on or span.end > conclusion.ends_on):
        said = {"first": written(conclusion.starts_on), "last": written(conclusion.ends_on)}
        return _("The movement runs from %(first)s to %(last)s: this lies outside.") % said
    if span.start > today():
        return _("This day has not come yet: today is %(today)s.") % {"today": written(today())}
    if span.end > today():
        said = {"day": written(span.end), "today": written(today())}
        return _("The last day, %(day)s, has not come yet: today is %(today)s.") % said
    if unit and span.start < unit.opened_on:
        return _("%(unit)s exists only since %(day)s.") % {"unit": unit.name, "day": written(unit.opened_on)}
    if unit and unit.closed_on and not unit.is_open(span.start):
        return _("%(unit)s has been closed since %(day)s.") % {"unit": unit.name, "day": written(unit.closed_on)}
    return ""


def as_typed(activity: Activity) -> tuple[str, str]:
    """Returns what one would type for the first and the last day, the second "" where it is not needed."""
    first, last = activity.started_on, activity.ended_on
    if first == last:
        return written(first), ""
    if activity.precision in (Activity.Precision.DAY, Activity.Precision.SPAN):
        return written(first), written(last)
    return format_span(first, last, activity.precision), ""  # type: ignore[arg-type]  # the same words in the column


def written(day: date) -> str:
    """Writes a day as dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"
