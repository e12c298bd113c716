"""What did people write into a sheet? Their rows with their numbers, whatever stands above and below the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from units.sheets.formulas import formulas_in
from units.sheets.measuring import HEADER_WITHIN, LARGEST, MEGABYTE, MOST_ROWS, check_inside, no_excel
from units.vietnamese.names import search_key

TOTALS = {"tong", "tong cong", "tong so", "cong", "total", "sum"}


@dataclass(frozen=True)
class Row:
    """A row below the header: `number` as Excel shows it, `values` by field; an empty cell is ""."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table: the header as it was written, its rows, the numbers of what stands beneath and was not read.

    `places` says in which column, counted from 0, each field was found; `formulas` where formulas stand, as
    (row, field), if that was asked for.
    """

    header: list[str]
    rows: list[Row]
    beneath: list[int]
    places: Mapping[str, int] = field(default_factory=dict)
    formulas: frozenset[tuple[int, str]] = frozenset()


def read_rows(
    file: File | BytesIO,
    columns: Mapping[str, Sequence[str]],
    *,
    most: int = MOST_ROWS,
    formulas: bool = False,
    needed: Sequence[str] = (),
) -> Table:
    """Returns the table that a sheet holds; ValidationError where this is no such sheet.

    `columns` maps a field to the headers it may have (`columns_of` of a resource). The header is the first row in
    which at least half of the fields are found, without regard to accents and case. Cells are what calamine gives:
    str, float, bool, date, datetime, time. Rows with nothing in these columns are left out, and so are signatures and
    a total at the end: what was left out there is told. A formula gives what it last gave; with `formulas` the table
    says where they stand. With `needed` fields, a header may hold few others, and no row that fills the first of them
    is taken for a signature.
    """
    content = _content(file)
    book = _guarded(CalamineWorkbook.from_filelike, BytesIO(content))
    wanted = {_key(header): field for field, headers in columns.items() for header in headers}
    for sheet in book.sheets_metadata:
        if sheet.visible != SheetVisibleEnum.Visible:
            continue
        rows = _cells(book, sheet.name)
        found = _header(rows, wanted, min(len(needed) + 1, len(columns)) if needed else (len(columns) + 1) // 2)
        if found is not None:
            header = [str(cell).strip() for cell in rows[found]]
            places: dict[str, int] = {}
            for place, cell in enumerate(header):
                if _key(cell) in wanted:
                    places.setdefault(wanted[_key(cell)], place)
            end = _end(rows, found + 1, places.get(needed[0]) if needed else None)
            table = _table(header, rows[found + 1 :], found + 2, places, most, end)
            fields = {place + 1: name for name, place in places.items()}
            cells = _guarded(lambda of: formulas_in(content, of), sheet.name) if formulas else ()
            return replace(table, formulas=frozenset((row, fields[at]) for row, at in cells if at in fields))
    names = ", ".join(headers[0] for headers in columns.values())
    message = _("No row with the names of the columns was found. Expected: %(names)s.")
    raise ValidationError(message, code="no_header", params={"names": names})


def _table(
    header: list[str], rows: list[list[Any]], first: int, places: Mapping[str, int], most: int, last: int
) -> Table:
    """Returns the rows beneath the header, numbered as in the sheet, from `first` to `last`."""
    number = last - first + 1
    if number > most:
        message = _("The sheet has %(rows)d rows; at most %(most)d are read at once. Split it into several files.")
        raise ValidationError(message, code="too_many_rows", params={"rows": number, "most": most})
    numbered = [
        Row(n, {field: _evened(row[place]) for field, place in places.items()}) for n, row in enumerate(rows, first)
    ]
    beneath = [n for n, row in enumerate(rows, first) if n > last and any(_evened(cell) != "" for cell in row)]
    filled = [row for row in numbered if row.number <= last and any(_filled(row))]
    return Table(header, filled, beneath, places)


def _filled(row: Row) -> Iterator[bool]:
    """A row with its running number alone says nothing."""
    return (value != "" for value in row.values.values())


def _content(file: File | BytesIO) -> bytes:
    """Returns what is an Excel file, is not too large, and does not claim a rectangle that no memory holds."""
    file.seek(0)
    content = file.read(LARGEST + 1)
    if not content:
        raise ValidationError(_("The file is empty."), code="empty")
    if len(content) > LARGEST:
        raise ValidationError(
            _("The file is larger than %(limit)d MB. Split it into several files."),
            code="too_large", params={"limit": LARGEST // MEGABYTE},
        )  # fmt: skip
    _guarded(check_inside, content)
    return content


def _guarded(read: Callable[[Any], Any], what: Any) -> Any:
    """Readers of hostile bytes raise whatever comes up, a panic of their own even: none of it may be a 500."""
    try:
        return read(what)
    except ValidationError:
        raise
    except Exception as error:
        raise no_excel() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise no_excel() from error


def _cells(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    return _guarded(lambda sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), name)


def _key(cell: object) -> str:
    """How a header is compared: "Giá trị (đồng)" and "GIÁ TRỊ (Đồng)*" are the same."""
    return search_key(str(cell))


def _header(rows: list[list[Any]], wanted: Mapping[str, str], least: int) -> int | None:
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        found = {wanted[key] for cell in row if (key := _key(cell)) in wanted}
        if len(found) >= max(least, 1):
            return place
    return None


def _evened(cell: Any) -> Any:
    return cell.strip() if isinstance(cell, str) else cell


def _end(rows: list[list[Any]], header: int, place: int | None) -> int:
    """Returns the number of the table's last row; below it stand empty rows, who signed, a total."""
    end = len(rows)
    while end > header and _is_beneath(rows[end - 1], place):
        end -= 1
    return end


def _is_beneath(row: list[Any], place: int | None) -> bool:
    filled = [cell for cell in map(_evened, row) if cell != ""]
    if not filled:
        return True
    if _key(filled[0]) in TOTALS:
        return True
    if place is not None and _evened(row[place]) != "":
        return False
    return len(filled) <= max(1, len(row) // 5) and all(isinstance(cell, str) for cell in filled)
