"""The overlap matrix as an Excel file: as seen, with what its figures mean."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from campaign.summary import overlap as matrix
from campaign.summary import totals
from campaign.summary.overlap import Overlap, Part
from units.clock import today
from units.models import Record, Unit, User
from units.records import record
from units.sheets.download import about, as_file
from units.sheets.writing import Cells, tell


def overlap_workbook(overlap: Overlap, *, by: User, asked: dict[str, str]) -> HttpResponse:
    """Returns the workbook as a download and records the export with what was asked for, in words by language."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    scope = overlap.scope
    _totals(book, overlap)
    _movements(book, overlap)
    if overlap.units:
        _units(book, overlap)
    tell(book, Cells(book), about(by, asked, of=scope.unit))
    book.close()
    record(Record.Verb.EXPORTED, Unit, by=by, unit=scope.unit, changes={"narrowed": asked})
    code = (scope.network or scope.unit).code
    return as_file(stream.getvalue(), f"trung-phong-trao-{code}-{scope.start:%Y-%m}-{today():%Y-%m-%d}.xlsx")


def _measures() -> list[str]:
    return [str(totals.activities.label), str(totals.turnout.label), _("Value (đồng)")]


def _cells(part: Part) -> list[int]:
    return [part.amount.activities, part.amount.turnout, part.amount.value]


def _totals(book: xlsxwriter.Workbook, overlap: Overlap) -> None:
    rows = [
        [str(matrix.inclusive.label), *_cells(overlap.inclusive), str(matrix.inclusive.definition)],
        [_("Organised for “3 responsibilities” itself"), *_cells(overlap.organised), ""],
        [str(matrix.exclusive.label), *_cells(overlap.exclusive), str(matrix.exclusive.definition)],
    ]
    _write(book, _("Totals"), ["", *_measures(), _("What it counts")], rows)


def _movements(book: xlsxwriter.Workbook, overlap: Overlap) -> None:
    parts = [
        _("Organised for it: %(what)s"),
        _("Organised for “3 responsibilities” and claimed by it: %(what)s"),
        _("All that it claims: %(what)s"),
    ]
    heads = [_("Movement"), *(part % {"what": what} for part in parts for what in _measures())]
    rows = [
        [str(row.movement), *_cells(row.hosted), *_cells(row.shared), *_cells(row.claimed)] for row in overlap.rows
    ]
    _write(book, _("Movements"), heads, rows)


def _units(book: xlsxwriter.Workbook, overlap: Overlap) -> None:
    parts = [_("Inclusive: %(what)s"), _("Exclusive: %(what)s")]
    heads = [_("Code"), _("Unit"), *(part % {"what": what} for part in parts for what in _measures())]
    rows = [
        [
            one.unit.code,
            _("%(unit)s itself") % {"unit": one.unit.name} if one.is_self else one.unit.name,
            *_cells(one.inclusive),
            *_cells(one.exclusive),
        ]
        for one in overlap.units
    ]
    _write(book, _("Units"), heads, rows)


def _write(book: xlsxwriter.Workbook, name: str, heads: list[str], rows: list[list]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, heads, book.add_format({"bold": True, "text_wrap": True}))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(heads), 18)
    number = book.add_format({"num_format": "#,##0"})
    for line, row in enumerate(rows, start=1):
        sheet.write_row(line, 0, row, number)
