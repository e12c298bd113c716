"""Moving a district with 200 units to another province, by the verb, against the bare updates of the same rows."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Count
from django.db.models.functions import Substr

from tests.benchmarks.measuring import Measured, in_turns
from units import tree
from units.models import Level, Unit, User
from units.structure.moving import move_unit

ABOUT = 200
UNITS = "UPDATE units_unit SET path = %s || substr(path, %s) WHERE path >= %s AND path < %s"
PARENT = "UPDATE units_unit SET parent_id = %s WHERE id = %s"
END = "UPDATE units_placement SET to_on = current_date WHERE to_on IS NULL AND path >= %s AND path < %s"
BEGIN = """INSERT INTO units_placement (unit_id, parent_id, path, from_on, decision_number)
    SELECT id, parent_id, path, current_date, '1-QĐ' FROM units_unit WHERE path >= %s AND path < %s"""


def measure(*, rounds: int, each: int) -> list[Measured]:
    """Returns the times of moves; each is undone, its constraints checked before."""
    district, number = _district()
    there = Unit.objects.get(code="T01" if district.parent.code != "T01" else "T46")
    by = User.objects.get(username="tw.quantri")
    measured = Measured(f"moving a district with {number} units", "under 1.000 ms")
    measured.note = f"{district.name} to {there.name}"
    work = (measured, lambda: _undone(_verb, district, there, by), lambda: _undone(_bare, district, there, by))
    in_turns([work], rounds=rounds, each=each, warm_up=1)
    return [measured]


def _verb(district: Unit, there: Unit, by: User) -> None:
    move_unit(Unit.objects.get(pk=district.pk), to=there, by=by, decision_number="1-QĐ")


def _bare(district: Unit, there: Unit, by: User) -> None:
    old, new = district.path or "", tree.join(there.path or "", district.pk)
    with connection.cursor() as cursor:
        cursor.execute(END, tree.bounds(old))
        cursor.execute(PARENT, [there.pk, district.pk])
        cursor.execute(UNITS, [new, len(old) + 1, *tree.bounds(old)])
        cursor.execute(BEGIN, tree.bounds(new))


def _undone(work, *about) -> None:
    with transaction.atomic():
        work(*about)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _district() -> tuple[Unit, int]:
    """The district whose subtree is nearest to two hundred units."""
    heads = Unit.objects.filter(level__gte=Level.DISTRICT).annotate(head=Substr("path", 1, 3 * tree.WIDTH)).order_by()
    sizes = dict(heads.values_list("head").annotate(number=Count("pk")))
    path = min(sizes, key=lambda one: (abs(sizes[one] - ABOUT), one))
    return Unit.objects.select_related("parent").get(path=path), sizes[path]
