"""How is what a file would do shown to people: row by row, as the tree it would make, and as an Excel file?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.resources import Resource

from units.loading.cells import Choice, YesNo
from units.loading.kinds import KINDS
from units.loading.lookup import key_of
from units.loading.plan import Line, Plan, What
from units.models import ImportRun, Unit, User
from units.sheets import header_of
from units.vietnamese.names import sort_key

# What a change names that is no column of the sheet.
COLUMNS = {"parent": "superior", "person": "full_name"}
WHATS = {
    What.WRONG: "declined", What.NEW: "accepted", What.RENAMED: "waiting", What.CHANGED: "waiting",
    What.MOVED: "waiting", What.CLOSED: "returned", What.ENDED: "returned", What.INVITED: "accepted",
    What.UNCHANGED: "draft",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A line as pages show it: what happens, what changes, what is wrong, in words and with the names of columns."""

    line: Line
    whats: list[tuple[str, str]]  # (state's colour, word)
    changes: list[tuple[str, str, str]]
    problems: list[tuple[str, str]]


class Words:
    """Puts the lines of a plan into words, in the language of the moment."""

    def __init__(self, kind: str, plan: Plan):
        self.sheet, self.columns = KINDS[kind].sheet(), plan.columns

    def shown(self, line: Line) -> Shown:
        """Returns a line in words."""
        whats = [(WHATS[What(what)], str(What(what).label)) for what in line.what]
        changes = [
            (self._label(name), self._value(name, before), self._value(name, after))
            for name, (before, after) in line.changes.items()
        ]
        return Shown(line, whats, changes, [(self._label(name), text) for name, text in line.problems.items()])

    def _label(self, name: str) -> str:
        column = COLUMNS.get(name, name)
        if column in self.columns:
            return self.columns[column]
        return header_of(self.sheet, column) if column in self.sheet.fields else column

    def _value(self, name: str, value: Any) -> str:
        text, found = str(value), self.sheet.fields.get(COLUMNS.get(name, name))
        if found is not None and isinstance(found.widget, Choice):
            return str({str(key): label for key, label in found.widget.choices}.get(text, text))
        if found is not None and isinstance(found.widget, YesNo):
            return {"True": _("yes"), "False": _("no")}.get(text, text)
        try:
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        except ValueError:
            return text


# --- the tree as it would become -------------------------------------------------------------------------------------


@dataclass
class Node:
    """A unit of the tree to be: `shown` is its row, None where the file leaves it alone; `beneath` counts rows."""

    code: str
    name: str
    level: int
    shown: Shown | None = None
    beneath: list[tuple[str, int]] = field(default_factory=list)
    opens: bool = False


class Tree:
    """The units of a file as they would stand, with those beside them that stay."""

    def __init__(self, plan: Plan, words: Words, by: User):
        self.words, self.by = words, by
        self.lines = {key_of(line.key): line for line in plan.lines if line.key and line.level}
        self.under: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines.values():
            self.under[key_of(line.under)].append(line)

    def tops(self) -> list[Node]:
        """The units above the file's rows that no row is about, each with what happens beneath it.

        A row whose superior is not there, or not the reader's, begins a tree of its own.
        """
        codes = sorted({line.under for line in self.lines.values() if key_of(line.under) not in self.lines})
        known = {key_of(unit.code): unit for unit in Unit.objects.kept_by(self.by).filter(code__in=codes)}
        nodes = [
            Node(unit.code, unit.name, unit.level, None, self._beneath(unit.code), True) for unit in known.values()
        ]
        alone = [code for code in codes if key_of(code) not in known]
        return nodes + [self._node(line) for code in alone for line in self.under[key_of(code)]]

    def children(self, code: str) -> list[Node]:
        """What would stand right beneath a unit, the higher levels first."""
        nodes = [self._node(line) for line in self.under.get(key_of(code), [])]
        stay = Unit.objects.kept_by(self.by).filter(parent__code__iexact=code, closed_on=None)
        nodes += [
            Node(unit.code, unit.name, unit.level, None, self._beneath(unit.code), key_of(unit.code) in self.under)
            for unit in stay
            if key_of(unit.code) not in self.lines
        ]
        return sorted(nodes, key=lambda node: (node.level, sort_key(node.name)))

    def trail(self, code: str) -> list[tuple[str, str]]:
        """Returns (code, name) of the unit and those above it that the file is about, the highest first."""
        steps: list[tuple[str, str]] = []
        while code and len(steps) < 20:
            line = self.lines.get(key_of(code))
            if line is None:
                above = Unit.objects.kept_by(self.by).filter(code__iexact=code)
                steps += [(code, unit.name) for unit in above[:1]]
                break
            steps.append((line.key, line.label))
            code = line.under
        return steps[::-1]

    def _node(self, line: Line) -> Node:
        shown = self.words.shown(line)
        opens = key_of(line.key) in self.under
        return Node(line.key, line.label, line.level, shown, self._beneath(line.key), opens)

    def _beneath(self, code: str) -> list[tuple[str, int]]:
        found = Counter(what for line in self._all_under(code) for what in line.what if what != What.UNCHANGED)
        return [(str(What(what).label), found[what]) for what in What.values if found[what]]

    def _all_under(self, code: str) -> Iterator[Line]:
        waiting, seen = [key_of(code)], set()
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            for line in self.under.get(key, []):
                yield line
                waiting.append(key_of(line.key))


# --- as an Excel file ------------------------------------------------------------------------------------------------


class PreviewSheet(Resource):
    """What a file would do, a row of it a row."""

    number = Field("line__number", gettext_lazy("Row"))
    what = Field(column_name=gettext_lazy("What happens"))
    key = Field("line__key", gettext_lazy("What it is about"))
    label = Field("line__label", gettext_lazy("Name"))
    changes = Field(column_name=gettext_lazy("Changes"))
    problems = Field(column_name=gettext_lazy("To correct"))

    widths = {"number": 8, "what": 18, "key": 22, "label": 46, "changes": 60, "problems": 60}

    class Meta:
        export_order = ("number", "what", "key", "label", "changes", "problems")

    def dehydrate_what(self, shown: Shown) -> str:
        return ", ".join(word for _colour, word in shown.whats)

    def dehydrate_changes(self, shown: Shown) -> str:
        return "; ".join(f"{label}: {before or '–'} → {after or '–'}" for label, before, after in shown.changes)

    def dehydrate_problems(self, shown: Shown) -> str:
        return "; ".join(f"{label}: {text}" for label, text in shown.problems)


class PreviewRows:
    """The lines of a plan in words, one by one."""

    model = ImportRun

    def __init__(self, lines: list[Line], words: Words):
        self.lines, self.words = lines, words

    def iterator(self, chunk_size: int) -> Iterator[Shown]:
        """Yields the lines in words."""
        return (self.words.shown(line) for line in self.lines)
