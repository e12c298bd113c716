"""How do units come, move and close? The verbs that keep every path right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from units import desk, tree
from units.clock import today
from units.models import Placement, Record, Unit, User
from units.querysets import within
from units.records import difference, record, record_all

# What else a closing, `verb(unit, by=)`, and a move, `verb(unit, since=)`, mean: run in their transaction; higher
# rooms add theirs in ready().
after_closing: list[Callable[..., object]] = []
after_moving: list[Callable[..., object]] = []

# What can be changed of a unit where it stands; moving and closing have verbs of their own.
CHANGEABLE = ("name", "short_name", "kind", "sector", "territory", "in_scope")


def lock_tree() -> None:
    """Lets verbs that change the shape of the tree come one after another, each seeing what the one before did.

    The root's row is locked without its key, so that papers and posts that refer to the root go on meanwhile.
    """
    Unit.objects.filter(parent=None).hold()


def _hold_subtree(unit: Unit) -> None:
    """Whoever is sending a paper there ends first, whoever begins now sees the new chain.

    All rows at once and in the order in which a sending holds them: neither waits for the other.
    """
    path = Unit.objects.values_list("path", flat=True).get(pk=unit.pk)
    Unit.objects.filter(within(path or "")).hold()


def _locked(unit: Unit, version: int | None) -> Unit:
    stored = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if version is not None and version != stored.version:
        raise ValidationError(_("This unit has changed since you opened it. Nothing was done: look at it again."))
    return stored


def check_parent(unit: Unit, parent: Unit | None) -> None:
    """Raises ValidationError unless `parent` is of a strictly higher level, open, and not beneath the unit."""
    if parent is None:
        if unit.level != 1:
            raise ValidationError({"parent": _("Only the central office has no superior.")})
        return
    if parent.level >= unit.level:
        raise ValidationError({"parent": _("The direct superior must be of a higher level than the unit.")})
    if unit.path and tree.contains(unit.path, parent.path or ""):
        raise ValidationError({"parent": _("A unit cannot stand under itself.")})
    if parent.closed_on:
        raise ValidationError({"parent": _("%(unit)s is closed.") % {"unit": parent.name}})


@transaction.atomic
def add_unit(unit: Unit, *, by: User | None, decision_number: str = "") -> Unit:
    """Adds an unsaved unit under its `parent` from its `opened_on` day.

    ValidationError where the parent is wrong or the code is taken, also by somebody who is adding it at this moment.
    """
    lock_tree()
    parent = Unit.objects.get(pk=unit.parent_id) if unit.parent_id else None
    check_parent(unit, parent)
    if Unit.objects.filter(code__iexact=unit.code).exists():
        raise ValidationError({"code": _("Another unit has this code.")})
    unit.save()
    unit.path = tree.join(parent.path or "" if parent else "", unit.pk)
    unit.save(update_fields=["path"])
    Placement.objects.create(
        unit=unit, parent=parent, path=unit.path, from_on=unit.opened_on, decision_number=decision_number
    )
    record(Record.Verb.CREATED, unit, by=by, note=decision_number)
    return unit


@transaction.atomic
def add_units(units: list[Unit], *, by: User | None) -> list[Unit]:
    """Adds many unsaved units whose parents stand already, in a fixed number of queries for each five hundred."""
    lock_tree()
    parents = Unit.objects.in_bulk({unit.parent_id for unit in units if unit.parent_id})
    for unit in units:
        unit.parent = parents.get(unit.parent_id) if unit.parent_id else None
        check_parent(unit, unit.parent)
    Unit.objects.bulk_create(units, batch_size=500)
    for unit in units:
        unit.path = tree.join(unit.parent.path or "" if unit.parent else "", unit.pk)
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    Placement.objects.bulk_create(
        [Placement(unit=u, parent=u.parent, path=u.path or "", from_on=u.opened_on) for u in units], batch_size=500
    )
    record_all(Record.Verb.CREATED, units, by=by)
    return units


@transaction.atomic
def change_unit(unit: Unit, *, by: User, decision_number: str = "", version: int | None = None, **fields: Any) -> Unit:
    """Renames a unit or changes what else is `CHANGEABLE`, recorded with before and after; same values, no line.

    ValidationError where somebody changed it since `version`, or where a closed unit would change.
    """
    stored = _locked(unit, version)
    before = Unit.objects.get(pk=unit.pk)
    if stored.closed_on:
        raise ValidationError(_("%(unit)s is closed.") % {"unit": stored.name})
    for name in CHANGEABLE:
        setattr(stored, name, fields.get(name, getattr(stored, name)))
    changes = difference(before, stored, list(CHANGEABLE))
    if changes:
        stored.version += 1
        stored.full_clean()
        stored.save()
        record(Record.Verb.CHANGED, stored, by=by, changes=changes, note=decision_number)
    return stored


@transaction.atomic
def move_unit(
    unit: Unit, *, to: Unit, by: User, decision_number: str, on: date | None = None, version: int | None = None
) -> int:
    """Moves a subtree under another superior from a day on (today unless given); returns how many papers moved desks.

    Two administrators moving overlapping subtrees come one after the other, and the second sees what the first did.
    """
    day = on or today()
    lock_tree()
    _hold_subtree(unit)
    unit = _locked(unit, version)
    target = Unit.objects.get(pk=to.pk)
    if unit.closed_on:
        raise ValidationError(_("%(unit)s is closed.") % {"unit": unit.name})
    if unit.parent_id == target.pk:
        raise ValidationError({"parent": _("The unit already stands there.")})
    check_parent(unit, target)
    current = unit.placements.get(to_on=None)
    if day < current.from_on:
        since = f"{current.from_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit has stood where it is only since %(day)s.") % {"day": since}})
    old_path, old_parent = unit.path or "", unit.parent
    new_path = tree.join(target.path or "", unit.pk)
    unit.parent, unit.version = target, unit.version + 1
    unit.save(update_fields=["parent", "version"])
    beneath = Unit.objects.filter(within(old_path))
    _move_placements(beneath, day, old_path, new_path, decision_number)
    beneath.update(path=Concat(Value(new_path), Substr("path", len(old_path) + 1)))
    unit.refresh_from_db()
    record(
        Record.Verb.MOVED,
        unit,
        by=by,
        note=decision_number,
        changes={"parent": [str(old_parent), str(target)], "on": ["", f"{day:%d/%m/%Y}"]},
    )
    for verb in after_moving:
        verb(unit, since=day)
    return desk.rehome(unit, by=by, note=decision_number)


def _move_placements(beneath, day: date, old_path: str, new_path: str, decision_number: str) -> None:
    open_rows = list(Placement.objects.filter(unit__in=beneath, to_on=None).select_related("unit"))
    # A unit placed on that very day keeps one line for the day: where it stands is corrected instead.
    same_day = [row for row in open_rows if row.from_on >= day]
    for row in same_day:
        row.parent_id, row.path = row.unit.parent_id, tree.rebase(row.path, old_path, new_path)
        row.decision_number = decision_number
    Placement.objects.bulk_update(same_day, ["parent", "path", "decision_number"], batch_size=500)
    ended = [row for row in open_rows if row.from_on < day]
    Placement.objects.filter(pk__in=[row.pk for row in ended]).update(to_on=day)
    Placement.objects.bulk_create(
        [
            Placement(
                unit=row.unit,
                parent_id=row.unit.parent_id,
                path=tree.rebase(row.path, old_path, new_path),
                from_on=day,
                decision_number=decision_number,
            )
            for row in ended
        ],
        batch_size=500,
    )


@transaction.atomic
def close_unit(
    unit: Unit, *, on: date, reason: str, by: User, decision_number: str = "", version: int | None = None
) -> Unit:
    """Closes a unit from a day on; ValidationError while units stand under it that are open on that day."""
    lock_tree()
    _hold_subtree(unit)
    unit = _locked(unit, version)
    if unit.closed_on:
        raise ValidationError(_("%(unit)s is closed.") % {"unit": unit.name})
    if unit.parent_id is None:
        raise ValidationError(_("The central office cannot be closed."))
    if unit.children.filter(Q(closed_on=None) | Q(closed_on__gt=on)).exists():
        raise ValidationError(_("Units still stand under this one: move or close them first."))
    if on < unit.opened_on:
        day = f"{unit.opened_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The unit was opened later, on %(day)s.") % {"day": day}})
    unit.closed_on, unit.closed_reason, unit.version = on, reason, unit.version + 1
    unit.full_clean(exclude=["parent"])
    unit.save()
    changes = {"closed_on": ["", f"{on:%d/%m/%Y}"], "decision_number": ["", decision_number]}
    record(Record.Verb.CLOSED, unit, by=by, note=reason, changes={k: v for k, v in changes.items() if v[1]})
    for verb in after_closing:
        verb(unit, by=by)
    desk.rehome(unit, by=by, note=decision_number or reason)
    return unit
