"""What happened to units, people, posts and accounts, and who did it?"""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from units import sheets
from units.approval import Power, units_with
from units.filters.records import RecordFilter
from units.models import Record
from units.pages import Pages
from units.pieces import render_page
from units.records import told
from units.requests import Request, is_narrowing
from units.resources import RecordExport

PAGE = 50


def _listed(request: Request) -> RecordFilter:
    """The lines that the visitor sees, narrowed and sorted as the address says, with what a row needs."""
    seen = Record.objects.visible_to(request.user).select_related("by__person", "unit", "post__unit")
    return RecordFilter(request.GET, seen, request=request)


@require_safe
def record_list(request: Request) -> HttpResponse:
    """The history of the units that the visitor administers; for others what they did themselves."""
    listed = _listed(request)
    page = Pages(listed.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": listed, "page": page, "lines": told(page.object_list), "narrowed": is_narrowing(request),
        "keeps": bool(units_with(request.user, Power.KEEP)),
    }  # fmt: skip
    return render_page(request, "units/record_list.html", context)


@require_safe
def record_export(request: Request) -> HttpResponse:
    """The same list as an Excel file; taking it along is a line of its own."""
    listed = _listed(request)
    return sheets.download(RecordExport, listed.qs, by=request.user, name="lich-su", filters=listed)
