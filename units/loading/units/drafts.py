"""Which unit does a row mean, an existing one or a new one, and what would it become?"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from units.clock import today
from units.ladder import CODE, KINDS
from units.loading.cells import tidy
from units.loading.lookup import Units, key_of
from units.loading.rows import Row
from units.models import Level, Sector, Unit, UnitKind
from units.official import territory_in_text

NAMES = ("name", "short_name")
PLAIN = ("kind", "sector", "territory", "in_scope")
FIXED = ("level", "opened_on")


@dataclass(slots=True, eq=False)
class Draft:
    """A unit as a row would leave it: `stored` is the unit as it is (None: a new one), `above` its superior to be."""

    row: Row
    unit: Unit
    stored: Unit | None = None
    above: Draft | Unit | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    moves: bool = False
    closes: bool = False

    @property
    def renames(self) -> bool:
        """Says whether a name of an existing unit changes."""
        return self.stored is not None and any(name in self.changes for name in NAMES)

    @property
    def superior(self) -> Unit | None:
        """The unit above it as it would become."""
        return self.above.unit if isinstance(self.above, Draft) else self.above

    @property
    def changes_something(self) -> bool:
        """Says whether the row does anything."""
        return self.stored is None or self.moves or self.closes or bool(self.changes)


def draft_of(row: Row, units: Units) -> Draft | None:
    """Returns what a row would make of its unit, its superior left open; None where it names no unit."""
    code = str(row.values.get("code") or "")
    if not code and "code" not in row.problems:
        row.wrong("code", _("Give the code of the unit."))
    if not code or "code" in row.problems:
        return None
    stored = units.get(code)
    if stored is not None:
        draft = Draft(row, copy(stored), stored)
        _change(draft)
        return draft
    if not CODE.fullmatch(code):
        row.wrong("code", _("A code is made of letters, digits, points and dashes, without spaces."))
    elif key_of(code) in units.taken:
        row.wrong("code", _("Another unit has this code."))
    return _new(row, code)


def _new(row: Row, code: str) -> Draft:
    read = row.values
    name, level = read.get("name") or "", read.get("level")
    if not name:
        row.wrong("name", _("Give the name of the unit."))
    if level is None:
        row.wrong("level", _("Say of which level the unit is."))
    if level == Level.CENTRAL:
        row.wrong("level", _("There is one central office only."))
    unit = Unit(
        code=code, name=name, short_name=_short(row, name), level=level or Level.BRANCH, kind=read.get("kind") or "",
        sector=read.get("sector") or Sector.MIXED, territory=read.get("territory") or "",
        in_scope=read.get("in_scope") is not False, opened_on=read.get("opened_on") or today(),
        closed_on=read.get("closed_on"), closed_reason=read.get("closed_reason") or "",
    )  # fmt: skip
    _check_days(row, unit)
    return Draft(row, unit)


def _short(row: Row, name: str) -> str:
    short = row.values.get("short_name") or name
    if len(short) > 80:
        row.wrong("short_name", _("Give a short name of at most %(most)d characters.") % {"most": 80})
    return short[:80]


def _check_days(row: Row, unit: Unit) -> None:
    for name in ("opened_on", "closed_on", "on"):
        day = row.values.get(name)
        if day and day > today() and (unit.pk is None or name != "opened_on"):
            known = {"today": f"{today():%d/%m/%Y}"}
            row.wrong(name, _("This day has not come yet: today is %(today)s.") % known)
    if unit.closed_on and unit.closed_on < unit.opened_on:
        text = _("The unit was opened later, on %(day)s.")
        row.wrong("closed_on", text % {"day": f"{unit.opened_on:%d/%m/%Y}"})
    if unit.closed_on and not unit.closed_reason:
        row.wrong("closed_reason", _("Say why the unit is closed."))
    if unit.closed_reason and not unit.closed_on:
        row.wrong("closed_on", _("Say from which day on the unit is closed."))


def _change(draft: Draft) -> None:
    """Compares an existing unit with what its row says; an empty cell or a missing column changes nothing."""
    row, unit, stored = draft.row, draft.unit, draft.stored
    for name in (*NAMES, *PLAIN):
        if row.has(name) and name not in row.problems and row.values[name] != _even(getattr(stored, name)):
            setattr(unit, name, row.values[name])
            draft.changes[name] = [str(getattr(stored, name)), str(row.values[name])]
    for name in FIXED:
        if row.has(name) and row.values[name] != getattr(stored, name):
            row.wrong(name, _("A sheet does not change this of a unit that exists."))
    _close(draft)


def _even(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _close(draft: Draft) -> None:
    row, unit, stored = draft.row, draft.unit, draft.stored
    assert stored is not None
    read = row.values
    day, reason = read.get("closed_on"), read.get("closed_reason") or ""
    if stored.closed_on:
        if day and day != stored.closed_on:
            row.wrong("closed_on", _("%(unit)s is closed.") % {"unit": stored.name})
        elif draft.changes or (reason and reason != tidy(stored.closed_reason)):
            column = next(iter(draft.changes), "closed_reason")
            row.wrong(column, _("%(unit)s is closed.") % {"unit": stored.name})
        return
    if day:
        draft.closes, unit.closed_on, unit.closed_reason = True, day, reason
        draft.changes["closed_on"] = ["", f"{day:%d/%m/%Y}"]
        if reason:
            draft.changes["closed_reason"] = ["", reason]
        if stored.parent_id is None:
            row.wrong("closed_on", _("The central office cannot be closed."))
    else:
        unit.closed_reason = reason
    _check_days(row, unit)


def settle_kind(draft: Draft) -> None:
    """Fills in the kind that an empty cell means, and says where a kind does not fit the level."""
    unit, row, above = draft.unit, draft.row, draft.superior
    if "level" in row.problems or "kind" in row.problems:
        return
    kinds = KINDS[int(unit.level)]
    if not unit.kind and unit.level == Level.BRANCH:
        direct = above is not None and above.level < Level.GRASSROOTS
        unit.kind = UnitKind.BASE_BRANCH if direct else UnitKind.BRANCH
    elif not unit.kind and unit.level == Level.GRASSROOTS:
        unit.kind = UnitKind.GRASSROOTS
    names = ", ".join(str(kind.label) for kind in kinds)
    if not unit.kind:
        row.wrong("kind", _("Say of which kind the unit is: %(kinds)s.") % {"kinds": names})
    elif unit.kind not in kinds and (draft.stored is None or "kind" in draft.changes):
        row.wrong("kind", _("A unit of this level is one of: %(kinds)s.") % {"kinds": names})


def check_territory(draft: Draft) -> None:
    """Says where no province or district has the code; what is stored already stays."""
    if draft.unit.territory and (draft.stored is None or "territory" in draft.changes):
        try:
            territory_in_text(draft.unit.territory)
        except KeyError:
            text = _("No province or district has this code of the statistics office.")
            draft.row.wrong("territory", text)
