"""Which plans and reports that were never sent can a successor take over? It has one of each year and period."""

from __future__ import annotations

from campaign.models import Expected, Plan, Report
from units.models import Unit


def plans_for(plans: list[Plan], to: Unit) -> list[Plan]:
    """Returns the plans for years in which the successor has none; of several for one year the first."""
    taken = set(Plan.objects.filter(unit=to).values_list("year", flat=True))
    free = []
    for plan in plans:
        if plan.year not in taken:
            taken.add(plan.year)
            free.append(plan)
    return free


def reports_for(reports: list[Report], to: Unit) -> list[Report]:
    """Returns the reports for periods in which the successor is expected to report and has not begun to; each now
    answers that expectation. Of several for one period the first."""
    expected = {row.period_id: row for row in Expected.objects.filter(unit=to, report=None).counted()}
    free = []
    for report in reports:
        row = expected.pop(report.expected.period_id, None)
        if row:
            report.expected = row
            free.append(report)
    return free
