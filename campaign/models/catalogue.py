"""What may be logged: which kinds of activity, for which sectors, and what other movements may claim it too?"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.models.conclusion import Bilingual, Point, Responsibility
from campaign.querysets import ActivityKindQuerySet
from units.models import DerivedColumn, Sector, Unit


class Movement(Bilingual, models.Model):
    """Another movement that an activity may also serve (weakness W1: overlap)."""

    code = models.SlugField(unique=True)
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.in_language("name")


class ActivityKind(Bilingual, models.Model):
    """A kind of activity of the catalogue, in one version; activities keep the version they were written under.

    National kinds are the centre's. A province or a bloc (`unit`) adds kinds of its own `under` a national one:
    totals go by `total_code`, the code of the national kind, so that they stay whole.
    """

    class Aggregation(models.TextChoices):
        SUM = "sum", _("adds up")
        DISTINCT = "distinct", _("counts each only once")
        RATIO = "ratio", _("x of y")

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="own_kinds", verbose_name=_("added by")
    )
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="beneath", verbose_name=_("counts as")
    )
    total_code = DerivedColumn(
        max_length=40, db_index=True, derive=lambda kind: kind.under.code if kind.under_id else kind.code
    )
    from_on = models.DateField(_("in force from"), null=True, blank=True)
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)
    responsibility = models.CharField(_("responsibility"), max_length=10, choices=Responsibility)
    also_responsibility = models.CharField(_("also claimed by"), max_length=10, choices=Responsibility, blank=True)
    point = models.ForeignKey(Point, models.PROTECT, related_name="kinds", verbose_name=_("point"))
    name_vi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    counts_vi = models.CharField(_("what it counts"), max_length=60)
    counts_en = models.CharField(max_length=60)
    hint_vi = models.CharField(max_length=300, blank=True)
    hint_en = models.CharField(max_length=300, blank=True)
    aggregation = models.CharField(max_length=10, choices=Aggregation, default=Aggregation.SUM)
    on_saturdays = models.BooleanField(_("falls on Saturdays"), default=False)
    has_level = models.BooleanField(_("is of a level (province, district, grassroots)"), default=False)
    is_drive = models.BooleanField(_("is a peak drive"), default=False)
    aliases = models.TextField(_("other names in use"), blank=True, help_text=_("One on each line"))
    order = models.PositiveSmallIntegerField(default=0)

    objects = ActivityKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="kind_version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(replaced_on=None), name="kind_one_current"),
            models.CheckConstraint(
                condition=Q(unit=None, under=None, total_code=F("code")) | Q(unit__isnull=False, under__isnull=False),
                name="kind_of_a_unit_under_a_national_one",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(replaced_on=None) | Q(replaced_on__gte=F("from_on")),
                name="kind_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.in_language("name")

    @property
    def counts(self) -> str:
        """The unit of measure of the result, in the reader's language."""
        return self.in_language("counts")


class KindSector(Bilingual, models.Model):
    """A sector that a kind is meant for, with what is usual there: an example, and what proves it.

    A kind without any row that `restricts` is meant for all sectors, and mixed units may use every kind.
    """

    kind = models.ForeignKey(ActivityKind, models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=20, choices=Sector)
    restricts = models.BooleanField(default=True, help_text=_("the kind is meant for such sectors alone"))
    example_vi = models.CharField(_("example"), max_length=300, blank=True)
    example_en = models.CharField(max_length=300, blank=True)
    evidence_vi = models.CharField(_("what proves it"), max_length=300, blank=True)
    evidence_en = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("sector of a kind")
        verbose_name_plural = _("sectors of a kind")
        constraints = (models.UniqueConstraint(fields=["kind", "sector"], name="kind_sector_once"),)

    def __str__(self) -> str:
        return self.get_sector_display()
