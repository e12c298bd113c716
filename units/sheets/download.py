"""How does a list leave for Excel, exactly as it is seen, and who took it along?"""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django_filters import FilterSet
from import_export.resources import Resource

from units.clock import today
from units.models import Record, Unit, User
from units.narrowing import in_words
from units.records import record
from units.sheets.writing import Rows, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    resource_class: type[Resource],
    queryset: QuerySet | Rows,
    *,
    by: User,
    name: str,
    filters: FilterSet | None = None,
    of: Unit | None = None,
) -> HttpResponse:
    """Returns an Excel file with exactly the rows of `queryset`, and records that `by` took them.

    `name` becomes the file's name with the day behind it; `filters` is what the list was narrowed by, told in the file
    and kept in the record in the words that the person saw; `of` is the unit that the whole list is about.
    """
    content = BytesIO()
    narrowed = in_words(filters.form) if filters else {}
    with transaction.atomic():
        rows = write(content, resource_class(), queryset, about=about(by, narrowed, of=of))
        record(
            Record.Verb.EXPORTED,
            queryset.model,
            by=by,
            unit=of or (by.home_post.unit if by.home_post else None),
            changes={"narrowed": narrowed, "rows": rows},
            note=name,
        )
    return as_file(content.getvalue(), f"{name}-{today():%Y-%m-%d}.xlsx")


def about(by: User, narrowed: dict[str, str], *, of: Unit | None = None) -> list[tuple[str, object]]:
    """Returns what a file says of itself: its day, who took it, of which unit the list is, what it was narrowed to."""
    said = narrowed.get(get_language() or settings.LANGUAGE_CODE, "")
    everything = _("everything of this unit") if of else _("everything that this person reads")
    return [
        (_("As of"), today()),
        (_("Taken by"), str(by)),
        *([(pgettext("noun", "Unit"), of.name)] if of else []),
        (_("Narrowed to"), said or everything),
    ]


def as_file(content: bytes, name: str) -> HttpResponse:
    """Returns an Excel file that the browser saves under a name."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
