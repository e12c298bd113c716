"""Which units are expected to report, until when, and who is excused?

Opening a period freezes the list of units (product.md, rule 17): later openings, closings and moves of units never
lengthen or shorten it. A unit that closes or is exempted stays listed as excused, outside both terms of every rate.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from campaign.models import DueDay, Expected, Period
from units import structure
from units.approval import Power, post_with
from units.clock import now, today
from units.models import Level, Record, Unit, User
from units.querysets import UnitQuerySet
from units.records import record, record_all

BATCH = 2000


# --- opening ---------------------------------------------------------------------------------------------------------


def opening_refusal(period: Period, user: User) -> str:
    """Returns why the user may not open the period now, or "" if nothing stands against it."""
    if not is_of_the_centre(user):
        return str(_("Only the central office opens a period."))
    if period.opened_at:
        return str(_("This period has been opened already: its list of units is frozen."))
    if period.starts_on > today():
        return str(_("This period has not begun yet."))
    if not period.due_days.all():
        return str(_("Give at least one level a due day before opening the period."))
    return ""


def is_of_the_centre(user: User) -> bool:
    """Says whether a current post of the user signs for the root."""
    return any(
        post.unit.level == Level.CENTRAL and post_with(user, Power.SIGN, post.unit_id) for post in user.current_posts
    )


def units_expected(period: Period) -> UnitQuerySet:
    """The units that opening the period now would list: open on its last day, in scope, of a level with a due day."""
    levels = [day.level for day in period.due_days.all() if day.level != Level.CENTRAL]
    return Unit.objects.open_on(period.ends_on).in_scope().filter(level__in=levels)


def expected_by_level(period: Period) -> list[tuple[DueDay, int]]:
    """Returns each level's due day, the lowest level first, with how many units opening the period now would list."""
    rows = units_expected(period).order_by().values_list("level").annotate(Count("pk"))
    counts = dict(rows)
    return [(day, counts.get(day.level, 0)) for day in period.due_days.all() if day.level != Level.CENTRAL]


@transaction.atomic
def open_period(period: Period, *, by: User) -> int:
    """Freezes the list of units expected for the period; returns how many stand on it.

    Opening twice does nothing the second time. ValidationError with the reason where `by` may not open it.
    """
    structure.lock_tree()  # a unit that is closing now is closed before the list is made, or excused from it after
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.opened_at and is_of_the_centre(by):
        return period.expected.count()
    if problem := opening_refusal(period, by):
        raise ValidationError(problem)
    due = {day.level: day.due_on for day in period.due_days.all()}
    rows = [
        Expected(period=period, unit_id=pk, due_on=due[level])
        for pk, level in units_expected(period).order_by("pk").values_list("pk", "level")
    ]
    Expected.objects.bulk_create(rows, batch_size=BATCH)
    period.opened_at = now()
    period.save(update_fields=["opened_at"])
    root = Unit.objects.get(parent=None)
    record(Record.Verb.OPENED, period, by=by, unit=root, changes={"expected": ["", str(len(rows))]})
    return len(rows)


# --- more time, or no report at all ----------------------------------------------------------------------------------


def leniency_refusal(expected: Expected, user: User) -> str:
    """Returns why the user may not extend or excuse this expected report now, or ""."""
    if post_with(user, Power.DECIDE, expected.unit.parent_id) is None:
        return str(_("Only the direct superior gives more time or excuses a unit."))
    if expected.excused_because:
        return str(_("The unit has been excused from this report."))
    report = getattr(expected, "report", None)
    if report and report.sent_on:
        return str(_("The report has been sent already: its lateness stands."))
    return ""


@transaction.atomic
def extend(expected: Expected, *, to: date, because: str, by: User) -> Expected:
    """Gives a unit until the end of another day; ValidationError where `by` may not or the day makes no sense."""
    expected = _locked(expected, by, because)
    if to < today():
        raise ValidationError({"to": _("The new day must not lie in the past.")})
    if to <= expected.last_day:
        raise ValidationError({"to": _("The new day must come after the present due day.")})
    change = [f"{expected.last_day:%d/%m/%Y}", f"{to:%d/%m/%Y}"]
    expected.extended_to, expected.extended_because = to, because.strip()
    expected.save(update_fields=["extended_to", "extended_because"])
    record(Record.Verb.CHANGED, expected, by=by, note=because.strip(), changes={"extended_to": change})
    return expected


@transaction.atomic
def excuse(expected: Expected, *, because: str, by: User) -> Expected:
    """Exempts a unit from this report: it stays listed, outside both terms of a rate; ValidationError if refused."""
    expected = _locked(expected, by, because)
    expected.excused_because = because.strip()
    expected.save(update_fields=["excused_because"])
    record(
        Record.Verb.CHANGED, expected, by=by, note=because.strip(), changes={"excused_because": ["", because.strip()]}
    )
    return expected


def _locked(expected: Expected, by: User, because: str) -> Expected:
    Unit.objects.filter(pk=expected.unit_id).hold()  # a report that is being sent now is sent before, or refused after
    rows = Expected.objects.select_for_update(of=("self",)).select_related("unit", "period", "report")
    expected = rows.get(pk=expected.pk)
    if problem := leniency_refusal(expected, by):
        raise ValidationError(problem)
    if not because.strip():
        raise ValidationError({"because": _("Give the reason: the unit and its superiors read it.")})
    return expected


@transaction.atomic
def excuse_closed(unit: Unit, *, by: User) -> int:
    """Excuses a unit that has just been closed from what it can no longer report; returns from how many reports.

    These are the reports not yet arrived of periods that the unit does not live to the end of, or whose last day it
    does not live to see. What was overdue before the closing stays missing. Runs after `units.structure.close_unit`.
    """
    if unit.closed_on is None:
        return 0
    open_rows = Expected.objects.select_for_update(of=("self",)).filter(unit=unit).counted().missing().with_last_day()
    gone = open_rows.filter(Q(period__ends_on__gte=unit.closed_on) | Q(final_day__gte=unit.closed_on))
    reason = f"{unit.closed_reason} ({unit.closed_on:%d/%m/%Y})"[:200]
    rows = list(gone.select_related("unit", "period"))
    for expected in rows:
        expected.excused_because = reason
    record_all(Record.Verb.CHANGED, rows, by=by, note=reason)
    Expected.objects.bulk_update(rows, ["excused_because"])
    return len(rows)
