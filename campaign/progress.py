"""How far has a plan come? Counted from activities, never typed (product.md, rule 14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.figures import figure
from campaign.models import Activity, Plan, Target
from campaign.querysets import ActivityQuerySet

Measure = Target.Measure
AT_ONCE = 100  # plans in one query: an engine may take no more than 500 parts of a union


@dataclass(frozen=True)
class Progress:
    """What has been reached of a target's amount, in whole units of its measure."""

    reached: int
    amount: int

    @property
    def percent(self) -> int:
        """Whole percent of the amount, rounded down, so that 100 means reached; it may pass 100."""
        return self.reached * 100 // self.amount

    @property
    def is_reached(self) -> bool:
        """Says whether the whole amount has been reached."""
        return self.reached >= self.amount


def counted(plan: Plan, *, day: date) -> ActivityQuerySet:
    """Returns the activities that count for a plan on a day.

    They are accepted, within the conclusion's scope, of the plan's unit or beneath it, begun in the plan's year and by
    that day; the total of a span stands back where its parts are there.
    """
    start, end = date(plan.year, 1, 1), min(day, date(plan.year, 12, 31))
    return Activity.objects.accepted().under(plan.unit).between(start, end).in_scope().countable()


def counted_for(target: Target, *, day: date) -> ActivityQuerySet:
    """Returns the activities that a target's figure is the sum of."""
    found = counted(target.plan, day=day)
    if target.kind:
        return found.filter(Q(kind__code=target.kind.code) | Q(kind__total_code=target.kind.code))
    return found.filter(kind__responsibility=target.responsibility)


@figure(
    pgettext_lazy("figure", "Reached"),
    _("What the accepted activities of the unit and of everything beneath it, begun in the year of the plan, add up "
      "to by the kind or responsibility and the measure of the target."),
)  # fmt: skip
def progress(targets: Iterable[Target], *, day: date) -> dict[int, Progress]:
    """Returns the progress of each target by its key, in one query for a page of plans (one for each hundred plans).

    The targets bring their `plan` with its `unit`, and their `kind`. Shapes other than a total are not counted yet.
    """
    totals = [target for target in targets if target.shape == Target.Shape.TOTAL]
    plans = list({target.plan_id: target.plan for target in totals}.values())
    sums: dict[int, list[_Sum]] = {}
    for first in range(0, len(plans), AT_ONCE):
        sums |= _sums(plans[first : first + AT_ONCE], day)
    return {target.pk: Progress(_reached(target, sums.get(target.plan_id, [])), target.amount) for target in totals}


@dataclass(frozen=True)
class _Sum:
    """What one kind adds up to for one plan; a kind of a unit counts as itself and as the national one."""

    codes: set[str]
    responsibility: str
    measures: dict[str, int]


def _sums(plans: list[Plan], day: date) -> dict[int, list[_Sum]]:
    first, *others = [
        counted(plan, day=day).order_by().annotate(for_plan=Value(plan.pk))
        .values_list("for_plan", "kind__code", "kind__total_code", "kind__responsibility")
        .annotate(Count("pk"), Sum("turnout"), Sum("citizens"), Sum("result"), Sum("value"))
        for plan in plans
    ]  # fmt: skip
    found: dict[int, list[_Sum]] = {}
    for pk, code, total, responsibility, number, turnout, citizens, result, value in first.union(*others, all=True):
        measures: dict[str, int] = {
            Measure.ACTIVITIES: number, Measure.TURNOUT: turnout or 0, Measure.CITIZENS: citizens or 0,
            Measure.RESULT: result or 0, Measure.VALUE: value or 0,
        }  # fmt: skip
        found.setdefault(pk, []).append(_Sum({code, total}, responsibility, measures))
    return found


def _reached(target: Target, sums: list[_Sum]) -> int:
    if target.kind:
        return sum(one.measures[target.measure] for one in sums if target.kind.code in one.codes)
    return sum(one.measures[target.measure] for one in sums if one.responsibility == target.responsibility)
