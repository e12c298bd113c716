"""Writes the lines in which plain records remember what happened to them, and says what stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from units.bulk import insert
from units.models import Person, Post, Record, Unit, User


def record(
    verb: str,
    thing: models.Model | type[models.Model],
    *,
    by: User | None,
    changes: dict[str, Any] | None = None,
    note: str = "",
    unit: Unit | None = None,
    label: str = "",
) -> Record:
    """Writes one line about a thing (or, for an export, about a kind of thing) inside the caller's transaction.

    `changes` maps a field's name to [before, after] or, for exports, describes what left the house.
    """
    instance = thing if isinstance(thing, models.Model) else None
    if unit is None:
        unit = _unit_of(instance)
    return Record.objects.create(
        verb=verb,
        subject=thing._meta.label_lower,
        subject_id=instance.pk if instance else None,
        label=(label or str(instance or ""))[:200],
        unit=unit,
        by=by,
        post=post_of(by),
        changes=changes or {},
        note=note,
    )


def post_of(by: User | None) -> Post | None:
    """Returns the post in which somebody acts: the chosen one of several, or the only one."""
    posts = by.current_posts if by else []
    return posts[0] if len(posts) == 1 else None


def record_all(
    verb: str,
    things: Iterable[models.Model],
    *,
    by: User | None,
    note: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Writes one line for each of many things, the same changes in each, in one statement."""
    record_each(verb, ((thing, changes or {}, note) for thing in things), by=by)


def record_each(verb: str, told: Iterable[tuple[models.Model, dict[str, Any], str]], *, by: User | None) -> None:
    """Writes one line for each of many things, with the changes and the note of its own, in one statement."""
    post = post_of(by)
    insert(
        Record,
        (
            Record(
                verb=verb,
                subject=thing._meta.label_lower,
                subject_id=thing.pk,
                label=str(thing)[:200],
                unit_id=getattr(_unit_of(thing), "pk", None),
                by_id=by.pk if by else None,
                post_id=post.pk if post else None,
                changes=changes,
                note=note,
            )
            for thing, changes, note in told
        ),
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


# --- reading ---------------------------------------------------------------------------------------------------------

# What a change names that is no field of the thing, in words.
_WORDS = {
    "accepted": _("loaded as accepted"),
    "came_out": _("came out of it"),
    "citations": _("cited activities"),
    "counts_en": _("what it counts (English)"),
    "decision_number": _("decision number"),
    "drafts": _("drafts"),
    "expected": _("expected reports"),
    "files": _("evidence"),
    "hint_en": _("what proves it (English)"),
    "hint_vi": _("what proves it"),
    "merged_units": _("merged units"),
    "loaded_from": _("loaded from"),
    "name_en": _("name (English)"),
    "name_vi": _("name"),
    "narrowed": _("narrowed to"),
    "on": _("from"),
    "participants": _("people ticked"),
    "password": _("password"),
    "rows": _("rows"),
    "second_factor": _("second factor"),
    "sectors": _("said of the sectors"),
    "targets": _("targets"),
    "version": _("version"),
}
_SUBJECTS = {"units.paper": _("papers on the desk")}  # papers of every kind have no table of their own
_VALUES = {
    "one-time": _("given by an administrator"),
    "lost": _("taken away: to be set up anew"),
    "link": _("to be chosen by a link"),
    "own": _("chosen by the person"),
    "taken-away": _("good no longer: to be given anew"),
}


def subject_of(line: Record) -> str:
    """Returns what kind of thing a line is about, e.g. "person"."""
    try:
        return str(apps.get_model(line.subject)._meta.verbose_name)
    except (LookupError, ValueError):
        return str(_SUBJECTS.get(line.subject, line.subject))


def changes_of(line: Record) -> list[tuple[str, str, str]]:
    """Returns (what, before, after) for each change that a line keeps, as people read them."""
    # PostgreSQL gives the keys of its JSON back in an order of its own.
    order = {name: place for place, name in enumerate([*_fields(line), *_WORDS])}
    names = sorted(line.changes, key=lambda name: (order.get(name, len(order)), name))
    kept = {name: line.changes[name] for name in names if line.changes[name] not in ({}, "")}
    return [(_label(line, name), *_before_and_after(line, name, value)) for name, value in kept.items()]


def told(lines: Iterable[Record]) -> list[dict[str, Any]]:
    """Returns lines as pages show them: {line, subject, changes, note}."""
    return [
        {"line": line, "subject": subject_of(line), "changes": changes_of(line), "note": note_of(line)}
        for line in lines
    ]


def note_of(line: Record) -> str:
    """Returns what a person wrote along; of a download it is only the name of the file, which tells nothing."""
    return "" if line.verb == Record.Verb.EXPORTED else line.note


def _fields(line: Record) -> list[str]:
    try:
        return [field.name for field in apps.get_model(line.subject)._meta.get_fields()]
    except (LookupError, ValueError):
        return []


def _field(line: Record, name: str) -> models.Field | None:
    try:
        field = apps.get_model(line.subject)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if isinstance(field, models.Field) else None


def _label(line: Record, name: str) -> str:
    field = _field(line, name)
    return str(_WORDS.get(name) or (field.verbose_name if field else name))


def _before_and_after(line: Record, name: str, value: Any) -> tuple[str, str]:
    field = _field(line, name)
    if isinstance(value, list) and len(value) == 2:
        return _as_read(field, value[0]), _as_read(field, value[1])
    if isinstance(value, dict):  # kept in every language, as units.narrowing words it
        return "", str(value.get(get_language() or settings.LANGUAGE_CODE) or value.get(settings.LANGUAGE_CODE, ""))
    return "", str(value)


def _as_read(field: models.Field | None, text: Any) -> str:
    """Returns a kept value in words: a choice by its label, a yes or no, a day as dd/mm/yyyy."""
    if isinstance(field, models.BooleanField):
        return str(_("yes") if text in ("True", True) else _("no"))
    if field is not None and field.choices:
        return str({str(key): label for key, label in field.flatchoices}.get(str(text), text))
    if isinstance(field, models.DateField) and isinstance(text, str):
        try:
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        except ValueError:
            return text
    return str(_VALUES.get(text, text))
