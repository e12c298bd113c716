"""What must be true of the rows of a sheet of units, each by itself and all together?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from units.clock import today
from units.loading import lookup
from units.loading.cells import tidy
from units.loading.lookup import key_of
from units.loading.units.drafts import Draft
from units.models import Unit, User
from units.querysets import keeps


def stays(draft: Draft, now: Unit | None, code: str, name: str) -> bool:
    """Says whether a row leaves its unit where it stands; its superior may be one that the reader does not keep."""
    if "superior_code" in draft.row.problems:
        return True
    if not code and not name:
        return True
    if now is None:
        return False
    if code:
        return key_of(code) == key_of(now.code) and (not name or lookup.is_called(now, name))
    return tidy(name) in (tidy(now.name), tidy(now.short_name))


def is_called(found: Draft | Unit, name: str) -> bool:
    """Says whether a unit bears a name, its own now or the one that the file gives it."""
    units = [found.unit, found.stored] if isinstance(found, Draft) else [found]
    return any(lookup.is_called(one, name) for one in units if one)


def check_circles(drafts: list[Draft]) -> None:
    """Names every row of a circle of units that would stand under one another."""
    settled: set[int] = set()
    for first in drafts:
        way: list[Draft] = []
        one: Any = first
        while isinstance(one, Draft) and id(one) not in settled and one not in way:
            way.append(one)
            one = one.above
        if isinstance(one, Draft) and one in way:
            circle = way[way.index(one) :]
            names = " → ".join(step.unit.code for step in [*circle, circle[0]])
            for step in circle:
                if len(circle) == 1:
                    step.row.wrong("superior_code", _("A unit cannot stand under itself."))
                text = _("These units would stand under one another: %(units)s.")
                step.row.wrong("superior_code", text % {"units": names})
        settled |= {id(step) for step in way}


def check_superior(draft: Draft) -> None:
    """A superior is of a strictly higher level and there for as long as the unit is (product.md, rule 1)."""
    above, row, unit = draft.superior, draft.row, draft.unit
    if above is None or not (draft.stored is None or draft.moves):
        return
    if above.level >= unit.level and "level" not in row.problems:
        row.wrong("superior_code", _("The direct superior must be of a higher level than the unit."))
    if draft.moves and unit.closed_on:
        row.wrong("superior_code", _("%(unit)s is closed.") % {"unit": unit.name})
    elif above.closed_on and not (draft.stored is None and unit.closed_on and unit.closed_on <= above.closed_on):
        row.wrong("superior_code", _("%(unit)s is closed.") % {"unit": above.name})
    since = unit.opened_on if draft.stored is None else row.values.get("on") or today()
    if since < above.opened_on:
        column = "opened_on" if draft.stored is None else "on"
        row.wrong(column, _("%(unit)s does not exist on this day.") % {"unit": above.name})


def check_decision(draft: Draft, placed: Mapping[int, date], named: Mapping[int, date]) -> None:
    """What is renamed, moved or closed is so by a decision with a number, and not before what was done last."""
    row = draft.row
    if draft.stored is None:
        return
    if (draft.renames or draft.moves or draft.closes) and not row.has("decision_number"):
        row.wrong("decision_number", _("A unit is renamed, moved or closed by a decision: give its number."))
    if draft.closes and draft.moves:
        row.wrong("closed_on", _("A row moves a unit or closes it, not both."))
    day: date = row.values.get("on") or today()
    for applies, texts, since in (
        (draft.moves, _("The unit has stood where it is only since %(day)s."), placed.get(draft.unit.pk or 0)),
        (draft.renames, _("The unit has borne its present name only since %(day)s."), named.get(draft.unit.pk or 0)),
        (draft.renames, _("The unit was opened later, on %(day)s."), draft.unit.opened_on),
    ):
        if applies and since and day < since:
            row.wrong("on", texts % {"day": f"{since:%d/%m/%Y}"})


def check_right(draft: Draft, by: User) -> None:
    """Nobody moves or closes the unit of the own post, or puts it in or out of the conclusion's scope: its superior's
    administrator does."""
    stored = draft.stored
    if stored is None:
        return
    if "in_scope" in draft.changes and not (stored.parent and keeps(by, stored.parent)):
        draft.row.wrong("in_scope", _("Whether the conclusion is addressed to a unit is said by the superior."))
    if (draft.moves or draft.closes) and stored.parent and not keeps(by, stored.parent):
        column = "closed_on" if draft.closes else "superior_code"
        draft.row.wrong(column, _("You do not administer %(unit)s and its superior.") % {"unit": stored.name})


def check_closings(drafts: list[Draft], children: Mapping[int, list[Unit]]) -> None:
    """Nothing open may stand under a unit that closes: it is moved away or closed by then, if only in this file."""
    by_key = {one.unit.pk: one for one in drafts if one.stored}
    coming = {id(one.above) for one in drafts if isinstance(one.above, Draft) and not one.unit.closed_on}
    for draft in drafts:
        day = draft.unit.closed_on
        if not draft.closes or day is None:
            continue
        left = [unit for unit in children.get(draft.unit.pk or 0, []) if _stays_open(unit, by_key.get(unit.pk), day)]
        if left:
            names = ", ".join(unit.code for unit in left[:5])
            text = _("Units still stand under this one (%(codes)s): move or close them first.")
            draft.row.wrong("closed_on", text % {"codes": names})
        elif id(draft) in coming:
            draft.row.wrong("closed_on", _("This file brings units under this one, and closes it."))


def _stays_open(unit: Unit, draft: Draft | None, day: date) -> bool:
    if draft is not None and draft.moves:
        return (draft.row.values.get("on") or today()) > day
    closed = draft.unit.closed_on if draft is not None else unit.closed_on
    return closed is None or closed > day
