"""The floor under a list: a signed-in view that runs the bare SQL and writes the same rows in a plain table.

It goes through the same middleware as every page, reads the visitor's posts, and stops there: no forms, no template,
no navigation. What it may show is decided as the page decides it, by the path of the post's unit.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from units import tree
from units.vietnamese.names import search_words

POST = """SELECT unit.path FROM units_post post JOIN units_unit unit ON unit.id = post.unit_id
    WHERE post.person_id = %s AND post.from_on <= current_date AND (post.to_on IS NULL OR post.to_on > current_date)"""
OPEN = "(unit.closed_on IS NULL OR unit.closed_on > current_date) AND unit.opened_on <= current_date"
ROWS = f"""SELECT unit.id, unit.name, unit.code, unit.level, unit.sector, unit.path,
    (SELECT count(*) FROM units_unit child WHERE child.parent_id = unit.id
        AND (child.closed_on IS NULL OR child.closed_on > current_date) AND child.opened_on <= current_date)
    FROM units_unit unit WHERE unit.path >= %s AND unit.path < %s AND {OPEN}"""
ORDER = " ORDER BY unit.level, unit.sort_name LIMIT 25"
ABOVE = "SELECT id, short_name FROM units_unit WHERE id = ANY(%s)"


def subtree(request: HttpRequest) -> HttpResponse:
    """The first 25 of everything beneath the visitor's unit."""
    return _table(ROWS + ORDER, tree.bounds(_path(request)))


def children(request: HttpRequest, pk: int) -> HttpResponse:
    """The first 25 directly beneath a unit that the visitor sees."""
    return _table(ROWS + " AND unit.parent_id = %s" + ORDER, (*tree.bounds(_path(request)), pk))


def search(request: HttpRequest) -> HttpResponse:
    """The first 25 whose search column bears every word."""
    words = search_words(request.GET["q"])
    conditions = " AND unit.search_name LIKE %s" * len(words)
    return _table(ROWS + conditions + ORDER, (*tree.bounds(_path(request)), *(f"%{word}%" for word in words)))


def _path(request: HttpRequest) -> str:
    with connection.cursor() as cursor:
        cursor.execute(POST, [request.user.person_id])
        return cursor.fetchone()[0]


def _table(statement: str, values: tuple[Any, ...]) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
        cursor.execute(ABOVE, [list({key for row in rows for key in tree.ancestor_ids(row[5])})])
        above = dict(cursor.fetchall())
    return HttpResponse("<table>" + "".join(_row(row, above) for row in rows) + "</table>")


def _row(row: tuple[Any, ...], above: dict[int, str]) -> str:
    key, name, code, level, sector, path, number = row
    trail = " › ".join(above[one] for one in tree.ancestor_ids(path)[1:])
    cells = (
        f'<a href="/units/{key}/">{escape(name)}</a> {escape(trail)}',
        escape(code),
        level,
        escape(sector),
        number,
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
