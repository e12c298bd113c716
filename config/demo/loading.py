"""In which order is the demonstration made? One transaction, step by step, as the years went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

from campaign.catalogue import load_catalogue
from config.demo import desks, people, structure
from config.demo.activities import FULL_DESKS, Log, quarter_days
from config.demo.chance import ZONE
from config.demo.deeds import LAST_DAY
from config.demo.reports import OPENED, Round
from config.demo.world import World
from units.clock import at

FOUNDED_AT = datetime(2015, 1, 2, 8, tzinfo=ZONE)
QUARTERS = [(year, quarter) for year in (2015, 2016, 2017) for quarter in (1, 2, 3, 4)]
Say = Callable[[str], object]


def load(*, scale: float = 1.0, say: Say = lambda _text: None) -> World:
    """Makes the whole demonstration in an empty database; `say` is told each step with its seconds."""
    with transaction.atomic(), _without_query_log():
        with at(FOUNDED_AT):
            world = World(load_catalogue(), scale)
            with _step("units", say):
                structure.build(world)
            with _step("people", say):
                people.settle(world)
        log = Log(world)
        for year, quarter in QUARTERS:
            with _step(f"{year}, quarter {quarter}", say):
                _quarter(world, log, year, quarter)
    return world


def _quarter(world: World, log: Log, year: int, quarter: int) -> None:
    """Three months: activities are written, sent, answered before and after the reports."""
    last = quarter_days(year, quarter)[1]
    log.send(log.write(year, quarter), last)
    if (year, quarter) == QUARTERS[-1]:
        desks.answer(world, LAST_DAY, leave=FULL_DESKS, share=0.5)
        return
    desks.answer(world, last)
    desks.repair(world, last)
    if (year, quarter) in OPENED:
        Round(world, year, quarter).run()
    desks.answer(world, last + timedelta(days=40))


@contextmanager
def _step(name: str, say: Say) -> Iterator[None]:
    started = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - started:.1f} s")


@contextmanager
def _without_query_log() -> Iterator[None]:
    """With DEBUG on, Django formats and keeps every statement, which here costs more than many of them."""
    connection.ensure_connection()
    debug_cursor, connection.make_debug_cursor = connection.make_debug_cursor, connection.make_cursor
    try:
        yield
    finally:
        connection.make_debug_cursor = debug_cursor
