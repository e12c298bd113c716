"""What did people write into a sheet? Their rows with their numbers, whatever stands above and below the table."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from units.sheets.formulas import formulas_in
from units.vietnamese.names import search_key

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
MOST_ROWS = 20_000
MOST_CELLS = 5_000_000  # of the rectangle that a sheet spans: the reader lays it out whole in memory
HEADER_WITHIN = 50  # rows of titles that may stand above the header
TOTALS = {"tong", "tong cong", "tong so", "cong", "total", "sum"}

TAG = re.compile(rb"""<(?:\w+:)?(row|c)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)(>?)""")
ROW_END = re.compile(rb"</(?:\w+:)?row>")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")


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
    _guarded(_check_inside, content)
    return content


def _guarded(read: Callable[[Any], Any], what: Any) -> Any:
    """Readers of hostile bytes raise whatever comes up, a panic of their own even: none of it may be a 500."""
    try:
        return read(what)
    except ValidationError:
        raise
    except Exception as error:
        raise _no_excel() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _no_excel() from error


def _no_excel() -> ValidationError:
    message = _("This is not an Excel file (.xlsx). Save it as “Excel workbook” and try again.")
    return ValidationError(message, code="kind")


def _check_inside(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        if not any(part.filename.lower().endswith("workbook.xml") for part in parts):
            raise _no_excel()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            _check_rows(packed)
            raise ValidationError(_("The file would grow beyond all measure when opened."), code="bomb")
        if packed.testzip() is not None:  # also where a part is larger than it says
            raise _no_excel()
        for part in parts:
            inside = packed.read(part)
            if b"sheetData" in inside:  # a sheet may lie anywhere, under any name
                _check_rectangle(inside)


def _check_rows(packed: zipfile.ZipFile) -> None:
    """Of a workbook too large to open, says plainly where its rows are too many; nothing is held in memory."""
    for part in packed.infolist():
        with packed.open(part) as opened:
            rows = read = 0
            while read < LARGEST_UNPACKED and (piece := opened.read(MEGABYTE)):
                rows, read = rows + len(ROW_END.findall(piece)), read + len(piece)
                if rows > MOST_ROWS + HEADER_WITHIN:
                    text = _("The sheet has more than %(most)d rows: too many at once. Split it into several files.")
                    raise ValidationError(text, code="too_many_rows", params={"most": MOST_ROWS})


def _check_rectangle(sheet: bytes) -> None:
    """Refuses a sheet whose outermost cells span more than fits into memory; a cell that only has a format is none."""
    row = column = last_row = last_column = 0
    for tag in TAG.finditer(sheet):
        if not tag[3]:  # a tag within a tag: no program writes that, and each reader reads it in its own way
            raise _no_excel()
        places = PLACE.findall(tag[2])  # where a tag names several, the reader may take any: the furthest counts
        furthest = max((int(number) for _letters, number in places), default=0)
        if tag[1] == b"row":
            row, column = furthest or row + 1, 0
            continue
        column += 1
        if places:
            row, column = furthest, max(_column(letters) for letters, _number in places)
        if not tag[2].endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row * last_column > MOST_CELLS:
        message = _("Something stands far below or beside the table (row %(row)d). Delete what is outside the table.")
        raise ValidationError(message, code="too_wide", params={"row": last_row})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


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
