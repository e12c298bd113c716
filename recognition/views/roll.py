"""The honour roll: the only pages of recognition that are open to everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from recognition.filters.roll import RollFilter
from recognition.models import Honour
from units import trails
from units.pages import Pages
from units.pieces import render_page

PAGE = 25


def _public() -> QuerySet[Honour]:
    rows = Honour.objects.on_the_roll().select_related(
        "nomination__person", "nomination__unit", "nomination__season__unit"
    )
    year, level = "-nomination__season__year", "nomination__season__level"
    return rows.order_by(year, level, "nomination__season", "nomination__person__sort_name", "pk")


@login_not_required  # public: who was honoured, for what, is told to everybody (product.md, Who uses it: the public)
@require_safe
def honour_roll(request: HttpRequest) -> HttpResponse:
    """Those who were honoured and agreed to be named, the latest year first."""
    filter_ = RollFilter(request.GET, _public(), request=request)
    page = Pages(filter_.qs, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    trails.with_trails([row.nomination.unit for row in rows])
    context = {"filter": filter_, "page": page, "rows": rows, "narrowed": any(request.GET.values())}
    return render_page(request, "recognition/honour_roll.html", context)


@login_not_required  # public: one entry of the roll, with nothing that the roll does not say
@require_safe
def honour_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry of the roll; what was never public or has been taken down is not found, for anybody."""
    entry = get_object_or_404(_public(), pk=pk)
    trails.with_trails([entry.nomination.unit])
    return render(request, "recognition/honour_detail.html", {"entry": entry, "unit": entry.nomination.unit})
