"""How is a unit renamed or described anew?"""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from units.clock import today
from units.models import FormerName, Record, Reorganisation, Unit, User
from units.querysets import keeps
from units.records import difference, record
from units.structure.locks import locked
from units.structure.register import Kind, note_done
from units.structure.rules import check_open

# What can be changed of a unit where it stands; moving and closing have verbs of their own.
CHANGEABLE = ("name", "short_name", "kind", "sector", "territory", "in_scope", "is_pilot")
NAMES = ("name", "short_name")


@transaction.atomic
def change_unit(
    unit: Unit,
    *,
    by: User,
    decision_number: str = "",
    version: int | None = None,
    on: date | None = None,
    planned: Reorganisation | None = None,
    **fields: Any,
) -> Unit:
    """Renames a unit from a day on (today unless given) or changes what else is `CHANGEABLE`, recorded with before
    and after; same values, no line.

    The name until the day before is kept, and still finds the unit. Whatever else changes is so from now on.
    ValidationError where somebody changed it since `version`, where a closed unit would change, where the unit has
    borne its name only since a later day, or where somebody who does not keep its superior makes it a pilot unit, or
    puts it in or out of the conclusion's scope.
    """
    day = on or today()
    stored = locked(unit, version)
    before = Unit.objects.get(pk=unit.pk)
    check_open(stored)
    for name in CHANGEABLE:
        setattr(stored, name, fields.get(name, getattr(stored, name)))
    changes = difference(before, stored, list(CHANGEABLE))
    if not changes:
        return stored
    check_superiors(stored, changes, by=by)
    if set(NAMES) & set(changes):
        check_name_day(before, day)
        _keep_name(before, stored, day, decision_number)
    stored.version += 1
    stored.full_clean()
    stored.save()
    told = changes | ({"on": ["", f"{day:%d/%m/%Y}"]} if day != today() else {})
    record(Record.Verb.CHANGED, stored, by=by, changes=told, note=decision_number)
    terms = {name: getattr(stored, name) for name in changes}
    note_done(
        Kind.RENAME, stored, on=day, by=by, decision_number=decision_number, terms=terms, planned=planned
    )  # fmt: skip
    return stored


def check_superiors(unit: Unit, fields: Container[str], *, by: User) -> None:
    """Raises ValidationError where fields would change that whoever keeps the superior decides about."""
    if unit.parent and keeps(by, unit.parent):
        return
    if "is_pilot" in fields:
        raise ValidationError({"is_pilot": _("Pilot units are chosen by the superior.")})
    if "in_scope" in fields:
        said = _("Whether the conclusion is addressed to a unit is said by the superior.")
        raise ValidationError({"in_scope": said})


def check_name_day(unit: Unit, day: date) -> None:
    """Raises ValidationError where a unit cannot have been renamed on a day."""
    if day > today():
        known = {"today": f"{today():%d/%m/%Y}"}
        raise ValidationError({"on": _("This day has not come yet: today is %(today)s.") % known})
    if day < unit.opened_on:
        opened = f"{unit.opened_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit was opened later, on %(day)s.") % {"day": opened}})
    last = unit.names.order_by("until_on").last()
    if last and day < last.until_on:
        since = f"{last.until_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit has borne its present name only since %(day)s.") % {"day": since}})


def _keep_name(before: Unit, after: Unit, day: date, decision_number: str) -> None:
    """Keeps the old name. One of the very day on which the present one or the unit itself began was never in force:
    then a mistake is put right."""
    lines = before.former_names.splitlines()
    for name in (before.name, before.short_name):
        if name not in (*lines, after.name, after.short_name):
            lines.append(name)
    after.former_names = "\n".join(lines)
    if day > before.opened_on and not before.names.filter(until_on=day).exists():
        FormerName.objects.create(
            unit=after, name=before.name, short_name=before.short_name, until_on=day, decision_number=decision_number
        )
