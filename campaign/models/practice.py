"""Which activities are models that others may start from (mô hình, cách làm hay)?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models.activity import Activity
from campaign.offered import PracticeQuerySet
from units.clock import now, today
from units.models import Unit


class GoodPractice(models.Model):
    """An accepted activity that a superior shows to all units of its sector as a model; they may start theirs from it.

    `unit` is the superior that featured it: it is offered beneath that unit. Point 4 of the conclusion asks for
    models to be replicated.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="featured")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("featured by"))
    reason = models.TextField(_("what others may learn from it"))
    featured_on = models.DateField(_("featured on"), default=today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=now)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("model practice")
        verbose_name_plural = _("model practices")
        ordering = ("-featured_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["activity", "unit"], condition=Q(withdrawn_on=None), name="practice_featured_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | Q(withdrawn_on__gte=models.F("featured_on")) & ~Q(withdrawn_because=""),
                name="practice_withdrawn_with_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return reverse("campaign:practice_detail", args=[self.pk])
