"""A sheet as somebody would upload it, and what is wrong with it, by row and column."""

from io import BytesIO

import openpyxl

HEAD = ["Ngày", "Đơn vị", "Loại hoạt động", "Nội dung", "Số lượt ĐVTN", "Lượt người dân", "Kết quả", "Ghi chú"]


def sheet(*rows, head=HEAD) -> bytes:
    """An Excel file with a head and these rows."""
    book = openpyxl.Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def problems(loading) -> dict[int, dict[str, str]]:
    """What is wrong: row number → {column: message}."""
    return {row.number: dict(row.problems_by_column) for row in loading.wrong}
