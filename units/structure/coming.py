"""What is still to come for a unit, or waits because it could not be done, and how does one say it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.models import Reorganisation, Unit, User
from units.structure.register import Kind

State = Reorganisation.State
MANY = gettext_lazy("%(units)s and %(number)d more")


def pending() -> Any:
    """Returns what is scheduled or could not be done, the next first."""
    rows = Reorganisation.objects.filter(state__in=[State.SCHEDULED, State.FAILED])
    return rows.select_related("unit", "by__person").order_by("on", "pk")


def seen_by(user: User) -> list[Reorganisation]:
    """Returns what is pending for units that the user sees, each with its `sentence`."""
    return worded(pending().filter(unit__in=Unit.objects.visible_to(user)))


def kept_by(user: User, *, state: str) -> list[Reorganisation]:
    """Returns what is in a state for units that the user administers, each with its `sentence`."""
    return worded(pending().filter(unit__in=Unit.objects.kept_by(user), state=state))


def concerning(unit: Unit) -> list[Reorganisation]:
    """Returns what is pending for a unit, also where another one takes it in, each with its `sentence`."""
    return worded([row for row in pending() if unit.pk in (row.unit_id, *_keys(row))])


def worded(rows: Iterable[Reorganisation]) -> list[Reorganisation]:
    """Sets `row.sentence`, what is done in words, on each row; one query for the units that all of them name."""
    listed = list(rows)
    names = Unit.objects.in_bulk({key for row in listed for key in _keys(row)})
    for row in listed:
        row.sentence = _sentence(row, names)  # type: ignore[attr-defined]
    return listed


def _keys(row: Reorganisation) -> list[int]:
    into = [one["unit"] for one in row.terms.get("into", []) if "unit" in one]
    return [*row.terms.get("units", []), *into, *([row.terms["to"]] if row.terms.get("to") else [])]


def _sentence(row: Reorganisation, units: dict[int, Unit]) -> str:
    told = {"unit": row.unit.name, "reason": row.reason}
    if row.kind == Kind.RENAME:
        names = [row.terms[key] for key in ("name", "short_name") if key in row.terms]
        if not names:
            return _("%(unit)s is described anew") % told
        return _("%(unit)s is renamed: %(name)s") % (told | {"name": names[0]})
    if row.kind == Kind.MOVE:
        return _("%(unit)s comes under %(superior)s") % (told | {"superior": units[row.terms["to"]].name})
    if row.kind == Kind.MERGE:
        return _("%(unit)s takes in %(units)s") % (told | {"units": _listed([units[k].name for k in _keys(row)])})
    if row.kind == Kind.SPLIT:
        into = [units[one["unit"]].name if "unit" in one else one["name"] for one in row.terms.get("into", [])]
        return _("%(unit)s is divided: %(units)s") % (told | {"units": _listed(into)})
    if row.kind == Kind.CLOSE:
        return _("%(unit)s is closed: %(reason)s") % told
    return _("%(unit)s is opened again") % told


def _listed(names: list[str]) -> str:
    if len(names) <= 4:
        return ", ".join(names)
    return str(MANY) % {"units": ", ".join(names[:3]), "number": len(names) - 3}
