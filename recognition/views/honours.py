"""The decision: recorded by the awarding unit, and taken off the public roll where it has to be."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recognition import nominating
from recognition.forms.honour import HonourForm, TakeDownForm
from recognition.models import Honour, Nomination
from units import receipts
from units.models import User


@require_http_methods(["GET", "POST"])
def honour_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Records the decision on a nomination that the last desk has accepted."""
    rows = Nomination.objects.visible_to(request.user).select_related("unit", "season__unit", "person")
    nomination = get_object_or_404(rows, pk=pk)
    form = HonourForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _honoured(form, nomination, by=request.user):
        messages.success(request, _("The decision has been recorded."))
        return redirect(nomination)
    refused = nominating.honour_refusal(nomination, request.user)
    if refused and not form.is_bound:
        messages.warning(request, refused)
        return redirect(nomination)
    context = {"form": form, "nomination": nomination, "refused": refused}
    return render(request, "recognition/honour_form.html", context, status=422 if form.errors else 200)


def _honoured(form: HonourForm, nomination: Nomination, *, by: User) -> bool:
    """Records it once for a press of the button; False with the reason in the form."""
    fields = {name: form.cleaned_data[name] for name in form.Meta.fields}

    def work() -> dict:
        return {"pk": nominating.honour(nomination, by=by, **fields).pk}

    return _once(form, form.cleaned_data["request_id"], "recognition.honour", work, by=by)


@require_http_methods(["GET", "POST"])
def honour_take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an entry off the public roll, with a reason; the decision stands."""
    readable = Nomination.objects.visible_to(request.user)
    rows = Honour.objects.select_related("nomination__season__unit", "nomination__person")
    entry = get_object_or_404(rows.filter(nomination__in=readable), pk=pk)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _taken_down(form, entry, by=request.user):
        messages.success(request, _("The entry no longer stands on the honour roll."))
        return redirect(entry.nomination)
    refused = nominating.take_down_refusal(entry, request.user)
    if refused and not form.is_bound:
        messages.warning(request, refused)
        return redirect(entry.nomination)
    context = {"form": form, "entry": entry}
    return render(request, "recognition/honour_take_down.html", context, status=422 if form.errors else 200)


def _taken_down(form: TakeDownForm, entry: Honour, *, by: User) -> bool:
    def work() -> dict:
        nominating.take_down(entry, because=form.cleaned_data["because"], by=by)
        return {"pk": entry.pk}

    return _once(form, form.cleaned_data["request_id"], "recognition.take_down", work, by=by)


def _once(form, request_id: UUID, verb: str, work, *, by: User) -> bool:
    try:
        receipts.once(request_id, by=by, verb=verb, work=work)
    except ValidationError as error:
        form.add_error(None, error)
    except PermissionError as refused:
        form.add_error(None, str(refused))
    except receipts.Stranger:
        form.add_error(None, str(nominating.NOT_YOURS))
    return not form.errors
