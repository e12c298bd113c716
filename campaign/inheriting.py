"""What does a successor take over? Plans and reports never sent, one of each year and period; letters not answered."""

from __future__ import annotations

from datetime import date

from campaign.models import Expected, GuidanceAddressee, Plan, Report
from units.models import Record, Unit, User
from units.records import record


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


def pass_letters(unit: Unit, *, into: Unit, since: date, by: User) -> None:
    """Asks the successor to acknowledge the letters of guidance that a merged unit has not: once, where both were
    addressed. Runs within `units.structure.merge`; nobody is left to answer for the merged unit."""
    awaited = GuidanceAddressee.objects.select_for_update(of=("self",)).filter(unit=unit, acknowledged_on=None)
    addressed = set(GuidanceAddressee.objects.filter(unit=into).values_list("guidance", flat=True))
    for word in awaited.select_related("guidance").order_by("pk"):
        if word.guidance_id in addressed:
            word.delete()
        else:
            word.unit = into
            word.save(update_fields=["unit"])
        told = {"unit": [str(unit), str(into)]}
        record(Record.Verb.CHANGED, word.guidance, by=by, unit=into, note=f"{since:%d/%m/%Y}", changes=told)
