"""Which way leads from the root down to a unit? A unit is always shown with its path (product.md, Units 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import NoReverseMatch, reverse

from units import past, tree
from units.models import Unit, User
from units.querysets import reads


def with_trails(units: Iterable[Unit], *, on: date | None = None) -> None:
    """Sets `unit.trail`, the list of its ancestors with the root first, on each unit; one query for all of them.

    `unit.way` is the same in words, the root left out. `on` asks for the way and the names of a day instead (three
    queries); who stood nowhere then has today's way.
    """
    asked = list(units)
    paths = {unit.pk: unit.path or "" for unit in asked}
    if on:
        paths |= {pk: placed.path for pk, placed in past.placements_on(on, paths).items()}
    above = ancestors_of(paths.values())
    if on:
        past.call_as_on(on, above.values())
    for unit in asked:
        unit.trail = [above[pk] for pk in tree.ancestor_ids(paths[unit.pk])]
        unit.way = " › ".join(one.short_name for one in unit.trail[1:])


def ancestors_of(paths: Iterable[str]) -> dict[int, Unit]:
    """Returns every unit that stands above one of the paths, by key; one query, none for roots alone."""
    wanted = {pk for path in paths for pk in tree.ancestor_ids(path)}
    return Unit.objects.in_bulk(wanted) if wanted else {}


def steps_to(
    unit: Unit, *, by: User, last: str = "", to: Callable[[Unit], str] | None = None, on: date | None = None
) -> list[dict[str, str]]:
    """Returns the steps {label, href} from the root to a unit for components/trail.html.

    Only units that `by` reads are links: to their pages or to where `to` says. `last` names the page itself, below
    the unit; without it the unit is last. `on` asks for the way of a day.
    """
    with_trails([unit], on=on)
    steps = [{"label": one.short_name, "href": _address(one, by, to)} for one in [*unit.trail, unit]]
    return [*steps, {"label": last, "href": ""}] if last else steps


def _address(unit: Unit, by: User, to: Callable[[Unit], str] | None) -> str:
    if not reads(by, unit):
        return ""
    if to:
        return to(unit)
    try:
        return reverse("units:unit_detail", args=[unit.pk])
    except NoReverseMatch:
        return ""
