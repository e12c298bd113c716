"""How far has each unit come with the movement? Silence is a state of its own (weakness W3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.figures import figure
from campaign.models import Acknowledgement, Activity, Plan
from campaign.summary.scope import Scope
from units import tree
from units.clock import today
from units.models import Placement, Unit
from units.querysets import UnitQuerySet, within
from units.spans import in_force_on


class Rung(models.TextChoices):
    """The rungs of the deployment ladder; a unit stands on exactly one."""

    RECEIVED = "received", pgettext_lazy("ladder", "Silent")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("ladder", "Acknowledged")
    PLANNED = "planned", pgettext_lazy("ladder", "Planned")
    FIRST_ACTIVITY = "first_activity", pgettext_lazy("ladder", "First activity")
    ACTIVE = "active", pgettext_lazy("ladder", "Active")
    LAPSED = "lapsed", pgettext_lazy("ladder", "Lapsed")


MEANING = {
    Rung.RECEIVED: _("The conclusion is addressed to the unit and nothing has come back in the span."),
    Rung.ACKNOWLEDGED: _("It has acknowledged the conclusion; no plan and no activity in the span."),
    Rung.PLANNED: _("It has sent a plan for a year of the span; no activity yet."),
    Rung.FIRST_ACTIVITY: _("It has logged one activity of its own or beneath, lately."),
    Rung.ACTIVE: _("It has logged several activities of its own or beneath, the latest lately."),
    Rung.LAPSED: _("It has logged activities in the span, but none lately."),
}


@dataclass
class Ladder:
    """Units on each rung: of a whole subtree, and of each child's."""

    total: Counter = field(default_factory=Counter)
    by_child: dict[int, Counter] = field(default_factory=dict)
    rung_of: dict[int, str] = field(default_factory=dict)


def addressed(scope: Scope) -> UnitQuerySet:
    """The units that stand on the ladder, each with `stood`: its path, as then on the ladder's day."""
    last = min(scope.end, today())
    if scope.then:
        here = Placement.objects.filter(in_force_on(last))
        above = here.filter(unit=scope.unit).values_list("path", flat=True).first()
        there = here.filter(within(above)) if above else here.none()
        place = there.filter(unit=OuterRef("pk")).values("path")[:1]
        found = Unit.objects.filter(pk__in=there.values("unit")).annotate(stood=Subquery(place))
    else:
        found = Unit.objects.filter(scope.anywhere("")).annotate(stood=F("path"))
    found = found.open_on(last)
    if scope.alone:
        found = found.filter(pk=scope.unit.pk)
    return found if scope.everything else found.in_scope()


def lately_before(day: date) -> date:
    """The first day that still counts as lately."""
    return day - timedelta(days=settings.ACTIVE_WITHIN_DAYS)


@figure(
    _("Deployment ladder"),
    _(
        "Units of the conclusion's scope that are open on the last day of the span (or today), "
        "each on the highest rung it has reached by then."
    ),
)
def ladder(scope: Scope) -> Ladder:
    """Returns the rung of every unit of the scope's subtree, in four queries."""
    last = min(scope.end, today())
    units: Any = addressed(scope)
    rows = list(units.values_list("pk", "stood"))
    told = set(
        Acknowledgement.objects.filter(unit__in=units, acknowledged_on__lte=last).values_list("unit_id", flat=True)
    )
    years = range(scope.start.year, scope.end.year + 1)
    plans = Plan.objects.sent() if scope.then else Plan.objects.filter(scope.anywhere()).sent()
    planned = set(plans.filter(year__in=years).values_list("unit_id", flat=True))
    number, latest = _activity_by_unit(scope, last)
    result = Ladder()
    for pk, path in rows:
        rung = _rung(number[pk], latest.get(pk), pk in planned, pk in told, lately_before(last))
        result.rung_of[pk] = rung
        result.total[rung] += 1
        child = scope.child_on(tree.ids(path or ""))
        result.by_child.setdefault(child, Counter())[rung] += 1
    return result


def _activity_by_unit(scope: Scope, last: date) -> tuple[Counter, dict[int, date]]:
    """Number and latest day of the activities sent by each unit or by anything beneath it."""
    found = Activity.objects.all() if scope.then else Activity.objects.filter(scope.anywhere())
    found = found.sent().between(scope.start, last).order_by()
    if not scope.everything:
        found = found.in_scope()
    number: Counter = Counter()
    latest: dict[int, date] = {}
    if scope.then:
        stood = found.values_list("province", "district", "grassroots", "branch")
        root = tree.ids(scope.unit.path or "")[0]
        counted = (
            ({root, *keys}, count, newest) for *keys, count, newest in stood.annotate(Count("pk"), Max("started_on"))
        )
    else:
        stands = found.values_list("unit__path").annotate(Count("pk"), Max("started_on"))
        counted = ((set(tree.ids(path)), count, newest) for path, count, newest in stands)
    for keys, count, newest in counted:
        for pk in keys - {None}:
            number[pk] += count
            latest[pk] = max(latest.get(pk, newest), newest)
    return number, latest


def _rung(number: int, latest: date | None, planned: bool, told: bool, lately: date) -> str:
    if number and latest and latest < lately:
        return Rung.LAPSED
    if number > 1:
        return Rung.ACTIVE
    if number:
        return Rung.FIRST_ACTIVITY
    if planned:
        return Rung.PLANNED
    return Rung.ACKNOWLEDGED if told else Rung.RECEIVED
