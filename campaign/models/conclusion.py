"""What did the central office conclude, what counts under it, and who has acknowledged it?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from units.models import AppendOnly, Unit
from units.querysets import AppendOnlyQuerySet


class Responsibility(models.TextChoices):
    """The three responsibilities of 2015-2017, in the order of point 1 of the conclusion."""

    SELF = "self", _("Responsibility to oneself")
    WORK = "work", _("Responsibility to one's work")
    COMMUNITY = "community", _("Responsibility to the community")


class Bilingual:
    """Picks the column of the reader's language for fields kept in both."""

    def in_language(self, field: str) -> str:
        """Returns `<field>_en` for readers of English and `<field>_vi` for all others."""
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        return getattr(self, f"{field}_{language}")


class Conclusion(Bilingual, models.Model):
    """The founding document of a campaign, e.g. 14-KL/TWĐTN-CNĐT of 25/12/2014, and the years it covers."""

    number = models.CharField(_("number"), max_length=60, unique=True)
    issued_on = models.DateField(_("issued on"))
    issuer_vi = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    acknowledged_down_to = models.PositiveSmallIntegerField(default=3, help_text=_("level of units"))

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        ordering = ("-issued_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="conclusion_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Point(Bilingual, models.Model):
    """One of the numbered points of a conclusion, in our own words."""

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField(_("point"))
    heading_vi = models.CharField(max_length=200)
    heading_en = models.CharField(max_length=200)
    text_vi = models.TextField()
    text_en = models.TextField()

    class Meta:
        verbose_name = _("point of the conclusion")
        verbose_name_plural = _("points of the conclusion")
        ordering = ("conclusion", "number")
        constraints = (models.UniqueConstraint(fields=["conclusion", "number"], name="point_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.in_language('heading')}"


class Acknowledgement(AppendOnly):
    """A unit's word that it has received and read the conclusion (product.md, rule 15)."""

    conclusion = models.ForeignKey(Conclusion, models.PROTECT, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acknowledgements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acknowledged_on = models.DateField(_("acknowledged on"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ("-acknowledged_on",)
        constraints = (models.UniqueConstraint(fields=["conclusion", "unit"], name="acknowledged_once"),)

    def __str__(self) -> str:
        return f"{self.unit} · {self.acknowledged_on:%d/%m/%Y}"
