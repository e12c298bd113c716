"""What does the movement add up to?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from campaign.forms.scope import SummaryForm
from campaign.models import Conclusion
from campaign.summary import links, people, reports, totals
from campaign.summary.ladder import ladder
from campaign.summary.page import Summary
from campaign.summary.scope import Scope
from campaign.summary.sheet import summary_workbook
from campaign.summary.table import given
from units.clock import today
from units.models import Unit, User
from units.narrowing import in_words
from units.requests import Request
from units.trails import steps_to

NOTES = (
    totals.activities, totals.turnout, totals.citizens, totals.value, reports.reporting, ladder, people.turnout_each,
)  # fmt: skip


def _asked(request: Request, pk: int) -> tuple[SummaryForm, Summary]:
    """The form and the summary that an address names; 404 for a unit the person may not see."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    form = SummaryForm(request.GET)
    scope = form.scope(unit, by=request.user)
    return form, Summary(scope, sort=form.cleaned_data.get("sort", ""))


@require_safe
def summary(request: Request) -> HttpResponse:
    """Goes to the summary of the person's own unit, for the year nearest to today; without a post, home."""
    post = request.user.home_post
    if post is None:
        return redirect("home")
    conclusion = Conclusion.objects.order_by("-issued_on").first()
    year = min(max(today(), conclusion.starts_on), conclusion.ends_on).year if conclusion else today().year
    return redirect(f"{reverse('campaign:summary_unit', args=[post.unit_id])}?year={year}")


@require_safe
def summary_unit(request: Request, pk: int) -> HttpResponse:
    """The summary of one unit and its children."""
    form, page = _asked(request, pk)
    if not page.has_children:
        del form.fields["sort"]
    context = {
        "unit": page.scope.unit,
        "form": form,
        "scope": page.scope,
        "page": page,
        "trail": _trail(page.scope, request.user),
        "figures": _figures(page),
        "notes": [figure.definition for figure in NOTES],
    }
    return render(request, "campaign/summary.html", context)


def _trail(scope: Scope, user: User) -> list[dict[str, str]]:
    """The way to a unit by the summaries of the units above it; to a network by its holder's."""
    last = str(scope.network or "")
    return steps_to(scope.unit, by=user, last=last, to=lambda one: links.summary(scope.of(one), one))


def _figures(page: Summary) -> list[dict[str, Any]]:
    scope, found = page.scope, page.reporting
    sums = [
        {"figure": one, "value": one(page.cells), "note": place,
         "href": given(scope, one.name) if place > 1 else links.activities(scope)}
        for place, one in enumerate(NOTES[:4], start=1)
    ]  # fmt: skip
    rate = {
        "figure": reports.reporting, "value": found.rate, "note": 5, "counts": found, "href": links.reports(scope),
        "arrived": links.reports(scope, came="yes"), "late": links.reports(scope, came="late"),
        "units": links.reporters(scope, sent="yes"),
    }  # fmt: skip
    return [*sums, rate, *_each(page)]


def _each(page: Summary) -> list[dict[str, Any]]:
    """What there is for each young official, where head-counts say how many they are."""
    share, scope = page.turnout_each, page.scope
    if share is None:
        return []
    year = scope.start.year
    address = f"{reverse('units:headcount_list')}?{urlencode({'under': scope.unit.pk, 'year': year})}"
    address = "" if scope.network else address  # head-counts are listed by the tree, not by networks
    return [{"figure": people.turnout_each, "value": share.each, "terms": share, "note": 7, "href": address}]


@require_safe
def summary_export(request: Request, pk: int) -> HttpResponse:
    """The table of the children as an Excel file, with the definition of every figure."""
    form, page = _asked(request, pk)
    return summary_workbook(page, by=request.user, asked=in_words(form))
