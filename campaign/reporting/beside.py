"""What stands beside a report: the last period's, what lies beneath it, the next one on the desk?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from campaign.models import Activity, Report, ReportVersion
from campaign.reporting.compiling import STANDINGS, Figures
from units.approval import State
from units.models import Unit, User

# What asks for attention stands first.
ORDER = ("missing", "returned", "waiting", "excused", "accepted")


def last_of_kind(report: Report) -> Report | None:
    """Returns the unit's sent report for the nearest earlier period of the same kind: half-year beside half-year."""
    return _earlier(report).filter(expected__period__kind=report.period.kind).first()


def last_written(report: Report) -> Report | None:
    """Returns the unit's sent report for the nearest earlier period of any kind: the text to start from."""
    return _earlier(report).first()


def _earlier(report: Report) -> QuerySet[Report]:
    sent = Report.objects.filter(unit=report.unit_id).exclude(state=State.DRAFT)
    earlier = sent.filter(expected__period__ends_on__lt=report.period.ends_on)
    return earlier.select_related("expected__period").order_by("-expected__period__ends_on", "-pk")


def next_on_desk(report: Report, user: User) -> tuple[Report | None, int]:
    """Returns the report to answer after this one, in the order of sending, and how many others wait.

    For a report that was opened from a list or a link; one that was opened from the desk follows its order (the tour).
    """
    others = Report.objects.on_desks_of(user).exclude(pk=report.pk).order_by("submitted_at", "pk")
    others = others.select_related("unit", "expected__period")
    later = Q(submitted_at__gt=report.submitted_at) | Q(submitted_at=report.submitted_at, pk__gt=report.pk)
    return others.filter(later).first() or others.first(), others.count()


@dataclass(frozen=True)
class Subordinate:
    """A direct subordinate as a report found it: where its report stood, and the version taken up, if one was."""

    unit: Unit
    standing: str
    late: bool
    overdue: bool
    version: ReportVersion | None

    @property
    def measures(self) -> dict[str, int] | None:
        """What the version taken up reports in all; None where none was."""
        return self.version.figures["total"]["reported"]["all"] if self.version else None


def subordinates(figures: Figures) -> list[Subordinate]:
    """Returns the direct subordinates that a report's figures name, what is missing first; two queries."""
    units = Unit.objects.in_bulk(figures["expected"])
    found = ReportVersion.objects.filter(pk__in=figures["taken_up"]).select_related("report")
    versions = {version.report.unit_id: version for version in found}
    where = {pk: name for name in STANDINGS for pk in figures[name]}
    rows = [
        Subordinate(units[pk], where[pk], pk in figures["late"], pk in figures["overdue"], versions.get(pk))
        for pk in figures["expected"]
    ]
    return sorted(rows, key=lambda row: (ORDER.index(row.standing), row.unit.sort_name))


def groups(rows: list[Subordinate]) -> list[dict[str, Any]]:
    """Returns the subordinates whose report was not taken up, by where it stood: {standing, rows}, missing first."""
    left = [row for row in rows if row.version is None]
    return [
        {"standing": standing, "rows": found}
        for standing in ORDER
        if (found := [row for row in left if row.standing == standing])
    ]


def activities(figures: Figures) -> QuerySet[Activity]:
    """Returns the unit's own activities that a report lists, the first of the period first, with `proofs` counted.

    What a report lists is readable to whoever holds the report (product.md, Rulings: As then).
    """
    found = Activity.objects.filter(pk__in=figures["activities"]).select_related("kind").order_by("started_on", "pk")
    return found.annotate(proofs=Count("files"))


def narrative(report: Report, other: Report | None = None) -> list[dict[str, str]]:
    """Returns the sections in their order: `name`, `label`, `text`, and the other report's text as `before`."""
    return [
        {
            "name": name, "label": str(getattr(Report._meta.get_field(name), "verbose_name", name)),
            "text": getattr(report, name),
            "before": getattr(other, name) if other else "",
        }
        for name in Report.NARRATIVE
    ]  # fmt: skip
