"""Sheets that are too long are told so, with how many rows they may have, before they fill the memory."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from units.sheets import measuring
from units.sheets.reading import read_rows

COLUMNS = {"code": ["Mã"], "name": ["Tên đầy đủ"]}


def long(rows: int, *, cells: str = '<c r="A{0}" t="inlineStr"><is><t>CD{0}</t></is></c>') -> BytesIO:
    """A workbook with a header and so many rows below it."""
    book, true, made = openpyxl.Workbook(), BytesIO(), BytesIO()
    book.active.append(["Mã", "Tên đầy đủ"])
    book.save(true)
    more = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, rows + 2)).encode()
    with zipfile.ZipFile(true) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            inside = source.read(part)
            if part.filename.endswith("worksheets/sheet1.xml"):
                inside = inside.replace(b"</sheetData>", more + b"</sheetData>")
            target.writestr(part.filename, inside)
    return made


def refusal(content: BytesIO) -> str:
    with pytest.raises(ValidationError) as caught:
        read_rows(content, COLUMNS, needed=("code",))
    assert caught.value.code == "too_many_rows"
    return caught.value.messages[0]


def test_twenty_thousand_rows_are_read_and_one_more_is_counted() -> None:
    assert len(read_rows(long(20_000), COLUMNS, needed=("code",)).rows) == 20_000
    assert "20001" in refusal(long(20_001))


def test_two_hundred_thousand_rows_are_too_many_before_they_are_laid_out(monkeypatch) -> None:
    monkeypatch.setattr("units.sheets.reading.CalamineWorkbook", None)
    assert "20000" in refusal(long(200_000))


def test_rows_that_would_not_even_be_opened_are_counted_as_they_pass(monkeypatch) -> None:
    monkeypatch.setattr(measuring, "LARGEST_UNPACKED", 3 * measuring.MEGABYTE)
    assert "20000" in refusal(long(50_000))
