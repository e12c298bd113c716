"""Which units are there, and what is known about one of them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from units import finding, panels, past, sheets, subordinates, trails
from units.clock import today
from units.filters.units import UnitFilter
from units.models import Network, Person, Post, Record, Unit, User
from units.official import territory_in_text
from units.pieces import render_page
from units.querysets import keeps, reads_people
from units.records import told
from units.requests import Request
from units.resources import UnitExport

PAGE = 25


def _listed(request: Request) -> UnitFilter:
    """The units that the visitor sees, narrowed and sorted as the address says."""
    return UnitFilter(request.GET, Unit.objects.visible_to(request.user), request=request)


@require_safe
def unit_list(request: Request) -> HttpResponse:
    """Finds units; without a search the tree from the visitor's own unit down, one level at a time."""
    listed = _listed(request)
    page = Paginator(listed.qs, PAGE).get_page(request.GET.get("page"))
    _dress(page.object_list, listed.day)
    finding.tell_old_names(page.object_list, request.GET.get("q", ""))
    context = {"filter": listed, "page": page, "narrowed": any(request.GET.values()), "day": listed.day}
    if listed.is_tree and listed.place:
        context |= _level(request.user, listed.place, listed.day, page.paginator.count)
    return render_page(request, "units/unit_list.html", context)


def _dress(units: Iterable[Unit], day: date | None) -> None:
    """Gives units their way, their numbers of subordinates and, on a past day, the names of that day."""
    trails.with_trails(units, on=day)
    subordinates.with_child_counts(units, on=day)
    if day:
        past.call_as_on(day, units)


def _level(user: User, place: Unit, day: date | None, seen: int) -> dict[str, Any]:
    """What stands above one level of the tree, and how many of a past day's are seen by others today."""
    elsewhere = 0
    if day:
        subordinates.with_child_counts([place], on=day)
        elsewhere = place.child_count - seen  # type: ignore[attr-defined]
    return {"place": place, "trail": _way_down(user, place, day), "elsewhere": elsewhere}


def _way_down(user: User, unit: Unit, day: date | None) -> list[dict[str, str]]:
    """The steps from the root to a place in the tree, each leading to its own level."""

    def level(one: Unit) -> str:
        asked = {"under": one.pk} | ({"on": day.isoformat()} if day else {})
        return f"{reverse('units:unit_list')}?{urlencode(asked)}"

    if day:
        past.call_as_on(day, [unit])
    return trails.steps_to(unit, by=user, to=level, on=day)


@require_safe
def unit_export(request: Request) -> HttpResponse:
    """The same list as an Excel file; as it was on a day where that is asked for."""
    listed = _listed(request)
    rows = past.AsOn(listed.qs, listed.day) if listed.day else listed.qs.select_related("parent")
    return sheets.download(UnitExport, rows, by=request.user, name="don-vi", filters=listed)


@require_safe
def unit_detail(request: Request, pk: int) -> HttpResponse:
    """What is known about a unit: facts, what stands beneath, who holds posts, what happened to it."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    beneath = Unit.objects.visible_to(request.user).children_of(unit).open_on(today())
    children = Paginator(beneath, PAGE).get_page(request.GET.get("page"))
    subordinates.with_child_counts(children.object_list)
    context = {
        "unit": unit, "children": children, "levels": subordinates.by_level(unit),
        "trail": trails.steps_to(unit, by=request.user), "panels": panels.of(unit),
        **_about(request.user, unit), **_keeping(request.user, unit),
    }  # fmt: skip
    return render(request, "units/unit_detail.html", context)


def _about(user: User, unit: Unit) -> dict[str, Any]:
    """What a unit's page says beside its subordinates; across a network nothing of people and records."""
    posts = Post.objects.visible_to(user).in_force(today()).filter(unit=unit)
    inside = reads_people(user, unit)
    lines = Record.objects.of(unit).select_related("by__person") if inside else Record.objects.none()
    return {
        "posts": posts.select_related("person").order_by("role", "from_on"), "records": told(lines), "inside": inside,
        "networks": Network.objects.visible_to(user).around(unit),
        "territory": _territory(unit.territory),
        "placements": unit.placements.select_related("parent").order_by("-from_on"),
        "closed": Unit.objects.below(unit).filter(closed_on__lte=today()).count(),
    }  # fmt: skip


def _keeping(user: User, unit: Unit) -> dict[str, Any]:
    """What the visitor can do here, and whose pages can be opened."""
    people = Person.objects.visible_to(user).filter(posts__unit=unit)
    return {
        "may_keep": keeps(user, unit), "may_move": unit.parent is not None and keeps(user, unit.parent),
        "people_seen": set(people.values_list("pk", flat=True)),
    }  # fmt: skip


def _territory(code: str) -> str:
    """The name of the province or district of a code of the statistics office."""
    try:
        return territory_in_text(code) if code else ""
    except KeyError:
        return ""
