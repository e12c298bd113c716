"""What would a file do, row by row, and is it still what was shown?"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Overtaken(Exception):
    """What the file would do is no longer what was shown: somebody has changed what it touches."""


class Refused(Exception):
    """A verb refuses what the plan thought possible: the row, and why."""

    def __init__(self, number: int, text: str):
        super().__init__(number, text)
        self.number, self.text = number, text


class What(models.TextChoices):
    """What happens to the thing of a row; a unit may be renamed and moved at once."""

    WRONG = "wrong", pgettext_lazy("row", "to correct")
    NEW = "new", pgettext_lazy("row", "new")
    RENAMED = "renamed", pgettext_lazy("row", "renamed")
    CHANGED = "changed", pgettext_lazy("row", "changed")
    MOVED = "moved", pgettext_lazy("row", "moved")
    CLOSED = "closed", pgettext_lazy("row", "closed")
    ENDED = "ended", pgettext_lazy("row", "ended")
    INVITED = "invited", pgettext_lazy("row", "new account")
    UNCHANGED = "unchanged", pgettext_lazy("row", "unchanged")


@dataclass(slots=True)
class Line:
    """One row: what happens, to what, each changed field before and after, what is wrong by column.

    `key` names the thing in the sheet, `under` the unit above it as it would become; `seen` is what else the row was
    judged by and must still be so when it is written.
    """

    number: int
    what: list[str]
    key: str = ""
    label: str = ""
    under: str = ""
    level: int = 0
    changes: dict[str, list[Any]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seen: str = ""


@dataclass(slots=True)
class Plan:
    """What a whole file would do. `columns` are the sheet's own names of its columns."""

    lines: list[Line]
    columns: dict[str, str] = field(default_factory=dict)
    beneath: list[int] = field(default_factory=list)
    work: Any = None  # what the writing needs of it: objects, never kept

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, moved, wrong and so on, in the order of `What`."""
        found = Counter(what for line in self.lines for what in line.what)
        return {what: found[what] for what in What.values if found[what]}

    @property
    def is_right(self) -> bool:
        """Says whether there is nothing to correct; else nothing is written."""
        return not any(line.problems for line in self.lines)

    @property
    def does_something(self) -> bool:
        """Says whether writing would change anything."""
        return self.is_right and any(set(line.what) != {What.UNCHANGED} for line in self.lines)

    @property
    def digest(self) -> str:
        """Returns a sign of what the plan would do; another one means that something has changed since."""
        told = [(one.number, one.what, one.key, one.changes, sorted(one.problems), one.seen) for one in self.lines]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def packed(self) -> dict[str, Any]:
        """Returns plain JSON from which `unpacked` makes the plan again, as far as it is shown."""
        lines = [{name: value for name, value in asdict(line).items() if value} for line in self.lines]
        return {
            "lines": lines, "columns": self.columns, "beneath": self.beneath, "counts": self.counts,
            "digest": self.digest, "right": self.is_right, "does": self.does_something,
        }  # fmt: skip


def unpacked(kept: dict[str, Any]) -> Plan:
    """Returns the plan that was kept."""
    return Plan([Line(**line) for line in kept.get("lines", [])], kept.get("columns", {}), kept.get("beneath", []))


def with_what(lines: Iterable[Line], what: str) -> list[Line]:
    """Returns the lines to which this happens; all where nothing is asked for."""
    return [line for line in lines if not what or what in line.what]


TELLS = _("row %(number)d of %(file)s")


def source(file_name: str, number: int) -> str:
    """Returns where a row stands, as the history keeps it."""
    return TELLS % {"file": file_name, "number": number}
