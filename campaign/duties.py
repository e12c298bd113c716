"""What does the campaign ask of this person next, and what may he or she begin?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign import acknowledging, guiding, sharing
from campaign.models import Expected, Period, Plan
from campaign.summary import links
from campaign.summary.ladder import Rung, ladder
from campaign.summary.scope import Scope
from units.approval import Power, State, units_with
from units.clock import today
from units.duties import Duty, Offer, Urgency
from units.models import Level, Unit, User

MOST_REPORTS = 5  # listed one by one; the rest stand behind one line
MOST_LETTERS = 3
MOST_SHARES = 3
LATELY = 2  # periods of which a superior is told who is late


def duties(user: User) -> Iterator[Duty]:
    """Everything that the campaign asks of a person, in a fixed number of queries."""
    yield from _acknowledgements(user)
    yield from _letters(user)
    yield from _shares(user)
    yield from _plans(user)
    yield from _reports(user)
    yield from _late_beneath(user)
    yield from _silent_beneath(user)


def after_acceptance(plan: Plan, user: User, code: str) -> str:
    """What who accepts a plan is told: a plan is no figure, its progress is counted from activities."""
    said = {"title": plan.title, "unit": plan.unit, "code": code}
    return _("Accepted: “%(title)s” of %(unit)s is now its plan of the year. Receipt code: %(code)s") % said


def offers(user: User) -> Iterator[Offer]:
    """What the campaign lets a person begin."""
    if units_with(user, Power.DRAFT):
        yield Offer(_("Log an activity"), reverse("campaign:activity_create"))
    sending = units_with(user, Power.SEND)
    if any(post.unit_id in sending and post.unit.level < Level.BRANCH for post in user.current_posts):
        yield Offer(_("Letters of guidance"), reverse("campaign:guidance_list"), "file")
    if units_with(user, Power.READ_SUBTREE):
        yield Offer(_("Open the summary"), reverse("campaign:summary"), "summary")


def _acknowledgements(user: User) -> Iterator[Duty]:
    conclusion = acknowledging.current()
    if conclusion is None:
        return
    for unit in acknowledging.awaited_from(conclusion, user):
        yield Duty(
            _("Acknowledge the conclusion"), f"{conclusion.number} · {unit.short_name}",
            reverse("campaign:conclusion"),
            detail=_("It says what your unit is asked to do; the units above see who has read it."),
        )  # fmt: skip


def _letters(user: User) -> Iterator[Duty]:
    """Letters of guidance that one's unit has not acknowledged, the oldest first."""
    awaited = list(guiding.awaited_from(user)[: MOST_LETTERS + 1])
    for word in awaited[:MOST_LETTERS]:
        yield Duty(
            _("Read and acknowledge the letter"), f"{word.guidance.title} · {word.unit.short_name}",
            word.guidance.get_absolute_url(),
            detail=_("From %(unit)s, %(day)s") % {
                "unit": word.guidance.unit.short_name, "day": f"{word.guidance.issued_on:%d/%m/%Y}",
            },
        )  # fmt: skip
    if len(awaited) > MOST_LETTERS:
        yield Duty(
            _("See all letters of guidance"), _("Further letters wait to be acknowledged"),
            f"{reverse('campaign:guidance_list')}?box=awaited",
        )  # fmt: skip


def _shares(user: User) -> Iterator[Duty]:
    """Activities in which another unit names one's own as a partner, the oldest first."""
    awaited = list(sharing.awaited_from(user)[: MOST_SHARES + 1])
    for share in awaited[:MOST_SHARES]:
        yield Duty(
            _("Confirm your unit’s share"), f"{share.activity.title} · {share.unit.short_name}",
            reverse("campaign:share_answer", args=[share.activity_id, share.unit_id]),
            detail=_("%(unit)s names your unit as a partner") % {"unit": share.activity.unit.short_name},
            urgency=Urgency.SOON,
        )  # fmt: skip
    if len(awaited) > MOST_SHARES:
        yield Duty(
            _("See all shares in activities of others"), _("Further shares wait to be confirmed"),
            f"{reverse('campaign:share_list')}?whose=awaited", urgency=Urgency.SOON,
        )  # fmt: skip


