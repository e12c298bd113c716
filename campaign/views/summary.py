"""What does the movement add up to, and which rows does each figure count?"""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from campaign.forms.scope import ScopeForm
from campaign.models import Conclusion, Responsibility
from campaign.summary import links, reports, totals
from campaign.summary.ladder import Rung, ladder
from campaign.summary.page import Summary
from campaign.summary.scope import Scope
from campaign.summary.sheet import summary_workbook
from units.clock import today
from units.models import Unit
from units.narrowing import in_words
from units.requests import Request
from units.trails import steps_to, with_trails


def _asked(request: Request, pk: int):
    """The unit, the form and the scope that an address names; 404 for a unit the person may not see."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    conclusion = Conclusion.objects.order_by("-issued_on").first()
    if conclusion is None:
        raise Http404
    form = ScopeForm(request.GET, conclusion)
    return unit, form, form.scope(unit)


@require_GET
def summary(request: Request) -> HttpResponse:
    """Goes to the summary of the person's own unit, for the year nearest to today; without a post, home."""
    post = request.user.home_post
    if post is None:
        return redirect("home")
    conclusion = Conclusion.objects.order_by("-issued_on").first()
    year = min(max(today(), conclusion.starts_on), conclusion.ends_on).year if conclusion else today().year
    return redirect(f"{reverse('campaign:summary_unit', args=[post.unit_id])}?year={year}")


@require_GET
def summary_unit(request: Request, pk: int) -> HttpResponse:
    """The summary of one unit and its children."""
    unit, form, scope = _asked(request, pk)
    page = Summary(scope, sort=request.GET.get("sort", ""))
    context = {
        "unit": unit,
        "form": form,
        "scope": scope,
        "page": page,
        "trail": steps_to(unit, by=request.user, to=lambda one: links.summary(scope, one)),
        "figures": _figures(page),
        "notes": [figure.definition for figure in NOTES],
    }
    return render(request, "campaign/summary.html", context)


NOTES = (totals.activities, totals.turnout, totals.citizens, totals.value, reports.reporting, ladder)


def _figures(page: Summary) -> list[dict]:
    cells, behind = page.cells, links.activities(page.scope)
    sums = [
        {"figure": one, "value": one(cells), "href": behind, "note": place}
        for place, one in enumerate(NOTES[:4], start=1)
    ]
    return [
        *sums,
        {
            "figure": reports.reporting,
            "value": page.reporting.rate,
            "href": links.reports(page.scope),
            "note": 5,
            "counts": page.reporting,
        },
    ]


@require_GET
def summary_activities(request: Request, pk: int) -> HttpResponse:
    """Exactly the activities that a figure of the summary counts."""
    unit, _form, scope = _asked(request, pk)
    found = totals.counted(scope).select_related("unit", "kind").order_by("-started_on", "-pk")
    if request.GET.get("own"):
        found = found.filter(unit=unit)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    with_trails([activity.unit for activity in page])
    return _rows(request, "campaign/summary_activities.html", scope, page)


@require_GET
def summary_units(request: Request, pk: int) -> HttpResponse:
    """The units on one rung of the ladder."""
    _unit, _form, scope = _asked(request, pk)
    rung = request.GET.get("rung", Rung.RECEIVED)
    if rung not in Rung.values:
        raise Http404
    keys = [key for key, stands in ladder(scope).rung_of.items() if stands == rung]
    found = Unit.objects.filter(pk__in=keys).order_by("level", "sort_name")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    with_trails(page.object_list)
    return _rows(request, "campaign/summary_units.html", scope, page, rung=Rung(rung))


@require_GET
def summary_reports(request: Request, pk: int) -> HttpResponse:
    """The expected reports behind the rate: arrived or missing."""
    _unit, _form, scope = _asked(request, pk)
    found = (
        reports.due(scope).select_related("unit", "period", "report").order_by("-period__ends_on", "unit__sort_name")
    )
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    with_trails([expected.unit for expected in page])
    return _rows(request, "campaign/summary_reports.html", scope, page)


def _rows(request: Request, template: str, scope: Scope, page: Page, **more: object) -> HttpResponse:
    """Draws a list of rows behind a figure, with the way back to the figure."""
    trail = steps_to(scope.unit, by=request.user, to=lambda unit: links.summary(scope, unit))
    context = {
        "unit": scope.unit,
        "scope": scope,
        "page_obj": page,
        "trail": trail,
        "query": links.query(scope),
        "back": links.summary(scope, scope.unit),
        "responsibility": Responsibility(scope.responsibility).label if scope.responsibility else "",
        **more,
    }
    return render(request, template, context)


@require_GET
def summary_export(request: Request, pk: int) -> HttpResponse:
    """The table of the children as an Excel file, with the definition of every figure."""
    _unit, form, scope = _asked(request, pk)
    page = Summary(scope, sort=request.GET.get("sort", ""))
    return summary_workbook(page, by=request.user, asked=in_words(form))
