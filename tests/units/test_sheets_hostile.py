"""Workbooks that no program writes: none of them fills the memory, runs for minutes or ends the process."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from tests.units.uploads import photograph, saved, word
from units.sheets.reading import read_rows

COLUMNS = {"day": ["Ngày"], "unit": ["Đơn vị"], "turnout": ["Số lượt"]}
CELL = b'<c r="P1048576"'


def workbook(change: Callable[[str, bytes], tuple[str, bytes]] = lambda name, part: (name, part)) -> BytesIO:
    """A workbook with one row and a cell in the last row of Excel, each of its parts changed."""
    book = openpyxl.Workbook()
    book.active.append([headers[0] for headers in COLUMNS.values()])
    book.active.cell(1_048_576, 16, "x")
    true, made = BytesIO(), BytesIO()
    book.save(true)
    with zipfile.ZipFile(true) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(*change(part.filename, source.read(part)))
    return made


def instead(old: bytes, new: bytes) -> BytesIO:
    """The same workbook with other bytes in its only sheet."""

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        if not name.endswith("worksheets/sheet1.xml"):
            return name, part
        assert part.count(old) == 1
        return name, part.replace(old, new)

    return workbook(change)


def renamed(old: str, new: str) -> BytesIO:
    """The same workbook whose sheet lies elsewhere within."""
    return workbook(lambda name, part: (name.replace(old, new), part.replace(old.encode(), new.encode())))


def refused(content: BytesIO) -> str:
    with pytest.raises(ValidationError) as caught:
        read_rows(content, COLUMNS)
    return caught.value.code or ""


def test_a_cell_in_the_last_row_is_far_outside_and_one_beside_the_table_is_not() -> None:
    assert refused(workbook()) == "too_wide"
    assert read_rows(instead(CELL, b'<c r="P20"'), COLUMNS).rows == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("worksheets/", "rows/"), ("worksheets/", "Worksheets/"), ("sheet1.xml", "sheet1.data")],
)
def test_a_sheet_is_measured_wherever_it_lies(old: str, new: str) -> None:
    assert refused(renamed(old, new)) == "too_wide"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c x:r="A1" r="P1048576"', b'<c f-r="A1" r="P1048576"', b"""<c x=' r="A1"' r="P1048576\"""",
        b'<c r="p1048576"', b"<c\n\tr = 'P1048576'", b'<c r="P99999999"', b'<c r="P0001048576"',
        b'<c r="AAAAAAAAP9"',
    ],
)  # fmt: skip
def test_a_far_cell_is_seen_however_its_place_is_written(cell: bytes) -> None:
    assert refused(instead(CELL, cell)) == "too_wide"


@pytest.mark.parametrize(
    "cell", [b'<c x="<" r="P1048576"', b'<c <c r="P1048576"', b'<c r="P&#49;048576"', b'<c r="P' + b"9" * 5000 + b'"']
)
def test_a_cell_that_readers_read_in_different_ways_is_no_excel(cell: bytes) -> None:
    assert refused(instead(CELL, cell)) == "kind"


@pytest.mark.parametrize("tag", [b"<c ", b'<c "', b"<row x='"])
def test_a_million_tags_without_an_end_are_refused_in_one_pass(tag: bytes) -> None:
    assert refused(instead(b"<sheetData>", b"<sheetData>" + tag * 1_000_001)) == "kind"


def test_a_workbook_that_grows_beyond_all_measure_is_refused() -> None:
    assert refused(instead(b"</sheetData>", b" " * 101 * 1024 * 1024 + b"</sheetData>")) == "bomb"


@pytest.mark.parametrize(
    "content",
    [word(), saved(photograph(), "JPEG"), b"<html><table><tr><td>1</td></tr></table></html>", b"%PDF-1.4\n%%EOF"],
)
def test_another_kind_of_file_under_the_name_of_a_workbook_is_refused(content: bytes) -> None:
    assert refused(BytesIO(content)) == "kind"
