"""One report: written, read beside the last period's, its rows opened, handed out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import reporting
from campaign.filters.given import ReportedFilter
from campaign.forms.reports import ReportForm
from campaign.models import Report
from campaign.reporting import beside, comparison
from campaign.reporting.annex import annex
from campaign.resources.activity import ActivityExport
from units import drafts, sheets, trails
from units.approval import Action, State, refusal
from units.heads import Column
from units.listing import listing
from units.models import Decision
from units.pieces import render_page
from units.requests import Request
from units.views.papers import paper_context
from units.views.tour import tour

FIRST = 10  # activities shown on the report's own page
COLUMNS = (  # of the activities that it lists
    Column("day", gettext_lazy("Day"), latest_first=True),
    Column("title", gettext_lazy("What was done")),
    Column("turnout", gettext_lazy("Turnout"), number=True),
    Column("citizens", gettext_lazy("Citizens served"), number=True),
    Column("", gettext_lazy("Evidence"), number=True),
    Column("", gettext_lazy("State")),
)


def _readable(request: Request, pk: int) -> Report:
    seen = Report.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("unit", "holder", "expected__period", "submitted_by__person"), pk=pk)


def _is_live(report: Report) -> bool:
    """Says whether the figures are those of this moment: nothing has been sent, or it was taken back."""
    return report.state == State.DRAFT or not report.figures


def _figures(report: Report, *, live: bool) -> dict[str, Any]:
    """What the figures' part of a page needs: as sent or as of now, beside those of the last period of the kind."""
    figures = reporting.compile_figures(report.unit, report.period) if live else report.figures
    before = beside.last_of_kind(report)
    earlier = before.figures if before else None
    below = beside.subordinates(figures)
    return {
        "figures": figures, "is_live": live, "before": before, "lines": comparison.lines(figures, earlier),
        "responsibilities": comparison.by_responsibility(figures, earlier),
        "kinds": comparison.by_kind(figures, earlier), "groups": beside.groups(below),
        "taken": [row for row in below if row.version],
        "notes": [measure.definition for measure in comparison.MEASURES.values()],
    }  # fmt: skip


# --- reading ---------------------------------------------------------------------------------------------------------


@require_safe
def report_detail(request: Request, pk: int) -> HttpResponse:
    """Everything about one report: figures beside the last period's, the narrative, what lies beneath, its history."""
    report = _readable(request, pk)
    context = paper_context(report, request.user) | _figures(report, live=_is_live(report)) | tour(request, report)
    untoured = Action.APPROVE in context["open_actions"] and "tour" not in context
    following, waiting = beside.next_on_desk(report, request.user) if untoured else (None, 0)
    sections = [part for part in beside.narrative(report) if part["text"]]
    context |= {
        "report": report, "following": following, "waiting": waiting, "sections": sections,
        "figure_changes": _figure_changes(report, context["last_return"]),
        "activities": beside.activities(context["figures"])[:FIRST],
        "trail": trails.steps_to(report.unit, by=request.user, last=str(report.period)),
    }  # fmt: skip
    return render(request, "campaign/report_detail.html", context)


def _figure_changes(report: Report, last_return: Decision | None) -> list[tuple[str, str, str]]:
    """What differs from the version that was last returned; nothing while the report is still with its author."""
    if last_return is None or report.state in (State.DRAFT, State.RETURNED):
        return []
    returned = report.versions.filter(number=last_return.round).first()
    return comparison.changes(returned.figures, report.figures) if returned else []


def _current(report: Report) -> dict[str, Any]:
    """The figures as sent, or as of now where nothing has been sent."""
    return reporting.compile_figures(report.unit, report.period) if _is_live(report) else report.figures


def _listed(request: Request, figures: dict[str, Any]) -> ReportedFilter:
    """The activities that a report lists, narrowed and sorted as the address says."""
    return ReportedFilter(request.GET, beside.activities(figures), request=request)


@require_safe
def report_activities(request: Request, pk: int) -> HttpResponse:
    """Exactly the unit's own activities that the report lists, of one responsibility or kind if asked."""
    report = _readable(request, pk)
    figures = _current(report)
    listed = _listed(request, figures)
    context = listing(request, listed, COLUMNS, pages=Paginator) | {
        "report": report, "left_out": figures["left_out"],
        "trail": trails.steps_to(report.unit, by=request.user, last=str(report.period)),
    }  # fmt: skip
    return render_page(request, "campaign/report_activities.html", context)


@require_safe
def report_activities_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    report = _readable(request, pk)
    listed, name = _listed(request, _current(report)), "hoat-dong-trong-bao-cao"
    return sheets.download(ActivityExport, listed.qs, by=request.user, name=name, filters=listed, of=report.unit)


@require_safe
def report_annex(request: Request, pk: int) -> HttpResponse:
    """The report's figures and activities as an Excel file."""
    report = _readable(request, pk)
    return annex(report, _current(report), beside.last_of_kind(report), by=request.user)


# --- writing ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: Request, pk: int) -> HttpResponse:
    """The narrative beside the figures as they stand now, for its author."""
    report = _readable(request, pk)
    if problem := refusal(Action.EDIT, report, request.user):
        messages.warning(request, problem)
        return redirect(report)
    form = ReportForm(request.POST or None, instance=report)
    if form.is_valid() and drafts.save_draft(form, by=request.user, version=form.cleaned_data["version"]):
        messages.success(request, _("Saved. Nobody above sees it until you send it."))
        there = report.get_absolute_url() if request.POST.get("then") == "check" else request.path
        return redirect(f"{there}?saved")
    return _form_page(request, get_object_or_404(Report, pk=pk), form)


def _form_page(request: Request, report: Report, form: ReportForm) -> HttpResponse:
    """Shows the form; after a conflict with the newer text beside what was typed, ready to be saved over it."""
    typed_over = form.is_bound and form.data.get("version") != str(report.version)
    if typed_over:
        form.show_again(report.version)
    last_written = beside.last_written(report)
    fields = [
        {"field": (field := form[part["name"]]), "newer": typed_over and field.value() != part["text"], **part}
        for part in beside.narrative(report, last_written)
    ]
    context = _figures(report, live=True) | {
        "report": report, "form": form, "fields": fields, "last_written": last_written,
        "last_return": report.decisions.filter(action=Action.RETURN).select_related("by__person").last(),
        "trail": trails.steps_to(report.unit, by=request.user, last=str(report.period)),
    }  # fmt: skip
    return render(request, "campaign/report_form.html", context, status=422 if form.errors else 200)
