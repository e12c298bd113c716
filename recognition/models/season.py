"""Which award is given when, at which level, by which rules?"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from units.models import Level, Unit


class Season(models.Model):
    """One round of an award (đợt xét). Every threshold is configurable: the historical values are unknown
    (domain.md §9.2)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seasons", verbose_name=_("awarding unit"))
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    oldest_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    age_on = models.DateField(_("age is taken on"), null=True, blank=True)
    years_in_post = models.PositiveSmallIntegerField(_("years in the post at least"), null=True, blank=True)

    class Meta:
        verbose_name = _("award season")
        verbose_name_plural = _("award seasons")
        ordering = ("-year", "level")
        constraints = (
            models.UniqueConstraint(fields=["unit", "name_vi", "year"], name="season_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="season_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(oldest_age=None) | Q(age_on__isnull=False), name="season_age_has_its_day"
            ),
        )

    def __str__(self) -> str:
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi

    def is_open(self, on) -> bool:
        """Says whether nominations can be sent on that day."""
        return self.opens_on <= on <= self.closes_on
