"""Does a file hold more than can be read? Found out before it is laid out in memory."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
MOST_ROWS = 20_000
FAR_TOO_MANY = 2 * MOST_ROWS  # on any sheet of the workbook; the exact number counts the rows of the table alone
MOST_CELLS = 5_000_000  # of the rectangle that a sheet spans: the reader lays it out whole in memory
HEADER_WITHIN = 50  # rows of titles that may stand above the header

TAG = re.compile(rb"""<(?:\w+:)?(row|c)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)(>?)""")
ROW_END = re.compile(rb"</(?:\w+:)?row>")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def no_excel() -> ValidationError:
    """Returns what is said of a file that is no workbook."""
    message = _("This is not an Excel file (.xlsx). Save it as “Excel workbook” and try again.")
    return ValidationError(message, code="kind")


def check_inside(content: bytes) -> None:
    """Raises ValidationError where a file is no workbook, is damaged, or would take more memory than is there."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        if not any(part.filename.lower().endswith("workbook.xml") for part in parts):
            raise no_excel()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            _check_rows(packed)
            raise ValidationError(_("The file would grow beyond all measure when opened."), code="bomb")
        if packed.testzip() is not None:  # also where a part is larger than it says
            raise no_excel()
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
                if rows > FAR_TOO_MANY:
                    raise _too_many()


def _too_many() -> ValidationError:
    text = _("The sheet has more than %(most)d rows: too many at once. Split it into several files.")
    return ValidationError(text, code="too_many_rows", params={"most": MOST_ROWS})


def _check_rectangle(sheet: bytes) -> None:
    """Refuses a sheet whose outermost cells span more than fits into memory; a cell that only has a format is none."""
    row = column = last_row = last_column = filled = counted = 0
    for tag in TAG.finditer(sheet):
        if not tag[3]:  # a tag within a tag: no program writes that, and each reader reads it in its own way
            raise no_excel()
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
            if row != counted:
                filled, counted = filled + 1, row
                if filled > FAR_TOO_MANY:
                    raise _too_many()
    if last_row * last_column > MOST_CELLS:
        message = _("Something stands far below or beside the table (row %(row)d). Delete what is outside the table.")
        raise ValidationError(message, code="too_wide", params={"row": last_row})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
