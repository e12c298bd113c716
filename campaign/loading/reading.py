"""What does one row of the sheet mean, cell by cell, and what is wrong with it?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign import days
from campaign.counts import Figure, figures
from campaign.loading import authors, kinds
from campaign.loading.authors import Authors
from campaign.loading.kinds import Kinds
from campaign.models import Activity, Movement
from campaign.models.activity import CountState
from units.models import Unit
from units.templatetags.numbers import money, number
from units.vietnamese.dates import Span, is_total, read_span
from units.vietnamese.display import format_span
from units.vietnamese.messages import message
from units.vietnamese.names import search_key
from units.vietnamese.numbers import ReadCount, read_count, read_money
from units.vietnamese.typed import typed
from units.vietnamese.unreadable import Unreadable

COUNTED: dict[str, Callable[[object], ReadCount]] = {
    "turnout": read_count, "citizens": read_count, "result": read_count, "value": read_money,
}  # fmt: skip
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_WHERE = 200, 500, 120


@dataclass
class Understood:
    """A row as it was understood: `notes` say how, `problems` map a column to what is wrong with its cell."""

    number: int
    activity: Activity
    partners: list[Unit] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    same_as: str = ""  # why nothing is written for it: it is here already, or stands twice in the file
    accepted: bool = False  # enters as accepted, not as a draft
    headers: Mapping[str, str] = field(default_factory=dict)  # what the columns are called in the sheet

    @property
    def figures(self) -> list[Figure]:
        """What was counted, as far as anything was said about it."""
        if self.activity.kind_id is None:
            return []
        return [one for one in figures(self.activity) if one.state != CountState.NOT_AVAILABLE]

    @property
    def problems_by_column(self) -> list[tuple[str, str]]:
        """What is wrong, each with the name of its column."""
        return [(self.headers.get(name, name), text) for name, text in self.problems.items()]


class Reader:
    """Reads rows for one loader; units and kinds are looked up once for the whole file."""

    def __init__(self, by: Any, file_name: str):
        self.by, self.file_name = by, file_name
        self.authors, self.kinds = Authors(by), Kinds()

    def read(self, row_number: int, cells: dict[str, Any]) -> Understood:
        """Returns the row understood as far as it can be."""
        row = Understood(row_number, Activity(created_by=self.by))
        text = {name: typed(str(cell)) for name, cell in cells.items()}
        self._read_title(row, text)
        self._read_unit(row, text)
        self._read_kind(row, text)
        self._read_days(row, cells.get("day", ""), text.get("note", ""))
        for name, read in COUNTED.items():
            self._read_count(row, name, read, cells.get(name, ""))
        self._read_result_unit(row, text.get("result_unit", ""))
        where = _("%(file)s, row %(number)d") % {"file": self.file_name[:80], "number": row_number}
        row.activity.source_row = where[:LONGEST_WHERE]
        if not row.problems:
            row.activity.source_key = key_of(row.activity)
        return row

    def _read_title(self, row: Understood, text: dict[str, str]) -> None:
        title, note = text.get("title", ""), text.get("note", "")
        if not title:
            row.problems["title"] = _("Say what was done.")
        row.activity.title, row.activity.description = title[:LONGEST_TITLE], note
        if len(title) > LONGEST_TITLE:
            row.activity.title = title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
            row.activity.description = f"{title}\n\n{note}".strip()
            row.notes.append(_("The title is shortened; the whole text stands in the description."))
        row.activity.source = text.get("source", "")
        if len(row.activity.source) > LONGEST_SOURCE:
            row.problems["source"] = _("The source is longer than %(most)d characters.") % {"most": LONGEST_SOURCE}

    def _read_unit(self, row: Understood, text: dict[str, str]) -> None:
        names, province = authors.split(text.get("unit", "")), text.get("province", "")
        own = self.authors.only_own() if not names else None
        if own:
            self._sign(row, own)
            return
        if not names:
            row.problems["unit"] = _("Say whose activity it is.")
            return
        try:
            self._sign(row, self.authors.author(names[0], province))
            row.partners = [self.authors.partner(name, province) for name in names[1:]]
        except authors.NotFound as error:
            row.problems["unit"] = str(error)
            return
        for name, unit in zip(names, [row.activity.unit, *row.partners], strict=True):
            if search_key(name) != search_key(unit.code):
                _say(row, name, unit.name, f" ({unit.code})")
        if row.partners:
            row.notes.append(_("together with %(units)s") % {"units": ", ".join(map(str, row.partners))})
        self._check_province(row, province)

    def _sign(self, row: Understood, unit: Unit) -> None:
        row.activity.unit = unit
        row.accepted = self.authors.loads_as_accepted(unit)

    def _check_province(self, row: Understood, province: str) -> None:
        named = self.authors.provinces.get(authors.bare(province)) if province else None
        if named and authors.province_of(row.activity.unit) != named.pk:
            said = {"unit": row.activity.unit, "province": province}
            row.problems["province"] = _("%(unit)s does not belong to %(province)s.") % said

    def _read_kind(self, row: Understood, text: dict[str, str]) -> None:
        if not text.get("kind"):
            row.problems["kind"] = _("Say which kind of activity it is.")
            return
        try:
            kind = self.kinds.kind(text["kind"], row.activity.unit if row.activity.unit_id else None)
            row.movements = self.kinds.movements_in(text["kind"])
        except kinds.NoSuch as error:
            row.problems["kind"] = str(error)
            return
        row.activity.kind = kind
        _say(row, text["kind"], str(kind))
        if row.movements:
            row.notes.append(_("also claimed by %(names)s") % {"names": ", ".join(map(str, row.movements))})
        if "unit" not in row.problems and not kinds.is_for(kind, row.activity.unit):
            said = {"kind": kind, "sector": row.activity.unit.get_sector_display()}
            row.problems["kind"] = _("“%(kind)s” is not meant for units of this sector (%(sector)s).") % said
        self._compare_responsibility(row, text.get("responsibility", ""))

    def _compare_responsibility(self, row: Understood, text: str) -> None:
        if not text:
            return
        try:
            said = kinds.responsibility(text)
        except kinds.NoSuch as error:
            row.problems["responsibility"] = str(error)
            return
        if kinds.is_older(text):
            row.notes.append(_("“%(said)s”, as until 2014 → %(now)s") % {"said": text, "now": said.label})
        kind = row.activity.kind
        words = {"kind": kind, "counted": kind.get_responsibility_display(), "said": text}
        if said == kind.also_responsibility:
            row.notes.append(_("counted under “%(counted)s”, not “%(said)s”") % words)
        elif said != kind.responsibility:
            problem = _("“%(kind)s” counts under “%(counted)s”, not under “%(said)s”: correct one of the two.")
            row.problems["responsibility"] = problem % words

    def _read_days(self, row: Understood, cell: Any, note: str) -> None:
        if cell == "":
            row.problems["day"] = _("Say when it was.")
            return
        try:
            span = read_span(cell, note=note)
        except Unreadable as error:
            row.problems["day"] = message(error)
            return
        activity = row.activity
        conclusion = activity.kind.point.conclusion if activity.kind_id else None
        problem = days.objection(span, unit=activity.unit if activity.unit_id else None, conclusion=conclusion)
        if problem:
            row.problems["day"] = problem
        activity.started_on, activity.ended_on, activity.precision = span.start, span.end, span.precision
        activity.is_span_total = is_total(span)
        _say_span(row, cell, span)

    def _read_count(self, row: Understood, name: str, read: Callable[[object], ReadCount], cell: Any) -> None:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)  # every number of a sheet comes as a float
        try:
            found = read(cell)
            if found.of is not None and name != "result":
                raise Unreadable("unclear", cell)
        except Unreadable as error:
            row.problems[name] = message(error)
            return
        setattr(row.activity, name, found.value)
        setattr(row.activity, f"{name}_state", found.state)
        setattr(row.activity, f"{name}_approximate", found.approximate)
        if name == "result":
            row.activity.result_of, row.activity.result_unit = found.of, found.unit[:60]
        _say_count(row, name, cell, found)

    def _read_result_unit(self, row: Understood, text: str) -> None:
        """Keeps a unit of measure of its own; where it is the kind's, the result adds up with the others."""
        unit = (text or row.activity.result_unit)[:60]
        if row.activity.kind_id and search_key(unit) == search_key(row.activity.kind.counts_vi):
            unit = ""
        row.activity.result_unit = unit


