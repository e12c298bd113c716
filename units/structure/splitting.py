"""How does one unit become several?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from units import desk
from units.models import Record, Reorganisation, Succession, Unit, User
from units.records import record, record_all
from units.structure import inheriting
from units.structure.adding import add_unit, check_code
from units.structure.closing import close, stand_under_on
from units.structure.hooks import after_moving
from units.structure.locks import hold_subtrees, lock_tree, locked
from units.structure.placing import left_since, regraft
from units.structure.register import Kind, note_done
from units.structure.rules import check_apart, check_day, check_open, check_right, check_successions, closed


@dataclass
class Divided:
    """What a division did: the units that came out of it, papers that changed desks, drafts that passed and stayed."""

    into: list[Unit] = field(default_factory=list)
    moved: int = 0
    passed: int = 0
    stayed: int = 0


@transaction.atomic
def split(
    unit: Unit,
    *,
    into: Sequence[Unit],
    where: Mapping[int, int],
    on: date,
    decision_number: str,
    by: User,
    keeps_open: bool,
    reason: str = "",
    version: int | None = None,
    planned: Reorganisation | None = None,
) -> Divided:
    """Divides a unit from a day on, today or earlier: among new units, unsaved, and open ones of its level (rule 3).

    `where` says by key into which of `into` (0, 1, …) each subordinate goes; the others stay, unless the unit closes:
    then all must go, and its drafts go to the first of `into`. Its posts are ended, and its people settled, by hand:
    nobody can know who goes where. ValidationError, naming the field, where it cannot be: nothing is done then.
    """
    lock_tree()
    hold_subtrees([unit], also=into)
    unit = locked(unit, version)
    check_right(by, unit)
    known = [locked(one, None) if one.pk else one for one in into]
    check_split(unit, known, where, keeps_open=keeps_open, by=by)
    check_day(on, unit)
    check_successions(on, unit)
    for one in known:
        if one.pk:
            check_apart(on, one, unit)
    children = {child.pk: child for child in stand_under_on(unit, on)}
    check_children(children, where, keeps_open=keeps_open)
    done = Divided([_opened(one, unit, on, by, decision_number) for one in known])
    goes = {children[key]: done.into[place] for key, place in where.items() if key in children}
    touched = _hand_out(unit, goes, done, on, decision_number, by=by, keeps_open=keeps_open)
    _note(unit, done, on, decision_number, by=by)
    if not keeps_open:
        passed = inheriting.pass_papers(unit, to=done.into[0], by=by, note=decision_number)
        done.passed, done.stayed = passed.papers, passed.stayed
        close(unit, on=on, reason=reason, by=by, decision_number=decision_number)
    for verb in after_moving:
        verb(touched, since=on)
    done.moved = desk.rehome(touched, by=by, note=decision_number)
    if not keeps_open:
        done.moved += desk.rehome(unit, by=by, note=decision_number)
    terms = {
        "into": [{"unit": one.pk} for one in done.into], "where": {str(key): place for key, place in where.items()},
        "keeps_open": keeps_open,
    }  # fmt: skip
    note_done(
        Kind.SPLIT, unit, on=on, by=by, decision_number=decision_number, reason=reason, terms=terms, planned=planned
    )
    return done


def check_split(
    unit: Unit, into: Sequence[Unit], where: Mapping[int, int], *, keeps_open: bool, by: User
) -> None:  # fmt: skip
    """Raises ValidationError where a unit cannot be divided so, whatever the day."""
    check_open(unit)
    if unit.parent_id is None:
        raise ValidationError(_("The central office is not divided."))
    if not into or (not keeps_open and len(into) < 2):
        raise ValidationError({"into": _("Name what comes out of it: one unit, or two where the old one closes.")})
    codes = [one.code.casefold() for one in into]
    if len(set(codes)) < len(codes) or unit.pk in {one.pk for one in into}:
        raise ValidationError({"into": _("Each unit that comes out of it has a code of its own.")})
    for one in into:
        if one.pk:
            check_right(by, one)
            if one.closed_on:
                raise ValidationError({"into": closed(one)})
            if one.level != unit.level:
                raise ValidationError({"into": _("Units are divided into ones of their own level.")})
        else:
            try:
                check_code(one)
            except ValidationError as error:
                raise ValidationError({"into": f"{one.code}: {' '.join(error.messages)}"}) from error
    if any(not 0 <= place < len(into) for place in where.values()):
        raise ValidationError({"where": _("Choose one of the units that come out of it.")})


def check_children(children: Mapping[int, Unit], where: Mapping[int, int], *, keeps_open: bool) -> None:
    """Raises ValidationError where a subordinate is told to go that is not there, or is left without a place."""
    if set(where) - set(children):
        raise ValidationError({"where": _("The units beneath have changed meanwhile: look at the page again.")})
    left = [child for key, child in children.items() if key not in where]
    if left and not keeps_open:
        said = {"units": inheriting.listed(left[:5])}
        raise ValidationError({"where": _("Where do these go, since the old unit closes: %(units)s?") % said})


def _opened(one: Unit, unit: Unit, on: date, by: User, number: str) -> Unit:
    if one.pk:
        if not one.is_open(on):
            raise ValidationError({"on": closed(one)})
        return one
    one.level, one.parent, one.opened_on = unit.level, unit.parent, on
    one.is_demonstration = unit.is_demonstration
    return add_unit(one, by=by, decision_number=number)


def _hand_out(
    unit: Unit, goes: dict[Unit, Unit], done: Divided, on: date, number: str, *, by: User, keeps_open: bool
) -> list[int]:
    for one in done.into:
        mine = [child for child, to in goes.items() if to == one]
        Unit.objects.filter(pk__in=[child.pk for child in mine]).update(parent=one, version=F("version") + 1)
        record_all(Record.Verb.MOVED, mine, by=by, note=number, changes={"parent": [str(unit), str(one)]})
    apart = {child.pk: to for child, to in goes.items()}
    if not keeps_open:  # who stood here after that day and left stood under the heir meanwhile
        apart = dict.fromkeys(left_since(unit, on), done.into[0]) | apart
    return regraft(unit, apart=apart, day=on, decision_number=number) if apart else []


def _note(unit: Unit, done: Divided, on: date, number: str, *, by: User) -> None:
    for one in done.into:
        Succession.objects.get_or_create(
            predecessor=unit, successor=one, on=on,
            defaults={"kind": Succession.Kind.SPLIT, "decision_number": number},
        )  # fmt: skip
    told = {"came_out": ["", inheriting.listed(done.into)], "on": ["", f"{on:%d/%m/%Y}"]}
    record(Record.Verb.SPLIT, unit, by=by, note=number, changes=told)
