"""How many young officials has each branch of the demonstration counted, year by year?"""

from __future__ import annotations

from datetime import date, datetime, time

from config.demo.chance import ZONE, dice
from config.demo.world import World
from units.clock import at
from units.models import Headcount, Level, Record
from units.records import record_all

YEARS = (2015, 2016, 2017)
COUNTED_ON = {year: date(year, 1, 20) for year in YEARS}
LEFT_OUT = 0.12  # share of the branches that have not counted in the latest year
BATCH = 500


def count(world: World, year: int) -> None:
    """Enters the head-counts of a year for the made-up branches that are open, but for some in the latest year."""
    branches = [unit for unit in world.made_up if unit.level == Level.BRANCH and unit.is_open(COUNTED_ON[year])]
    asked = [one for one in branches if has_counted(one.code, year)]
    with at(datetime.combine(COUNTED_ON[year], time(9), ZONE)):
        rows = [
            Headcount(unit=branch, year=year, by=world.secretaries.get(branch.pk), **numbers(branch.code, year))
            for branch in asked
        ]
        Headcount.objects.bulk_create(rows, batch_size=BATCH)
        record_all(Record.Verb.CREATED, rows, by=None)


def has_counted(code: str, year: int) -> bool:
    """Says whether a branch has counted: all did, but for some in the latest year."""
    return year != YEARS[-1] or dice("counted", code).random() >= LEFT_OUT


def numbers(code: str, year: int) -> dict[str, int]:
    """Returns the five numbers of a branch: they drift a little from year to year."""
    young = dice("heads", code).randint(6, 38) + dice("heads", code, year).randint(-2, 3)
    roll = dice("heads", code, "parts")
    shares = {
        "members": (0.7, 1.0),
        "women": (0.3, 0.75),
        "ethnic_minorities": (0.0, 0.2),
        "party_members": (0.2, 0.6),
    }
    return {"young_officials": young} | {name: round(young * roll.uniform(*span)) for name, span in shares.items()}
