"""Which periods are reported on, until when, and how far has each come?"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from campaign import periods, punctuality
from campaign.models import Expected, Period
from campaign.punctuality import Tally
from units.models import Level
from units.templatetags.numbers import number


@require_GET
def period_list(request: HttpRequest) -> HttpResponse:
    """All periods with their due days, and the rates of what the visitor reads."""
    rows = list(Period.objects.prefetch_related("due_days"))
    tallies = punctuality.tally_by(Expected.objects.visible_to(request.user), "period")
    of_centre = periods.is_of_the_centre(request.user)
    for period in rows:
        days = {day.level: day.due_on for day in period.due_days.all()}
        period.days = [(level.label, days.get(level)) for level in reversed(Level) if level != Level.CENTRAL]
        period.tally = tallies.get(period.pk, Tally())
        period.may_open = of_centre and not period.opened_at and not periods.opening_refusal(period, request.user)
    levels = [level.label for level in reversed(Level) if level != Level.CENTRAL]
    notes = [punctuality.reporting_rate.definition, punctuality.punctuality.definition]
    return render(request, "campaign/period_list.html", {"periods": rows, "levels": levels, "notes": notes})


@require_http_methods(["GET", "HEAD", "POST"])
def period_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows whom opening the period would list; on POST freezes that list."""
    if not periods.is_of_the_centre(request.user):
        raise Http404
    period = get_object_or_404(Period.objects.prefetch_related("due_days"), pk=pk)
    if request.method == "POST":
        return _open(request, period)
    context = {
        "period": period, "refused": periods.opening_refusal(period, request.user),
        "counts": periods.expected_by_level(period),
    }  # fmt: skip
    return render(request, "campaign/period_open.html", context)


def _open(request: HttpRequest, period: Period) -> HttpResponse:
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
