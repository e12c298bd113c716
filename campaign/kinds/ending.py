"""How does a kind go out of force, and how is a change called off that has not begun?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaign.kinds import keeping
from campaign.models import ActivityKind
from units.clock import today
from units.models import Record, User
from units.records import record


@transaction.atomic
def withdraw(kind: ActivityKind, *, on: date, by: User) -> ActivityKind:
    """Takes a kind out of force from a day on; what was logged keeps it. Own kinds beneath a national one go with it.

    ValidationError where the person may not, somebody else was faster, or it is withdrawn already.
    """
    last, rows = keeping.held_newest(kind, by=by)
    keeping.check_day(on, last)
    if last.replaced_on:
        said = {"day": f"{last.replaced_on:%d/%m/%Y}"}
        raise ValidationError(_("This kind is withdrawn already, from %(day)s.") % said)
    _end([last], on, by)
    if last.unit_id is None:
        _end(_running_beneath(rows, on), on, by, note=_("with its national kind"))
    return last


def _running_beneath(rows: Iterable[ActivityKind], on: date) -> list[ActivityKind]:
    """Own kinds that are still in force on a day or come later."""
    return [row for row in rows if row.unit_id and (row.replaced_on is None or row.replaced_on > on)]


def _end(kinds: Iterable[ActivityKind], on: date, by: User, note: str = "") -> None:
    for kind in kinds:
        kind.replaced_on = max(on, kind.from_on or on)  # one that was to begin later never does
        kind.save(update_fields=["replaced_on"])
        changes = {"replaced_on": ["", str(kind.replaced_on)]}
        record(Record.Verb.CLOSED, kind, by=by, unit=keeping.answerable(kind, by), changes=changes, note=note)


@transaction.atomic
def call_off(kind: ActivityKind, *, by: User) -> ActivityKind | None:
    """Takes back what has not begun: a version from a later day, or a withdrawal from one.

    Returns the version that stays, None where there was no other. Own kinds that were to go with a national one stay;
    what they were to inherit is set right. ValidationError where nothing is to come or own kinds wait beneath it.
    """
    last, rows = keeping.held_newest(kind, by=by)
    if last.from_on and last.from_on > today():
        return _call_version_off(last, rows, by)
    if last.replaced_on is None or last.replaced_on <= today():
        raise ValidationError(_("Nothing is to come that could be called off."))
    ended = [row for row in rows if row.unit_id and last.unit_id is None and row.replaced_on == last.replaced_on]
    for row in [last, *(row for row in ended if _is_last(row, rows))]:
        changes = {"replaced_on": [str(row.replaced_on), ""]}
        row.replaced_on = None
        row.save(update_fields=["replaced_on"])
        record(Record.Verb.CALLED_OFF, row, by=by, unit=keeping.answerable(row, by), changes=changes)
    return last


def _is_last(kind: ActivityKind, rows: list[ActivityKind]) -> bool:
    return all(row.version <= kind.version for row in rows if row.code == kind.code)


def _call_version_off(last: ActivityKind, rows: list[ActivityKind], by: User) -> ActivityKind | None:
    before = next((row for row in rows if row.code == last.code and row.version == last.version - 1), None)
    beneath = [row for row in rows if row.under_id == last.pk]
    if beneath and before is None:
        raise ValidationError(_("Units have added kinds beneath it: it can no longer be called off."))
    for row in beneath:
        keeping.inherit(row, before or last)
        row.save()
    changes = {"from_on": [str(last.from_on), ""]}
    record(Record.Verb.CALLED_OFF, last, by=by, unit=keeping.answerable(last, by), changes=changes)
    joins = before is not None and before.replaced_on == last.from_on
    last.delete()
    if before and joins:
        before.replaced_on = None
        before.save(update_fields=["replaced_on"])
    return before
