"""What would a sheet of units do to the tree? Read once, looked up once, judged in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from units.clock import today
from units.loading.lookup import Units, key_of
from units.loading.plan import Line, Plan, What
from units.loading.rows import Progress, Row, Sheet, read
from units.loading.units import drafts, rules
from units.loading.units.columns import UnitSheet
from units.loading.units.drafts import Draft
from units.models import FormerName, Placement, Unit, User


def plan(content: bytes, *, by: User, tell: Progress) -> Plan:
    """Returns what a file of units would do; ValidationError where it is no such file. Nothing is written."""
    sheet = read(content, UnitSheet, needed=UnitSheet.needs(), tell=tell)
    planned = Planning(sheet, by)
    planned.judge()
    tell(len(sheet.rows), len(sheet.rows))
    return Plan([_line(one) for one in planned.all], sheet.columns, sheet.beneath, planned.good)


Named = dict[str, list[Draft | Unit]]


class Planning:
    """The rows of one file against the tree as it is."""

    def __init__(self, sheet: Sheet, by: User):
        self.sheet, self.by = sheet, by
        said = {str(row.values.get(name) or "") for row in sheet.rows for name in ("code", "superior_code")}
        self.units = Units(by, said)
        self.all: list[tuple[Row, Draft | None]] = []
        self.by_code: dict[str, Draft] = {}
        for row in sheet.rows:
            self._take(row)
        self.good = list(self.by_code.values())

    def _take(self, row: Row) -> None:
        draft = drafts.draft_of(row, self.units)
        self.all.append((row, draft))
        if draft is None:
            return
        key = key_of(draft.unit.code)
        if key in self.by_code:
            first = self.by_code[key].row.number
            row.wrong("code", _("Row %(number)d is about the same unit.") % {"number": first})
        self.by_code.setdefault(key, draft)

    def judge(self) -> None:
        """Finds every superior, then says what is wrong with each row by the rules of the tree."""
        self._find_superiors()
        for draft in self.good:
            drafts.settle_kind(draft)
            drafts.check_territory(draft)
        rules.check_circles(self.good)
        placed = self._placed_since([one.unit.pk for one in self.good if one.moves])
        named = self._named_since([one.unit.pk for one in self.good if one.renames])
        for draft in self.good:
            rules.check_superior(draft)
            rules.check_right(draft, self.by)
            rules.check_decision(draft, placed, named)
        rules.check_closings(self.good, self._children_of([one for one in self.good if one.closes]))

    def _find_superiors(self) -> None:
        by_name = self._by_name()
        parents = Unit.objects.in_bulk({one.stored.parent_id for one in self.good if one.stored})
        for draft in self.good:
            stored, row = draft.stored, draft.row
            code, name = str(row.values.get("superior_code") or ""), str(row.values.get("superior") or "")
            now = parents.get(stored.parent_id) if stored and stored.parent_id else None
            if stored and rules.stays(draft, now, code, name):
                draft.above = self.by_code.get(key_of(now.code), now) if now else None
                continue
            draft.above = self._superior(draft, code, name, by_name)
            superior = draft.superior
            if stored and superior is not None and superior.pk != stored.parent_id:
                draft.moves = True
                draft.changes["parent"] = [str(now or ""), str(draft.superior)]

    def _superior(self, draft: Draft, code: str, name: str, by_name: Named) -> Draft | Unit | None:
        row, column = draft.row, "superior_code" if code or not name else "superior"
        if column in row.problems:
            return None
        if code:
            found = self.by_code.get(key_of(code)) or self.units.get(code)
            if found is None:
                row.wrong(column, _("No unit that you administer has the code “%(code)s”.") % {"code": code})
            elif name and not rules.is_called(found, name):
                unit = found.stored or found.unit if isinstance(found, Draft) else found
                text = _("The code %(code)s is of %(unit)s: correct the code or the name.")
                row.wrong("superior", text % {"code": unit.code, "unit": unit.name})
            return found
        if not name:
            row.wrong(column, _("Say which unit stands above it."))
            return None
        named = by_name.get(name, [])
        if not named:
            row.wrong(column, _("No unit that you administer is called “%(text)s”.") % {"text": name})
        elif len(named) > 1:
            row.wrong(column, _("Several units are called so. Write the code."))
        return named[0] if len(named) == 1 else None

    def _by_name(self) -> Named:
        """The units that rows name as superiors by name alone, of this file and among those kept."""
        asked = {
            str(row.values.get("superior") or "") for row in self.sheet.rows if not row.values.get("superior_code")
        } - {""}
        found: Named = defaultdict(list)
        if not asked:
            return found
        for draft in self.good:
            for name in {draft.unit.name, draft.unit.short_name} & asked:
                found[name].append(draft)
        kept = Unit.objects.kept_by(self.by).filter(closed_on=None)
        for unit in kept.filter(Q(name__in=asked) | Q(short_name__in=asked)):
            if key_of(unit.code) not in self.by_code:
                for name in {unit.name, unit.short_name} & asked:
                    found[name].append(unit)
        return found

    def _placed_since(self, moving: list[int]) -> dict[int, date]:
        open_rows = Placement.objects.filter(unit__in=moving, to_on=None)
        return dict(open_rows.values_list("unit_id", "from_on")) if moving else {}

    def _named_since(self, renamed: list[int]) -> dict[int, date]:
        names = FormerName.objects.filter(unit__in=renamed).order_by("until_on")
        return dict(names.values_list("unit_id", "until_on")) if renamed else {}

    def _children_of(self, closing: list[Draft]) -> dict[int, list[Unit]]:
        beneath: dict[int, list[Unit]] = defaultdict(list)
        if closing:
            for unit in Unit.objects.filter(parent__in=[one.unit.pk for one in closing]):
                beneath[unit.parent_id or 0].append(unit)
        return beneath


def _line(taken: tuple[Row, Draft | None]) -> Line:
    row, draft = taken
    if draft is None:
        key = str(row.values.get("code") or "")
        return Line(row.number, [What.WRONG], key, str(row.values.get("name") or ""), problems=row.problems)
    above = draft.superior
    line = Line(
        row.number, list(_happens(draft)), draft.unit.code, draft.unit.name, above.code if above else "",
        int(draft.unit.level), draft.changes, row.problems,
    )  # fmt: skip
    if draft.changes_something and not row.problems:
        day = row.values.get("on") or today()
        where = above.path if above is not None and above.pk else ""
        line.seen = f"{draft.unit.opened_on} {draft.unit.kind} {where} {day if draft.moves or draft.renames else ''}"
    return line


def _happens(draft: Draft) -> Iterable[str]:
    if draft.row.problems:
        yield What.WRONG
        return
    if draft.stored is None:
        yield What.NEW
        return
    if draft.renames:
        yield What.RENAMED
    if any(name in draft.changes for name in drafts.PLAIN):
        yield What.CHANGED
    if draft.moves:
        yield What.MOVED
    if draft.closes:
        yield What.CLOSED
    if not draft.changes_something:
        yield What.UNCHANGED
