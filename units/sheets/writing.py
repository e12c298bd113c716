"""How is a list laid into a workbook, row by row, without holding it in memory?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Protocol

import xlsxwriter
from django.db.models import Manager, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Resource

from units.sheets.columns import header_of, model_field, names_of

ROWS_ON_A_SHEET = 1_048_575  # what Excel holds, without the header
LONGEST_TEXT = 32_767  # characters in a cell
EXACT = 10**15  # Excel keeps 15 digits: longer numbers go as text
FIRST_DAY, LEAP = date(1899, 12, 30), date(1900, 3, 1)  # Excel counts a 29/2/1900 that never was
CHUNK = 500  # rows at a time; SQLite refuses to look up a thousand different units beside them at once

# Nothing is read into a text: "=1+1", "http://…" and "007" stay what somebody typed.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Rows(Protocol):
    """What can be written where no single table holds it (the desk): the kind of thing, and the rows one by one."""

    model: Any

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """Yields the rows, so many read at a time."""


def write(
    content: BytesIO, resource: Resource, queryset: QuerySet | Rows, *, about: Iterable[tuple[str, object]] = ()
) -> int:
    """Writes all rows, on as many sheets as they need, and returns how many there were.

    `about` is what the file says of itself, pairs of label and value, on a sheet of its own behind the rows.
    What is the same for every row is asked once: how a column is read, the words of its choices, the formats.
    """
    book = xlsxwriter.Workbook(content, OPTIONS)
    cells = Cells(book)
    columns = [_reader(resource, field) for field in resource.get_export_fields()]
    written = on_sheet = 0
    sheet = _new_sheet(book, resource, cells)
    for instance in resource.filter_export(queryset).iterator(chunk_size=CHUNK):
        if on_sheet == ROWS_ON_A_SHEET:
            sheet.autofilter(0, 0, on_sheet, len(columns) - 1)
            sheet, on_sheet = _new_sheet(book, resource, cells), 0
        on_sheet, written = on_sheet + 1, written + 1
        for column, read in enumerate(columns):
            cells.put(sheet, on_sheet, column, read(instance))
    sheet.autofilter(0, 0, on_sheet, len(columns) - 1)
    tell(book, cells, [*about, (_("Rows"), written)])
    book.close()
    return written


def tell(book: xlsxwriter.Workbook, cells: Cells, about: Iterable[tuple[str, object]]) -> None:
    """Adds the sheet on which a file says what it is."""
    sheet = book.add_worksheet(_("About this list"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90, book.add_format({"text_wrap": True, "align": "left", "valign": "top"}))
    for place, (label, value) in enumerate(about):
        sheet.write_string(place, 0, label, cells.head)
        cells.put(sheet, place, 1, value)


def _new_sheet(book: xlsxwriter.Workbook, resource: Resource, cells: Cells) -> Any:
    sheet = book.add_worksheet(_("List"))
    widths = getattr(resource, "widths", {})
    names = names_of(resource)
    for column, name in enumerate(names):
        sheet.set_column(column, column, widths.get(name) or max(12, min(len(header_of(resource, name)) + 4, 32)))
    for column, name in enumerate(names):
        sheet.write_string(0, column, header_of(resource, name), cells.head)
    sheet.freeze_panes(1, 0)
    return sheet


def _reader(resource: Resource, field: Field) -> Callable[[Any], object]:
    """Returns how a column's values are had: as they are, not as text, so that dates stay dates, numbers numbers."""
    own = field.get_dehydrate_method(resource.get_field_name(field))
    method = own if callable(own) else getattr(resource, own, None)
    if method:
        return method
    choices = getattr(model_field(resource, field.attribute or ""), "flatchoices", None)
    if choices:
        words = {key: str(label) for key, label in choices}
        return lambda instance: words.get(value := field.get_value(instance), value)
    return lambda instance: _listed(field.get_value(instance))


def _listed(value: object) -> object:
    """Returns the names of many things as one text, and a single value as it is."""
    if isinstance(value, Manager):
        value = list(value.all())
    return ", ".join(map(str, value)) if isinstance(value, list) else value


class Cells:
    """Writes values by what they are."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7F0FA", "bottom": 1}
        )
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.part = book.add_format({"num_format": "#,##0.00"})
        self.yes, self.no = _("yes"), _("no")

    def put(self, sheet: Any, row: int, column: int, value: object) -> None:
        """Writes one value; what is missing leaves its cell empty."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value[:LONGEST_TEXT])
        elif isinstance(value, bool):
            sheet.write_string(row, column, self.yes if value else self.no)
        elif isinstance(value, int) and abs(value) < EXACT:
            sheet.write_number(row, column, value, self.whole)
        elif isinstance(value, date):
            self._put_date(sheet, row, column, value)
        elif isinstance(value, float | Decimal):
            sheet.write_number(row, column, value, self.part)
        else:
            sheet.write_string(row, column, str(value)[:LONGEST_TEXT])

    def _put_date(self, sheet: Any, row: int, column: int, value: date) -> None:
        if isinstance(value, datetime):
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, column, local.replace(tzinfo=None), self.moment)
        elif value < LEAP:
            sheet.write_datetime(row, column, value, self.day)
        else:  # as the library would, in a fifth of the time
            sheet.write_number(row, column, (value - FIRST_DAY).days, self.day)
