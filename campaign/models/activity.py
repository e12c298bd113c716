"""What did a unit do, when, where, with how many people, and what proves it?"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models.catalogue import ActivityKind, Movement
from campaign.querysets import ActivityQuerySet
from units.approval import Action
from units.clock import today
from units.models import Attachment, Decision, DerivedColumn, Level, Paper, Unit
from units.vietnamese.names import search_key, sort_key
from units.vietnamese.numbers import LARGEST


class CountState(models.TextChoices):
    """Zero, not available and not applicable are three different answers (product.md, rule 11)."""

    GIVEN = "given", _("given")
    ZERO = "zero", _("zero")
    NOT_AVAILABLE = "not_available", _("not available")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


COUNTS = ("turnout", "people", "citizens", "result", "value", "hours")


def _count(label: Any) -> models.Field:
    return models.BigIntegerField(label, null=True, blank=True, validators=[MinValueValidator(0)])


def _state() -> models.Field:
    return models.CharField(max_length=14, choices=CountState, default=CountState.NOT_AVAILABLE)


def _approximate() -> models.Field:
    return models.BooleanField(_("approximate"), default=False)


def _state_fits_value(name: str) -> models.CheckConstraint:
    there = Q(**{f"{name}__isnull": False})  # a comparison with NULL is neither true nor false, and would pass
    given = there & Q(**{f"{name}_state": CountState.GIVEN, f"{name}__gt": 0, f"{name}__lte": LARGEST})
    zero = there & Q(**{f"{name}_state": CountState.ZERO, name: 0})
    absent = [CountState.NOT_AVAILABLE, CountState.NOT_APPLICABLE]
    neither = Q(**{f"{name}_state__in": absent, f"{name}__isnull": True})
    return models.CheckConstraint(condition=given | zero | neither, name=f"activity_{name}_fits_its_state")


class Activity(Paper):
    """One entry of the activity log, entered once and counted once (product.md, rules 11 and 13).

    Each counted value has a state and an approximate mark beside it. `province`, `district`, `grassroots` and
    `branch` are the unit's ancestors, itself among them, on the activity's own first day, so that a total as then
    needs no history of the tree.
    `primary_movement` is the one that it was organised for, none where that is "3 trách nhiệm" itself.
    `is_span_total` marks a row that is itself the total of a span (Rulings: Span totals).
    """

    class Precision(models.TextChoices):
        DAY = "day", _("a day")
        SPAN = "span", _("from … until …")
        MONTH = "month", _("a month")
        QUARTER = "quarter", _("a quarter")
        HALF = "half", _("half a year")
        NINE_MONTHS = "nine_months", _("nine months")
        YEAR = "year", _("a year")

    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities", verbose_name=_("kind"))
    started_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("last day"))
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.DAY)
    place = models.CharField(_("place"), max_length=200, blank=True)
    description = models.TextField(_("what was done"), blank=True)

    turnout = _count(_("turnout (person-times)"))
    turnout_state = _state()
    turnout_approximate = _approximate()
    people = _count(_("distinct people"))
    people_state = _state()
    people_approximate = _approximate()
    citizens = _count(_("citizens served (person-times)"))
    citizens_state = _state()
    citizens_approximate = _approximate()
    result = _count(_("result"))
    result_state = _state()
    result_approximate = _approximate()
    result_of = models.BigIntegerField(_("out of"), null=True, blank=True, validators=[MinValueValidator(0)])
    result_unit = models.CharField(_("unit of the result"), max_length=60, blank=True)
    value = _count(_("value in đồng"))
    value_state = _state()
    value_approximate = _approximate()
    hours = _count(_("hours of work"))
    hours_state = _state()
    hours_approximate = _approximate()

    internal_backlog = models.BooleanField(_("backlog work, no citizens received"), default=False)
    primary_movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="primary_activities",
        verbose_name=_("organised for"),
    )  # fmt: skip
    also_serves = models.ManyToManyField(
        Movement, blank=True, related_name="activities", verbose_name=_("also claimed by other movements")
    )
    co_organisers = models.ManyToManyField(
        Unit, through="Partnership", blank=True, related_name="co_organised", verbose_name=_("co-organising units")
    )
    project_level = models.PositiveSmallIntegerField(_("level of the project"), choices=Level, null=True, blank=True)
    modelled_on = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="models_taken", verbose_name=_("after the model")
    )
    document_number = models.CharField(_("number of the proving document"), max_length=60, blank=True)
    document_on = models.DateField(_("date of the proving document"), null=True, blank=True)

    province = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    district = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    grassroots = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", editable=False)
    is_span_total = models.BooleanField(_("is itself the total of a span"), default=False)
    source = models.CharField(_("source"), max_length=500, blank=True)
    source_row = models.CharField(max_length=120, blank=True, editable=False)
    source_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    search_text = DerivedColumn(
        max_length=400, derive=lambda activity: search_key(f"{activity.title} {activity.place}")
    )
    sort_title = DerivedColumn(max_length=160, derive=lambda paper: sort_key(paper.title))

    objects = ActivityQuerySet.as_manager()
    content_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "kind",
        "started_on",
        "ended_on",
        "place",
        "description",
        "turnout",
        "people",
        "citizens",
        "result",
        "result_of",
        "value",
        "hours",
        "primary_movement",
        "also_serves",
        "co_organisers",
        "project_level",
        "document_number",
        "document_on",
    )
    content_prefetch: ClassVar[tuple[str, ...]] = ("also_serves", "co_organisers")
    desk_related: ClassVar[tuple[str, ...]] = ("unit", "holder", "kind")

    class Meta(Paper.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("-started_on", "-pk")
        constraints = (
            *Paper.Meta.constraints,
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="activity_ends_after_start"),
            models.CheckConstraint(
                condition=Q(result_of=None) | Q(result_of__gte=F("result"), result_of__lte=LARGEST),
                name="activity_result_within_whole",
            ),
            models.CheckConstraint(
                condition=Q(people=None)
                | Q(turnout=None)
                | Q(people_approximate=True)
                | Q(turnout_approximate=True)
                | Q(people__lte=F("turnout")),
                name="activity_people_within_turnout",
            ),
            *(_state_fits_value(name) for name in COUNTS),
        )
        indexes = (
            models.Index(fields=["unit", "state", "started_on"], name="activity_of_unit"),
            models.Index(fields=["holder", "submitted_at"], name="activity_on_desk"),
            models.Index(fields=["state", "started_on"], name="activity_by_day"),
            models.Index(fields=["province", "state", "started_on"], name="activity_of_province"),
            models.Index(fields=["-started_on", "-id"], name="activity_latest"),
            models.Index(fields=["unit", "-started_on", "-id"], name="activity_latest_of_unit"),
            models.Index(fields=["district", "-started_on", "-id"], name="activity_latest_of_district"),
            models.Index(fields=["province", "-started_on", "-id"], name="activity_latest_of_province"),
        )

    def get_absolute_url(self) -> str:
        return reverse("campaign:activity_detail", args=[self.pk])

    def objection(self, action: Action | str) -> str:
        """An activity is sent once it has happened, by a unit that was open on its days."""
        if action == Action.SUBMIT:
            if self.ended_on > today():
                return str(_("The activity is not over yet: send it once it has taken place."))
            if not any(unit and unit.is_open(self.started_on) for unit in (self.unit, self.origin)):
                return str(_("The unit was closed on the day of this activity."))
        return ""


class ActivityDecision(Decision):
    """The history of an activity."""

    paper = models.ForeignKey(Activity, models.PROTECT, related_name="decisions")

    class Meta(Decision.Meta):
        verbose_name = _("decision on an activity")
        verbose_name_plural = _("decisions on activities")


class ActivityFile(Attachment):
    """A photograph or document that proves an activity.

    `likeness` is the 64-bit perceptual hash of a photograph; two that differ in at most three bits share one of the
    four bands (16 bits each, the lowest first), by which candidates are found.
    """

    paper = models.ForeignKey(Activity, models.CASCADE, related_name="files")
    likeness = models.BigIntegerField(null=True, editable=False)
    band_1 = models.IntegerField(null=True, editable=False, db_index=True)
    band_2 = models.IntegerField(null=True, editable=False, db_index=True)
    band_3 = models.IntegerField(null=True, editable=False, db_index=True)
    band_4 = models.IntegerField(null=True, editable=False, db_index=True)

    class Meta(Attachment.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = (models.UniqueConstraint(fields=["paper", "sha256"], name="activity_file_once"),)
