"""Sheets of units, head-counts and people as somebody would upload them, and what is said of their rows."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from units.loading.kinds import KINDS, load
from units.loading.plan import Plan
from units.models import User
from units.sheets.writing import write

UNITS = ["Mã", "Tên đầy đủ", "Tên gọn", "Cấp", "Loại hình", "Mã đơn vị cấp trên"]


def book(head: list[str], *rows: list) -> bytes:
    """An Excel file with a head and these rows."""
    made = openpyxl.Workbook()
    for row in [head, *rows]:
        made.active.append(row)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def exported(kind: str, *, by: User) -> bytes:
    """What somebody keeps, as it is downloaded to be edited."""
    content = BytesIO()
    write(content, KINDS[kind].sheet(), KINDS[kind].kept(by))
    return content.getvalue()


def dry(kind: str, content: bytes, *, by: User) -> Plan:
    """What a file would do."""
    return KINDS[kind].plan(content, by=by, tell=lambda done, rows: None)


def wrong(plan: Plan) -> dict[int, dict[str, str]]:
    """What is to be corrected: row number → {column as the sheet calls it: message}."""
    return {
        line.number: {plan.columns[name]: text for name, text in line.problems.items()}
        for line in plan.lines
        if line.problems
    }


def happens(plan: Plan) -> dict[str, list[str]]:
    """What happens to which thing of the sheet."""
    return {line.key: line.what for line in plan.lines}


def loaded(kind: str, content: bytes, *, by: User, name: str = "sổ.xlsx") -> Plan:
    """Loads a file as it was shown."""
    shown = dry(kind, content, by=by)
    return load(kind, content, by=by, file_name=name, digest=shown.digest, tell=lambda done, rows: None)
