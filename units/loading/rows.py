"""What does each row of a sheet say, field by field, and which of its cells cannot be read?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.resources import Resource

from units.sheets import columns_of, headings, read_rows

EVERY = 500  # rows between two words on how far it is

Progress = Callable[[int, int], None]  # rows done, of rows


@dataclass(slots=True)
class Row:
    """A row as it was read: its number in the sheet, the values of its columns, what is wrong by column."""

    number: int
    values: dict[str, Any]
    problems: dict[str, str] = field(default_factory=dict)

    def wrong(self, column: str, text: str) -> None:
        """Says what is wrong with a cell; the first word on it stays."""
        self.problems.setdefault(column, text)

    def has(self, column: str) -> bool:
        """Says whether the cell was read and holds something."""
        return self.values.get(column) not in (None, "")


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: its rows, what its columns are called there, what beneath the table was left out."""

    rows: list[Row]
    columns: dict[str, str]
    present: frozenset[str]
    beneath: list[int]


def read(content: bytes, resource_class: type[Resource], *, needed: tuple[str, ...], tell: Progress) -> Sheet:
    """Reads a file by the columns and formats of a resource; ValidationError where it is no such sheet.

    A cell that cannot be read is a problem of its row; a cell with a formula too: what it gives is not in the file for
    certain. `needed` are the columns without which nothing can be understood.
    """
    known = columns_of(resource_class)
    table = read_rows(BytesIO(content), known, formulas=True, needed=needed)
    columns = headings(resource_class, table.header)
    missing = [columns[name] for name in needed if name not in table.places]
    if missing:
        text = _("A column is missing: %(names)s. Take the empty sheet, or the download, as a pattern.")
        raise ValidationError(text % {"names": ", ".join(missing)}, code="columns")
    reader = _Reader(resource_class())
    rows = []
    for place, one in enumerate(table.rows):
        if place % EVERY == 0:
            tell(place, len(table.rows))
        rows.append(reader.read(one.number, one.values))
    by_number = {row.number: row for row in rows}
    for number, name in table.formulas:
        if number in by_number:
            by_number[number].problems[name] = _("This is a formula. Copy it and paste it as a value.")
    return Sheet(rows, columns, frozenset(table.places), table.beneath)


class _Reader:
    """Reads cells by the resource's widgets; what was read once, a kind or a day, is remembered."""

    def __init__(self, resource: Resource):
        self.fields = resource.fields
        self.seen: dict[str, dict[Any, Any]] = {name: {} for name in self.fields}

    def read(self, number: int, values: dict[str, Any]) -> Row:
        row = Row(number, {})
        for name, raw in values.items():
            seen = self.seen[name]
            key = (type(raw), raw)
            try:
                if key not in seen:
                    seen[key] = self.fields[name].widget.clean(raw)
                row.values[name] = seen[key]
            except ValueError as error:
                row.wrong(name, str(error))
        return row
