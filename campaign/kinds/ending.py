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
        was, kind.replaced_on = kind.replaced_on, max(on, kind.from_on or on)  # one to begin later never does
        kind.save(update_fields=["replaced_on"])
        changes = {"replaced_on": [str(was or ""), str(kind.replaced_on)]}
        record(Record.Verb.CLOSED, kind, by=by, unit=keeping.answerable(kind, by), changes=changes, note=note)


@transaction.atomic
def call_off(kind: ActivityKind, *, by: User) -> ActivityKind | None:
    """Takes back what has not begun: a version from a later day, or a withdrawal from one.

    Returns the version that stays, None where there was no other. Own kinds that were to go with a national one stay;
    what they were to inherit is set right. ValidationError where nothing is to come, own kinds wait beneath
    it, or it came with a national kind.
    """
    last, rows = keeping.held_newest(kind, by=by)
    _check_own(last, rows)
    if last.from_on and last.from_on > today():
        return _call_version_off(last, rows, by)
    if last.replaced_on is None or last.replaced_on <= today():
        raise ValidationError(_("Nothing is to come that could be called off."))
    for row, day in [*_went_along(last, rows), (last, None)]:
        changes = {"replaced_on": [str(row.replaced_on), str(day or "")]}
        row.replaced_on = day
        row.save(update_fields=["replaced_on"])
        record(Record.Verb.CALLED_OFF, row, by=by, unit=keeping.answerable(row, by), changes=changes)
    return last


def _check_own(last: ActivityKind, rows: list[ActivityKind]) -> None:
    """ValidationError where an own kind's change or end is its national kind's, or it would outlast that one."""
    if last.unit_id is None:
        return
    if last.from_on and last.from_on > today():
        if any(row.unit_id is None and row.from_on == last.from_on for row in rows):
            raise ValidationError(_("It came with its national kind: only with that one can it be called off."))
    elif last.replaced_on and last.replaced_on > today():
        keeping.check_lasting(rows, last.total_code, last.replaced_on)


def _went_along(last: ActivityKind, rows: list[ActivityKind]) -> list[tuple[ActivityKind, date | None]]:
    """Returns the own kinds that ended with a national one, with the ends they had before: the history says which."""
    closed = Record.objects.filter(verb=Record.Verb.CLOSED, subject=last._meta.label_lower)
    end = closed.filter(subject_id=last.pk).order_by("-pk").first()
    if last.unit_id or end is None:
        return []
    # only an end that came with a national kind has a note, in the language of whoever entered it
    beneath = closed.filter(pk__gt=end.pk, subject_id__in=[row.pk for row in rows if row.unit_id]).exclude(note="")
    ends = {line.subject_id: line.changes["replaced_on"] for line in beneath}
    found = [(row, *ends[row.pk]) for row in rows if row.pk in ends]
    return [
        (row, date.fromisoformat(was) if was else None)
        for row, was, became in found
        if became == str(row.replaced_on) and (was or _is_last(row, rows))
    ]


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
