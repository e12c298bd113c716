"""Who took part, and how many different people are that over a span, without a name leaving the branch?"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.activity import Activity
from units.models import Person, Unit


class Participant(models.Model):
    """A person of the unit's own list who took part in one of its activities; names are for the unit itself."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="took_part")

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (models.UniqueConstraint(fields=["activity", "person"], name="participant_once"),)

    def __str__(self) -> str:
        return str(self.person)


class PeopleSketch(models.Model):
    """What a unit tells those above about who took part in a month: a sketch that counts people and names nobody.

    `registers` is a HyperLogLog of the people ticked in the unit's activities whose first day lies in the month
    (`month` is its first day), as `campaign.people` writes it.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    registers = models.BinaryField()

    class Meta:
        verbose_name = _("sketch of people")
        verbose_name_plural = _("sketches of people")
        constraints = (
            models.UniqueConstraint(fields=["unit", "month"], name="people_sketch_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="people_sketch_of_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.month:%m/%Y}"
