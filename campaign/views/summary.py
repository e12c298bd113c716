"""What does the movement add up to?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from campaign import naming
from campaign.forms.scope import SummaryForm
from campaign.models import Conclusion
from campaign.summary import distinct, links, people, reports, totals
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

SUMS = (totals.activities, totals.turnout, totals.citizens, totals.value)


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
    asked = request.GET.copy()
    if "year" not in asked:
        asked["year"] = str(_nearest_year())
    return redirect(f"{reverse('campaign:summary_unit', args=[post.unit_id])}?{asked.urlencode()}")


def _nearest_year() -> int:
    """The year of the movement that is nearest to today."""
    conclusion = Conclusion.objects.order_by("-issued_on").first()
    return min(max(today(), conclusion.starts_on), conclusion.ends_on).year if conclusion else today().year


@require_safe
def summary_unit(request: Request, pk: int) -> HttpResponse:
    """The summary of one unit and its children."""
    form, page = _asked(request, pk)
    if not page.has_children:
        del form.fields["sort"]
    figures = _figures(page)
    context = {
        "unit": page.scope.unit,
        "form": form,
        "scope": page.scope,
        "page": page,
        "trail": _trail(page.scope, request.user),
        "figures": figures,
        "notes": [*(one["figure"].definition for one in figures), naming.compared(), ladder.definition],
    }
    return render(request, "campaign/summary.html", context)


def _trail(scope: Scope, user: User) -> list[dict[str, str]]:
    """The way to a unit by the summaries of the units above it; to a network by its holder's."""
    last = str(scope.network or "")
    return steps_to(scope.unit, by=user, last=last, to=lambda one: links.summary(scope.of(one), one))


def _figures(page: Summary) -> list[dict[str, Any]]:
    """The figures on top, each with the list that it opens and the number of its footnote."""
    scope, found = page.scope, page.reporting
    sums = [{"figure": one, "value": one(page.cells), "href": given(scope, one.name)} for one in SUMS]
    sums[0]["href"] = links.activities(scope)
    rate = {
        "figure": reports.reporting, "value": found.rate, "counts": found, "href": links.reports(scope),
        "arrived": links.reports(scope, came="yes"), "late": links.reports(scope, came="late"),
        "units": links.reporters(scope, sent="yes"),
    }  # fmt: skip
    shown = [*sums, rate, *_each(page), *_distinct(page)]
    return [one | {"note": place} for place, one in enumerate(shown, start=1)]


def _each(page: Summary) -> list[dict[str, Any]]:
    """What there is for each young official, where head-counts say how many they are."""
    share, scope = page.turnout_each, page.scope
    if share is None:
        return []
    about: dict[str, int | str] = {"year": scope.start.year}
    about |= {"network": scope.network.pk, "entered": "yes"} if scope.network else {"under": scope.unit.pk}
    address = f"{reverse('units:headcount_list')}?{urlencode(about)}"
    return [{"figure": people.turnout_each, "value": share.each, "terms": share, "href": address}]


def _distinct(page: Summary) -> list[dict[str, Any]]:
    """How many different people were ticked, where any were."""
    found = page.distinct
    if found is None:
        return []
    href = links.activities(page.scope, gives=distinct.GIVES)
    return [{"figure": distinct.distinct, "value": found.people, "ticks": found, "href": href}]


@require_safe
def summary_export(request: Request, pk: int) -> HttpResponse:
    """The table of the children as an Excel file, with the definition of every figure."""
    form, page = _asked(request, pk)
    return summary_workbook(page, by=request.user, asked=in_words(form))
