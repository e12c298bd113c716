"""The activity log: listed, written, read, copied, and its evidence handed out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import activities, oddities, participants, practices, resembling, sharing
from campaign.counts import figures
from campaign.filters.activity import ActivityFilter
from campaign.forms.activity import ActivityForm
from campaign.models import Activity, ActivityFile
from campaign.querysets import ActivityQuerySet
from campaign.resources.activity import ActivityExport
from campaign.views import outbox
from units import serving, sheets, trails
from units.approval import Action, Power, State, refusal, units_with
from units.heads import Column
from units.listing import listing
from units.models import User
from units.pieces import render_page
from units.requests import Request, wants_json
from units.views.papers import paper_context
from units.views.tour import tour
from units.writing import Written

FORM_METHODS = ["GET", "HEAD", "POST"]
COLUMNS = (
    Column("title", gettext_lazy("What was done")),
    Column("day", gettext_lazy("Day"), latest_first=True),
    Column("kind", gettext_lazy("Kind of activity")),
    Column("turnout", gettext_lazy("Turnout"), number=True),
    Column("citizens", gettext_lazy("Citizens served"), number=True),
    Column("", gettext_lazy("State")),
)

# --- the list --------------------------------------------------------------------------------------------------------


def _listed(request: Request) -> ActivityFilter:
    """The activities that the visitor reads, narrowed and sorted as the address says, with what a row needs."""
    seen = Activity.objects.visible_to(request.user).select_related("unit", "kind", "holder")
    return ActivityFilter(request.GET, seen, request=request)


@require_safe
def activity_list(request: Request) -> HttpResponse:
    """The log as far as the visitor reads."""
    listed = _listed(request)
    context = listing(request, listed, COLUMNS)
    page = context["page"]
    trails.with_trails([activity.unit for activity in page])
    _mark(page, request.user)
    answerable = Activity.objects.on_desks_of(request.user).filter(pk__in=[activity.pk for activity in page])
    drafts_for, keeps = units_with(request.user, Power.DRAFT), units_with(request.user, Power.KEEP)
    context |= {
        "answerable": set(answerable.values_list("pk", flat=True)), "sendable": _sendable(page, request.user),
        "may_log": bool(drafts_for), "may_load": bool(drafts_for or keeps),
    }  # fmt: skip
    return render_page(request, "campaign/activity_list.html", context)


def _mark(page: Iterable[Activity], user: User) -> None:
    """Gives each activity of a page its `mark`, where it may be the same as another one."""
    told = resembling.tell([activity.pk for activity in page], user)
    for activity in page:
        activity.mark = told.get(activity.pk, "")  # type: ignore[attr-defined]  # for the page


def _sendable(page: Iterable[Activity], user: User) -> set[int]:
    """What of a page lies with the visitor's own units, still to be sent."""
    units = units_with(user, Power.SEND)
    unsent = (State.DRAFT, State.RETURNED)
    return {activity.pk for activity in page if activity.unit_id in units and activity.state in unsent}


@require_safe
def activity_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    rows = listed.qs.select_related("unit", "kind", "province", "district", "grassroots")
    rows = rows.prefetch_related("also_serves", "co_organisers")
    return sheets.download(ActivityExport, rows, by=request.user, name="hoat-dong", filters=listed)


# --- the form --------------------------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@outbox.answered_once
def activity_create(request: Request) -> HttpResponse:
    """Logs a new activity of one of the visitor's units."""
    if not units_with(request.user, Power.DRAFT):
        raise Http404
    return _form_page(request, ActivityForm(*_posted(request), by=request.user))


@require_http_methods(FORM_METHODS)
@outbox.answered_once
def activity_copy(request: Request, pk: int) -> HttpResponse:
    """A new activity like an earlier one: everything but the days, the figures and the proof is filled in."""
    if not units_with(request.user, Power.DRAFT):
        raise Http404
    like = _readable(request.user, pk)
    return _form_page(request, ActivityForm(*_posted(request), by=request.user, like=like), like=like)


@require_http_methods(FORM_METHODS)
@outbox.answered_once
def practice_start(request: Request, pk: int) -> HttpResponse:
    """A new activity after a model: as a copy, without the place and the partners, which were another unit's."""
    found = practices.to_start_from(pk, by=request.user)
    model = get_object_or_404(found if request.method == "POST" else found.in_force())
    if not units_with(request.user, Power.DRAFT):
        raise Http404
    form = ActivityForm(*_posted(request), by=request.user, like=model.activity)
    form.instance.modelled_on = model.activity
    form.initial.update({"place": "", "co_organisers": []})
    return _form_page(request, form, like=model.activity)