def _plans(user: User) -> Iterator[Duty]:
    """The plan of the year, where the unit has not begun one; a begun one stands among the drafts."""
    conclusion, year = acknowledging.current(), today().year
    if conclusion is None or not conclusion.starts_on.year <= year <= conclusion.ends_on.year:
        return
    units = Unit.objects.filter(pk__in=units_with(user, Power.DRAFT)).open_on(today()).in_scope()
    for unit in units.exclude(pk__in=Plan.objects.filter(year=year).values("unit")):
        yield Duty(
            _("Write the plan for %(year)d") % {"year": year}, unit.name,
            f"{reverse('campaign:plan_create')}?unit={unit.pk}&year={year}",
            detail=_("A few targets are enough; progress is counted from your activities."), urgency=Urgency.SOON,
        )  # fmt: skip


def _reports(user: User) -> Iterator[Duty]:
    """Reports not yet sent, the longest overdue first; one that came back stands among the returned papers."""
    awaited = Expected.objects.filter(unit__in=units_with(user, Power.DRAFT)).counted().missing()
    awaited = awaited.exclude(report__state=State.RETURNED).order_by(Coalesce("extended_to", "due_on"), "pk")
    rows = list(awaited.select_related("unit", "period", "report"))
    for row in rows[-MOST_REPORTS:]:
        begun = getattr(row, "report", None)
        yield Duty(
            _("Finish and send the report") if begun else _("Write the report"),
            f"{row.period} · {row.unit.short_name}",
            begun.get_absolute_url() if begun else reverse("campaign:expected_detail", args=[row.pk]),
            due_on=row.last_day, urgency=_urgency(row), covers=f"campaign.report:{begun.pk}" if begun else "",
        )  # fmt: skip
    older = len(rows) - MOST_REPORTS
    if older > 0:
        yield Duty(
            _("See all reports that are missing"),
            ngettext("%(n)d older report is missing too", "%(n)d older reports are missing too", older) % {"n": older},
            f"{reverse('campaign:report_list')}?whose=own&late=overdue", urgency=Urgency.LATE,
        )  # fmt: skip


def _urgency(row: Expected) -> int:
    if row.last_day < today():
        return Urgency.LATE
    return Urgency.NOW if (row.last_day - today()).days <= 7 else Urgency.SOON


def _late_beneath(user: User) -> Iterator[Duty]:
    """Who directly beneath is late with the latest reports: the superior's to urge (weaknesses W3 and W5)."""
    late = Expected.objects.filter(unit__parent__in=units_with(user, Power.DECIDE)).counted().overdue(today())
    groups = late.order_by().values("period").annotate(number=Count("pk")).order_by("-period__ends_on", "-period_id")
    for group in groups.values_list("period", "period__kind", "period__year", "period__number", "number")[:LATELY]:
        pk, kind, year, number_in_year, units = group
        period = Period(kind=kind, year=year, number=number_in_year)
        yield Duty(
            _("Urge the units that are late"),
            ngettext("%(n)d unit has not sent “%(period)s”", "%(n)d units have not sent “%(period)s”", units)
            % {"n": units, "period": period},
            f"{reverse('campaign:report_list')}?period={pk}&late=overdue", urgency=Urgency.NOW,
        )  # fmt: skip


def _silent_beneath(user: User) -> Iterator[Duty]:
    """Which units of a district have sent nothing this year: silence is a state of its own (weakness W3).

    Of a district only: above, the ladder counts too many units for a page that is opened first; below, one sees it.
    """
    conclusion, day = acknowledging.current(), today()
    if conclusion is None or not conclusion.starts_on <= day <= conclusion.ends_on:
        return
    for unit in Unit.objects.filter(pk__in=units_with(user, Power.DECIDE), level=Level.DISTRICT):
        scope = Scope(unit, date(day.year, 1, 1), date(day.year, 12, 31))
        silent = ladder(scope).total[Rung.RECEIVED]
        if silent:
            yield Duty(
                _("See which units are silent"),
                ngettext("%(n)d unit has sent nothing this year", "%(n)d units have sent nothing this year", silent)
                % {"n": silent},
                links.units(scope, rung=Rung.RECEIVED.value), detail=unit.short_name, urgency=Urgency.SOON,
            )  # fmt: skip
