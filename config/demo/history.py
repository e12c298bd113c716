"""What did the districts do that never signed in? Their provinces' administrators load it, a few rows a year."""

from __future__ import annotations

from datetime import date, datetime

from campaign.activities import place_ancestors
from campaign.models import Activity
from config.demo import behaviour
from config.demo.activities import Log
from config.demo.chance import dice, moment, weighted
from config.demo.world import DEEP_PROVINCES, World
from units import desk
from units.clock import at
from units.models import Level, Unit

# From when to when the rows of a file are, and the day on which it was loaded.
FILES = (
    (date(2015, 1, 1), date(2015, 12, 31), date(2016, 1, 18)),
    (date(2016, 1, 1), date(2016, 12, 31), date(2017, 1, 16)),
    (date(2017, 1, 1), date(2017, 6, 30), date(2017, 7, 7)),
    (date(2017, 7, 1), date(2017, 9, 30), date(2017, 10, 6)),
    (date(2017, 10, 1), date(2017, 11, 10), date(2017, 11, 13)),
)
REGULAR, LAPSED, SILENT = "regular", "lapsed", "silent"


def load_until(world: World, log: Log, day: date, *, since: date) -> None:
    """Loads the files whose day lies after `since`, until `day`: one for each province outside the filled part."""
    for first, last, loaded_on in FILES:
        if since < loaded_on <= day:
            for province in world.of_level(Level.PROVINCE):
                if province.code not in DEEP_PROVINCES and world.has_life(province):
                    when = moment(loaded_on, dice("file", province.code, first))
                    _load_file(world, log, province, first, last, when)


def _load_file(world: World, log: Log, province: Unit, first: date, last: date, when: datetime) -> None:
    rows: list[Activity] = []
    by = world.administrators[province.pk]
    for unit in world.children(province):
        if unit.level == Level.DISTRICT and not unit.is_demonstration and unit.in_scope and unit.code[0] == "H":
            number = _number(world, unit, first, last)
            drawn = log.pool.draw(unit, first, last, number, by=by, used=log.used[unit.pk])
            rows += drawn
    name = f"Tổng hợp hoạt động {first:%m/%Y} - {last:%m/%Y}, {province.short_name} (trình diễn).xlsx"
    for line, row in enumerate(rows, start=5):
        row.source, row.source_row = "Báo cáo của các huyện, thị; dữ liệu trình diễn", f"{name[:100]}, dòng {line}"
    if rows:
        place_ancestors(rows)
        with at(when):
            desk.load(rows, by=by, note=name)
        log.link(rows)


def _number(world: World, unit: Unit, first: date, last: date) -> int:
    roll = dice("history", unit.code)
    good = behaviour.diligence(world, unit)
    habit = weighted(roll, ((REGULAR, 0.2 + 0.5 * good), (LAPSED, 0.15), (SILENT, 0.65 - 0.5 * good)))
    if habit == SILENT or (habit == LAPSED and first.year == 2017):
        return 0
    most = 3 if last.year == first.year and (last - first).days > 300 else 2 if first.month == 1 else 1
    return dice("rows", unit.code, first).randint(0 if most == 1 else 1, most)
