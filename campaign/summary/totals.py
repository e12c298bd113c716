"""What do the activities of a unit and its children add up to? One query, grouped; everything else is addition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from campaign.figures import figure
from campaign.models import Activity, ActivityKind
from campaign.querysets import ActivityQuerySet
from campaign.summary.scope import Scope


@dataclass(frozen=True)
class Cell:
    """What one child (its key, 0 for the unit itself), month and responsibility add up to."""

    child: int
    year: int
    month: int
    responsibility: str
    activities: int
    turnout: int
    citizens: int
    value: int


def counted(scope: Scope) -> ActivityQuerySet:
    """The activities that a scope counts: of its stage and days, in the conclusion's scope, no span totals twice."""
    found = scope.part(Activity.objects).between(scope.start, scope.end).filter(state__in=scope.states)
    if not scope.everything:
        found = found.in_scope()
    if scope.responsibility:
        found = found.filter(kind__responsibility=scope.responsibility)
    return found.countable(scope.states)


def cells(scope: Scope) -> list[Cell]:
    """Returns the sums of a scope by child, month and responsibility, in one query whatever its size."""
    rows = (
        counted(scope)
        .order_by()
        .annotate(
            child=F("child"),
            year=ExtractYear("started_on"),
            month=ExtractMonth("started_on"),
        )
        .values_list("child", "year", "month", "kind__responsibility")
        .annotate(Count("pk"), Sum("turnout"), Sum("citizens"), Sum("value"))
    )
    return [
        Cell(child or 0, year, month, responsibility, number, turnout or 0, citizens or 0, value or 0)
        for child, year, month, responsibility, number, turnout, citizens, value in rows
    ]


def sums(found: ActivityQuerySet) -> dict[str, int]:
    """Returns what a list of activities adds up to: the same figures as of cells, by their names, in one query."""
    added = found.order_by().aggregate(
        activities=Count("pk"), turnout=Sum("turnout"), citizens=Sum("citizens"), value=Sum("value")
    )
    return {name: value or 0 for name, value in added.items()}


def by_kind(scope: Scope) -> list[tuple[ActivityKind, int]]:
    """Returns the kinds of the activities of a scope, all versions of a kind together, the most frequent first."""
    counts = dict(counted(scope).order_by().values_list("kind__total_code").annotate(Count("pk")))
    latest = {kind.code: kind for kind in ActivityKind.objects.filter(code__in=counts).order_by("version")}
    found = [(latest[code], count) for code, count in counts.items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].order))


@figure(
    _("Activities"),
    _(
        "Activities of the unit and of everything beneath whose first day lies in the span; a row "
        "that is itself the total of a span is left out where single activities, or a wider total, stand for it."
    ),
)
def activities(found: Iterable[Cell]) -> int:
    """Number of entries of the activity log."""
    return sum(cell.activities for cell in found)


@figure(
    _("Turnout"),
    _(
        "Person-times of Union members and young people in those activities: somebody who came twice "
        "counts twice; what was not given adds nothing."
    ),
)
def turnout(found: Iterable[Cell]) -> int:
    """Person-times (lượt), domain.md §6."""
    return sum(cell.turnout for cell in found)


@figure(_("Citizens served"), _("Person-times of citizens received, advised, examined or helped in those activities."))
def citizens(found: Iterable[Cell]) -> int:
    """Person-times of citizens (lượt người dân)."""
    return sum(cell.citizens for cell in found)


@figure(_("Value"), _("Value of those activities in đồng, as their units entered it."), format="money")
def value(found: Iterable[Cell]) -> int:
    """Whole đồng."""
    return sum(cell.value for cell in found)


def by(found: Iterable[Cell], key: Callable[[Cell], object]) -> dict:
    """Returns the cells in groups."""
    groups: dict = {}
    for cell in found:
        groups.setdefault(key(cell), []).append(cell)
    return groups
