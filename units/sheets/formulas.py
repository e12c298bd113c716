"""Which cells of a sheet hold a formula? What it would give is known to Excel alone, or was when it was last saved."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from posixpath import normpath

CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*?>\s*<(?:\w+:)?f\b")
SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


def formulas_in(content: bytes, sheet: str) -> list[tuple[int, int]]:
    """Returns (row, column), each counted from 1, of the cells of a sheet that hold a formula.

    Where the workbook does not say plainly in which part the sheet lies, the formulas of all parts.
    """
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [name for name in packed.namelist() if name.lower().endswith(".xml")]
        part = _part_of(packed, sheet)
        return [place for name in ([part] if part in parts else parts) for place in _places(packed.read(name))]


def _places(sheet: bytes) -> Iterator[tuple[int, int]]:
    for found in CELL.finditer(sheet):
        column = 0
        for letter in found[1].upper():
            column = column * 26 + letter - 64
        yield int(found[2]), column


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """Returns the name of the part that holds a sheet, "" where it is not said as every program says it."""
    try:
        book = packed.read("xl/workbook.xml").decode()
        relations = packed.read("xl/_rels/workbook.xml.rels").decode()
    except (KeyError, UnicodeDecodeError):
        return ""
    keys = {_said(tag, "name"): _said(tag, r"\w+:id") for tag in SHEET.findall(book)}
    targets = {_said(tag, "Id"): _said(tag, "Target") for tag in RELATION.findall(relations)}
    target = targets.get(keys.get(sheet, ""), "")
    return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}") if target else ""


def _said(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape(found[1] if found[1] is not None else found[2]) if found else ""
