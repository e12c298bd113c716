"""Kinds of activity: added, changed by a new version, withdrawn, and what is to come called off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaign import kinds
from campaign.forms.catalogue import ChangeNationalForm, ChangeOwnForm, NewNationalForm, NewOwnForm, WithdrawForm
from campaign.models import ActivityKind
from campaign.views.catalogue import latest, seen_kind, trail, worded
from units.models import User
from units.requests import Request

METHODS = ["GET", "HEAD", "POST"]
ENTER = "enter"


def _kept(user: User, code: str) -> ActivityKind:
    """The latest version of a kind that the user keeps; 404 for any other."""
    kind = latest(seen_kind(user, code))
    if not kinds.may_keep(kind, user):
        raise Http404
    return kind


def _page(request: Request, form: Any, template: str = "campaign/kind_form.html", **context: Any) -> HttpResponse:
    looked = form.is_bound and not form.errors
    return render(request, template, context | {"form": form, "looked": looked}, status=422 if form.errors else 200)


def _entering(request: Request, form: Any) -> bool:
    """Says whether the form is right and the person has looked at what it does."""
    return form.is_bound and form.is_valid() and request.POST.get("then") == ENTER


def _address(kind: ActivityKind) -> str:
    return reverse("campaign:kind_detail", args=[kind.code])


@require_http_methods(METHODS)
def kind_create(request: Request) -> HttpResponse:
    """Adds a national kind."""
    if kinds.keeps_national(request.user) is None:
        raise Http404
    form = NewNationalForm(request.POST or None)
    if _entering(request, form) and (code := form.enter(by=request.user)):
        messages.success(request, _("The kind is in the catalogue."))
        return redirect("campaign:kind_detail", code)
    return _page(request, form, trail=trail((_("Add a national kind"), "")))


@require_http_methods(METHODS)
def kind_add(request: Request, code: str) -> HttpResponse:
    """Adds a unit's own kind beneath a national one."""
    national, units = seen_kind(request.user, code), kinds.own_units(request.user)
    if national.unit_id or not units:
        raise Http404
    form = NewOwnForm(request.POST or None, national=national, units=units)
    if _entering(request, form) and (added := form.enter(by=request.user)):
        messages.success(request, _("The kind is in the catalogue, for your unit and those beneath it."))
        return redirect("campaign:kind_detail", added)
    way = trail((str(national), _address(national)), (_("Add a kind beneath it"), ""))
    return _page(request, form, national=national, trail=way)


@require_http_methods(METHODS)
def kind_edit(request: Request, code: str) -> HttpResponse:
    """Changes a kind by a new version from a day on, after showing what that does."""
    kind = _kept(request.user, code)
    form = (ChangeOwnForm if kind.unit_id else ChangeNationalForm)(request.POST or None, kind=kind)
    if _entering(request, form) and form.enter(by=request.user):
        messages.success(request, _("The new version is entered. What has been logged keeps its own."))
        return redirect("campaign:kind_detail", code)
    way = trail((str(kind), _address(kind)), (_("Change from a day on"), ""))
    seen = form.foreseen() if form.is_bound and not form.errors else {}
    changes = worded(seen.get("changes", {}))
    return _page(request, form, kind=kind, national=kind.under, trail=way, **{**seen, "changes": changes})


@require_http_methods(METHODS)
def kind_withdraw(request: Request, code: str) -> HttpResponse:
    """Withdraws a kind from a day on, after showing what goes with it."""
    kind = _kept(request.user, code)
    form = WithdrawForm(request.POST or None, kind=kind)
    if form.is_bound and form.is_valid() and form.enter(by=request.user):
        messages.success(request, _("The kind is withdrawn from that day. What has been logged keeps it."))
        return redirect("campaign:kind_detail", code)
    way = trail((str(kind), _address(kind)), (_("Withdraw"), ""))
    foreseen = kinds.foresee(kind, on=form.initial["on"])
    return _page(request, form, "campaign/kind_withdraw.html", kind=kind, foreseen=foreseen, trail=way)


@require_POST
def kind_call_off(request: Request, code: str) -> HttpResponse:
    """Takes back a version or a withdrawal that has not begun."""
    kind = _kept(request.user, code)
    try:
        left = kinds.call_off(kind, by=request.user)
        messages.success(request, _("It is called off."))
    except ValidationError as error:
        left = kind
        messages.error(request, " ".join(error.messages))
    return redirect("campaign:kind_detail", code) if left else redirect("campaign:kind_list")