def key_of(activity: Activity) -> str:
    """Returns what makes a row the same row again: whose, when, of which kind, what; its figures may be corrected."""
    span = f"{activity.started_on} {activity.ended_on}"
    said = "\n".join((activity.unit.code, span, activity.kind.code, search_key(activity.title)))
    return hashlib.sha256(said.encode()).hexdigest()


def _say_span(row: Understood, cell: Any, span: Span) -> None:
    shown = format_span(span.start, span.end, span.precision, (get_language() or "vi")[:2])
    if span.precision != "day" or span.published_on:
        _say(row, days.written(cell) if isinstance(cell, date) else str(cell), shown)
    if is_total(span):
        row.notes.append(_("total of a span"))


def _say_count(row: Understood, name: str, cell: Any, found: ReadCount) -> None:
    if not isinstance(cell, str) or found.value is None:
        return
    shown = money(found.value) if name == "value" else number(found.value)
    if found.of is not None:
        shown = _("%(part)s of %(whole)s") % {"part": shown, "whole": number(found.of)}
    if found.approximate:
        shown = _("about %(number)s") % {"number": shown}
    _say(row, cell, shown)


def _say(row: Understood, cell: str, meaning: str, more: str = "") -> None:
    """Notes what a cell was taken for, where that is not just what it says."""
    if search_key(cell) != search_key(meaning):
        row.notes.append(f"“{cell}” → {meaning}{more}")
