"""Who has acknowledged the conclusion? Every province, most blocs, about six districts in ten."""

from __future__ import annotations

from datetime import date, timedelta

from campaign.acknowledging import acknowledge
from config.demo.chance import dice, moment
from config.demo.world import DEEP_DISTRICTS, World
from units.clock import at
from units.models import Level

RECEIVED_ON = date(2015, 1, 6)
SHARE_OF_BLOCS, SHARE_OF_DISTRICTS = 0.9, 0.58


def tell(world: World) -> None:
    """Lets the units acknowledge, the provinces in January 2015, those below until the summer."""
    units = [unit for unit in world.of_level(Level.PROVINCE, Level.DISTRICT) if world.has_life(unit)]
    for unit in units:
        roll = dice("told", unit.code)
        is_bloc = unit.code.startswith("K") or unit.is_demonstration
        share = 1.0 if unit.level == Level.PROVINCE or unit.code in DEEP_DISTRICTS else SHARE_OF_DISTRICTS
        if roll.random() >= (SHARE_OF_BLOCS if is_bloc else share):
            continue
        days = roll.randint(0, 24) if unit.level == Level.PROVINCE else roll.randint(20, 150)
        with at(moment(RECEIVED_ON + timedelta(days=days), roll)):
            acknowledge(world.conclusion, unit, by=world.secretaries[unit.pk])
