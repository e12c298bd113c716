"""The summary as an Excel file: the table of the children as seen, and what each figure means."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from campaign.models import Responsibility
from campaign.summary import distinct, people, reports, totals
from campaign.summary.ladder import MEANING, Rung, ladder
from campaign.summary.page import Summary
from units.clock import today
from units.models import Record, Unit, User
from units.records import record
from units.sheets.download import about, as_file
from units.sheets.writing import Cells, tell


def summary_workbook(page: Summary, *, by: User, asked: dict[str, str]) -> HttpResponse:
    """Returns the workbook as a download and records the export with what was asked for, in words by language."""
    stream = BytesIO()
    # strings_to_formulas off: a unit's name is text even if it begins with "=".
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _children(book, page)
    _meanings(book)
    tell(book, Cells(book), about(by, asked, of=page.scope.unit))
    book.close()
    scope = page.scope
    record(Record.Verb.EXPORTED, Unit, by=by, unit=scope.unit, changes={"narrowed": asked})
    whole = scope.network or scope.unit
    name = f"tong-hop-{whole.code}-{scope.start:%Y-%m}-{scope.end:%Y-%m}-{today():%Y-%m-%d}.xlsx"
    return as_file(stream.getvalue(), name)


def _children(book: xlsxwriter.Workbook, page: Summary) -> None:
    sheet = book.add_worksheet(_("Summary"))
    bold, number = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "#,##0"})
    percent = book.add_format({"num_format": "0%"})
    scope = page.scope
    sheet.write(0, 0, scope.name, book.add_format({"bold": True, "font_size": 14}))
    sheet.write(1, 0, f"{scope.start:%d/%m/%Y} – {scope.end:%d/%m/%Y}")
    if page.turnout_each and page.turnout_each.each is not None:
        sheet.write(2, 0, str(people.turnout_each.label))
        sheet.write(2, 2, float(page.turnout_each.each), book.add_format({"num_format": "0.0"}))
    if page.distinct:
        sheet.write(2, 4, str(distinct.distinct.label))
        form = "#,##0" if page.distinct.exact else '"≈ "#,##0'
        sheet.write(2, 6, page.distinct.people, book.add_format({"num_format": form}))
    heads = [
        _("Code"),
        _("Unit"),
        str(totals.activities.label),
        *(str(label) for label in Responsibility.labels),
        str(totals.turnout.label),
        str(totals.citizens.label),
        _("Value (đồng)"),
        _("Reports expected"),
        _("Reports arrived"),
        _("Units that reported"),
        str(reports.reporting.label),
        *(str(rung.label) for rung in Rung),
    ]
    sheet.write_row(3, 0, heads, bold)
    sheet.freeze_panes(4, 2)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, len(heads), 14)
    for line, row in enumerate(page.rows, start=4):
        sheet.write_string(line, 0, row.unit.code)
        sheet.write_string(line, 1, _("%(unit)s itself") % {"unit": row.unit.name} if row.is_self else row.unit.name)
        counts = [
            row.activities,
            *(count for _key, count in row.by_responsibility),
            row.turnout,
            row.citizens,
            row.value,
            row.reporting.expected,
            row.reporting.arrived,
            row.reporters,
        ]
        sheet.write_row(line, 2, counts, number)
        if row.reporting.rate is not None:
            sheet.write_number(line, 2 + len(counts), row.reporting.rate, percent)
        sheet.write_row(line, 3 + len(counts), [row.rungs[rung] for rung in Rung.values], number)


def _meanings(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(_("What the figures count"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    figures = (
        totals.activities, totals.turnout, totals.citizens, totals.value, reports.reporting, ladder,
        people.turnout_each, distinct.distinct,
    )  # fmt: skip
    lines = [(str(one.label), str(one.definition)) for one in figures]
    lines += [(str(rung.label), str(MEANING[rung])) for rung in Rung]
    for place, line in enumerate(lines):
        sheet.write_row(place, 0, line)
