"""How does an administrator add, describe, move and close the units of the own subtree?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from units import foresight, trails
from units.clock import today
from units.forms.structure import ChangeUnitForm, CloseUnitForm, MoveUnitForm, NewUnitForm
from units.keys import key_of
from units.models import Level, Unit, User
from units.querysets import UnitQuerySet, keeps
from units.requests import Request
from units.views import choosing

METHODS = ["GET", "HEAD", "POST"]


def kept_unit(user: User, pk: int) -> Unit:
    """Returns an open unit that the user administers; 404 for any other."""
    return get_object_or_404(Unit.objects.kept_by(user).filter(closed_on=None).select_related("parent"), pk=pk)


def status(form: Form) -> int:
    """Returns 422 for a form with something to correct, so that no machine takes it for done."""
    return 422 if form.errors else 200


def tell(request: Request, answer: dict[str, Any], done: str) -> None:
    """Says what a reorganisation did, or that it is scheduled."""
    if answer.get("scheduled"):
        messages.success(request, _("It is scheduled: it will be done on that day. Until then it can be called off."))
        return
    papers = answer.get("papers") or 0
    moved = ngettext(
        "%(papers)d waiting paper has changed desks.", "%(papers)d waiting papers have changed desks.", papers
    )
    messages.success(request, f"{done} {moved % {'papers': papers}}" if papers else done)


@require_http_methods(METHODS)
def unit_create(request: Request, pk: int) -> HttpResponse:
    """Adds a unit under a superior."""
    parent = kept_unit(request.user, pk)
    if parent.level == Level.BRANCH:
        raise Http404
    form = NewUnitForm(request.POST or None, parent=parent)
    if form.is_bound and form.is_valid() and (added := form.add(by=request.user)):
        messages.success(request, _("The unit has been added."))
        return redirect("units:unit_detail", added)
    context = {"form": form, "parent": parent, "trail": trails.steps_to(parent, by=request.user, last=_("Add a unit"))}
    return render(request, "units/unit_create.html", context, status=status(form))


@require_http_methods(METHODS)
def unit_edit(request: Request, pk: int) -> HttpResponse:
    """Renames a unit, or describes it anew."""
    unit = kept_unit(request.user, pk)
    form = ChangeUnitForm(request.POST or None, unit=unit, by=request.user)
    if form.is_bound and form.is_valid() and (answer := form.change(by=request.user)) is not None:
        tell(request, answer, _("The unit has been changed."))
        for clash in foresight.of_renaming(unit, form.cleaned_data["name"]) if "name" in form.changed_data else ():
            messages.warning(request, clash)
        return redirect("units:unit_detail", pk)
    trail = trails.steps_to(unit, by=request.user, last=_("Rename or change"))
    return render(request, "units/unit_edit.html", {"form": form, "unit": unit, "trail": trail}, status=status(form))


@require_http_methods(METHODS)
def unit_move(request: Request, pk: int) -> HttpResponse:
    """Finds the new superior, says what the move will do, moves."""
    unit = _movable(request.user, pk)
    trail = trails.steps_to(unit, by=request.user, last=_("Move"))
    to = _superiors(request.user, unit).filter(pk=key_of(request.GET.get("to"))).first()
    if to is None:
        found = choosing.search(request, _superiors(request.user, unit).exclude(children=unit))
        trails.with_trails(found["found"])
        return render(request, "units/unit_move_to.html", {"unit": unit, "trail": trail, **found})
    form = MoveUnitForm(request.POST or None, unit=unit, to=to)
    if form.is_bound and form.is_valid() and (answer := form.move(by=request.user)) is not None:
        tell(request, answer, _("The unit now stands under %(unit)s.") % {"unit": to.name})
        return redirect("units:unit_detail", pk)
    trails.with_trails([to])
    context = {"form": form, "unit": unit, "to": to, "trail": trail, "effects": foresight.of_move(unit, to)}
    return render(request, "units/unit_move.html", context, status=status(form))


@require_http_methods(METHODS)
def unit_close(request: Request, pk: int) -> HttpResponse:
    """Says what still hangs on a unit, closes it."""
    unit = _movable(request.user, pk)
    form = CloseUnitForm(request.POST or None, unit=unit)
    if form.is_bound and form.is_valid() and (answer := form.close(by=request.user)) is not None:
        tell(request, answer, _("The unit has been closed. Its history stays."))
        return redirect("units:unit_detail", pk)
    trail = trails.steps_to(unit, by=request.user, last=_("Close"))
    context = {"form": form, "unit": unit, "trail": trail, "effects": foresight.of_closing(unit)}
    return render(request, "units/unit_close.html", context, status=status(form))


def _movable(user: User, pk: int) -> Unit:
    """A unit whose superior the user administers too: nobody moves or closes the unit of the own post."""
    unit = get_object_or_404(Unit.objects.kept_by(user).select_related("parent"), pk=pk)
    if unit.parent is None or not keeps(user, unit.parent):
        raise Http404
    return unit


def _superiors(user: User, unit: Unit) -> UnitQuerySet:
    """The units under which a unit can stand: open, of a higher level."""
    return Unit.objects.kept_by(user).open_on(today()).filter(level__lt=unit.level)
