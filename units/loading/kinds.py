"""Which kinds of sheet are there, and how does each plan and write?"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from import_export.resources import Resource

from units import structure
from units.loading import headcounts, people, units
from units.loading.plan import Overtaken, Plan
from units.loading.rows import Progress
from units.loading.units.columns import UnitSheet
from units.models import ImportRun, User


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: its columns, what a file would do, doing it, and the rows that somebody can edit."""

    sheet: type[Resource]
    plan: Callable[..., Plan]
    write: Callable[..., None]
    kept: Callable[[User], Any]
    name: str  # of the files that leave


KINDS: dict[str, Kind] = {
    ImportRun.Kind.UNITS: Kind(UnitSheet, units.plan, units.write, units.kept, "don-vi"),
    ImportRun.Kind.HEADCOUNTS: Kind(
        headcounts.HeadcountSheet, headcounts.plan, headcounts.write, headcounts.kept, "so-luong"
    ),
    ImportRun.Kind.PEOPLE: Kind(people.PersonSheet, people.plan, people.write, people.kept, "can-bo"),
}


@transaction.atomic
def load(kind: str, content: bytes, *, by: User, file_name: str, digest: str, tell: Progress) -> Plan:
    """Writes a whole file or nothing, and returns what was done.

    The tree is held, so that nobody changes it meanwhile, and the plan is made anew: Overtaken where it is not the one
    that was shown (`digest`), Refused where a verb refuses a row.
    """
    structure.lock_tree()
    with _collecting_nothing():
        plan = KINDS[kind].plan(content, by=by, tell=tell)
        if not plan.is_right or plan.digest != digest:
            raise Overtaken
        KINDS[kind].write(plan, by=by, file_name=file_name)
    return plan


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Puts the search for circles in memory off: all that a file is made into stays until the end, and would be looked
    through again and again, a fifth of the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
