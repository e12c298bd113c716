"""What do the demonstration accounts find on their own desk? Drafts, and what came back with a reason."""

from __future__ import annotations

from datetime import date, datetime

from campaign.models import Activity
from config.demo.activities import Log
from config.demo.chance import ZONE
from config.demo.texts import texts
from config.demo.world import World
from units import desk
from units.approval import Action
from units.clock import at

DRAFTS = {"H001-C1-1": 2, "H001-B1": 1, "H001-C1": 1, "H474-C1-1": 1}
RETURNED = {"H001-C1-1": 0, "H474-C1-1": 0}  # and with which of the reasons: no evidence yet
FIRST, LAST = date(2017, 11, 1), date(2017, 11, 10)


def prepare(world: World, log: Log) -> None:
    """Writes a few drafts and returns one activity each to the branches in Ba Đình and Huế."""
    for code, number in DRAFTS.items():
        unit = world.units[code]
        with at(datetime(2017, 11, 14, 9, 20, tzinfo=ZONE)):
            log.keep(log.pool.draw(unit, FIRST, LAST, number, by=world.secretaries[unit.pk], used=log.used[unit.pk]))
    reasons = texts("campaign", "papers")["return_reasons"]["activity"]
    for code, reason in RETURNED.items():
        waiting = Activity.objects.waiting().filter(unit=world.units[code]).select_related("unit")
        paper = waiting.order_by("document_number", "started_on", "pk")[0]
        with at(datetime(2017, 11, 14, 15, 40, tzinfo=ZONE)):
            desk.take(Action.RETURN, paper, by=world.officers[world.parent(paper.unit).pk], note=reasons[reason])
