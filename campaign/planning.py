"""How is a plan written: whole or not at all, once, never over a colleague's words? What do its pages show of it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.forms import ModelForm
from django.utils.translation import gettext as _

from campaign import allotment
from campaign.models import Conclusion, Plan, Target
from campaign.progress import Progress, progress
from units import writing
from units.approval import Power, units_with
from units.clock import today
from units.models import Unit, User

VERB = "campaign.write_plan"


def write(
    form: ModelForm, *, by: User, under: Plan | None, version: int | None = None, request_id: UUID | None = None
) -> Plan | None:
    """Saves a valid form with its targets as a draft under the superior's plan; see `units.writing.write`."""

    def clash() -> bool:  # a colleague began the plan of that year between our look and our writing
        form.add_error("year", _("The unit already has a plan for that year: open that one."))
        return True

    written = writing.write(
        form, Plan, by=by, verb=VERB, version=version, request_id=request_id, clash=clash, under=under
    )
    return written.paper if written else None


def written_before(request_id: UUID | None, *, by: User) -> Plan | None:
    """Returns the plan that this very request has made before: its year is taken now, by itself."""
    before = writing.written_before(Plan, request_id, by=by, verb=VERB)
    return before.paper if before else None


def own_plans(user: User, *, day: date) -> tuple[list[Plan], list[tuple[Unit, int]]]:
    """Returns the plans of the day's year of the units for which the user drafts, and what these may begin now.

    That is (unit, year) without a plan: of the day's year or, where that has one everywhere, of the next; only years
    of the conclusion. Two queries.
    """
    conclusion = Conclusion.objects.first()
    if conclusion is None:
        return [], []
    wanted = units_with(user, Power.DRAFT)
    units = list({post.unit_id: post.unit for post in user.current_posts if post.unit_id in wanted}.values())
    units = [unit for unit in units if unit.in_scope and unit.closed_on is None]
    known = {(plan.unit_id, plan.year): plan for plan in Plan.objects.filter(unit__in=units, year__gte=day.year)}
    years = range(max(day.year, conclusion.starts_on.year), conclusion.ends_on.year + 1)
    lacking = [(unit, year) for year in years[:2] for unit in units if (unit.pk, year) not in known]
    soonest = min((year for _unit, year in lacking), default=0)
    plans = [known[unit.pk, day.year] for unit in units if (unit.pk, day.year) in known]
    return plans, [pair for pair in lacking if pair[1] == soonest]


@dataclass(frozen=True)
class Line:
    """A target as a plan's page shows it: what has been reached, what has been handed down."""

    target: Target
    progress: Progress | None
    balance: allotment.Balance

    @property
    def about(self) -> str:
        """What it is about, in the reader's language."""
        return str(self.target.kind or self.target.get_responsibility_display())

    @property
    def counts(self) -> str:
        """What is counted: of a result, what its kind counts."""
        if self.target.measure == Target.Measure.RESULT and self.target.kind:
            return self.target.kind.counts
        return "" if self.is_money else str(self.target.get_measure_display())

    @property
    def can_be_shared(self) -> bool:
        """Says whether a unit beneath can take over a part of it: of a total, not of a coverage."""
        return self.target.shape == Target.Shape.TOTAL

    @property
    def is_money(self) -> bool:
        """Says whether the amount is in đồng."""
        return self.target.measure == Target.Measure.VALUE


def lines(plan: Plan) -> list[Line]:
    """Returns the targets of a plan with their progress today and their balance, in three queries."""
    targets = list(plan.targets.select_related("kind", "derived_from__plan__unit"))
    for target in targets:
        target.plan = plan
    return lines_of(targets, reached=progress(targets, day=today()))


def lines_of(targets: list[Target], *, reached: dict[int, Progress] | None = None) -> list[Line]:
    """Returns targets with their balance, in one query, and with the progress that is known."""
    balances = allotment.balances(targets)
    return [Line(target, (reached or {}).get(target.pk), balances[target.pk]) for target in targets]


def reached_by_plan(plans: list[Plan], *, day: date) -> dict[int, tuple[int, int]]:
    """Returns (targets reached, targets) of each plan by its key, in two queries for a page of plans."""
    targets = list(Target.objects.filter(plan__in=plans).select_related("plan__unit", "kind"))
    found: dict[int, tuple[int, int]] = {plan.pk: (0, 0) for plan in plans}
    known = progress(targets, day=day)
    for target in targets:
        done, all_of_them = found[target.plan_id]
        is_reached = target.pk in known and known[target.pk].is_reached
        found[target.plan_id] = (done + is_reached, all_of_them + 1)
    return found


def plans_beneath(plan: Plan) -> list[tuple[Unit, Plan | None]]:
    """Returns each open unit directly beneath with the plan of the year that it has sent, None where it has none."""
    units = Unit.objects.children_of(plan.unit).open_on(today()).in_scope().order_by("level", "sort_name")
    sent = Plan.objects.filter(unit__parent=plan.unit, year=plan.year).exclude(round=0).exclude(state="draft")
    by_unit = {one.unit_id: one for one in sent}
    return [(unit, by_unit.get(unit.pk)) for unit in units]
