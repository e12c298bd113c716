"""Writes the lines in which plain records remember what happened to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from units.models import Person, Post, Record, Unit, User


def record(
    verb: str, thing: models.Model | type[models.Model], *, by: User | None, changes: dict[str, Any] | None = None,
    note: str = "", unit: Unit | None = None,
) -> Record:
    """Writes one line about a thing (or, for an export, about a kind of thing) inside the caller's transaction.

    `changes` maps a field's name to [before, after] or, for exports, describes what left the house.
    """
    instance = thing if isinstance(thing, models.Model) else None
    if unit is None:
        unit = _unit_of(instance)
    return Record.objects.create(
        verb=verb, subject=thing._meta.label_lower, subject_id=instance.pk if instance else None,
        label=str(instance or "")[:200], unit=unit, by=by, changes=changes or {}, note=note,
    )


def record_all(verb: str, things: Iterable[models.Model], *, by: User | None, note: str = "") -> None:
    """Writes one line for each of many things, in a fixed number of queries for each five hundred."""
    Record.objects.bulk_create(
        [
            Record(
                verb=verb, subject=thing._meta.label_lower, subject_id=thing.pk, label=str(thing)[:200],
                unit=_unit_of(thing), by=by, note=note,
            )
            for thing in things
        ],
        batch_size=500,
    )


def _unit_of(thing: models.Model | None) -> Unit | None:
    if isinstance(thing, Unit):
        return thing
    if isinstance(thing, Person | Post):
        return thing.unit
    if isinstance(thing, User):
        return thing.person.unit
    return getattr(thing, "unit", None)


def difference(before: models.Model, after: models.Model, fields: list[str]) -> dict[str, list[str]]:
    """Returns {field: [before, after]} as text for the fields that differ."""
    pairs = {name: [str(getattr(before, name) or ""), str(getattr(after, name) or "")] for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
