"""How do a report's figures leave for Excel: the table, the kinds, the activities behind it?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from campaign.models import Report
from campaign.reporting import beside, comparison
from campaign.reporting.compiling import Figures
from units.models import Record, User
from units.records import record
from units.sheets.download import as_file
from units.sheets.writing import OPTIONS


def annex(report: Report, figures: Figures, before: Report | None, *, by: User) -> HttpResponse:
    """Returns the workbook as a download and records the export."""
    content = BytesIO()
    # Nothing is read into a text: "=1+1" stays what somebody typed.
    book = xlsxwriter.Workbook(content, {**OPTIONS, "constant_memory": False})
    earlier = before.figures if before else None
    _figures(book, report, figures, earlier)
    _kinds(book, figures, earlier)
    _activities(book, figures)
    book.close()
    record(Record.Verb.EXPORTED, report, by=by, changes={"version": report.round})
    return as_file(content.getvalue(), f"bao-cao-{report.unit.code}-{report.period.year}-{report.pk}.xlsx")


def _sheet(book: Any, name: str, heads: list[str], top: int = 0) -> Any:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7F0FA", "bottom": 1})
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(heads), 18, book.add_format({"num_format": "#,##0"}))
    sheet.write_row(top, 0, heads, head)
    return sheet


def _figures(book: Any, report: Report, figures: Figures, before: Figures | None) -> None:
    heads = [
        _("Figure"), _("Own activities"), _("From below"), _("Reported"), _("Of that accepted"), _("Last period"),
    ]  # fmt: skip
    sheet = _sheet(book, _("Figures"), heads, top=3)
    sheet.write(0, 0, report.unit.name, book.add_format({"bold": True, "font_size": 14}))
    sheet.write(1, 0, str(report.period))
    for row, line in enumerate(comparison.lines(figures, before), start=4):
        sheet.write_row(row, 0, [str(line.label), line.own, line.below, line.reported, line.accepted])
        if line.before is not None:
            sheet.write_number(row, 5, line.before)
    for row, line in enumerate(comparison.lines(figures, before), start=9):
        sheet.write_row(row, 0, [str(line.label), str(comparison.MEASURES[line.name].definition)])


def _kinds(book: Any, figures: Figures, before: Figures | None) -> None:
    heads = [_("Kind of activity"), _("Activities"), _("Result"), _("Unit of measure"), _("Turnout"), _("Last period")]
    sheet = _sheet(book, _("By kind"), heads)
    for row, one in enumerate(comparison.by_kind(figures, before), start=1):
        kind = one["kind"]
        sheet.write_row(row, 0, [str(kind), one["activities"], one["result"], kind.counts, one["turnout"]])
        if one["before"] is not None:
            sheet.write_number(row, 5, one["before"])


def _activities(book: Any, figures: Figures) -> None:
    heads = [
        _("What was done"), _("Day"), _("Kind of activity"), _("Turnout"), _("Citizens served"), _("Value (đồng)"),
        _("State"), _("Pieces of evidence"),
    ]  # fmt: skip
    sheet = _sheet(book, _("Own activities"), heads)
    listed: Any = beside.activities(figures)
    for row, one in enumerate(listed, start=1):
        day, state = f"{one.started_on:%d/%m/%Y}", one.get_state_display()
        counts = [one.turnout, one.citizens, one.value]
        sheet.write_row(row, 0, [one.title, day, str(one.kind), *counts, state, one.proofs])
