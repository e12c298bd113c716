"""How does a unit come under another superior?"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from units import desk
from units.clock import today
from units.models import Record, Reorganisation, Unit, User
from units.records import record
from units.structure.hooks import after_moving
from units.structure.locks import hold_subtrees, lock_tree, locked
from units.structure.placing import regraft
from units.structure.register import Kind, note_done
from units.structure.rules import check_day, check_open, check_parent, closed


@transaction.atomic
def move_unit(
    unit: Unit,
    *,
    to: Unit,
    by: User,
    decision_number: str,
    on: date | None = None,
    version: int | None = None,
    planned: Reorganisation | None = None,
) -> int:
    """Moves a subtree under another superior from a day on (today unless given); returns how many papers moved desks.

    Two administrators moving overlapping subtrees come one after the other, and the second sees what the first did.
    """
    day = on or today()
    lock_tree()
    hold_subtrees([unit])
    unit = locked(unit, version)
    target = Unit.objects.get(pk=to.pk)
    check_move(unit, target)
    check_day(day, unit)
    if not target.is_open(day):
        raise ValidationError({"on": closed(target)})
    old_parent = unit.parent
    unit.parent, unit.version = target, unit.version + 1
    unit.save(update_fields=["parent", "version"])
    touched = regraft(unit, itself=target, day=day, decision_number=decision_number)
    unit.refresh_from_db()
    record(
        Record.Verb.MOVED,
        unit,
        by=by,
        note=decision_number,
        changes={"parent": [str(old_parent), str(target)], "on": ["", f"{day:%d/%m/%Y}"]},
    )
    for verb in after_moving:
        verb(touched, since=day)
    terms = {"to": target.pk, "from": old_parent.pk if old_parent else None}
    note_done(Kind.MOVE, unit, on=day, by=by, decision_number=decision_number, terms=terms, planned=planned)
    return desk.rehome(touched, by=by, note=decision_number)


def check_move(unit: Unit, target: Unit) -> None:
    """Raises ValidationError where a unit cannot stand under another one, whatever the day."""
    check_open(unit)
    if unit.parent_id == target.pk:
        raise ValidationError({"parent": _("The unit already stands there.")})
    check_parent(unit, target)
