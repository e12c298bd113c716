"""How does the tree itself change? One branch moves, one closes, so that history has something to say."""

from __future__ import annotations

from datetime import date

from config.demo.chance import dice, moment
from config.demo.world import World
from units.clock import at
from units.models import Unit
from units.structure import close_unit, move_unit

MOVED, TO, MOVED_ON = "H003-C1-3", "H003-C2", date(2016, 7, 4)
CLOSED, CLOSED_ON = "H004-C1-3", date(2017, 10, 20)


def move(world: World) -> None:
    """Moves a branch in Tây Hồ under another grassroots union."""
    with at(moment(MOVED_ON, dice("moved"))):
        move_unit(
            world.units[MOVED], to=world.units[TO], by=world.accounts["hanoi.quantri"], decision_number="TD-16/QĐ",
            on=MOVED_ON,
        )  # fmt: skip
    world.take_in(list(Unit.objects.filter(code=MOVED)))


def close(world: World) -> None:
    """Closes a branch in Long Biên that was merged into its neighbour."""
    with at(moment(CLOSED_ON, dice("closed"))):
        closed = close_unit(
            world.units[CLOSED], on=CLOSED_ON, reason="Sáp nhập vào chi đoàn cùng cơ quan (TD-17/QĐ)",
            by=world.accounts["hanoi.quantri"],
        )  # fmt: skip
    world.take_in([closed])
