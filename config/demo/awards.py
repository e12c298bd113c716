"""Whom does the demonstration thank? A season of 2016 closed and honoured, one of 2017 whose dossiers still climb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from campaign import facts
from config.demo.chance import dice, moment
from config.demo.desks import by_desk
from config.demo.texts import texts
from config.demo.world import DEEP_PROVINCES, World
from recognition import nominating
from recognition.models import Nomination, Season
from recognition.querysets import NominationQuerySet
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Level, Person, Record, Unit
from units.records import record
from units.vietnamese.names import search_key

DECIDED_ON = date(2016, 10, 12)
NUMBERS = ("TD-01/QĐ", "TD-02/QĐ")
WANTED = 46  # nominations of 2016, of which about forty are honoured
# The nominations of 2017 in the shown part: whose, and how far they have come.
AT_DESK, BACK, REFUSED, UNSENT = "waiting", "returned", "declined", "draft"
OF_2017 = (
    ("H001-C1-2", Level.GRASSROOTS, AT_DESK), ("H001-C2-1", Level.DISTRICT, AT_DESK),
    ("H001-B2", Level.DISTRICT, AT_DESK), ("H001-B1", Level.PROVINCE, AT_DESK), ("H002-C1-1", Level.PROVINCE, AT_DESK),
    ("K01-B1", Level.PROVINCE, AT_DESK), ("K01-C1-1", Level.DISTRICT, AT_DESK), ("H003-C1-1", Level.CENTRAL, AT_DESK),
    ("H474-C1-2", Level.CENTRAL, AT_DESK), ("H001-C1-3", Level.GRASSROOTS, BACK),
    ("K01-C1-2", Level.DISTRICT, REFUSED), ("H001-C1-1", Level.BRANCH, UNSENT),
)  # fmt: skip


class Award:
    """One season and the nominations that travel in it."""

    def __init__(self, world: World, year: int, edition: str, opens: date, closes: date) -> None:
        self.world, self.year, self.opens = world, year, opens
        self.season = Season.objects.create(
            unit=world.root, year=year, level=Level.CENTRAL, opens_on=opens, closes_on=closes, oldest_age=35,
            name_vi=f"Cán bộ, công chức, viên chức trẻ giỏi toàn quốc lần thứ {edition}, năm {year} (lịch trình diễn)",
            name_en=f"Outstanding young official, edition {edition}, {year} (dates of the demonstration)",
            age_on=date(year, 12, 31), years_in_post=2,
        )  # fmt: skip
        with at(moment(opens - timedelta(days=10), dice("season", year))):
            record(Record.Verb.CREATED, self.season, by=world.accounts["trunguong"], unit=world.root)

    def nominate(self, unit: Unit, *, send: bool = True) -> Nomination | None:
        """Writes the dossier of one of a branch's young officials and sends it; None where nothing can be cited."""
        by, roll = self.world.secretaries[unit.pk], dice("nominated", unit.code, self.year)
        day = self.opens + timedelta(days=roll.randint(3, 38))
        cited = list(facts.citable(by, unit, since=date(self.year - 1, 1, 1), until=day)[:3])
        if not cited:
            return None
        words = texts("recognition", "nominations")
        who, dossier = self._best_match(unit, words["by_sector"][unit.sector])
        achievements = [one["text"] for one in dossier["achievements"]]
        endorsed = [roll.choice(words["endorsements"][whose]) for whose in ("branch", "agency")]
        consents = roll.random() < 0.88
        with at(moment(day, roll)):
            nomination = Nomination.objects.create(
                unit=unit, season=self.season, person=who, title=f"{who} – {self.season.name_vi}"[:200],
                summary=dossier["summary"], achievements="\n".join([*achievements, *endorsed]), consent=consents,
                consent_on=day if consents else None, created_by=by, is_demonstration=True,
            )  # fmt: skip
            nominating.cite(nomination, [one.pk for one in cited], by=by)
            if send:
                desk.take(Action.SUBMIT, nomination, by=by)
        return nomination

    def _best_match(self, unit: Unit, dossiers: list[dict]) -> tuple[Person, dict]:
        """A young official not nominated before, and the dossier whose words are most like the person's occupation."""
        before = set(Nomination.objects.filter(unit=unit).values_list("person_id", flat=True))
        pairs = [(who, one) for who in self.world.young[unit.pk] if who.pk not in before for one in dossiers]
        dice("dossier", unit.code, self.year).shuffle(pairs)
        return max(pairs, key=lambda pair: len(_words(pair[0].position) & _words(pair[1]["summary"])))

    def climb(self, nominations: Iterable[Nomination], *, to: Level) -> None:
        """Lets the desks below a level pass on what lies there, one level after another; each desk once."""
        keys = [one.pk for one in nominations]
        for level in (Level.GRASSROOTS, Level.DISTRICT, Level.PROVINCE):
            if level > to:
                self._each_desk(self._waiting(keys).filter(holder__level=level), Action.APPROVE)

    def answer(self, nominations: Iterable[Nomination], action: Action, note: str) -> None:
        """Lets the desk where they lie answer them, once."""
        self._each_desk(self._waiting([one.pk for one in nominations]), action, note)

    def _waiting(self, keys: list[int]) -> NominationQuerySet:
        return Nomination.objects.waiting().filter(pk__in=keys).select_related("holder", "unit")

    def _each_desk(self, rows: Iterable[Nomination], action: Action, note: str = "") -> None:
        for place, some in by_desk(rows):
            roll = dice("award desk", place.code, self.year, action)
            last = max(one.decisions.latest("pk").at for one in some)
            with at(moment(timezone.localdate(last) + timedelta(days=roll.randint(1, 4)), roll, after=last)):
                desk.take(action, some, by=self.world.secretaries[place.pk], note=note)


