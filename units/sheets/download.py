"""How does a list leave for Excel, exactly as it is seen, and who took it along?"""

from __future__ import annotations

from io import BytesIO

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django_filters import FilterSet
from import_export.resources import Resource

from units.clock import today
from units.models import Record, User
from units.narrowing import in_words
from units.records import record
from units.sheets.writing import Rows, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    resource_class: type[Resource], queryset: QuerySet | Rows, *, by: User, name: str, filters: FilterSet | None = None
) -> HttpResponse:
    """Returns an Excel file with exactly the rows of `queryset`, and records that `by` took them.

    `name` becomes the file's name with the day behind it; `filters` is what the list was narrowed by, kept in the
    record in the words that the person saw.
    """
    content = BytesIO()
    with transaction.atomic():
        rows = write(content, resource_class(), queryset)
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
