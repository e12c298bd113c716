"""Which empty sheet does one fill in, and what goes into each column?"""

from __future__ import annotations

from io import BytesIO

from django.http import HttpResponse
from django.utils.translation import gettext as _
from import_export.resources import Resource
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from units.sheets.columns import header_of, names_of
from units.sheets.download import as_file

HEAD = PatternFill("solid", fgColor="E7F0FA")
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")


def template(resource_class: type[Resource], *, name: str = "mau") -> HttpResponse:
    """Returns an empty Excel sheet with the resource's columns.

    What goes into them stands in notes and on a second sheet; the example is there alone, so that it never comes back
    as somebody's row.
    """
    resource = resource_class()
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = _("Fill in here")
    _head(sheet, resource, row=1, notes=True)
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(_("How to fill in")), resource)
    content = BytesIO()
    book.save(content)
    return as_file(content.getvalue(), f"{name}.xlsx")


def _head(sheet: Worksheet, resource: Resource, *, row: int, notes: bool = False) -> None:
    widths, hints = getattr(resource, "widths", {}), getattr(resource, "hints", {})
    for column, name in enumerate(names_of(resource), start=1):
        cell = sheet.cell(row, column, header_of(resource, name))
        cell.font, cell.fill, cell.alignment = BOLD, HEAD, WRAPPED
        if notes and name in hints:
            cell.comment = Comment(str(hints[name]), "3 trách nhiệm", width=320, height=120)
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(name, 18)


def _explain(sheet: Worksheet, resource: Resource) -> None:
    """Writes a line for each column, and the example as it would stand in the first sheet."""
    hints, examples = getattr(resource, "hints", {}), getattr(resource, "examples", [])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
    line = 0
    for line, name in enumerate(names_of(resource), start=1):
        sheet.cell(line, 1, header_of(resource, name)).font = BOLD
        sheet.cell(line, 2, str(hints.get(name, ""))).alignment = WRAPPED
    if examples:
        sheet.cell(line + 2, 1, _("Example")).font = BOLD
        for offset, example in enumerate(examples, start=3):
            for column, name in enumerate(names_of(resource), start=1):
                cell = sheet.cell(line + offset, column, str(example.get(name, "")))
                cell.data_type = "s"