def of_2016(world: World) -> None:
    """A closed season: dossiers from all over the country, most of them honoured and on the roll."""
    award = Award(world, 2016, "III", date(2016, 7, 1), date(2016, 9, 30))
    sent = _first(WANTED, (award.nominate(unit) for unit in _branches(world)))
    words = texts("campaign", "papers")
    award.climb(sent, to=Level.PROVINCE)
    award.answer(sent[3:5], Action.DECLINE, words["decline_reasons"]["nomination"][2])
    award.climb(sent, to=Level.CENTRAL)
    award.answer(sent[7:9], Action.DECLINE, words["decline_reasons"]["nomination"][3])
    award.answer(sent[11:12], Action.RETURN, words["return_reasons"]["nomination"][0])
    award.answer(sent, Action.APPROVE, "")
    signatory = world.accounts["trunguong"]
    with at(moment(DECIDED_ON, dice("honours"))):
        for place, one in enumerate(Nomination.objects.accepted().filter(season=award.season).order_by("pk")):
            nominating.honour(
                one, decision_number=NUMBERS[place % 2], decided_on=DECIDED_ON, signatory=str(signatory),
                citation_text=one.summary, by=signatory,
            )  # fmt: skip


def of_2017(world: World) -> None:
    """An open season: dossiers on every desk of the chain, one returned, one declined, one not yet sent."""
    award = Award(world, 2017, "IV", date(2017, 10, 1), date(2017, 11, 30))
    words = texts("campaign", "papers")
    for code, level, becomes in OF_2017:
        one = award.nominate(world.units[code], send=becomes != UNSENT)
        if one:
            award.climb([one], to=level)
            if becomes == BACK:
                award.answer([one], Action.RETURN, words["return_reasons"]["nomination"][1])
            if becomes == REFUSED:
                award.answer([one], Action.DECLINE, words["decline_reasons"]["nomination"][2])
    others = [unit for unit in _branches(world) if world.province(unit).code not in DEEP_PROVINCES]
    award.climb(_first(9, (award.nominate(unit) for unit in others)), to=Level.CENTRAL)


def _words(text: str) -> set[str]:
    return set(search_key(text).split())


def _first(number: int, found: Iterable[Nomination | None]) -> list[Nomination]:
    return list(islice((one for one in found if one), number))


def _branches(world: World) -> list[Unit]:
    """Branches in an order of chance, no province a second time before each has had its turn."""
    order = sorted(
        (unit for unit in world.made_up if unit.level == Level.BRANCH and unit.closed_on is None),
        key=lambda unit: dice("award", unit.code).random(),
    )
    turn: dict[str, int] = defaultdict(int)
    ranked: list[tuple[int, int, Unit]] = []
    for unit in order:
        code = world.province(unit).code
        ranked.append((turn[code] // 2, len(ranked), unit))
        turn[code] += 1
    return [unit for _turn, _place, unit in sorted(ranked, key=lambda one: one[:2])]
