"""How does a plan for units become the tree? New units in bulk, moves, closings and renamings by their verbs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from units import bulk, structure, tree
from units.clock import now, today
from units.loading.plan import Overtaken, Plan, Refused, source
from units.loading.units.drafts import PLAIN, Draft
from units.models import Placement, Record, Reorganisation, Unit, User
from units.records import record_each
from units.structure.adding import placements

BATCH = 1000


def write(plan: Plan, *, by: User, file_name: str) -> None:
    """Writes a plan without faults inside the caller's transaction, which holds the tree; Overtaken, Refused."""
    drafts: list[Draft] = [draft for draft in plan.work if draft.changes_something]
    _add([draft for draft in drafts if draft.stored is None], by=by, file_name=file_name)
    known = [draft for draft in drafts if draft.stored is not None]
    _hold(known)
    _change([draft for draft in known if draft.changes.keys() & set(PLAIN) and not draft.renames], by=by)
    for draft in known:
        _guarded(_rename, draft, by)
    for draft in sorted(known, key=lambda one: one.unit.level):
        _guarded(_move, draft, by)
    for draft in sorted(known, key=lambda one: -one.unit.level):
        _guarded(_close, draft, by)
    record_each(Record.Verb.LOADED, ((one.unit, {}, source(file_name, one.row.number)) for one in known), by=by)


def _add(drafts: list[Draft], *, by: User, file_name: str) -> None:
    """Adds units from the highest level down, since each needs the key and the path of the one above."""
    drafts = sorted(drafts, key=lambda draft: draft.unit.level)
    for draft, key in zip(drafts, bulk.keys(Unit, len(drafts)), strict=True):
        unit, above = draft.unit, draft.superior
        unit.pk, unit.parent = key, above
        unit.path = tree.join(above.path or "" if above else "", key)
    units = [draft.unit for draft in drafts]
    bulk.insert(Unit, units, keyed=True)
    numbers = {draft.unit.pk: _number(draft) for draft in drafts}
    rows = placements(units) if units else []
    for row in rows:
        row.decision_number = numbers[row.unit_id]
    bulk.insert(Placement, rows)
    record_each(
        Record.Verb.CREATED, ((one.unit, _loaded_from(file_name, one), numbers[one.unit.pk]) for one in drafts), by=by
    )


def _loaded_from(file_name: str, draft: Draft) -> dict[str, Any]:
    return {"loaded_from": ["", source(file_name, draft.row.number)]}


def _hold(drafts: list[Draft]) -> None:
    """Holds the units that change; Overtaken where somebody has changed one since the plan read it."""
    held = Unit.objects.filter(pk__in=[draft.unit.pk for draft in drafts])
    held.hold()
    versions = dict(held.values_list("pk", "version"))
    if any(draft.stored and versions.get(draft.unit.pk) != draft.stored.version for draft in drafts):
        raise Overtaken


def _change(drafts: list[Draft], *, by: User) -> None:
    """Describes units anew where they stand, all at once, with the lines that the verb for one would write."""
    for draft in drafts:
        draft.unit.version += 1
    units = [draft.unit for draft in drafts]
    Unit.objects.bulk_update(units, [*PLAIN, "version"], batch_size=BATCH)
    told = [(draft.unit, _plain(draft), _number(draft)) for draft in drafts]
    record_each(Record.Verb.CHANGED, told, by=by)
    Reorganisation.objects.bulk_create(
        [
            Reorganisation(
                kind=Reorganisation.Kind.RENAME, unit=unit, on=today(), by=by, decision_number=number,
                terms={name: getattr(unit, name) for name in changes}, state="done", done_at=now(),
            )
            for unit, changes, number in told
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _plain(draft: Draft) -> dict[str, Any]:
    return {name: pair for name, pair in draft.changes.items() if name in PLAIN}


def _rename(draft: Draft, by: User) -> None:
    if draft.renames:
        fields = {name: getattr(draft.unit, name) for name in draft.changes if name in structure.CHANGEABLE}
        structure.change_unit(draft.unit, by=by, decision_number=_number(draft), on=_day(draft), **fields)


def _move(draft: Draft, by: User) -> None:
    if draft.moves and draft.superior is not None:
        structure.move_unit(draft.unit, to=draft.superior, by=by, decision_number=_number(draft), on=_day(draft))


def _close(draft: Draft, by: User) -> None:
    day = draft.unit.closed_on
    if draft.closes and day:
        reason = draft.unit.closed_reason
        structure.close_unit(draft.unit, on=day, reason=reason, by=by, decision_number=_number(draft))


def _guarded(verb: Any, draft: Draft, by: User) -> None:
    """Runs a verb; what it refuses names the row."""
    try:
        verb(draft, by)
    except ValidationError as error:
        raise Refused(draft.row.number, " ".join(error.messages)) from error


def _number(draft: Draft) -> str:
    return str(draft.row.values.get("decision_number") or "")


def _day(draft: Draft) -> Any:
    return draft.row.values.get("on") or today()
