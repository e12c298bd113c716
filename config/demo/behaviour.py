"""How does each unit take part? Most are active, some sporadic, some lapsed in 2016, some never said a word."""

from __future__ import annotations

from datetime import date

from config.demo.chance import dice, weighted
from config.demo.world import DEEP_DISTRICTS, World
from units.models import Level, Unit

ACTIVE, SPORADIC, LAPSED, SILENT = "active", "sporadic", "lapsed", "silent"
SHARES = ((ACTIVE, 60), (SPORADIC, 20), (LAPSED, 10), (SILENT, 10))
LAPSED_ON = date(2016, 7, 1)
# The units of the demonstration accounts, and their neighbours, are what the accounts are about.
SET = {
    "H001-C1-1": ACTIVE, "H001-C1-2": ACTIVE, "H001-C1-3": SPORADIC, "H001-B1": ACTIVE, "H001-B2": ACTIVE,
    "H001-C2-1": ACTIVE, "H001-C2-2": LAPSED, "H001-C2-3": SILENT, "H474-C1-1": ACTIVE, "K01-B1": ACTIVE,
    "K01-C1-1": ACTIVE, "K01-C2-3": SILENT, "H003-C1-2": LAPSED, "H004-C2-3": SILENT,
}  # fmt: skip
LIVELY = {"H001-C1-1", "H001-B1", "H474-C1-1", "K01-B1"}
# Activities a quarter, from the first quarter of 2015 to the fourth of 2017: the movement grows.
RHYTHM = {ACTIVE: (0.9, 1.1, 1.0, 1.1, 1.2, 1.2, 1.1, 1.3, 1.5, 1.5, 1.3, 1.2), SPORADIC: (0.25,) * 4 + (0.4,) * 8}


def of_branch(unit: Unit) -> str:
    """Returns how a branch behaves."""
    return SET.get(unit.code) or weighted(dice("behaviour", unit.code), SHARES)


def diligence(world: World, unit: Unit) -> float:
    """Returns from 0 to 1 how well a province carries the movement: some are exemplary, some hardly begin."""
    code = world.province(unit).code
    return {"T01": 0.9, "T46": 0.8}.get(code) or dice("diligence", code).choice((0.15, 0.35, 0.5, 0.6, 0.75, 0.95))


def number_in(world: World, unit: Unit, year: int, quarter: int) -> int:
    """Returns how many activities a unit of the filled part logs in a quarter."""
    roll = dice("number", unit.code, year, quarter)
    if unit.level < Level.BRANCH:
        # Unions above a branch mostly answer; now and then they hold something of their own.
        share = 0.5 if unit.code in DEEP_DISTRICTS or unit.level == Level.GRASSROOTS else 0.3
        return int(roll.random() < share)
    behaviour = of_branch(unit)
    if behaviour == SILENT or (behaviour == LAPSED and date(year, quarter * 3, 1) > LAPSED_ON):
        return 0
    mean = RHYTHM.get(behaviour, RHYTHM[ACTIVE])[(year - 2015) * 4 + quarter - 1]
    whole = int(mean)
    if unit.code in LIVELY:
        return max(2 if year == 2017 else 1, whole + int(roll.random() < 0.7))
    return whole + int(roll.random() < mean - whole) + int(roll.random() < 0.08)


def share_reporting(unit: Unit, day: date) -> float:
    """Returns how likely a made-up unit reports for a period that ends on a day, once the movement has taken hold."""
    if unit.level < Level.BRANCH:
        return 0.92
    behaviour = of_branch(unit)
    if behaviour == LAPSED:
        return 0.9 if day < LAPSED_ON else 0.1
    return {ACTIVE: 0.95, SPORADIC: 0.6}.get(behaviour, 0.04)


def sends_at_once(world: World, unit: Unit, year: int) -> bool:
    """Says whether a unit sends within the quarter; before 2017 many let things pile up until a report was due."""
    return year == 2017 or world.is_deep(unit) or unit.level == Level.PROVINCE
