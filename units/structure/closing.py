"""How does a unit close, and how does it come back?"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units import desk
from units.models import Record, Reorganisation, Unit, User
from units.records import record
from units.structure.hooks import after_closing, after_moving
from units.structure.locks import hold_subtrees, lock_tree, locked
from units.structure.placing import left_since, regraft
from units.structure.register import Kind, note_done
from units.structure.rules import check_day, check_open, check_parent, check_right, check_successions


@transaction.atomic
def close_unit(
    unit: Unit,
    *,
    on: date,
    reason: str,
    by: User,
    decision_number: str = "",
    version: int | None = None,
    planned: Reorganisation | None = None,
) -> Unit:
    """Closes a unit from a day on; ValidationError while units stand under it that are open on that day, or where
    some stood there later, or it was merged or divided later."""
    lock_tree()
    hold_subtrees([unit])
    unit = locked(unit, version)
    check_close(unit)
    if stand_under_on(unit, on).exists():
        raise ValidationError(_("Units still stand under this one: move or close them first."))
    if on < unit.opened_on:
        day = f"{unit.opened_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit was opened later, on %(day)s.") % {"day": day}})
    check_successions(on, unit)
    if left_since(unit, on):
        raise ValidationError({"on": _("Other units still stood under this one after this day.")})
    close(unit, on=on, reason=reason, by=by, decision_number=decision_number)
    note_done(Kind.CLOSE, unit, on=on, by=by, decision_number=decision_number, reason=reason, planned=planned)
    desk.rehome(unit, by=by, note=decision_number or reason)
    return unit


def check_close(unit: Unit) -> None:
    """Raises ValidationError where a unit cannot be closed, whatever the day."""
    check_open(unit)
    if unit.parent_id is None:
        raise ValidationError(_("The central office cannot be closed."))


def stand_under_on(unit: Unit, day: date):
    """Returns the direct subordinates that are open on a day or later."""
    return unit.children.filter(Q(closed_on=None) | Q(closed_on__gt=day))


def close(unit: Unit, *, on: date, reason: str, by: User, decision_number: str) -> None:
    """Writes that a held unit is closed and tells whoever asked to be told."""
    unit.closed_on, unit.closed_reason, unit.version = on, reason, unit.version + 1
    unit.full_clean(exclude=["parent"])
    unit.save()
    changes = {"closed_on": ["", f"{on:%d/%m/%Y}"], "decision_number": ["", decision_number]}
    record(Record.Verb.CLOSED, unit, by=by, note=reason, changes={k: v for k, v in changes.items() if v[1]})
    for verb in after_closing:
        verb(unit, by=by)


@transaction.atomic
def reopen_unit(
    unit: Unit,
    *,
    on: date,
    decision_number: str,
    by: User,
    version: int | None = None,
    planned: Reorganisation | None = None,
) -> Unit:
    """Opens a closed unit again from a day on, under its direct superior, also where it had been merged.

    What passed to others stays there: subordinates, drafts, people, posts, memberships. Reports from which it was
    excused stay excused. A unit has one opening and one closing day, so that from now on `is_open` and `open_on` say
    yes also of the days between: that answer is lost. The record of the reopening and its `Reorganisation`'s terms
    keep both days, `as_on` asks them; after a merger the placements of those days still lie beneath the successor.
    """
    lock_tree()
    hold_subtrees([unit])
    unit = locked(unit, version)
    check_reopen(unit, by=by)
    check_day(on, unit)
    if unit.closed_on and on < unit.closed_on:
        day = f"{unit.closed_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit was closed later, on %(day)s.") % {"day": day}})
    was_merged = unit.merged_into
    changes = {
        "closed_on": [f"{unit.closed_on:%d/%m/%Y}" if unit.closed_on else "", ""],
        "closed_reason": [unit.closed_reason, ""],
        "on": ["", f"{on:%d/%m/%Y}"],
    } | ({"merged_into": [str(was_merged), ""]} if was_merged else {})
    terms = {"closed_on": str(unit.closed_on), "closed_reason": unit.closed_reason, "merged_into": unit.merged_into_id}
    unit.closed_on, unit.closed_reason, unit.merged_into, unit.version = None, "", None, unit.version + 1
    unit.save()
    touched = []
    if was_merged and unit.parent:
        touched = regraft(unit, itself=unit.parent, day=on, decision_number=decision_number)
        unit.refresh_from_db()
    record(Record.Verb.REOPENED, unit, by=by, note=decision_number, changes=changes)
    for verb in after_moving:
        verb(touched, since=on)
    note_done(Kind.REOPEN, unit, on=on, by=by, decision_number=decision_number, terms=terms, planned=planned)
    desk.rehome(touched, by=by, note=decision_number)
    return unit


def check_reopen(unit: Unit, *, by: User) -> None:
    """Raises ValidationError where a unit cannot be opened again, whatever the day."""
    check_right(by, unit)
    if unit.closed_on is None:
        raise ValidationError(_("%(unit)s is open.") % {"unit": unit.name})
    check_parent(unit, unit.parent)
