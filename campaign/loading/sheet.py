"""What would loading a whole file do, and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from tablib import Dataset

from campaign.loading.reading import Understood
from campaign.loading.resource import ROW, ActivityResource
from units.models import User
from units.sheets import columns_of, headings, read_rows

MOST_ROWS = 5000


@dataclass(frozen=True)
class Loading:
    """What was understood of a file, row by row, and whether it has been written."""

    rows: list[Understood]
    beneath: list[int]  # numbers of the rows below the table that were taken for signatures or a total
    written: bool

    @property
    def wrong(self) -> list[Understood]:
        """The rows with something to correct; while there are any, nothing is written."""
        return [row for row in self.rows if row.problems]

    @property
    def new(self) -> list[Understood]:
        """The rows that are written."""
        return [row for row in self.rows if not row.problems and not row.same_as]

    @property
    def known(self) -> list[Understood]:
        """The rows that change nothing."""
        return [row for row in self.rows if not row.problems and row.same_as]

    @property
    def accepted(self) -> int:
        """How many of the new rows enter as accepted."""
        return sum(row.accepted for row in self.new)

    @property
    def drafts(self) -> int:
        """How many of the new rows enter as drafts of the loader's own unit."""
        return len(self.new) - self.accepted


def load(content: bytes, *, by: User, name: str, dry_run: bool) -> Loading:
    """Reads a file of activities and, unless it is a dry run, writes all its new rows or, if one is wrong, none.

    ValidationError where it is no such file. What is here already, or stands twice in the file, changes nothing.
    """
    known = columns_of(ActivityResource)
    table = read_rows(BytesIO(content), known, most=MOST_ROWS)
    resource = ActivityResource(by=by, file_name=name)
    columns = list(ActivityResource.fields)
    dataset = Dataset(headers=[*columns, ROW])
    for row in table.rows:
        dataset.append([row.values.get(column, "") for column in columns] + [row.number])
    result = resource.import_data(dataset, dry_run=dry_run, raise_errors=False)
    for failed in result.base_errors + [error for _number, errors in result.row_errors() for error in errors]:
        raise failed.error  # nothing of ours: reading a row says what is wrong without raising
    headers = headings(ActivityResource, table.header)
    for understood in resource.rows:
        understood.headers = headers
    wrong = any(row.problems for row in resource.rows)
    return Loading(resource.rows, table.beneath, written=not dry_run and not wrong)


def beneath(loading: Loading) -> str:
    """Returns the sentence that says what below the table was not read, "" where there was nothing."""
    if not loading.beneath:
        return ""
    known = {"rows": ", ".join(map(str, loading.beneath[:20]))}
    return _("Not read, because it looks like a signature or a total below the table: row %(rows)s.") % known
