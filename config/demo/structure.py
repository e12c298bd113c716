"""Which units does the demonstration add beneath the official ones?"""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

from django.core.management import call_command

from config.demo.chance import dice
from config.demo.texts import filled, texts
from config.demo.world import DEEP_DISTRICTS, World
from units.models import Level, Sector, Unit, UnitKind
from units.structure import add_units

OPENED_ON = date(2014, 1, 1)
# The grassroots unions of the units that the demonstration accounts sit in; elsewhere chance decides.
CHOSEN = {
    "H001": ("Cơ quan chính quyền", "Bệnh viện Đa khoa"),
    "H003": ("Cơ quan Đảng", "Ngành Giáo dục"),
    "H474": ("Cơ quan chính quyền", "Trung tâm Y tế"),
    "K01": ("Sở Tài nguyên", "Toà án"),
}
FIRST_BASE = {"H001": "Toà án", "K01": "Sở Tư pháp"}


def build(world: World) -> None:
    """Loads the official tree and grows the made-up units on it, level by level."""
    call_command("load_units", stdout=StringIO())
    world.take_in(list(Unit.objects.all()))
    names = texts("units", "names")["under"]
    plan: list[tuple[Unit, dict[str, Any], int, int, int]] = []
    for unit in world.of_level(Level.PROVINCE, Level.DISTRICT):
        roll = dice("structure", unit.code)
        if unit.kind == UnitKind.AGENCIES_BLOC and world.has_life(unit):
            if unit.code in ("K01", "K46"):
                plan.append((unit, names["agencies_bloc"], 2, 3, 2))
            else:
                plan.append((unit, names["agencies_bloc"], roll.choice((1, 1, 1, 2)), roll.choice((2, 3)), 1))
        elif unit.code in DEEP_DISTRICTS:
            plan.append((unit, names["territorial"], 2, 3, 2))
        elif unit.code in names and world.has_life(unit):
            plan.append((unit, names[unit.code], 2, 3, 2))
    _grow(world, plan)


def _grow(world: World, plan: list[tuple[Unit, dict[str, Any], int, int, int]]) -> None:
    middle, unions, branches = [], [], []
    for above, names, number, wide, base in plan:
        for index, row in enumerate(names.get("district_level", ()), start=1):
            unit = _unit(f"{above.code}-D{index}", row, above, Level.DISTRICT, UnitKind.AFFILIATED)
            middle.append(unit)
            unions += _unions(unit, row["grassroots"], len(row["grassroots"]), wide)
        unions += _unions(above, names["grassroots"], number, wide)
        branches += [
            (above, _unit(f"{above.code}-B{index}", row, above, Level.BRANCH, UnitKind.BASE_BRANCH))
            for index, row in enumerate(_some(above, "base", names["base_branches"], base, FIRST_BASE), start=1)
        ]
    world.take_in(add_units(_under(middle, world), by=None))
    world.take_in(add_units(_under([union for _above, union, _rows in unions], world), by=None))
    for _above, union, rows in unions:
        branches += [
            (union, _unit(f"{union.code}-{index}", row, union, Level.BRANCH, UnitKind.BRANCH))
            for index, row in enumerate(rows, start=1)
        ]
    world.take_in(add_units(_under([branch for _above, branch in branches], world), by=None))


def _under(units: list[Unit], world: World) -> list[Unit]:
    """Hangs each unit beneath the one that its code names: what stands before the last dash."""
    for unit in units:
        unit.parent_id = world.units[unit.code.rpartition("-")[0]].pk
    return units


def _unions(above: Unit, rows: list[dict], number: int, wide: int) -> list[tuple[Unit, Unit, list[dict]]]:
    found = []
    for index, row in enumerate(_some(above, "union", rows, number, CHOSEN), start=1):
        union = _unit(f"{above.code}-C{index}", row, above, Level.GRASSROOTS, UnitKind.GRASSROOTS)
        found.append((above, union, row["branches"][: max(wide, 3 if above.code in DEEP_DISTRICTS else 2)]))
    return found


def _some(above: Unit, about: str, rows: list[dict], number: int, chosen: dict[str, Any]) -> list[dict]:
    wanted = chosen.get(above.code, ())
    wanted = (wanted,) if isinstance(wanted, str) else wanted
    first = [row for part in wanted for row in rows if part in row["name"]]
    rest = [row for row in rows if row not in first]
    return [*first, *dice(about, above.code).sample(rest, len(rest))][: min(number, len(rows))]


def _unit(code: str, row: dict[str, Any], above: Unit, level: Level, kind: UnitKind) -> Unit:
    name = filled(row["name"], above)
    short = filled((row.get("short_name") or row["name"]).replace("{place}", "{short}"), above)
    return Unit(
        code=code, name=name, short_name=short.replace("Chi đoàn cơ sở", "CĐCS")[:80], level=level, kind=kind,
        sector=Sector(row["sector"]), territory=above.territory, opened_on=OPENED_ON, is_demonstration=True,
    )  # fmt: skip
