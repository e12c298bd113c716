"""Which rows does each figure of the summary count? Lists as all lists: narrowed, sorted, paged, taken along."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe
from import_export.resources import Resource

from campaign.filters.behind import ActivitiesBehind, Behind, ReportersBehind, ReportsBehind, UnitsBehind
from campaign.resources.activity import ActivityExport
from campaign.resources.behind import ReporterExport, RungExport
from campaign.resources.reports import ExpectedExport
from campaign.standing import Standing
from campaign.summary import links, totals
from campaign.summary.ladder import Rung
from campaign.summary.scope import Scope
from campaign.summary.table import SHORT
from units import sheets, trails
from units.heads import Column, heads
from units.models import Unit, User
from units.pieces import render_page
from units.requests import Request

PAGE = 25
UNIT = Column("unit", pgettext_lazy("noun", "Unit"))
LEVEL, SECTOR = Column("level", gettext_lazy("Level")), Column("sector", gettext_lazy("Sector"))
ACTIVITIES = (
    Column("title", gettext_lazy("What was done")),
    Column("day", gettext_lazy("Day"), latest_first=True),
    Column("responsibility", gettext_lazy("Responsibility")),
    *(Column(one.name, one.label, number=True) for one in (totals.turnout, totals.citizens, totals.value)),
)
UNITS = (UNIT, LEVEL, SECTOR, Column("", gettext_lazy("Rung")))
REPORTERS = (
    UNIT,
    LEVEL,
    Column("asked", pgettext_lazy("reports", "Expected"), number=True),
    Column("arrived", pgettext_lazy("figure", "Arrived"), number=True),
)
REPORTS = (UNIT, Column("due", gettext_lazy("Period, due day"), latest_first=True), Column("", gettext_lazy("State")))
HEADINGS = {
    "summary_activities": gettext_lazy("Activities counted"),
    "summary_units": gettext_lazy("How far the units have come"),
    "summary_reporters": gettext_lazy("Units that are to report"),
    "summary_reports": gettext_lazy("Reports behind the rate"),
}


def _listed(kind: type[Behind], request: Request, pk: int) -> Any:
    """The rows behind a figure of the summary of a unit, narrowed and sorted as the address says."""
    return kind(request, get_object_or_404(Unit.objects.visible_to(request.user), pk=pk))


@require_safe
def summary_activities(request: Request, pk: int) -> HttpResponse:
    """Exactly the activities that a figure counts, with what they add up to."""
    listed = _listed(ActivitiesBehind, request, pk)
    page = _page(request, listed)
    trails.with_trails([activity.unit for activity in page])
    for activity in page:
        activity.serves = SHORT[activity.kind.responsibility]
    sums = totals.sums(listed.qs)
    return _drawn(request, "summary_activities", listed, page, ACTIVITIES, sums=sums)


@require_safe
def summary_activities_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(ActivitiesBehind, request, pk)
    rows = listed.qs.select_related("unit", "kind", "province", "district", "grassroots")
    rows = rows.prefetch_related("also_serves", "co_organisers")
    return _download(request, ActivityExport, rows, listed, name="hoat-dong-duoc-tinh")


@require_safe
def summary_units(request: Request, pk: int) -> HttpResponse:
    """The units on the ladder, on one rung or on any."""
    listed = _listed(UnitsBehind, request, pk)
    page = _page(request, listed)
    trails.with_trails(page.object_list)
    for unit in page:
        unit.rung = Rung(listed.ladder.rung_of[unit.pk]).label
        unit.href = links.summary(listed.scope, unit)
    return _drawn(request, "summary_units", listed, page, UNITS)


@require_safe
def summary_units_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(UnitsBehind, request, pk)
    resource = RungExport.knowing(listed.ladder)
    return _download(request, resource, listed.qs, listed, name="muc-do-trien-khai")


@require_safe
def summary_reporters(request: Request, pk: int) -> HttpResponse:
    """The units from which reports are expected, and how many of each have come."""
    listed = _listed(ReportersBehind, request, pk)
    page = _page(request, listed)
    trails.with_trails(page.object_list)
    for unit in page:
        its = listed.scope.of(unit)
        unit.href, unit.arrived_href = links.reports(its, of=links.OWN), links.reports(its, of=links.OWN, came="yes")
    return _drawn(request, "summary_reporters", listed, page, REPORTERS)


@require_safe
def summary_reporters_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(ReportersBehind, request, pk)
    rows = listed.qs.select_related("parent")
    return _download(request, ReporterExport, rows, listed, name="don-vi-bao-cao")


@require_safe
def summary_reports(request: Request, pk: int) -> HttpResponse:
    """The expected reports behind the rate: arrived or missing."""
    listed = _listed(ReportsBehind, request, pk)
    page = _page(request, listed)
    trails.with_trails([expected.unit for expected in page])
    for row in page:
        row.shown = row.standing not in (Standing.MISSING, Standing.EXCUSED)
    return _drawn(request, "summary_reports", listed, page, REPORTS)


@require_safe
def summary_reports_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(ReportsBehind, request, pk)
    return _download(request, ExpectedExport, listed.qs, listed, name="bao-cao-duoc-tinh")


def _download(request: Request, resource: type[Resource], rows: Any, listed: Behind, *, name: str) -> HttpResponse:
    whole = listed.whole.unit
    return sheets.download(resource, rows, by=request.user, name=name, filters=listed, of=whole)


def _page(request: Request, listed: Behind) -> Any:
    return Paginator(listed.qs, PAGE).get_page(request.GET.get("page"))


def _drawn(
    request: Request, name: str, listed: Behind, page: Any, columns: tuple[Column, ...], **more: Any
) -> HttpResponse:
    """Draws a list behind a figure, with the way back to the summary that it was opened from."""
    whole, heading = listed.whole, str(HEADINGS[name])
    back = links.summary(whole, whole.unit)
    context = {
        "filter": listed,
        "scope": listed.scope,
        "page": page,
        "columns": heads(columns, request.GET.get("sort", "")),
        "heading": heading,
        "trail": [*_above(whole, request.user, back), {"label": heading, "href": ""}],
        "back": back,
        **more,
    }
    return render_page(request, f"campaign/{name}.html", context)


def _above(whole: Scope, user: User, back: str) -> list[dict[str, str]]:
    """The way down to a summary, by those of the units above; to a network's by its holder's."""
    steps = trails.steps_to(whole.unit, by=user, to=lambda one: links.summary(whole.of(one), one))
    summary = {"label": _("Summary: %(unit)s") % {"unit": whole.short_name}, "href": back}
    return [*(steps if whole.network else steps[:-1]), summary]
