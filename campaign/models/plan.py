"""What does a unit set out to do in a year, and by which targets?"""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from campaign.models.catalogue import ActivityKind
from campaign.models.conclusion import Responsibility
from campaign.querysets import PlanQuerySet
from units.approval import Action, Power
from units.models import Decision, Paper
from units.vietnamese.numbers import LARGEST


class Plan(Paper):
    """A unit's plan for a year, under its superior's plan (product.md, rule 14)."""

    year = models.PositiveSmallIntegerField(_("year"))
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="plans_below", verbose_name=_("superior's plan")
    )
    objectives = models.TextField(_("objectives and content"))
    organisation = models.TextField(_("how it is carried out"), blank=True)

    objects = PlanQuerySet.as_manager()
    deciding_power: ClassVar[Power] = Power.SIGN
    can_be_declined: ClassVar[bool] = False
    content_fields: ClassVar[tuple[str, ...]] = ("title", "objectives", "organisation", "targets")
    content_prefetch: ClassVar[tuple[str, ...]] = ("targets__kind",)

    class Meta(Paper.Meta):
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-year", "unit__level", "unit__sort_name")
        constraints = (
            *Paper.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "year"], name="plan_one_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2009, year__lte=2100), name="plan_year_sane"),
        )

    def get_absolute_url(self) -> str:
        return reverse("campaign:plan_detail", args=[self.pk])

    def objection(self, action: Action | str) -> str:
        """A plan without a target says nothing that could be held against activities."""
        if action == Action.SUBMIT and not self.targets.exists():
            return str(_("Add at least one target before sending the plan."))
        return super().objection(action)


class PlanDecision(Decision):
    """The history of a plan."""

    paper = models.ForeignKey(Plan, models.PROTECT, related_name="decisions")

    class Meta(Decision.Meta):
        verbose_name = _("decision on a plan")
        verbose_name_plural = _("decisions on plans")


class Target(models.Model):
    """A number that a plan wants to reach; its progress is counted from activities, never typed.

    `about` is one kind of activity or, without one, a whole responsibility. The shape is absolute for now; coverage
    and minimum per subordinate unit are the two others that the Union uses (domain.md §1.4).
    """

    class Shape(models.TextChoices):
        TOTAL = "total", _("total of the unit and everything beneath")
        COVERAGE = "coverage", _("per cent of subordinate units")
        MINIMUM = "minimum", _("minimum for each subordinate unit of a level")

    class Measure(models.TextChoices):
        ACTIVITIES = "activities", _("activities")
        TURNOUT = "turnout", _("person-times of turnout")
        CITIZENS = "citizens", _("citizens served")
        RESULT = "result", _("results, as the kind counts them")
        VALUE = "value", _("value in đồng")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    responsibility = models.CharField(_("responsibility"), max_length=10, choices=Responsibility)
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("kind of activity")
    )
    shape = models.CharField(_("shape"), max_length=10, choices=Shape, default=Shape.TOTAL)
    measure = models.CharField(_("measure"), max_length=12, choices=Measure, default=Measure.ACTIVITIES)
    amount = models.BigIntegerField(_("target"), validators=[MinValueValidator(1)])
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allotments",
        verbose_name=_("share of the superior's target"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("plan", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=LARGEST), name="target_positive"),
            models.CheckConstraint(
                condition=~Q(measure="result") | Q(kind__isnull=False), name="target_result_names_its_kind"
            ),
            models.CheckConstraint(
                condition=Q(derived_from=None) | ~Q(derived_from=F("id")), name="target_not_its_own_share"
            ),
        )

    def __str__(self) -> str:
        about = str(self.kind) if self.kind else self.get_responsibility_display()
        amount = number_format(self.amount, force_grouping=True)
        return f"{about}: {amount} {self.get_measure_display()}; {self.note}".removesuffix("; ")
