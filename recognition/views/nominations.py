"""Nominations: listed, read, taken along as Excel."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from campaign import facts
from recognition import chain, nominating, seasons
from recognition.filters.nomination import NominationFilter
from recognition.models import Honour, Nomination
from recognition.resources.nomination import SUPERIORS, NominationExport
from units import sheets, trails
from units.approval import Action, acting_post, refusal
from units.heads import Column
from units.listing import listing
from units.models import User
from units.pieces import render_page
from units.querysets import reads_people
from units.requests import Request
from units.views.papers import paper_context
from units.views.tour import tour

COLUMNS = (
    Column("person", gettext_lazy("Nominee")),
    Column("unit", pgettext_lazy("noun", "Unit")),
    Column("", gettext_lazy("Award season")),
    Column("state", gettext_lazy("State")),
    Column("sent", pgettext_lazy("moment", "Sent")),
)


def _seen(user: User) -> QuerySet[Nomination]:
    """The nominations that a list may show, with what a row needs."""
    return Nomination.objects.visible_to(user).select_related("unit", "holder", "season", "person", "honour")


@require_safe
def nomination_list(request: Request) -> HttpResponse:
    """The nominations that the visitor reads, narrowed and sorted as the address says."""
    filter_ = NominationFilter(request.GET, _seen(request.user), request=request)
    context = listing(request, filter_, COLUMNS)
    rows = list(context["page"])
    trails.with_trails([row.unit for row in rows])
    answerable = {row.pk for row in rows if not refusal(Action.APPROVE, row, request.user)}
    context |= {"rows": rows, "answerable": answerable, "may_nominate": bool(seasons.openings(request.user))}
    return render_page(request, "recognition/nomination_list.html", context)


@require_safe
def nomination_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    filter_ = NominationFilter(request.GET, _seen(request.user), request=request)
    rows = filter_.qs.select_related(SUPERIORS, "holder", "season", "person", "honour")
    resource = NominationExport.to(request.user)
    return sheets.download(resource, rows, by=request.user, name=_("nominations"), filters=filter_)


@require_safe
def nomination_detail(request: Request, pk: int) -> HttpResponse:
    """One dossier: who, for what, on which facts, which way it has gone, and what the visitor can do now."""
    found = _seen(request.user).select_related("season__unit", "submitted_by__person", "person__unit")
    nomination = get_object_or_404(found, pk=pk)
    context = paper_context(nomination, request.user) | tour(request, nomination)
    context |= {
        "steps": chain.steps(nomination, context["decisions"]),
        "facts": facts.fact(nomination.citations.values_list("activity_id", flat=True)),
        "problems": nomination.season.problems(nomination.person),
        "trail": trails.steps_to(nomination.unit, by=request.user, last=_("Nomination")),
        "hindrance": _hindrance(nomination, request.user),
        "may_take_down": _may_take_down(nomination, request.user),
        "inside": reads_people(request.user, nomination.unit),
        "may_decide": not nominating.honour_refusal(nomination, request.user),
    }  # fmt: skip
    return render(request, "recognition/nomination_detail.html", context)


def _hindrance(nomination: Nomination, user: User) -> str:
    """Why somebody who sends for the unit cannot send the draft now, or ""."""
    refused = refusal(Action.SUBMIT, nomination, user)
    return refused if acting_post(Action.SUBMIT, nomination, user) else ""


def _may_take_down(nomination: Nomination, user: User) -> bool:
    decision: Honour | None = getattr(nomination, "honour", None)
    return decision is not None and nomination.consent and not nominating.take_down_refusal(decision, user)
