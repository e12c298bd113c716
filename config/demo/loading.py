"""In which order is the demonstration made? One transaction, step by step, as the years went."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from campaign.catalogue import load_catalogue
from config.demo import (
    answering,
    awards,
    changes,
    heads,
    history,
    letters,
    people,
    photographs,
    real,
    showcase,
    structure,
    told,
)
from config.demo.activities import FULL_DESKS, Log, quarter_days
from config.demo.chance import ZONE
from config.demo.deeds import LAST_DAY
from config.demo.plans import Year
from config.demo.reports import OPENED, Round
from config.demo.world import World
from units.clock import at

FOUNDED_AT = datetime(2015, 1, 2, 8, tzinfo=ZONE)
QUARTERS = [(year, quarter) for year in (2015, 2016, 2017) for quarter in (1, 2, 3, 4)]
PHOTOGRAPHS_SINCE = (2016, 1)
Say = Callable[[str], object]


def load(*, scale: float = 1.0, say: Say = lambda _text: None) -> World:
    """Makes the whole demonstration in an empty database; `say` is told each step with its seconds."""
    with transaction.atomic(), swiftly():
        with step(_("units and people"), say), at(FOUNDED_AT):
            world = World(load_catalogue(), scale)
            structure.build(world)
            people.settle(world)
        with step(_("acknowledgements"), say):
            told.tell(world)
        log = Log(world)
        for year, quarter in QUARTERS:
            with step(_("quarter %(number)d of %(year)d") % {"number": quarter, "year": year}, say):
                count_for_the_planner()
                _quarter(world, log, year, quarter)
        with step(_("awards, real activities"), say):
            awards.of_2017(world)
            real.load_list(world)
            showcase.prepare(world, log)
            count_for_the_planner()
    return world


def count_for_the_planner() -> None:
    """Tells the engine how large the tables have grown: within one transaction it would plan for empty ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _quarter(world: World, log: Log, year: int, quarter: int) -> None:
    """Three months: plans in the first, then activities are written, sent, answered before and after the reports."""
    first, last = quarter_days(year, quarter)
    _what_happens_once(world, year, quarter)
    written = log.write(year, quarter)
    if (year, quarter) >= PHOTOGRAPHS_SINCE:
        photographs.attach(world, written)
    log.send(written, last)
    is_now = (year, quarter) == QUARTERS[-1]
    if is_now:
        answering.answer(world, LAST_DAY + timedelta(days=3), leave=FULL_DESKS, share=0.5)
    else:
        answering.answer(world, last)
        answering.repair(world, last)
    if (year, quarter) in OPENED:
        Round(world, year, quarter).run()
    until = LAST_DAY + timedelta(days=4) if is_now else last + timedelta(days=20)
    history.load_until(world, log, until, since=first + timedelta(days=20))
    if quarter in (2, 4) and not is_now:
        answering.answer(world, last + timedelta(days=40))


def _what_happens_once(world: World, year: int, quarter: int) -> None:
    if quarter == 1:
        heads.count(world, year)
        Year(world, year).write()
    letters.of_quarter(world, quarter_days(year, quarter))
    if (year, quarter) == (2016, 3):
        changes.move(world)
        changes.join(world)
    if (year, quarter) == (2016, 4):
        awards.of_2016(world)
    if (year, quarter) == (2017, 4):
        changes.close(world)
        changes.decide(world)


@contextmanager
def step(name: str, say: Say) -> Iterator[None]:
    """Says at the end of the block how long it took."""
    started = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - started:.1f} s")


@contextmanager
def swiftly() -> Iterator[None]:
    """Leaves out what costs a tenth each here: keeping every statement for DEBUG, and looking for garbage."""
    connection.ensure_connection()
    was_collecting = gc.isenabled()
    gc.disable()
    connection.make_debug_cursor = connection.make_cursor  # type: ignore[method-assign, assignment]  # in the class
    try:
        yield
    finally:
        del connection.make_debug_cursor
        if was_collecting:
            gc.enable()
