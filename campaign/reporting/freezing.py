"""What happens when a report is begun, sent and accepted?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from campaign.models import Activity, Expected, Period, Report, ReportActivity, ReportSource, ReportVersion
from campaign.reporting import sums
from campaign.reporting.compiling import Figures, compile_set
from units import desk
from units.approval import Action, State
from units.clock import now
from units.drafts import may_draft
from units.models import User

BATCH = 1000


def start(expected: Expected, *, by: User) -> Report:
    """Returns the unit's report for the period, begun now if it was not yet: two taps give the same one.

    PermissionError where `by` does not write for the unit, ValidationError where the unit is excused.
    """
    if not may_draft(by, expected.unit):
        raise PermissionError(str(_("Only officers of the unit itself write its report.")))
    report = Report.objects.filter(expected=expected).first()
    if report is None and expected.excused_because:
        raise ValidationError(_("The unit has been excused from this report."))
    if report is None:
        defaults = {"unit": expected.unit, "title": title_of(expected.period), "created_by": by}
        report, _new = Report.objects.get_or_create(expected=expected, defaults=defaults)
    return report


def title_of(period: Period) -> str:
    """Returns the title of a report: a document's, in Vietnamese whatever language its author reads the pages in."""
    with override("vi"):
        return str(_("Report on the movement “3 responsibilities”, %(period)s") % {"period": period})[:200]


def freeze(papers: list[Report], *, by: User) -> None:
    """Freezes a version of each report that is being sent: figures, narrative, what it lists and what it takes up.

    Runs inside the desk's transaction, in a fixed number of queries for a set.
    """
    pairs = [(report.unit, report.expected.period) for report in papers]
    compiled = compile_set(pairs)
    for report, (unit, period) in zip(papers, pairs, strict=True):
        report.figures = compiled[unit.pk, period.pk]
    Report.objects.bulk_update(papers, ["figures"], batch_size=BATCH)
    ReportVersion.objects.bulk_create([_version(report, by) for report in papers], batch_size=BATCH)
    _list_anew(papers)


def _version(report: Report, by: User) -> ReportVersion:
    # Numbered by the times sent, which never go back: neither a return nor a recall gives a number twice.
    narrative = {name: getattr(report, name) for name in report.content_fields}
    return ReportVersion(
        report=report, number=report.round, figures=report.figures, narrative=narrative, sent_by=by, sent_at=now()
    )


def _list_anew(papers: list[Report]) -> None:
    """What a report lists and takes up is that of its last version; earlier ones keep theirs in their figures."""
    ReportActivity.objects.filter(report__in=papers).delete()
    ReportSource.objects.filter(report__in=papers).delete()
    listed = [ReportActivity(report=paper, activity_id=pk) for paper in papers for pk in paper.figures["activities"]]
    sources = [ReportSource(report=paper, source_id=pk) for paper in papers for pk in paper.figures["taken_up"]]
    ReportActivity.objects.bulk_create(listed, batch_size=BATCH)
    ReportSource.objects.bulk_create(sources, batch_size=BATCH)


def accept_listed(papers: list[Report], *, by: User) -> None:
    """Accepts the activities that the accepted reports list and that `by` may answer (rule 19).

    The desk's own rules leave the others (on another desk, sent by `by`, returned meanwhile) where they are; they stay
    out of the figures accepted. Afterwards each report's figures say what of it is accepted; its version keeps what
    was sent.
    """
    waiting = Activity.objects.waiting().filter(listings__report__in=papers)
    desk.take(
        Action.APPROVE, list(waiting.distinct()), by=by, partial=True, note=str(_("Accepted with the unit's report."))
    )
    _count_accepted(papers)


def _count_accepted(papers: list[Report]) -> None:
    listed: dict[int, list[dict]] = {paper.pk: [] for paper in papers}
    accepted = Activity.objects.accepted().filter(listings__report__in=papers)
    for row in accepted.values(*sums.COLUMNS, "listings__report_id"):
        listed[row["listings__report_id"]].append(row)
    below: dict[int, list[Figures]] = {paper.pk: [] for paper in papers}
    sources = ReportSource.objects.filter(report__in=papers, source__report__state=State.ACCEPTED)
    for report, figures in sources.values_list("report_id", "source__report__figures"):
        below[report].append(figures)
    for paper in papers:
        figures = paper.figures
        own = sums.of_activities(row for row in listed[paper.pk] if row["pk"] not in figures["left_out"])
        beneath = sums.nothing()
        for source in below[paper.pk]:
            beneath = sums.add(beneath, source["total"]["accepted"])
        figures["own"]["accepted"], figures["below"]["accepted"] = own, beneath
        figures["total"]["accepted"] = sums.add(own, beneath)
    Report.objects.bulk_update(papers, ["figures"], batch_size=BATCH)
