"""How do several units become one?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from units import desk
from units.models import Record, Reorganisation, Succession, Unit, User
from units.records import record, record_all
from units.structure import inheriting
from units.structure.closing import close, stand_under_on
from units.structure.hooks import after_merging, after_moving
from units.structure.locks import hold_subtrees, lock_tree, locked
from units.structure.placing import left_since, regraft
from units.structure.register import Kind, note_done
from units.structure.rules import check_apart, check_day, check_merger, check_right, check_successions, closed


@dataclass
class Merged:
    """What a merger did: papers that changed desks, that passed to the successor, that stayed; posts that ended,
    people whose home unit is now the successor."""

    moved: int = 0
    passed: int = 0
    stayed: int = 0
    posts: int = 0
    people: int = 0


@transaction.atomic
def merge(
    units: Sequence[Unit],
    *,
    into: Unit,
    on: date,
    decision_number: str,
    reason: str,
    by: User,
    versions: Mapping[int, int] | None = None,
    planned: Reorganisation | None = None,
) -> Merged:
    """Merges open units into another of their level from a day on, today or earlier (product.md, rule 3).

    Their subordinates go under the successor, their waiting desk and their drafts to the successor's people; their
    posts end, their own place in the path is beneath the successor from that day on. `versions` are those that the
    person saw, by key. ValidationError, naming the field, where it cannot be: nothing is done then.
    """
    versions = versions or {}
    lock_tree()
    hold_subtrees(units, also=[into])
    into = locked(into, versions.get(into.pk))
    merged = [locked(unit, versions.get(unit.pk)) for unit in units]
    check_merger(merged, into)
    check_right(by, into, *merged)
    check_day(on, *merged)
    check_successions(on, *merged)
    check_apart(on, into, *merged)
    if not into.is_open(on):
        raise ValidationError({"on": closed(into)})
    done, touched = Merged(), set()
    for unit in merged:
        touched |= set(_take_in(unit, into, on, reason, decision_number, by, done))
    Unit.objects.filter(pk=into.pk).update(version=F("version") + 1)
    told = {"merged_units": ["", inheriting.listed(merged)], "on": ["", f"{on:%d/%m/%Y}"]}
    record(Record.Verb.MERGED, into, by=by, note=decision_number, changes=told)
    for verb in after_moving:
        verb(sorted(touched), since=on)
    for unit in merged:
        for verb in after_merging:
            verb(unit, into=into, since=on, by=by)
    done.moved = desk.rehome(sorted(touched), by=by, note=decision_number)
    terms = {"units": [unit.pk for unit in merged]}
    note_done(
        Kind.MERGE, into, on=on, by=by, decision_number=decision_number, reason=reason, terms=terms, planned=planned
    )
    return done


def _take_in(unit: Unit, into: Unit, on: date, reason: str, number: str, by: User, done: Merged) -> list[int]:
    """Lets one unit go up in another; returns the keys of the units that stand elsewhere now."""
    goes = list(stand_under_on(unit, on))
    apart = dict.fromkeys([child.pk for child in goes] + sorted(left_since(unit, on)), into)
    Unit.objects.filter(pk__in=[child.pk for child in goes]).update(parent=into, version=F("version") + 1)
    record_all(Record.Verb.MOVED, goes, by=by, note=number, changes={"parent": [str(unit), str(into)]})
    touched = regraft(unit, itself=into, apart=apart, day=on, decision_number=number)
    unit.refresh_from_db()
    Succession.objects.get_or_create(
        predecessor=unit, successor=into, on=on,
        defaults={"kind": Succession.Kind.MERGE, "decision_number": number},
    )  # fmt: skip
    passed = inheriting.pass_papers(unit, to=into, by=by, note=number)
    done.passed, done.stayed = done.passed + passed.papers, done.stayed + passed.stayed
    done.posts += inheriting.end_posts(unit, on=on, by=by, note=number)
    done.people += inheriting.pass_people(unit, to=into, by=by, note=number)
    inheriting.pass_memberships(unit, to=into, on=on, by=by, note=number)
    inheriting.pass_networks(unit, to=into, by=by, note=number)
    unit.merged_into = into
    close(unit, on=on, reason=reason, by=by, decision_number=number)
    told = {"merged_into": ["", str(into)], "on": ["", f"{on:%d/%m/%Y}"]}
    record(Record.Verb.MERGED, unit, by=by, note=number, changes=told)
    return touched
