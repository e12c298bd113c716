"""How many young officials are there, who has not said it yet, and how is it said?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units import headcount_rows, headcounts, sheets, trails
from units.clock import today
from units.filters.headcounts import HeadcountFilter
from units.forms.headcounts import LABELS, HeadcountForm
from units.headcounts import Totals
from units.heads import Column, heads
from units.keys import key_of
from units.models import Headcount, Unit, User
from units.pages import Pages
from units.pieces import render_page
from units.requests import Request, is_narrowing
from units.resources import HeadcountExport
from units.views.structure import METHODS, status

PAGE = 25
COLUMNS = (
    Column("name", pgettext_lazy("noun", "Unit")),
    *(Column(name, LABELS[name], number=True) for name in headcounts.NUMBERS),
    Column("", gettext_lazy("Entered"), number=True),
)


def _listed(request: Request) -> HeadcountFilter:
    """The units that the visitor sees, narrowed as the address says."""
    return HeadcountFilter(request.GET, Unit.objects.visible_to(request.user), request=request)


def _level(listed: HeadcountFilter) -> tuple[list[Unit], Totals | None]:
    """One level of the tree with the totals of each subtree, sorted, and the sum of all."""
    place, year = listed.place, listed.asked_year
    if place:
        whole, parts = headcounts.totals_of_level(place, year)
    else:
        whole, parts = None, {unit.pk: headcounts.totals(unit, year) for unit in listed.qs}
    return headcount_rows.in_order(headcount_rows.with_totals(listed.qs, parts, year), listed.order), whole


@require_safe
def headcount_list(request: Request) -> HttpResponse:
    """The totals of what stands directly beneath, level by level; with a choice unit by unit, also who is missing."""
    listed = _listed(request)
    rows, whole = _level(listed) if listed.is_tree else (listed.qs, None)
    pages = Paginator if listed.is_tree else Pages  # what is summed up is a list; the rest is counted so far only
    page = pages(rows, PAGE).get_page(request.GET.get("page"))
    _dress(page.object_list, listed)
    context = {
        "filter": listed, "page": page, "narrowed": is_narrowing(request), "year": listed.asked_year,
        "day": headcounts.day_of(listed.asked_year), "columns": heads(COLUMNS, listed.order),
        **(_above(request.user, listed, whole) if whole else {}),
    }  # fmt: skip
    return render_page(request, "units/headcount_list.html", context)


def _dress(units: Any, listed: HeadcountFilter) -> None:
    """Gives units of a list their own numbers, and whatever does not stand under the page's trail its way."""
    if not listed.is_tree:
        headcount_rows.with_own(units, listed.asked_year)
    if not listed.is_tree or listed.place is None:
        trails.with_trails(units)


def _above(user: User, listed: HeadcountFilter, whole: Totals) -> dict[str, Any]:
    """The unit whose level is shown, the way to it, its totals of the year and of the one before."""
    place, year = listed.place, listed.asked_year
    assert place is not None  # there is a sum of nothing else

    def level(unit: Unit) -> str:
        return f"{reverse('units:headcount_list')}?{urlencode({'under': unit.pk, 'year': year})}"

    trail = trails.steps_to(place, by=user, to=level)
    return {"place": place, "trail": trail, "totals": whole, "before": headcounts.totals(place, year - 1)}


@require_safe
def headcount_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    tree = listed.is_tree
    rows = headcount_rows.Rows(_level(listed)[0] if tree else listed.qs, None if tree else listed.asked_year)
    return sheets.download(HeadcountExport, rows, by=request.user, name="so-luong", filters=listed)


@require_http_methods(METHODS)
def headcount_enter(request: Request, pk: int) -> HttpResponse:
    """Enters the numbers of a year: the running one unless the address names another."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).open_on(today()), pk=pk)
    year = key_of(request.GET.get("year")) or today().year
    if not headcounts.may_count(request.user, unit) or year not in (years := headcounts.years_of(unit)):
        raise Http404
    form = HeadcountForm(request.POST or None, unit=unit, year=year)
    if form.is_bound and form.is_valid() and form.count(by=request.user):
        messages.success(request, _("The head-count of %(year)d has been saved.") % {"year": year})
        return redirect("units:unit_detail", pk)
    trail = trails.steps_to(unit, by=request.user, last=_("Head-count"))
    context = {"form": form, "unit": unit, "year": year, "years": years, "trail": trail, "before": _before(unit, year)}
    return render(request, "units/headcount_enter.html", context, status=status(form))


def _before(unit: Unit, year: int) -> Headcount | None:
    """What was entered for the year before, to compare."""
    return Headcount.objects.filter(unit=unit, year=year - 1).first()
