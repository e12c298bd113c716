"""How many young officials does a unit have, and who are they?"""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.clock import now
from units.models.unit import Unit

PARTS = ("members", "women", "ethnic_minorities", "party_members")
LARGEST = 10_000_000


def _part(label: Any) -> models.Field:
    return models.PositiveIntegerField(label, null=True, blank=True)


class Headcount(models.Model):
    """The people of one unit alone in a year, as the unit counted them (product.md, rule 2); None was not counted.

    What stands beneath has rows of its own; a total is the sum over a subtree.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="headcounts", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    young_officials = models.PositiveIntegerField(_("young officials"), validators=[MaxValueValidator(LARGEST)])
    members = _part(_("Union members"))
    women = _part(_("women"))
    ethnic_minorities = _part(_("ethnic minorities"))
    party_members = _part(_("Party members"))
    version = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        ordering = ("unit", "-year")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="headcount_one_a_year"),
            models.CheckConstraint(
                condition=Q(young_officials__lte=LARGEST, year__gte=2010, year__lte=2100), name="headcount_plausible"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{part: None}) | Q(**{f"{part}__lte": F("young_officials")}),
                    name=f"headcount_{part}_within_all",
                )
                for part in PARTS
            ),
        )
        indexes = (models.Index(fields=["year", "unit"], name="headcount_of_year"),)

    def __str__(self) -> str:
        return f"{self.unit} · {self.year}"
