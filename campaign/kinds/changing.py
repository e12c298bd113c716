"""How is a kind changed without changing what was logged under it? By a new version from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaign.kinds import keeping
from campaign.kinds.coming import check_name
from campaign.kinds.seen import used
from campaign.models import ActivityKind, KindSector
from units.models import Record, User
from units.records import record

MEASURE = ("aggregation", "counts_vi")


@transaction.atomic
def revise(
    kind: ActivityKind, said: dict[str, Any], sectors: Sequence[KindSector], *, on: date, by: User
) -> ActivityKind:
    """Replaces the version that somebody looked at by another one from a day on; entries keep the older one.

    Own kinds beneath a national one follow it in all that is inherited, from the same day. A kind that was withdrawn
    comes back by it. ValidationError where the person may not, somebody else was faster, a later version is entered
    already, nothing is different, or another measure would be added to what was counted before.
    """
    last, rows = keeping.held_newest(kind, by=by)
    keeping.check_day(on, last)
    if last.replaced_on and last.replaced_on > on:
        told = {"day": f"{last.replaced_on:%d/%m/%Y}"}
        raise ValidationError({"on": _("The kind is withdrawn from %(day)s: call that off first.") % told})
    new = _next(last, said, rows, on)
    changes = keeping.changes(last, new, sectors)
    if not changes and last.replaced_on is None:
        raise ValidationError(_("Nothing is different: there is no new version."))
    _check_measure(last, changes)
    keeping.check_sectors(sectors, new.under)
    check_name(new)
    if last.replaced_on is None:
        last.replaced_on = on
        last.save(update_fields=["replaced_on"])
    new.save()
    keeping.write_sectors(new, sectors)
    lines = changes | {"from_on": ["", str(on)]}
    record(Record.Verb.CHANGED, new, by=by, unit=keeping.answerable(new, by), changes=lines)
    if new.unit_id is None and set(changes) & set(keeping.INHERITED):
        _follow(new, rows, by)
    return new


def _next(last: ActivityKind, said: dict[str, Any], rows: list[ActivityKind], on: date) -> ActivityKind:
    """Returns the next version, unsaved; of an own kind only what is its own is taken from what is said."""
    new = keeping.copy_of(last)
    for name in keeping.OWN if last.unit_id else keeping.SAID:
        if name in said:
            setattr(new, name, said[name])
    if last.under:
        national = keeping.in_force(rows, last.total_code, on)
        if national is None:
            told = {"kind": last.under}
            raise ValidationError({"on": _("Its national kind “%(kind)s” is not in force on this day.") % told})
        keeping.check_lasting(rows, last.total_code, on)
        keeping.inherit(new, national)
    new.from_on = on
    return new


def _check_measure(last: ActivityKind, changes: dict[str, list[str]]) -> None:
    different = [name for name in MEASURE if name in changes]
    if last.unit_id is None and different and any(used(last)):
        reason = _("Activities or targets count by this measure already, and unlike things are not added up: withdraw "
                   "this kind and add a new one.")  # fmt: skip
        raise ValidationError({different[0]: reason})


def _follow(national: ActivityKind, rows: list[ActivityKind], by: User) -> None:
    """Lets own kinds inherit from a new national version: those in force by a version of their own from its day on,
    those that are entered for later, under which nothing has been logged yet, where they stand."""
    on = national.from_on
    if on is None:
        return
    for code in sorted({row.code for row in rows if row.unit_id}):
        coming = [row for row in rows if row.code == code and row.from_on and row.from_on > on]
        running = keeping.in_force(rows, code, on)
        for row in sorted(coming, key=lambda row: -row.version):
            keeping.inherit(row, national)
            row.version += 1 if running else 0
            row.save()
        if running:
            _continue(running, national, on, by)


def _continue(running: ActivityKind, national: ActivityKind, on: date, by: User) -> None:
    new = keeping.copy_of(running)
    keeping.inherit(new, national)
    new.from_on, new.replaced_on = on, running.replaced_on
    sectors = list(running.sectors.all())
    running.replaced_on = on
    running.save(update_fields=["replaced_on"])
    new.save()
    keeping.write_sectors(new, sectors)
    changes = keeping.changes(running, new, sectors) | {"from_on": ["", str(on)]}
    record(Record.Verb.CHANGED, new, by=by, changes=changes, note=_("with its national kind"))
