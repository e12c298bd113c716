"""With whom was an activity done, and which other entry may be the same one (weakness W1)?"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models.activity import Activity
from units.clock import now
from units.models import Unit
from units.vietnamese.numbers import LARGEST


class Partnership(models.Model):
    """A unit that organised an activity together with its author, and what that unit itself says of its share.

    The activity is counted once, with its author's unit. `turnout` is how many of the turnout (person-times) came from
    the partner: part of the activity's figure, never added to it.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("share", "not answered yet")
        CONFIRMED = "confirmed", pgettext_lazy("share", "confirmed")
        DENIED = "denied", pgettext_lazy("share", "did not take part")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="partnerships")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="partnerships")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    turnout = models.BigIntegerField(_("of them from this unit (person-times)"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("co-organising unit")
        verbose_name_plural = _("co-organising units")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["activity", "unit"], name="partnership_once"),
            models.CheckConstraint(
                condition=Q(turnout=None) | Q(state="confirmed", turnout__gte=0, turnout__lte=LARGEST),
                name="partnership_share_of_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by=None, answered_at=None)
                | ~Q(state="asked") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="partnership_answered_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_state_display()}"


class Resemblance(models.Model):
    """Two entries that may be one and the same activity: warned of, never refused (product.md, rule 12).

    `activity` is the one that was being written when the likeness was seen, `other` the earlier one. `text` is how
    alike their names are, in per cent; `photograph` says that a picture of one stands beside the other too.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", pgettext_lazy("likeness", "not looked at")
        DIFFERENT = "different", pgettext_lazy("likeness", "two activities")
        SAME = "same", pgettext_lazy("likeness", "one and the same")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="resembles")
    other = models.ForeignKey(Activity, models.CASCADE, related_name="resembled_by")
    text = models.PositiveSmallIntegerField(_("likeness of the names (%)"), validators=[MaxValueValidator(100)])
    photograph = models.BooleanField(_("the same photograph"), default=False)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict, default=Verdict.OPEN)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("judged by")
    )
    judged_at = models.DateTimeField(_("judged at"), null=True)
    seen_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("likeness of two activities")
        verbose_name_plural = _("likenesses of activities")
        ordering = ("-photograph", "-text", "pk")
        constraints = (
            models.UniqueConstraint(fields=["activity", "other"], name="resemblance_once"),
            models.CheckConstraint(condition=~Q(activity=F("other")), name="resemblance_of_two"),
            models.CheckConstraint(condition=Q(text__lte=100), name="resemblance_in_per_cent"),
            models.CheckConstraint(
                condition=Q(verdict="open", judged_by=None, judged_at=None)
                | ~Q(verdict="open") & Q(judged_by__isnull=False, judged_at__isnull=False),
                name="resemblance_judged_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["other", "verdict"], name="resemblance_of_other"),)

    def __str__(self) -> str:
        return f"{self.activity_id} ~ {self.other_id}"
