"""Which plans stand for each year? The centre's, the provinces' shares of it, and plans below where there is life."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from campaign.models import ActivityKind, Plan, Responsibility, Target
from config.demo import behaviour
from config.demo.chance import dice, moment
from config.demo.desks import by_desk, latest_sending
from config.demo.narrative import plan_texts
from config.demo.texts import texts
from config.demo.world import DEEP_PROVINCES, World
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Level, Unit, User

SHARES = {Responsibility.SELF: 0.3, Responsibility.WORK: 0.4, Responsibility.COMMUNITY: 0.3}
DUE = {
    Level.CENTRAL: (1, 5), Level.PROVINCE: (1, 20), Level.DISTRICT: (2, 12), Level.GRASSROOTS: (3, 1),
    Level.BRANCH: (3, 14),
}  # fmt: skip
# Of the plans for 2017: not yet written, sent late and still waiting, returned. The rest is accepted.
UNWRITTEN = {"H001-C1-1", "H474-C1-1"}
WAITING = {"H001-C1-3", "H001-B2", "H001-C2", "H002", "H004", "K01", "T48", "T92"}
RETURNED = {"H001-B1": 1, "H001-C1-2": 0, "H003": 3}


class Year:
    """The plans of one year, from the centre downward."""

    def __init__(self, world: World, year: int) -> None:
        self.world, self.year = world, year
        self.blood = ActivityKind.objects.current().get(code="blood_donation")
        self.files = ActivityKind.objects.current().get(code="saturday_procedures")
        self.accepted: dict[int, Plan] = {}
        self.targets: dict[int, list[Target]] = {}

    def write(self) -> None:
        """Lets each level write, send and decide before the one below begins."""
        for level in Level:
            units = [unit for unit in self.world.of_level(level) if self._plans(unit)]
            plans = [self._draft(unit) for unit in units]
            Plan.objects.bulk_create(plans, batch_size=500)
            for plan in plans:
                self.targets[plan.unit_id] = self._targets(plan)
            Target.objects.bulk_create([one for plan in plans for one in self.targets[plan.unit_id]], batch_size=500)
            for plan in plans:
                with at(self._sent_at(plan.unit)):
                    desk.take(Action.SUBMIT, plan, by=self.world.secretaries[plan.unit_id])
            self._decide(plans)

    def _plans(self, unit: Unit) -> bool:
        """Says whether a unit plans that year; below the provinces that grows as the movement takes hold."""
        grown = {2015: 0.5, 2016: 0.75, 2017: 1.0}[self.year]
        roll, good = dice("plans", unit.code), behaviour.diligence(self.world, unit)
        if self.year == 2017 and unit.code in UNWRITTEN:
            return False
        if unit.level <= Level.PROVINCE:
            return True
        if not self.world.has_life(unit):
            return False
        if self.world.is_deep(unit):
            return unit.level < Level.BRANCH or behaviour.of_branch(unit) != behaviour.SILENT
        if unit.code.startswith("K") and unit.level == Level.DISTRICT:
            return roll.random() < grown * (0.4 + 0.6 * good)
        share = 0.45 if unit.is_demonstration else 0.6 if self.world.province(unit).code in DEEP_PROVINCES else 0.2
        return self.year == 2017 and roll.random() < share * good * good

    def _sent_at(self, unit: Unit) -> datetime:
        roll = dice("plan sent", unit.code, self.year)
        if self.year == 2017 and unit.code in WAITING:
            return moment(date(2017, 11, 8), roll)
        return moment(date(self.year, *DUE[Level(unit.level)]) + timedelta(days=roll.randint(0, 9)), roll)

    def _draft(self, unit: Unit) -> Plan:
        objectives, organisation = plan_texts(unit, dice("plan", unit.code, self.year))
        return Plan(
            unit=unit, year=self.year, under=self._under(unit), objectives=objectives, organisation=organisation,
            title=f"Kế hoạch thực hiện phong trào “3 trách nhiệm” năm {self.year}", is_demonstration=True,
            created_by=self.world.secretaries[unit.pk], created_at=self._sent_at(unit) - timedelta(days=2),
        )  # fmt: skip

    def _under(self, unit: Unit) -> Plan | None:
        while unit.parent_id:
            unit = self.world.parent(unit)
            if unit.pk in self.accepted:
                return self.accepted[unit.pk]
        return None

    def _capacity(self, unit: Unit) -> float:
        """About how many activities a year a unit and everything beneath it can be asked for."""
        own = {Level.BRANCH: 4.0, Level.GRASSROOTS: 2.0}.get(Level(unit.level), 1.0)
        return own + sum(self._capacity(child) for child in self.world.children(unit) if child.in_scope)

    def _targets(self, plan: Plan) -> list[Target]:
        roll, unit = dice("targets", plan.unit.code, self.year), plan.unit
        grown = {2015: 0.75, 2016: 0.9, 2017: 1.05}[self.year]
        size = self._capacity(unit) * grown
        wanted: list[tuple[Responsibility, ActivityKind | None, float]] = [
            (one, None, size * share * roll.uniform(0.9, 1.1)) for one, share in SHARES.items()
        ]
        if unit.level <= Level.DISTRICT:
            wanted.append((Responsibility.COMMUNITY, self.blood, size * 0.9))
            wanted.append((Responsibility.WORK, self.files, size * 0.8))
        return [self._target(plan, about, kind, amount) for about, kind, amount in wanted]

    def _target(self, plan: Plan, about: Responsibility, kind: ActivityKind | None, amount: float) -> Target:
        step = 50 if amount > 400 else 5 if amount > 30 else 1
        is_direct = plan.under is not None and plan.under.unit_id == plan.unit.parent_id
        above = self.targets[plan.under.unit_id] if plan.under and is_direct else []
        source = next((one for one in above if (one.responsibility, one.kind) == (about, kind)), None)
        measure = Target.Measure.RESULT if kind else Target.Measure.ACTIVITIES
        return Target(
            plan=plan, responsibility=about, kind=kind, measure=measure, derived_from=source,
            amount=max(1, -(-int(amount) // step) * step),
        )  # fmt: skip

    def _decide(self, plans: list[Plan]) -> None:
        """Lets each superior's secretary decide once on the plans that have come; the last year leaves some lying."""
        keys = [plan.pk for plan in plans if self.year != 2017 or plan.unit.code not in WAITING]
        words = texts("campaign", "papers")
        for place, waiting in by_desk(Plan.objects.waiting().filter(pk__in=keys).select_related("unit", "holder")):
            roll, last = dice("plans decided", place.code, self.year), latest_sending(waiting)
            by, day = self._decider(place, waiting), timezone.localdate(last) + timedelta(days=roll.randint(1, 6))
            back = [plan for plan in waiting if self.year == 2017 and plan.unit.code in RETURNED]
            good = [plan for plan in waiting if plan not in back]
            note = roll.choice(words["accept_notes"]["plan"]) if roll.random() < 0.4 else ""
            with at(moment(day, roll, after=last)):
                if good:
                    desk.take(Action.APPROVE, good, by=by, note=note)
                for plan in back:
                    reason = words["return_reasons"]["plan"][RETURNED[plan.unit.code]]
                    desk.take(Action.RETURN, plan, by=by, note=reason)
            self.accepted.update({plan.unit_id: plan for plan in good})

    def _decider(self, place: Unit, plans: list[Plan]) -> User:
        """The secretary of the desk; at the root the second one, for what the first one sent."""
        if any(plan.unit_id == place.pk for plan in plans):
            return self.world.accounts["trunguong2"]
        return self.world.secretaries[place.pk]
