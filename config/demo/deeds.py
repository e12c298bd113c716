"""What did a unit do? Draws plausible activities from the made-up texts: kind, item, days, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from campaign.models import Activity, ActivityKind, CountState
from config.demo.chance import SATURDAY, day_between, dice, moment, saturday_near, weekday_near, weighted
from config.demo.texts import filled, texts
from units.models import Level, Sector, Unit, User

LAST_DAY = date(2017, 11, 10)
RESPONSIBILITIES = (("self", 30), ("work", 40), ("community", 30))
# What belongs to one year alone: the party congress was prepared in 2015 and studied in 2016.
ONLY_IN = {
    "dự thảo văn kiện đại hội Đảng": 2015, "chào mừng Đại hội Đảng": 2015, "Đại hội XII": 2016,
    "Nghị quyết Đại hội Đảng": 2016,
}  # fmt: skip
OF_A_SUPERIOR = {
    "launch", "political_study", "officer_training", "skills_contest", "reform_contest", "dialogue", "commendation",
    "blood_donation", "gratitude", "volunteering", "review", "youth_project", "children_care", "environment",
    "party_opinion", "training", "young_cadre_club", "border_islands", "publicity", "saturday_new_countryside",
}  # fmt: skip
DAY = Activity.Precision.DAY
NOT_APPLICABLE, NOT_AVAILABLE = CountState.NOT_APPLICABLE, CountState.NOT_AVAILABLE


@dataclass(frozen=True)
class Deed:
    """One made-up text with the kind that it is of; `row` holds the kind's ranges."""

    kind: ActivityKind
    row: dict[str, Any]
    item: dict[str, Any]

    def months(self, first: date, last: date) -> list[int]:
        """The months of a span in which it is plausible."""
        year = next((year for words, year in ONLY_IN.items() if words in self.item["title"]), first.year)
        span = range(first.month, last.month + 1) if year == first.year else ()
        return [month for month in span if month in self.item.get("months", range(1, 13))]


class Pool:
    """The made-up texts that each unit can draw from, found once for each sector."""

    def __init__(self) -> None:
        self.kinds = {kind.code: kind for kind in ActivityKind.objects.current().prefetch_related("sectors")}
        self._open: dict[tuple[str, bool, date, date], list[Deed]] = {}

    def open_to(self, sector: str, is_superior: bool, first: date, last: date) -> list[Deed]:
        """The texts of a sector, of the size of a branch or of a whole union, that are plausible in a span."""
        key = (sector, is_superior, first, last)
        if key not in self._open:
            self._open[key] = [deed for deed in self._find(sector, is_superior) if deed.months(first, last)]
        return self._open[key]

    def _find(self, sector: str, is_superior: bool) -> Iterator[Deed]:
        for row in texts("campaign", "activities")["kinds"]:
            kind = self.kinds[row["kind"]]
            is_of_the_size = kind.code in OF_A_SUPERIOR or not is_superior
            if is_of_the_size and _suits(sector, {one.sector for one in kind.sectors.all() if one.restricts}):
                items = [item for item in row["items"] if _suits(sector, set(item.get("sectors", ())))]
                yield from (Deed(kind, row, item) for item in items)

    def draw(self, unit: Unit, first: date, last: date, number: int, *, by: User, used: set[str]) -> list[Activity]:
        """Returns unsaved drafts of a unit for a span; titles in `used` are avoided and new ones added to it."""
        roll, drafts, last = dice("deeds", unit.code, first), [], min(last, LAST_DAY)
        pool = self.open_to(unit.sector, unit.level < Level.BRANCH, first, last)
        for _turn in range(number):
            fresh = [deed for deed in pool if deed.item["title"] not in used] or pool
            wanted = weighted(roll, RESPONSIBILITIES)
            deed = roll.choice([deed for deed in fresh if deed.kind.responsibility == wanted] or fresh)
            used.add(deed.item["title"])
            drafts.append(_draft(deed, unit, first, last, roll, by))
        return drafts


def _suits(sector: str, meant_for: set[str]) -> bool:
    return not meant_for or (sector != Sector.MIXED and sector in meant_for)


