"""Which periods are reported on, until when, and how far has each come?"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaign import periods, punctuality
from campaign.models import Expected, Period
from campaign.punctuality import Tally
from units.clock import today
from units.models import Level
from units.requests import Request
from units.templatetags.numbers import number

# The lowest first, as their days come.
LEVELS = [level for level in reversed(Level) if level != Level.CENTRAL]


@require_safe
def period_list(request: Request) -> HttpResponse:
    """All periods with their due days, and the rates of what the visitor reads."""
    tallies = punctuality.tally_by(Expected.objects.visible_to(request.user), "period")
    may_open = periods.is_of_the_centre(request.user)
    rows = [
        {
            "period": period, "days": _days(period), "tally": tallies.get(period.pk, Tally()),
            "may_open": may_open and not periods.opening_refusal(period, request.user),
        }
        for period in Period.objects.prefetch_related("due_days")
    ]  # fmt: skip
    notes = [punctuality.reporting_rate.definition, punctuality.punctuality.definition]
    levels = [level.label for level in LEVELS]
    return render(request, "campaign/period_list.html", {"rows": rows, "levels": levels, "notes": notes})


def _days(period: Period) -> list[tuple[str, date | None]]:
    days = {day.level: day.due_on for day in period.due_days.all()}
    return [(str(level.label), days.get(level)) for level in LEVELS]


@require_http_methods(["GET", "HEAD", "POST"])
def period_open(request: Request, pk: int) -> HttpResponse:
    """Shows whom opening the period would list; on POST freezes that list."""
    if not periods.is_of_the_centre(request.user):
        raise Http404
    period = get_object_or_404(Period.objects.prefetch_related("due_days"), pk=pk)
    if request.method == "POST":
        return _open(request, period)
    counts = periods.expected_by_level(period)
    context = {
        "period": period, "refused": periods.opening_refusal(period, request.user), "counts": counts, "today": today(),
        "overdue": sum(number for day, number in counts if day.due_on < today()),
    }  # fmt: skip
    return render(request, "campaign/period_open.html", context)


def _open(request: Request, period: Period) -> HttpResponse:
    try:
        listed = periods.open_period(period, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        told = ngettext(
            "%(period)s is open: %(number)s unit is expected to report.",
            "%(period)s is open: %(number)s units are expected to report.", listed,
        )  # fmt: skip
        messages.success(request, told % {"period": period, "number": number(listed)})
    return redirect("campaign:period_list")
