"""The decision: recorded by the awarding unit, and taken off the public roll where it has to be."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recognition import nominating
from recognition.forms.honour import HonourForm, TakeDownForm
from recognition.models import Honour, Nomination
from units import trails
from units.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def honour_create(request: Request, pk: int) -> HttpResponse:
    """Records the decision on a nomination that the last desk has accepted."""
    rows = Nomination.objects.visible_to(request.user).select_related("unit", "season__unit", "person")
    nomination = get_object_or_404(rows, pk=pk)
    form = HonourForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.record(nomination, by=request.user):
        messages.success(request, _("The decision has been recorded."))
        return redirect(nomination)
    refused = nominating.honour_refusal(nomination, request.user)
    if refused and not form.is_bound:
        messages.warning(request, refused)
        return redirect(nomination)
    trail = trails.steps_to(nomination.unit, by=request.user, last=_("Record the decision"))
    context = {"form": form, "nomination": nomination, "trail": trail}
    return render(request, "recognition/honour_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def honour_take_down(request: Request, pk: int) -> HttpResponse:
    """Takes an entry off the public roll, with a reason; the decision stands."""
    readable = Nomination.objects.visible_to(request.user)
    rows = Honour.objects.select_related("nomination__season__unit", "nomination__person", "nomination__unit")
    entry = get_object_or_404(rows.filter(nomination__in=readable), pk=pk)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.take_down(entry, by=request.user):
        messages.success(request, _("The entry no longer stands on the honour roll."))
        return redirect(entry.nomination)
    refused = nominating.take_down_refusal(entry, request.user)
    if refused and not form.is_bound:
        messages.warning(request, refused)
        return redirect(entry.nomination)
    trail = trails.steps_to(entry.nomination.unit, by=request.user, last=_("Honour roll"))
    context = {"form": form, "entry": entry, "trail": trail}
    return render(request, "recognition/honour_take_down.html", context, status=422 if form.errors else 200)