def _draft(deed: Deed, unit: Unit, first: date, last: date, roll: Random, by: User) -> Activity:
    started, ended, precision = _days(deed, first, last, roll)
    text, place = filled(deed.item["text"], unit), filled(deed.item["place"], unit) if roll.random() > 0.02 else ""
    activity = Activity(
        unit=unit, created_by=by, kind=deed.kind, title=filled(deed.item["title"], unit)[:200], description=text,
        place=place, started_on=started, ended_on=ended, precision=precision, is_demonstration=True,
        created_at=moment(ended, roll),
        **_counts(deed, unit, roll),
    )  # fmt: skip
    if roll.random() < 0.3:
        activity.document_number = f"{roll.randint(1, 90):02d}-{roll.choice(('KH', 'BC', 'BB'))}/ĐTN"
        activity.document_on = ended
    activity.internal_backlog = deed.kind.code == "saturday_backlog"
    return activity


def _days(deed: Deed, first: date, last: date, roll: Random) -> tuple[date, date, str]:
    month = roll.choice(deed.months(first, last))
    opening = max(first, date(first.year, month, 1))
    closing = min(last, date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1))
    day = day_between(roll, opening, closing)
    if deed.kind.on_saturdays:
        day = saturday_near(day, first, last) if roll.random() < 0.97 else day
        return day, day, DAY
    hours = (deed.row["hours"] or (0, 0))[1]
    if deed.kind.is_drive or hours > 60:
        ended = min(day + timedelta(days=roll.randint(10, 45)), last)
        return day, ended, Activity.Precision.SPAN if ended > day else DAY
    if hours > 8 and roll.random() < 0.6:
        ended = min(day + timedelta(days=roll.randint(1, 3)), last)
        return day, ended, Activity.Precision.SPAN if ended > day else DAY
    if closing.day >= 28 and closing < last and roll.random() < 0.03:
        return opening, closing, Activity.Precision.MONTH
    if day.weekday() > SATURDAY - 1 and roll.random() < 0.7:
        day = weekday_near(day, roll, opening, closing)
    return day, day, DAY


def _counts(deed: Deed, unit: Unit, roll: Random) -> dict[str, Any]:
    """Every counted value with its state: given, zero, not available, not applicable; some of them rough."""
    fields: dict[str, Any] = {}
    size = {Level.BRANCH: 1.0, Level.GRASSROOTS: 1.8, Level.DISTRICT: 3.0}.get(Level(unit.level), 4.0)
    for name in ("turnout", "citizens", "result", "value", "hours"):
        span = deed.row[name]
        grows = size if name in ("turnout", "citizens", "value") else 1.0
        fields |= _count(name, span and (span[0] * grows, span[1] * grows), roll)
    turnout = fields["turnout"]
    if turnout and roll.random() < 0.5:
        fields |= {"people": max(1, round(turnout * roll.uniform(0.6, 1))), "people_state": CountState.GIVEN}
    if deed.kind.code == "launch" and unit.level < Level.BRANCH:
        whole = roll.randint(4, 30)
        fields |= {"result": whole, "result_of": whole, "result_state": CountState.GIVEN}
    return fields


def _count(name: str, span: tuple[float, float] | None, roll: Random) -> dict[str, Any]:
    if span is None:
        return {name: None, f"{name}_state": NOT_APPLICABLE}
    if roll.random() < 0.05:
        return {name: None, f"{name}_state": NOT_AVAILABLE}
    low, high = int(span[0]), int(span[1])
    number = low if high <= low else int(roll.triangular(low, high, low + (high - low) / 3))
    if low == 0 and roll.random() < 0.25:
        number = 0
    number = number // 100_000 * 100_000 if name == "value" else number
    rough = number >= 30 and roll.random() < 0.12
    if rough:
        step = 10 ** (len(str(number)) - 1) // (2 if name == "value" else 1)
        number = max(number // step * step, step)
    state = CountState.GIVEN if number else CountState.ZERO
    return {name: number, f"{name}_state": state, f"{name}_approximate": rough}
