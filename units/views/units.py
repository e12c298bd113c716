"""Which units are there, and what is known about one of them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from units import chronicle, finding, headcounts, panels, past, sheets, subordinates, trails
from units.clock import today
from units.filters.units import UnitFilter
from units.forms.on_day import OnDayForm
from units.loading import runs
from units.loading.units.columns import UnitSheet
from units.models import Level, Network, Post, Record, Unit, User
from units.official import territory_in_text
from units.pages import Pages
from units.pieces import render_page
from units.querysets import UnitQuerySet, keeps, reads_beneath, reads_people
from units.records import told
from units.requests import Request, is_narrowing
from units.rows import rows
from units.structure import coming

PAGE = 25
RECORDS = 50  # lines shown on a unit's page; all of them stand in the history


def _listed(request: Request) -> UnitFilter:
    """The units that the visitor sees, narrowed and sorted as the address says."""
    return UnitFilter(request.GET, Unit.objects.visible_to(request.user), request=request)


@require_safe
def unit_list(request: Request) -> HttpResponse:
    """Finds units; without a search the tree from the visitor's own unit down, one level at a time."""
    listed = _listed(request)
    page = Pages(listed.qs, PAGE).get_page(request.GET.get("page"))
    _dress(page.object_list, listed.day)
    finding.tell_old_names(page.object_list, request.GET.get("q", ""))
    context = {
        "filter": listed, "page": page, "narrowed": is_narrowing(request), "day": listed.day,
        "rows": rows(page.object_list, day=listed.day), "may_import": runs.may_import(request.user),
    }  # fmt: skip
    if listed.is_tree and listed.place:
        context |= _level(request.user, listed.place, listed.day, page.paginator.count)
    else:
        trails.with_trails(page.object_list, on=listed.day)
    return render_page(request, "units/unit_list.html", context)


def _dress(units: Iterable[Unit], day: date | None) -> None:
    """Gives units their numbers of subordinates and, on a past day, the names of that day."""
    subordinates.with_child_counts(units, on=day)
    if day:
        past.call_as_on(day, units)


def _level(user: User, place: Unit, day: date | None, seen: int) -> dict[str, Any]:
    """What stands above one level of the tree, and how many of a past day's are seen by others today."""
    elsewhere = 0
    if day:
        subordinates.with_child_counts([place], on=day)
        elsewhere = place.child_count - seen
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
    return sheets.download(UnitSheet, rows, by=request.user, name="don-vi", filters=listed)


@require_safe
def unit_detail(request: Request, pk: int) -> HttpResponse:
    """What is known about a unit: facts, what stands beneath, who holds posts, what happened to it; on any day."""
    seen = Unit.objects.visible_to(request.user).select_related("parent", "merged_into")
    unit = get_object_or_404(seen, pk=pk)
    on_day = OnDayForm(request.GET)
    day = on_day.day
    children = Pages(_beneath(request.user, unit, day), PAGE).get_page(request.GET.get("page"))
    _dress([unit, *children.object_list], day)
    context = {
        "unit": unit, "children": children, "levels": subordinates.by_level(unit, on=day), "day": day,
        "on_day": on_day, "trail": trails.steps_to(unit, by=request.user, on=day),
        "panels": panels.of(unit, request.user),
        "elsewhere": unit.child_count - children.paginator.count if day else 0,
        **_about(request.user, unit, day), **_keeping(request.user, unit), **_heads(request.user, unit, day),
    }  # fmt: skip
    return render(request, "units/unit_detail.html", context | {"rows": rows(children, day=day)})


def _beneath(user: User, unit: Unit, day: date | None) -> UnitQuerySet:
    """What stands directly under a unit, or stood there on a day, as far as the visitor sees it."""
    seen = Unit.objects.visible_to(user)
    if day:
        return seen.as_on(day).stood_directly_under(unit)
    return seen.children_of(unit).open_on(today())


def _about(user: User, unit: Unit, day: date | None) -> dict[str, Any]:
    """What a unit's page says beside its subordinates; across a network nothing of people and records."""
    inside = reads_people(user, unit)
    held = Post.objects.visible_to(user).in_force(day or today()).filter(unit=unit).order_by("role", "from_on")
    posts = list(held.select_related("person__unit") if inside else ())
    return {
        "posts": posts, "inside": inside,
        "people_seen": {post.person_id for post in posts if reads_people(user, post.person.unit)},
        "networks": Network.objects.visible_to(user).around(unit), "territory": _territory(unit.territory),
        "closed": Unit.objects.below(unit).filter(closed_on__lte=today()).count(),
        "existed": day is None or Unit.objects.as_on(day).filter(pk=unit.pk).exists(), **_history(user, unit, day),
    }  # fmt: skip


def _history(user: User, unit: Unit, day: date | None) -> dict[str, Any]:
    """What happened to a unit, what was merged into it by the day, and beneath who changed what else."""
    lines = Record.objects.of(unit).exclude(verb__in=chronicle.TOLD).select_related("by__person")
    merged = list(unit.merged_units.filter(closed_on__lte=day or today()).order_by("-closed_on", "sort_name")[:PAGE])
    events = chronicle.of(unit, by=user)
    return {
        "events": events, "is_coming": any(event.is_coming for event in events), "merged_units": merged,
        "named": chronicle.seen(user, [*chronicle.named(events), *merged, unit.merged_into]),
        "records": told(lines[:RECORDS] if reads_people(user, unit) else ()),
    }  # fmt: skip


def _heads(user: User, unit: Unit, day: date | None) -> dict[str, Any]:
    """The unit's head-count of the year beside that of the year before; on a past day of what stood beneath it then.

    That of the whole nation stands on a page of its own.
    """
    seen = unit.level == Level.BRANCH or reads_beneath(user, unit)
    counts = {"may_count": day is None and unit.is_open(today()) and headcounts.may_count(user, unit)}
    if not seen or unit.level == Level.CENTRAL or not unit.is_open(day or today()):
        return counts
    year = (day or today()).year
    sums = [headcounts.totals_on(unit, day, one) if day else headcounts.totals(unit, one) for one in (year, year - 1)]
    return counts | {"totals": sums[0], "before": sums[1]}


def _keeping(user: User, unit: Unit) -> dict[str, Any]:
    """What the visitor can do here."""
    return {
        "scheduled": keeps(user, unit) and coming.beneath_of(unit),
        "may_keep": keeps(user, unit), "may_move": unit.parent is not None and keeps(user, unit.parent),
    }  # fmt: skip


def _territory(code: str) -> str:
    """The name of the province or district of a code of the statistics office."""
    try:
        return territory_in_text(code) if code else ""
    except KeyError:
        return ""