@require_http_methods(FORM_METHODS)
@outbox.answered_once
def activity_edit(request: Request, pk: int) -> HttpResponse:
    """Corrects a draft, or what came back."""
    activity = _readable(request.user, pk)
    problem = refusal(Action.EDIT, activity, request.user)
    if problem and wants_json(request):
        return outbox.not_open(problem)
    if problem:
        messages.warning(request, problem)
        return redirect(activity)
    form = ActivityForm(*_posted(request), by=request.user, instance=activity)
    return _form_page(request, form, paper=activity, last_return=activities.last_return(activity))


def _posted(request: Request) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _form_page(request: Request, form: ActivityForm, **context: Any) -> HttpResponse:
    """Does what the pressed button asks for, or shows the form (again)."""
    logged = _log(form, request) if request.method == "POST" else None
    if request.method == "POST" and wants_json(request):
        return outbox.taken(logged) if logged else outbox.refused(form)
    if logged:
        return _told(request, logged)
    units = [unit.pk for unit in form.units]
    context |= {
        "form": form, "then": request.POST.get("then", ""), "recent": activities.recent(units),
        "places": activities.places(units), "models": practices.offers(form.units),
        "may_send": bool(set(units) & set(units_with(request.user, Power.SEND))),
    }  # fmt: skip
    return render(request, "campaign/activity_form.html", context)


def _log(form: ActivityForm, request: Request) -> Written[Activity] | None:
    """Saves and, with the button "Send", sends; None, with the good files put aside, where something is wrong."""
    if before := outbox.first_answer(request):  # its files are no longer put aside: it could not be checked again
        return before
    logged, valid = None, form.is_valid()
    if valid:
        logged = _written(form, request)
    if logged:
        form.evidence.release()
    elif not wants_json(request):  # a browser that waits for an answer still holds its files
        form.evidence.put_aside()
    if valid and logged is None and form.instance.pk:
        form.show_again(Activity.objects.get(pk=form.instance.pk))
    return logged


def _written(form: ActivityForm, request: Request) -> Written[Activity] | None:
    """What became of a valid form; None with the reason in it, or with what may be the same activity."""
    data, asks = form.cleaned_data, "unasked" not in request.POST
    try:
        logged = activities.log(
            form, by=request.user, files=form.evidence.everything, removed=data["removed"],
            different=data["different"], asks=asks, version=data["version"],
            send=asks and request.POST.get("then") == "send", request_id=data["request_id"],
        )  # fmt: skip
        if logged:
            outbox.remember(request, logged)
        return logged
    except activities.Alike as found:
        form.ask(found.others)
        return None


def _told(request: Request, logged: Written[Activity]) -> HttpResponse:
    """Goes to the activity and says what became of it, and of which press of a button; a sending has a receipt."""
    if logged.repeated and outbox.is_other(request):
        messages.warning(request, outbox.SAVED_OTHERWISE % {"title": logged.paper.title})
        return redirect(logged.paper)
    messages.success(request, outbox.said(logged), extra_tags=request.POST.get("request_id", ""))
    return redirect(logged.paper)


# --- one activity ----------------------------------------------------------------------------------------------------


def _readable(user: User, pk: int) -> Activity:
    related = ("unit", "kind__point", "holder", "submitted_by__person", "primary_movement")
    seen = Activity.objects.visible_to(user).select_related(*related)
    return get_object_or_404(seen, pk=pk)


@require_safe
def activity_detail(request: Request, pk: int) -> HttpResponse:
    """Everything about one activity: what, how much, the proof, what happened to it, what may be done now."""
    activity = _readable(request.user, pk)
    context = paper_context(activity, request.user) | tour(request, activity) | {
        "activity": activity, "figures": figures(activity), "files": activity.files.select_related("added_by__person"),
        "movements": activity.also_serves.all(), "shares": sharing.of(activity, request.user),
        "took_part": participants.names(activity, by=request.user),
        "models": practices.about(activity, by=request.user),
        "pairs": resembling.of(activity, request.user), "oddities": oddities.of(activity, request.user),
        "may_copy": bool(units_with(request.user, Power.DRAFT)),
        "trail": trails.steps_to(activity.unit, by=request.user, last=activity.title),
    }  # fmt: skip
    return render(request, "campaign/activity_detail.html", context)


def _shown(user: User) -> ActivityQuerySet:
    """What the user reads, and what is shown to him or her as a model."""
    return Activity.objects.visible_to(user) | practices.shown_to(user)


@require_safe
def activity_file(request: Request, pk: int, file: int) -> HttpResponseBase:
    """A photograph or document, to whoever reads the activity; `?small` gives the thumbnail of a photograph."""
    found = get_object_or_404(ActivityFile, pk=file, paper__in=_shown(request.user).filter(pk=pk))
    if "small" in request.GET and found.thumbnail:
        return serving.serve_thumbnail(found, request)
    return serving.serve(found, request)
