"""How does the tree itself change? A branch moves, two unions become one, a branch closes, so that history has
something to say; and one more merger is decided and still to come."""

from __future__ import annotations

from datetime import date

from config.demo.chance import dice, moment
from config.demo.world import World
from units.clock import at
from units.models import Reorganisation, Unit
from units.structure import close_unit, merge, move_unit, schedule

MOVED, TO, MOVED_ON = "H003-C1-3", "H003-C2", date(2016, 7, 4)
MERGED, INTO, MERGED_ON = "H002-C2", "H002-C1", date(2016, 8, 15)
TO_MERGE, TO_TAKE_IN, TO_MERGE_ON, DECIDED_ON = "H004-C2", "H004-C1", date(2018, 1, 1), date(2017, 11, 6)
CLOSED, CLOSED_ON = "H004-C1-3", date(2017, 10, 20)


def move(world: World) -> None:
    """Moves a branch in Tây Hồ under another grassroots union."""
    with at(moment(MOVED_ON, dice("moved"))):
        move_unit(
            world.units[MOVED], to=world.units[TO], by=world.accounts["hanoi.quantri"], decision_number="TD-16/QĐ",
            on=MOVED_ON,
        )  # fmt: skip
    world.take_in(list(Unit.objects.filter(code=MOVED)))


def join(world: World) -> None:
    """Merges two grassroots unions in Hoàn Kiếm."""
    with at(moment(MERGED_ON, dice("merged"))):
        merge(
            [world.units[MERGED]], into=world.units[INTO], on=MERGED_ON, decision_number="TD-18/QĐ",
            reason="Sáp nhập hai đoàn cơ sở", by=world.accounts["hanoi.quantri"],
        )  # fmt: skip
    world.take_in(list(Unit.objects.filter(code__startswith="H002-")))


def decide(world: World) -> None:
    """Schedules the merger of two grassroots unions in Long Biên."""
    with at(moment(DECIDED_ON, dice("scheduled"))):
        schedule(
            Reorganisation.Kind.MERGE, world.units[TO_TAKE_IN], on=TO_MERGE_ON, decision_number="TD-19/QĐ",
            reason="Sáp nhập hai đoàn cơ sở", terms={"units": [world.units[TO_MERGE].pk]},
            by=world.accounts["hanoi.quantri"],
        )  # fmt: skip


def close(world: World) -> None:
    """Closes a branch in Long Biên that was merged into its neighbour."""
    with at(moment(CLOSED_ON, dice("closed"))):
        closed = close_unit(
            world.units[CLOSED], on=CLOSED_ON, reason="Sáp nhập vào chi đoàn cùng cơ quan (TD-17/QĐ)",
            by=world.accounts["hanoi.quantri"],
        )  # fmt: skip
    world.take_in([closed])
