"""How does a unit close, and how does it come back?"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from units import desk, heirs
from units.models import Record, Reorganisation, Unit, User
from units.querysets import keeps
from units.records import record
from units.spans import not_ended_on
from units.structure.hooks import after_closing, after_moving
from units.structure.locks import hold_subtrees, lock_tree, locked
from units.structure.placing import left_since, regraft
from units.structure.register import Kind, note_done
from units.structure.rules import check_day, check_open, check_parent, check_right, check_successions, closed


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
    return unit.children.filter(not_ended_on(day, "closed_on"))


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
    """Opens a closed unit again from a day on, under its direct superior, also where it had been merged; where that
    one has given way to another meanwhile, under its heir.

    What passed to others stays there: subordinates, drafts, people, posts, memberships. Reports from which it was
    excused stay excused. A unit has one opening and one closing day: of the days between, the terms of the
    reopening's `Reorganisation` keep that it was closed. After a merger the placements of those days still lie beneath
    the successor.
    """
    lock_tree()
    hold_subtrees([unit])
    unit = locked(unit, version)
    superior = check_reopen(unit, by=by)
    check_day(on, unit)
    if superior and not superior.is_open(on):
        raise ValidationError({"on": closed(superior)})
    if unit.closed_on and on < unit.closed_on:
        day = f"{unit.closed_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit was closed later, on %(day)s.") % {"day": day}})
    was_merged = unit.merged_into
    changes = {
        "closed_on": [f"{unit.closed_on:%d/%m/%Y}" if unit.closed_on else "", ""],
        "closed_reason": [unit.closed_reason, ""],
        "on": ["", f"{on:%d/%m/%Y}"],
    } | ({"merged_into": [str(was_merged), ""]} if was_merged else {})
    goes = superior is not None and superior.pk != unit.parent_id
    changes |= {"parent": [str(unit.parent), str(superior)]} if goes else {}
    terms = {"closed_on": str(unit.closed_on), "closed_reason": unit.closed_reason, "merged_into": unit.merged_into_id}
    unit.closed_on, unit.closed_reason, unit.merged_into, unit.version = None, "", None, unit.version + 1
    unit.parent = superior
    unit.save()
    touched = []
    if superior and (was_merged or goes):
        touched = regraft(unit, itself=superior, day=on, decision_number=decision_number)
        unit.refresh_from_db()
    record(Record.Verb.REOPENED, unit, by=by, note=decision_number, changes=changes)
    for verb in after_moving:
        verb(touched, since=on)
    note_done(Kind.REOPEN, unit, on=on, by=by, decision_number=decision_number, terms=terms, planned=planned)
    desk.rehome(touched, by=by, note=decision_number)
    return unit


def check_reopen(unit: Unit, *, by: User) -> Unit | None:
    """Returns under which unit a closed one is opened again; ValidationError where it cannot be, whatever the day."""
    check_right(by, unit)
    if unit.closed_on is None:
        raise ValidationError(_("%(unit)s is open.") % {"unit": unit.name})
    superior = superior_again(unit)
    if superior and not keeps(by, superior):
        raise ValidationError(_("You do not administer %(unit)s.") % {"unit": superior.name})
    check_parent(unit, superior)
    return superior


def superior_again(unit: Unit) -> Unit | None:
    """Returns the unit's direct superior or, where that one is closed, who stands in its place today."""
    if unit.parent is None or not unit.parent.closed_on:
        return unit.parent
    heir = heirs.heirs_of([unit.parent.pk]).get(unit.parent.pk)
    return Unit.objects.get(pk=heir) if heir else unit.parent
