"""Activities from Excel: the empty sheet, what a filled one would do, and loading it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign.forms.loading import ConfirmForm, SheetForm
from campaign.loading.resource import ActivityResource
from campaign.loading.sheet import beneath, load
from units import held, receipts, sheets
from units.approval import Power, units_with
from units.models import User
from units.requests import Request

PURPOSE = "activities"
CHANGED = gettext_lazy("Something has changed since you looked: a row is no longer right. Look at it again.")
SHOWN = 500  # rows of the dry run that one page shows; the wrong ones come first


def _check_may_load(user: User) -> None:
    if not (units_with(user, Power.DRAFT) or units_with(user, Power.KEEP)):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def activity_import(request: Request) -> HttpResponse:
    """Takes a sheet and shows row by row what it would do; nothing is written."""
    _check_may_load(request.user)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            return _preview(request, sheet.read(), sheet.name)
        except ValidationError as error:
            form.add_error("sheet", error)
    return render(request, "campaign/activity_import.html", {"form": form})


def _preview(request: Request, content: bytes, name: str) -> HttpResponse:
    loading = load(content, by=request.user, name=name, dry_run=True)
    token = ""
    if not loading.wrong and loading.new:
        token = held.hold(content, by=request.user, purpose=PURPOSE, about={"name": name})
    rows = sorted(loading.rows, key=lambda row: (not row.problems, row.number))
    confirm = ConfirmForm(initial={"token": token, "request_id": uuid4()})
    context = {
        "loading": loading,
        "beneath": beneath(loading),
        "name": name,
        "rows": rows[:SHOWN],
        "left_out": len(rows[SHOWN:]),
        "confirm": confirm,
    }
    return render(request, "campaign/activity_import_preview.html", context)


@require_POST
def activity_import_confirm(request: Request) -> HttpResponse:
    """Writes what the dry run showed, once however often the button is pressed."""
    _check_may_load(request.user)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return redirect("campaign:activity_import")
    try:
        answer = receipts.once(form.cleaned_data["request_id"], by=request.user, verb="campaign.load_activities",
                               work=lambda: _load(form.cleaned_data["token"], request.user))  # fmt: skip
    except (ValidationError, receipts.Stranger) as error:
        messages.error(request, " ".join(getattr(error, "messages", [_("Choose the file again.")])))
        return redirect("campaign:activity_import")
    except IntegrityError:  # somebody else has loaded the same rows at this moment
        messages.error(request, CHANGED)
        return redirect("campaign:activity_import")
    return _told(request, form.cleaned_data["token"], answer.answer if answer else {})


def _load(token: str, by: User) -> dict[str, Any]:
    kept = held.held(token, by=by, purpose=PURPOSE)
    if kept is None:
        raise ValidationError(_("The file is no longer here. Choose it again."))
    content, about = kept
    loading = load(content, by=by, name=about["name"], dry_run=False)
    if not loading.written:
        raise ValidationError(CHANGED)
    return {"accepted": loading.accepted, "drafts": loading.drafts, "known": len(loading.known)}


def _told(request: Request, token: str, answer: dict[str, Any]) -> HttpResponse:
    held.release(token, by=request.user, purpose=PURPOSE)
    accepted, drafts = answer["accepted"], answer["drafts"]
    if accepted:
        text = ngettext(
            "%(number)d activity was loaded as accepted.", "%(number)d activities were loaded as accepted.", accepted
        )
        messages.success(request, text % {"number": accepted})
    if drafts:
        text = ngettext("%(number)d draft was written. Send it when it is right.",
                        "%(number)d drafts were written. Send them when they are right.", drafts)  # fmt: skip
        messages.success(request, text % {"number": drafts})
    return redirect("campaign:activity_list")


@require_safe
def activity_template(request: Request) -> HttpResponse:
    """The empty sheet to fill in."""
    _check_may_load(request.user)
    return sheets.template(ActivityResource, name="hoat-dong-mau")
