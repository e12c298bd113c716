"""Which reports are expected when, and what did each unit report?"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models.activity import Activity
from campaign.models.conclusion import Conclusion
from campaign.querysets import ExpectedQuerySet, ReportQuerySet
from units.approval import Action
from units.clock import now, today
from units.models import AppendOnly, Decision, Level, Paper, Unit
from units.querysets import AppendOnlyQuerySet


class Period(models.Model):
    """A span that reports are made for; opening it freezes the list of units expected (product.md, rule 17)."""

    class Kind(models.TextChoices):
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        HALF = "half", _("six months")
        NINE_MONTHS = "nine_months", _("nine months")
        YEAR = "year", _("year")

    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="periods")
    kind = models.CharField(_("kind of period"), max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number in the year"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ("-ends_on", "-starts_on")
        constraints = (
            models.UniqueConstraint(fields=["conclusion", "kind", "year", "number"], name="period_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="period_ends_after_start"),
        )

    def __str__(self) -> str:
        if self.kind == self.Kind.MONTH:
            return str(_("Month %(number)d of %(year)d") % {"number": self.number, "year": self.year})
        if self.kind == self.Kind.QUARTER:
            roman = {1: "I", 2: "II", 3: "III", 4: "IV"}.get(self.number, str(self.number))
            return str(_("Quarter %(number)s of %(year)d") % {"number": roman, "year": self.year})
        if self.kind == self.Kind.HALF:
            return str(
                (_("First half of %(year)d") if self.number == 1 else _("Second half of %(year)d"))
                % {"year": self.year}
            )
        if self.kind == self.Kind.NINE_MONTHS:
            return str(_("First nine months of %(year)d") % {"year": self.year})
        return str(_("Year %(year)d") % {"year": self.year})


class DueDay(models.Model):
    """The last day on which units of a level are on time; it ends at 24:00 in Viet Nam. Configurable: the real days
    of the campaign are unknown (domain.md §9)."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="due_days")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    due_on = models.DateField(_("due on"))

    class Meta:
        verbose_name = _("due day")
        verbose_name_plural = _("due days")
        ordering = ("period", "-level")
        constraints = (models.UniqueConstraint(fields=["period", "level"], name="due_day_once"),)

    def __str__(self) -> str:
        return f"{self.period} · {self.get_level_display()} · {self.due_on:%d/%m/%Y}"


