"""What is still to come for a unit, or waits because it could not be done, and how does one say it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from units.models import Reorganisation, Unit, User
from units.querysets import beneath, own, reads_people, within
from units.structure.register import Kind

State = Reorganisation.State
MANY = gettext_lazy("%(units)s and %(number)d more")


def pending() -> Any:
    """Returns what is scheduled or could not be done, the next first."""
    rows = Reorganisation.objects.filter(state__in=[State.SCHEDULED, State.FAILED])
    return rows.select_related("unit", "by__person").order_by("on", "pk")


def seen_by(user: User) -> list[Reorganisation]:
    """Returns what is pending for the user's own units and those beneath, worded: networks do not reach to it."""
    return worded(pending().filter(unit__in=Unit.objects.filter(own(user, "pk") | beneath(user))), by=user)


def kept_by(user: User, *, state: str) -> list[Reorganisation]:
    """Returns what is in a state for units that the user administers, worded."""
    return worded(pending().filter(unit__in=Unit.objects.kept_by(user), state=state), by=user)


def concerning(unit: Unit, *, by: User) -> list[Reorganisation]:
    """Returns what is pending for a unit, also where another one takes it in, worded for somebody who reads it in the
    tree, not over a network."""
    if not reads_people(by, unit):
        return []
    return worded([row for row in pending() if unit.pk in (row.unit_id, *_keys(row))], by=by)


def beneath_of(unit: Unit) -> bool:
    """Says whether anything is pending for a unit or beneath it."""
    return bool(pending().filter(within(unit.path or "", "unit__")).exists())


def worded(rows: Iterable[Reorganisation], *, by: User) -> list[Reorganisation]:
    """Sets `row.sentence`, what is done in words, and `row.why`, why it could not be done, on each row; one query for
    the units that all of them name. Units that the reader does not see are not named, nor is what was said of them."""
    listed = list(rows)
    keys = {key for row in listed for key in (row.unit_id, *_keys(row))}
    names = {unit.pk: unit.name for unit in Unit.objects.visible_to(by).filter(pk__in=keys)} if keys else {}
    for row in listed:
        row.sentence = capfirst(_sentence(row, names) if is_readable(row) else unreadable(row, names))
        row.why = row.problem if {row.unit_id, *_keys(row)} <= set(names) else ""
    return listed


def is_readable(row: Reorganisation) -> bool:
    """Says whether the terms of a row can be read: nothing but our own verbs keeps them in shape."""
    try:
        return all(isinstance(key, int) for key in _named(row)) and bool(_sentence(row, {}))
    except (AttributeError, KeyError, TypeError):
        return False


def unreadable(row: Reorganisation, known: dict[int, str]) -> str:
    """Says of a row that its terms cannot be read."""
    told = _("What is to be done with %(unit)s cannot be read any more: call it off, then schedule it anew.")
    return told % {"unit": _listed([row.unit_id], known)}


def _keys(row: Reorganisation) -> list[int]:
    return _named(row) if is_readable(row) else []


def _named(row: Reorganisation) -> list[int]:
    into = [one["unit"] for one in row.terms.get("into", []) if "unit" in one]
    return [*row.terms.get("units", []), *into, *([row.terms["to"]] if row.terms.get("to") else [])]


def _sentence(row: Reorganisation, known: dict[int, str]) -> str:
    told = {"unit": _listed([row.unit_id], known), "reason": row.reason}
    if row.kind == Kind.RENAME:
        names = [row.terms[key] for key in ("name", "short_name") if key in row.terms]
        if not names:
            return _("%(unit)s is described anew") % told
        return _("%(unit)s is renamed: %(name)s") % (told | {"name": names[0]})
    if row.kind == Kind.MOVE:
        return _("%(unit)s comes under %(superior)s") % (told | {"superior": _listed([row.terms["to"]], known)})
    if row.kind == Kind.MERGE:
        return _("%(unit)s takes in %(units)s") % (told | {"units": _listed(row.terms["units"], known)})
    if row.kind == Kind.SPLIT:
        into = [one["unit"] if "unit" in one else one["name"] for one in row.terms.get("into", [])]
        return _("%(unit)s is divided: %(units)s") % (told | {"units": _listed(into, known)})
    if row.kind == Kind.CLOSE:
        return _("%(unit)s is closed: %(reason)s") % told
    return _("%(unit)s is opened again") % told


def _listed(units: Sequence[int | str], known: dict[int, str]) -> str:
    """Returns names, of units to come as they are and of others by key; those that are not known are counted."""
    names = [one if isinstance(one, str) else known[one] for one in units if isinstance(one, str) or one in known]
    if unknown := len(units) - len(names):
        names.append(ngettext("another unit", "%(number)d other units", unknown) % {"number": unknown})
    if len(names) <= 4:
        return ", ".join(names)
    return str(MANY) % {"units": ", ".join(names[:3]), "number": len(names) - 3}
