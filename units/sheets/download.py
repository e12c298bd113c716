"""How does a list leave for Excel, exactly as it is seen, and who took it along?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Protocol

import xlsxwriter
from django.db import transaction
from django.db.models import Manager, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django_filters import FilterSet
from import_export.fields import Field
from import_export.resources import Resource

from units.clock import today
from units.models import Record, User
from units.narrowing import in_words
from units.records import record
from units.sheets.columns import header_of, model_field, names_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_ON_A_SHEET = 1_048_575  # what Excel holds, without the header
LONGEST_TEXT = 32_767  # characters in a cell
EXACT = 10**15  # Excel keeps 15 digits: longer numbers go as text
CHUNK = 2000

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


def download(
    resource_class: type[Resource], queryset: QuerySet | Rows, *, by: User, name: str, filters: FilterSet | None = None
) -> HttpResponse:
    """Returns an Excel file with exactly the rows of `queryset`, and records that `by` took them.

    `name` becomes the file's name with the day behind it; `filters` is what the list was narrowed by, kept in the
    record in the words that the person saw.
    """
    content = BytesIO()
    with transaction.atomic():
        rows = _write(content, resource_class(), queryset)
        record(
            Record.Verb.EXPORTED,
            queryset.model,
            by=by,
            unit=by.home_post.unit if by.home_post else None,
            changes={"narrowed": in_words(filters.form) if filters else {}, "rows": rows},
            note=name,
        )
    return as_file(content.getvalue(), f"{name}-{today():%Y-%m-%d}.xlsx")


def as_file(content: bytes, name: str) -> HttpResponse:
    """Returns an Excel file that the browser saves under a name."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


def _write(content: BytesIO, resource: Resource, queryset: QuerySet | Rows) -> int:
    """Writes all rows, on as many sheets as they need, and returns how many there were."""
    book = xlsxwriter.Workbook(content, OPTIONS)
    formats = _formats(book)
    written = on_sheet = 0
    sheet = _new_sheet(book, resource, formats)
    for instance in queryset.iterator(chunk_size=CHUNK):
        if on_sheet == ROWS_ON_A_SHEET:
            sheet.autofilter(0, 0, on_sheet, len(resource.get_export_fields()) - 1)
            sheet, on_sheet = _new_sheet(book, resource, formats), 0
        on_sheet, written = on_sheet + 1, written + 1
        for column, value in enumerate(_values(resource, instance)):
            _put(sheet, on_sheet, column, value, formats)
    sheet.autofilter(0, 0, on_sheet, len(resource.get_export_fields()) - 1)
    book.close()
    return written


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    head = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7F0FA", "bottom": 1}
    return {
        "head": book.add_format(head),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "part": book.add_format({"num_format": "#,##0.00"}),
    }


def _new_sheet(book: xlsxwriter.Workbook, resource: Resource, formats: dict[str, Any]) -> Any:
    sheet = book.add_worksheet()
    widths = getattr(resource, "widths", {})
    names = names_of(resource)
    for column, name in enumerate(names):
        sheet.set_column(column, column, widths.get(name) or max(12, min(len(header_of(resource, name)) + 4, 32)))
    for column, name in enumerate(names):
        sheet.write_string(0, column, header_of(resource, name), formats["head"])
    sheet.freeze_panes(1, 0)
    return sheet


def _values(resource: Resource, instance: Any) -> Iterator[object]:
    """Yields a row's values as they are, not as text: dates stay dates, numbers numbers."""
    for field in resource.get_export_fields():
        name = resource.get_field_name(field)
        own = field.get_dehydrate_method(name)
        method = own if callable(own) else getattr(resource, own, None)
        yield method(instance) if method else _value(resource, field, instance)


def _value(resource: Resource, field: Field, instance: Any) -> object:
    value = field.get_value(instance)
    if isinstance(value, Manager):
        return ", ".join(str(item) for item in value.all())
    column = model_field(resource, field.attribute or "")
    if getattr(column, "choices", None):
        return dict(column.flatchoices).get(value, value)
    return value


def _put(sheet: Any, row: int, column: int, value: object, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _("yes") if value else _("no"))
    elif isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local.replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int) and abs(value) < EXACT:
        sheet.write_number(row, column, value, formats["whole"])
    elif isinstance(value, float | Decimal):
        sheet.write_number(row, column, value, formats["part"])
    else:
        sheet.write_string(row, column, str(value)[:LONGEST_TEXT])