class Expected(models.Model):
    """One unit on the frozen list of a period; excused ones stay listed, outside both terms of every rate."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="expected")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="expected")
    due_on = models.DateField(_("due on"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    extended_because = models.CharField(_("reason for the extension"), max_length=200, blank=True)
    excused_because = models.CharField(_("excused because"), max_length=200, blank=True)

    standing: str  # of rows `with_standing` alone: one of campaign.standing.Standing

    objects = ExpectedQuerySet.as_manager()

    class Meta:
        verbose_name = _("expected report")
        verbose_name_plural = _("expected reports")
        ordering = ("period", "unit__level", "unit__sort_name")
        constraints = (
            models.UniqueConstraint(fields=["period", "unit"], name="expected_once"),
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gte=F("due_on")), name="extension_not_before_due"
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None) | ~Q(extended_because=""), name="extension_has_its_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period} · {self.unit}"

    @property
    def last_day(self) -> date:
        """The last day on which the report is on time, the extension included."""
        return self.extended_to or self.due_on


class Report(Paper):
    """A unit's report for a period: figures that the system compiled, a narrative that the author wrote.

    `figures` is the compiled picture of the last sending, frozen with its version; a draft shows live figures. What
    sending and acceptance mean beyond the desk stands in `campaign.reporting`.
    """

    expected = models.OneToOneField(Expected, models.PROTECT, related_name="report", verbose_name=_("expected report"))
    guidance_text = models.TextField(_("I. Guidance, propaganda, dissemination"), blank=True)
    self_text = models.TextField(_("II.1. Responsibility to oneself"), blank=True)
    work_text = models.TextField(_("II.2. Responsibility to one's work"), blank=True)
    community_text = models.TextField(_("II.3. Responsibility to the community"), blank=True)
    commendation_text = models.TextField(_("III. Commendation, exemplary cases, models"), blank=True)
    inspection_text = models.TextField(_("IV. Inspection and supervision"), blank=True)
    strengths = models.TextField(_("V.1. Strengths"), blank=True)
    shortcomings = models.TextField(_("V.2. Shortcomings"), blank=True)
    causes = models.TextField(_("V.3. Causes"), blank=True)
    proposals = models.TextField(_("VI. Directions and proposals"), blank=True)
    figures = models.JSONField(default=dict, editable=False)

    objects = ReportQuerySet.as_manager()
    can_be_declined: ClassVar[bool] = False
    NARRATIVE: ClassVar[tuple[str, ...]] = (
        "guidance_text",
        "self_text",
        "work_text",
        "community_text",
        "commendation_text",
        "inspection_text",
        "strengths",
        "shortcomings",
        "causes",
        "proposals",
    )
    content_fields: ClassVar[tuple[str, ...]] = ("title", *NARRATIVE)
    desk_related: ClassVar[tuple[str, ...]] = ("unit", "holder", "expected__period")

    class Meta(Paper.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = Paper.Meta.constraints
        indexes = (models.Index(fields=["holder", "submitted_at"], name="report_on_desk"),)

    def get_absolute_url(self) -> str:
        return reverse("campaign:report_detail", args=[self.pk])

    @property
    def period(self) -> Period:
        """The period that the report is made for."""
        return self.expected.period

    @property
    def is_late(self) -> bool:
        """Says whether the first sending came after the last day (a due day ends at 24:00 in Viet Nam)."""
        return self.sent_on is not None and self.sent_on > self.expected.last_day

    def objection(self, action: Action | str) -> str:
        """A report is sent when its period is over, or its last day has come where that is earlier."""
        if action != Action.SUBMIT:
            return ""
        if self.expected.excused_because:
            return str(_("The unit has been excused from this report."))
        first = min(self.period.ends_on, self.expected.last_day)
        if today() < first:
            told = _("The period is not over: the report can be sent from %(day)s, with everything that was done.")
            return str(told) % {"day": f"{first:%d/%m/%Y}"}
        return ""


class ReportDecision(Decision):
    """The history of a report."""

    paper = models.ForeignKey(Report, models.PROTECT, related_name="decisions")

    class Meta(Decision.Meta):
        verbose_name = _("decision on a report")
        verbose_name_plural = _("decisions on reports")


class ReportVersion(AppendOnly):
    """What a report said at one sending: never changed afterwards."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    figures = models.JSONField(default=dict)
    narrative = models.JSONField(default=dict)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), default=now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of reports")
        ordering = ("report", "number")
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),)

    def __str__(self) -> str:
        return f"{self.report} · {self.number}"


class ReportActivity(models.Model):
    """An activity of the unit's own that a report lists: accepting the report accepts it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="listed")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="listings")

    class Meta:
        verbose_name = _("listed activity")
        verbose_name_plural = _("listed activities")
        constraints = (models.UniqueConstraint(fields=["report", "activity"], name="report_lists_once"),)

    def __str__(self) -> str:
        return f"{self.report} · {self.activity}"


class ReportSource(models.Model):
    """A subordinate's accepted report whose figures a report took up, in the version that it had then."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="sources")
    source = models.ForeignKey(ReportVersion, models.PROTECT, related_name="taken_up_by")

    class Meta:
        verbose_name = _("report taken up")
        verbose_name_plural = _("reports taken up")
        constraints = (models.UniqueConstraint(fields=["report", "source"], name="report_takes_up_once"),)

    def __str__(self) -> str:
        return f"{self.report} ← {self.source}"
