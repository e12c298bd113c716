"""Ten thousand new units from one sheet, checked and written, against the stock importer and a plain COPY."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import tablib
import xlsxwriter
from django.db import connection, transaction
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, ForeignKeyWidget, IntegerWidget

from tests.benchmarks.measuring import Measured, in_turns
from units import tree
from units.loading.kinds import KINDS, load
from units.models import Level, Unit, User

ROWS, STOCK_ROWS, UNIONS = 10_000, 1_000, 900
COLUMNS = ("Mã", "Tên đầy đủ", "Tên gọi tắt", "Cấp", "Lĩnh vực", "Mã của Đoàn cấp trên trực tiếp", "Ngày thành lập")
NAMES = ("code", "name", "short_name", "level", "sector", "superior_code", "opened_on")
GOAL = "2.000 rows a second or better"


def measure(*, rounds: int) -> tuple[list[Measured], dict[str, float]]:
    """Returns the times of checking and of writing beside COPY, and rows a second of all of them and the stock's."""
    by = User.objects.get(username="hanoi.quantri")
    rows = list(_rows(by))
    content, ready = _workbook(rows), _ready(rows)
    check = Measured(f"import of {ROWS} units, dry run", GOAL)
    write = Measured(f"import of {ROWS} units, written", GOAL)
    digest = _checked(content, by)
    pairs = [
        (check, lambda: _checked(content, by), lambda: _undone(_copy, ready)),
        (write, lambda: _undone(_written, content, by, digest), lambda: _undone(_copy, ready)),
    ]
    in_turns(pairs, rounds=rounds, each=1, warm_up=1)
    stock = Measured(f"stock importer, {STOCK_ROWS} units", "")
    in_turns([(stock, lambda: _undone(_stock, rows[:STOCK_ROWS]), lambda: None)], rounds=rounds, each=1, warm_up=0)
    speeds = {one.name: ROWS / one.p(50) * 1000 for one in (check, write)}
    speeds[f"COPY of {ROWS} units"] = ROWS / percentile_of_floors(check, write) * 1000
    speeds[stock.name] = STOCK_ROWS / stock.p(50) * 1000
    return [check, write], speeds


def percentile_of_floors(*measured: Measured) -> float:
    """The median of all the floors, in milliseconds."""
    times = sorted(time for one in measured for time in one.floor)
    return times[len(times) // 2] * 1000


def _rows(by: User) -> Iterator[tuple]:
    """New grassroots unions under the districts of the administrator's province, then their branches."""
    own = by.current_posts[0].unit
    districts = list(Unit.objects.children_of(own).filter(kind="territorial").values_list("code", flat=True))
    for number in range(UNIONS):
        yield (f"MOI-{number}", f"Đoàn cơ sở Trường mới số {number}", f"Trường mới {number}", "Đoàn cơ sở",
               "Nhiều lĩnh vực", districts[number % len(districts)], "1/1/2016")  # fmt: skip
    for number in range(ROWS - UNIONS):
        yield (f"MOI-{number % UNIONS}-{number}", f"Chi đoàn Tổ chuyên môn số {number}", f"Tổ chuyên môn {number}",
               "Chi đoàn", "Nhiều lĩnh vực", f"MOI-{number % UNIONS}", "1/9/2016")  # fmt: skip


def _workbook(rows: list[tuple]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([COLUMNS, *rows]):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def _checked(content: bytes, by: User) -> str:
    plan = KINDS["units"].plan(content, by=by, tell=lambda done, rows: None)
    if not plan.is_right:
        raise SystemExit(next(line.problems for line in plan.lines if line.problems))
    return plan.digest


def _written(content: bytes, by: User, digest: str) -> None:
    load("units", content, by=by, file_name="moi.xlsx", digest=digest, tell=lambda done, rows: None)


def _ready(rows: list[tuple]) -> list[tuple]:
    """The rows as the table wants them, keys, paths and derived columns too: what a COPY is given."""
    own = Unit.objects.get(code="T01")
    last = Unit.objects.order_by("-pk").values_list("pk", flat=True)[0]
    ready = []
    for pk, (code, name, short, level, _sector, _above, _on) in enumerate(rows, start=last + 1):
        rung = Level.BRANCH if level == "Chi đoàn" else Level.GRASSROOTS
        unit = Unit(
            pk=pk, code=code, name=name, short_name=short, level=rung, kind="branch", parent=own,
            path=tree.join(own.path or "", pk), opened_on=date(2016, 1, 1),
        )  # fmt: skip
        ready.append(tuple(field.pre_save(unit, add=True) for field in Unit._meta.concrete_fields))
    return ready


def _copy(ready: list[tuple]) -> None:
    """One COPY into the table: no reading, no checks, no placements, no history."""
    columns = ", ".join(field.column for field in Unit._meta.concrete_fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY units_unit ({columns}) FROM STDIN") as copy:
        for row in ready:
            copy.write_row(row)


class Stock(ModelResource):
    """The package's own way: one look-up, one validation, one saving for each row."""

    code = Field("code", "code")
    name = Field("name", "name")
    short_name = Field("short_name", "short_name")
    level = Field("level", "level", IntegerWidget())
    parent = Field("parent", "superior_code", ForeignKeyWidget(Unit, "code"))
    opened_on = Field("opened_on", "opened_on", DateWidget("%d/%m/%Y"))

    class Meta:
        model = Unit
        fields = ("code", "name", "short_name", "level", "parent", "opened_on")
        import_id_fields = ("code",)


def _stock(rows: list[tuple]) -> None:
    levels = {"Chi đoàn": 5, "Đoàn cơ sở": 4}
    told = [
        (code, name, short, levels[level], sector, above, on) for code, name, short, level, sector, above, on in rows
    ]
    result = Stock().import_data(tablib.Dataset(*told, headers=NAMES), dry_run=False)
    if result.has_errors() or result.totals["new"] != len(rows):
        raise SystemExit(f"the stock importer refused: {result.row_errors()[:1]} {result.totals}")


def _undone(work, *about) -> None:
    with transaction.atomic():
        work(*about)
        transaction.set_rollback(True)
