"""Who reported when? Period by period, from the branches upward: on time, late, returned and repaired, or never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.forms import modelform_factory
from django.utils import timezone

from campaign import periods, reporting
from campaign.models import Expected, Period, Report
from config.demo import behaviour
from config.demo.chance import dice, moment
from config.demo.deeds import LAST_DAY
from config.demo.desks import by_desk, latest_sending
from config.demo.narrative import narrative
from config.demo.texts import texts
from config.demo.world import DEEP_PROVINCES, World
from units import desk, drafts
from units.approval import Action, State
from units.clock import at
from units.models import Level, Unit

OPENED = {(2015, 4): "year", (2016, 2): "half", (2016, 4): "year", (2017, 2): "half", (2017, 3): "nine_months"}
GROWTH = {(2015, 4): 0.2, (2016, 2): 0.2, (2016, 4): 0.4, (2017, 2): 0.65, (2017, 3): 0.95}  # outside the deep part
REASONS = (2, 3, 5)  # of the reasons to return a report, those that hold whatever its figures are
DAY = timedelta(days=1)
LENIENT, MORE_TIME, EXCUSED = ((2016, 4), (2017, 3)), {"H003": 6, "H474-B2": 4, "K46": 3}, "H002-B2"
BACK_FOR_ITS_AUTHOR = "H001-B1"
RELIABLE = {"H001-C1-1", "H001-B1", "H001-C1", "H001", "T01", "K01", "H474-C1-1", "H474-C1", "H474", "T46"}
NEVER_SENT = {("H001-C1-1", (2017, 2)), ("H004", (2017, 3)), ("T79", (2017, 3)), ("K01-C2-3", (2017, 3))}


class Round:
    """The reports of one period: whose come, and when."""

    def __init__(self, world: World, year: int, quarter: int) -> None:
        self.world, self.key = world, (year, quarter)
        self.period = Period.objects.get(kind=OPENED[year, quarter], year=year)
        self.is_last = self.key == max(OPENED)
        self.centre = world.accounts["trunguong"]

    def run(self) -> None:
        """Opens the period, lets the levels report one after another, then those who were given time or are late."""
        with at(moment(self.period.ends_on - timedelta(days=9), dice("opening", self.key))):
            periods.open_period(self.period, by=self.centre)
        self._be_lenient()
        counted = Expected.objects.filter(period=self.period).counted().select_related("unit")
        coming = [row for row in counted.order_by("unit__code") if self._reports(row.unit)]
        late = [row for row in coming if dice("late", row.unit.code, self.key).random() < 0.1]
        more_time = [row for row in coming if row.extended_to and row not in late]
        for level, days_before in ((Level.BRANCH, 2), (Level.GRASSROOTS, 1), (Level.DISTRICT, 2), (Level.PROVINCE, 3)):
            on_time = [row for row in coming if row.unit.level == level and row not in late and row not in more_time]
            self._send(on_time, from_day=-days_before, to_day=0)
            self._answer()
            self._repair()
        self._send(more_time, from_day=-1, to_day=0)
        self._send(late, from_day=1, to_day=12)
        self._answer()

    def _reports(self, unit: Unit) -> bool:
        """Says whether a unit reports at all; how many do grows over the years."""
        if (unit.code, self.key) in NEVER_SENT:
            return False
        if unit.code in RELIABLE:
            return True
        roll, growth = dice("reports", unit.code), GROWTH[self.key]
        good = behaviour.diligence(self.world, unit)
        if not self.world.has_life(unit):
            return unit.level == Level.PROVINCE and roll.random() < 0.3
        if unit.level == Level.PROVINCE:
            share = 0.8 + 0.2 * growth * good
        elif self.world.is_deep(unit) and unit.level == Level.DISTRICT:
            share = 0.95
        elif unit.is_demonstration:
            share = behaviour.share_reporting(unit, self.period.ends_on)
            share *= 0.9 if self.world.is_deep(unit) else growth
        elif unit.code.startswith("K"):
            share = growth * (0.5 + 0.5 * good)
        elif self.world.parent(unit).code in DEEP_PROVINCES:
            share = good
        else:
            share = growth * good * good * 0.55
        return roll.random() < share

    def _be_lenient(self) -> None:
        """Lets superiors give more time and excuse a unit, before anybody is due."""
        reasons = texts("campaign", "papers")["extension_reasons"]
        rows = Expected.objects.filter(period=self.period, unit__code__in=[*MORE_TIME, EXCUSED])
        for row in rows.select_related("unit").order_by("unit__code") if self.key in LENIENT else ():
            roll, by = dice("lenient", row.unit.code, self.key), self.world.officers[row.unit.parent_id]  # type: ignore[index]  # the root reports to nobody
            with at(moment(row.due_on - timedelta(days=2), roll)):
                if row.unit.code != EXCUSED:
                    later = row.due_on + timedelta(days=MORE_TIME[row.unit.code])
                    periods.extend(row, to=later, because=roll.choice(reasons), by=by)
                elif self.is_last:
                    periods.excuse(row, because="Đơn vị đang bàn giao để sáp nhập.", by=by)

    def _send(self, rows: list[Expected], *, from_day: int, to_day: int) -> None:
        """Writes and sends reports, each by its own secretary, so many days around its last day."""
        title, papers, moments = reporting.title_of(self.period), [], []
        for row in rows:
            roll = dice("report", row.unit.code, self.key)
            day = max(row.last_day + timedelta(days=roll.randint(from_day, to_day)), self.period.ends_on + DAY)
            moments.append(moment(min(day, LAST_DAY), roll))
            paper = Report(
                expected=row, unit=row.unit, title=title, created_by=self.world.secretaries[row.unit_id],
                created_at=moments[-1] - timedelta(minutes=roll.randint(20, 900)), is_demonstration=True,
                **narrative(row.unit, roll),
            )  # fmt: skip
            papers.append(paper)
        Report.objects.bulk_create(papers, batch_size=500)
        for paper, when in zip(papers, moments, strict=True):
            with at(when):
                desk.take(Action.SUBMIT, paper, by=self.world.secretaries[paper.unit_id])

    def _answer(self) -> None:
        """Lets every desk answer what lies there of the period; in the last round some still have it before them."""
        found = Report.objects.waiting().filter(expected__period=self.period)
        for place, waiting in by_desk(found.select_related("unit", "holder", "expected")):
            papers = [paper for paper in waiting if not self._is_left(paper, place)]
            if papers:
                last, due = latest_sending(papers), max(paper.expected.due_on for paper in papers)
                when = moment(due + DAY, dice("report desk", place.code, last), after=last)
                for action, note, some in self._verdicts(papers):
                    with at(when):
                        desk.take(action, some, by=self.world.officers[place.pk], note=note)

    def _verdicts(self, papers: list[Report]) -> Iterator[tuple[Action, str, list[Report]]]:
        """What a desk says to its reports: most are accepted, a few returned with one of the reasons."""
        words = texts("campaign", "papers")
        returned: dict[str, list[Report]] = defaultdict(list)
        accepted = []
        for paper in papers:
            roll = dice("report verdict", paper.unit.code, self.key)
            is_chosen = self.is_last and paper.unit.code == BACK_FOR_ITS_AUTHOR
            is_weak = roll.random() < 0.05 and paper.unit.code not in RELIABLE
            if paper.round == 1 and (is_chosen or is_weak):
                returned[words["return_reasons"]["report"][roll.choice(REASONS)]].append(paper)
            else:
                accepted.append(paper)
        if accepted:
            roll = dice("accept note", accepted[0].unit.code, self.key)
            yield Action.APPROVE, roll.choice(words["accept_notes"]["report"]) if roll.random() < 0.3 else "", accepted
        for reason, some in returned.items():
            yield Action.RETURN, reason, some

    def _is_left(self, paper: Report, place: Unit) -> bool:
        """Says whether a report of the last round still lies on its desk in November."""
        share = {"T01": 0.5, "TW": 0.4}.get(place.code, 0.1)
        return self.is_last and (paper.unit.code == "H001" or dice("left", paper.unit.code).random() < share)

    def _repair(self) -> None:
        """Lets most authors repair what came back, and send it again a day or two later."""
        back = Report.objects.filter(state=State.RETURNED, expected__period=self.period).select_related("unit")
        for paper in back.order_by("unit__code"):
            roll = dice("repaired", paper.unit.code, self.key)
            if paper.unit.code == BACK_FOR_ITS_AUTHOR or roll.random() < 0.25:
                continue
            by, said = self.world.secretaries[paper.unit_id], texts("campaign", "papers")["resubmit_notes"]["report"]
            more = {"shortcomings": f"{paper.shortcomings} Một số hoạt động cuối kỳ ghi chậm, chưa kịp bổ sung ảnh."}
            with at(moment(timezone.localdate(paper.decided_at) + DAY, roll, after=paper.decided_at)):
                form = modelform_factory(Report, fields=["shortcomings"])(more, instance=paper)
                drafts.save_draft(form, by=by, version=paper.version)
                desk.take(Action.SUBMIT, paper, by=by, note=roll.choice(said[1:]))
