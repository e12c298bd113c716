"""How does an administrator merge, divide and reopen units, and see what is still to come?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from units import foresight, structure, trails
from units.clock import today
from units.forms.reorganising import MOST, CallOffForm, MergeUnitsForm, ReopenUnitForm, SplitUnitForm
from units.keys import key_of
from units.models import Unit, User
from units.querysets import UnitQuerySet, kept
from units.requests import Request
from units.structure import coming
from units.views import choosing
from units.views.structure import METHODS, status, tell


def reorganised_unit(user: User, pk: int, *, is_open: bool = True) -> Unit:
    """Returns a unit that the user administers together with its superior; 404 for any other."""
    units = Unit.objects.kept_by(user).filter(closed_on__isnull=is_open).select_related("parent")
    unit = get_object_or_404(units, pk=pk)
    if not structure.may_reorganise(user, unit):
        raise Http404
    return unit


def _peers(user: User, unit: Unit) -> UnitQuerySet:
    """The other open units of a unit's level that the user administers with their superiors."""
    peers = Unit.objects.kept_by(user).filter(kept(user, "parent__"), level=unit.level)
    return peers.filter(closed_on=None).open_on(today()).exclude(pk=unit.pk)


@require_http_methods(METHODS)
def unit_merge(request: Request, pk: int) -> HttpResponse:
    """Finds the units to be taken in, says what the merger will do, merges."""
    unit = reorganised_unit(request.user, pk)
    others = list(_peers(request.user, unit).filter(pk__in=[key_of(one) for one in request.GET.getlist("unit")]))
    trails.with_trails(others)
    context = {"unit": unit, "others": others, "trail": trails.steps_to(unit, by=request.user, last=_("Merge"))}
    if not others or "go" not in request.GET:
        found = choosing.search(request, _peers(request.user, unit).exclude(pk__in=[one.pk for one in others]))
        trails.with_trails(found["found"])
        return render(request, "units/unit_merge_choose.html", context | found)
    form = MergeUnitsForm(request.POST or None, unit=unit, others=others)
    if form.is_bound and form.is_valid() and (answer := form.merge(by=request.user)) is not None:
        tell(request, answer, _("The units have been merged."))
        return redirect("units:unit_detail", pk)
    context |= {"form": form, "effects": foresight.of_merger(others, unit)}
    return render(request, "units/unit_merge.html", context, status=status(form))


@require_http_methods(METHODS)
def unit_split(request: Request, pk: int) -> HttpResponse:
    """Asks what comes out of a unit and where each subordinate goes, says what hangs on it, divides."""
    unit = reorganised_unit(request.user, pk)
    beneath = list(Unit.objects.children_of(unit).filter(closed_on=None))
    lines = min(max(key_of(request.GET.get("lines")), 2), MOST)
    form = SplitUnitForm(
        request.POST or None, unit=unit, beneath=beneath, among=_peers(request.user, unit), lines=lines
    )  # fmt: skip
    if form.is_bound and form.is_valid() and (answer := form.split(by=request.user)) is not None:
        tell(request, answer, _("The unit has been divided."))
        return redirect("units:unit_detail", pk)
    trail = trails.steps_to(unit, by=request.user, last=_("Divide"))
    context = {"form": form, "unit": unit, "trail": trail, "effects": foresight.of_division(unit)}
    context |= {"more_lines": lines + 1 if lines < MOST else 0}
    return render(request, "units/unit_split.html", context, status=status(form))


@require_http_methods(METHODS)
def unit_reopen(request: Request, pk: int) -> HttpResponse:
    """Opens a closed or merged unit again."""
    unit = reorganised_unit(request.user, pk, is_open=False)
    form = ReopenUnitForm(request.POST or None, unit=unit)
    if form.is_bound and form.is_valid() and (answer := form.reopen(by=request.user)) is not None:
        tell(request, answer, _("The unit is open again."))
        return redirect("units:unit_detail", pk)
    trail = trails.steps_to(unit, by=request.user, last=_("Open again"))
    context = {"form": form, "unit": unit, "trail": trail, "effects": foresight.of_reopening(unit)}
    context["superior"] = structure.superior_again(unit)
    return render(request, "units/unit_reopen.html", context, status=status(form))


@require_safe
def reorganisation_list(request: Request) -> HttpResponse:
    """What is scheduled for the units that the visitor sees, and what could not be done."""
    rows = coming.seen_by(request.user)
    for row in rows:
        row.may_call_off = structure.may_call_off(request.user, row)
    trail = [{"label": _("Units"), "href": reverse("units:unit_list")}, {"label": _("Coming reorganisations")}]
    return render(request, "units/reorganisation_list.html", {"rows": rows, "trail": trail})


@require_http_methods(METHODS)
def reorganisation_call_off(request: Request, pk: int) -> HttpResponse:
    """Takes back what was scheduled."""
    row = get_object_or_404(coming.pending().filter(unit__in=Unit.objects.kept_by(request.user)), pk=pk)
    if not structure.may_call_off(request.user, row):
        raise Http404
    form = CallOffForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.call_off(row, by=request.user):
        messages.success(request, _("It has been called off."))
        return redirect("units:unit_detail", row.unit_id)
    coming.worded([row], by=request.user)
    trail = trails.steps_to(row.unit, by=request.user, last=_("Call off"))
    context = {"form": form, "row": row, "trail": trail}
    return render(request, "units/reorganisation_call_off.html", context, status=status(form))
