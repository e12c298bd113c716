"""How did the activities of the years come in? Written by their units, quarter by quarter, and sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from campaign.activities import place_ancestors
from campaign.models import Activity, Movement, Partnership
from config.demo import behaviour
from config.demo.chance import dice, moment
from config.demo.deeds import LAST_DAY, Pool
from config.demo.texts import texts
from config.demo.world import World
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Level, Unit

# What lies on the desks of the demonstration accounts in November 2017: activities of the fourth quarter, by author.
IN_AUTUMN = {
    "H001-C1-1": 4, "H001-C1-2": 3, "H001-C1-3": 3, "H001-B1": 3, "H001-B2": 4, "H001-C1": 1, "H001-C2": 2,
    "K01-B1": 4, "K01-B2": 3, "K01-C1": 1, "K01-C2": 2, "H001": 1, "H002": 1, "H003": 1, "H004": 1, "K01": 1,
    "H474-C1-1": 3,
}  # fmt: skip
FULL_DESKS = frozenset({"H001-C1", "H001", "T01", "K01", "TW"})


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Returns the first and the last day of a quarter."""
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), following - timedelta(days=1)


def authors(world: World) -> list[Unit]:
    """The units that log their own activities: the filled part, Hà Nội's districts, the blocs and the provinces."""
    made_up = [unit for unit in world.made_up if unit.in_scope]
    above = [
        unit for unit in world.of_level(Level.PROVINCE, Level.DISTRICT)
        if not unit.is_demonstration
        and (unit.level == Level.PROVINCE or world.is_deep(unit) or world.parent(unit).code == "T01")
        and world.has_life(unit)
    ]  # fmt: skip
    return [*made_up, *above]


class Log:
    """The activity log of the made-up country as it grows, quarter by quarter."""

    def __init__(self, world: World) -> None:
        self.world, self.pool = world, Pool()
        self.movements = {movement.code: movement.pk for movement in Movement.objects.all()}
        self.used: dict[int, set[str]] = defaultdict(set)
        self.piled_up: list[Activity] = []

    def write(self, year: int, quarter: int) -> list[Activity]:
        """Writes the drafts of a quarter."""
        first, last = quarter_days(year, quarter)
        written: list[Activity] = []
        for unit in authors(self.world):
            if not unit.is_open(last):
                continue
            number = behaviour.number_in(self.world, unit, year, quarter)
            if (year, quarter) == (2017, 4):
                number = IN_AUTUMN.get(unit.code, number)
            used = self.used[unit.pk]
            if quarter == 1:
                used.clear()
            written += self.pool.draw(unit, first, last, number, by=self.world.secretaries[unit.pk], used=used)
        return self.keep(written)

    def keep(self, written: list[Activity]) -> list[Activity]:
        """Saves drafts with where their units stood, and with the movements and units beside them."""
        place_ancestors(written)
        Activity.objects.bulk_create(written, batch_size=500)
        self.link(written)
        return written

    def link(self, written: list[Activity]) -> None:
        """Names the other movements that some of them serve, and units that took part in a few."""
        rows = {row["kind"]: row["movements"] for row in texts("campaign", "activities")["kinds"]}
        served, partners = [], []
        for activity in written:
            roll = dice("links", activity.unit.code, activity.title, activity.started_on)
            for code in rows[activity.kind.code]:
                if roll.random() < 0.35:
                    served.append(Activity.also_serves.through(activity=activity, movement_id=self.movements[code]))
            beside = [unit for unit in self.world.children(self.world.parent(activity.unit)) if unit != activity.unit]
            if beside and roll.random() < 0.1:
                partners.append(Partnership(activity=activity, unit=roll.choice(beside)))
        Activity.also_serves.through.objects.bulk_create(served, batch_size=1000)
        Partnership.objects.bulk_create(partners, batch_size=1000)

    def send(self, written: list[Activity], last: date) -> None:
        """Sends the drafts of a quarter: each unit once, some days after its latest activity, within the quarter.

        Some units let the drafts of two quarters pile up, and send them before the half-year's report.
        """
        drafts, self.piled_up = [*self.piled_up, *written], []
        for unit, papers in _by_unit(drafts):
            if last.month in (3, 9) and not behaviour.sends_at_once(self.world, unit, last.year):
                self.piled_up += papers
                continue
            roll = dice("sending", unit.code, last)
            over = max(paper.ended_on for paper in papers)
            day = min(over + timedelta(days=roll.randint(1, 6)), max(last, over), LAST_DAY + timedelta(days=3))
            with at(moment(day, roll, after=max(paper.created_at for paper in papers))):
                desk.take(Action.SUBMIT, papers, by=self.world.secretaries[unit.pk])


def _by_unit(papers: Iterable[Activity]) -> Iterator[tuple[Unit, list[Activity]]]:
    groups: dict[int, list[Activity]] = defaultdict(list)
    for paper in papers:
        groups[paper.unit_id].append(paper)
    return ((group[0].unit, group) for group in groups.values())
