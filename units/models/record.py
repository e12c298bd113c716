"""Who changed a unit, a post or a person, exported a list, signed in, and when?"""

from typing import Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.clock import now
from units.models.unit import Unit
from units.querysets import RecordQuerySet


class AppendOnly(models.Model):
    """A line of history: written once, in the transaction of what it tells, never edited and never deleted."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is history: it cannot be edited.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> Never:
        raise TypeError(f"{type(self).__name__} is history: it cannot be deleted.")


class Record(AppendOnly):
    """A line in the history of a plain record, or of an export or a sign-in; papers have their own `Decision`s."""

    class Verb(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        SCHEDULED = "scheduled", _("scheduled")
        CALLED_OFF = "called_off", _("called off")
        INVITED = "invited", _("invited")
        HANDED_OVER = "handed_over", _("handed over")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        LOADED = "loaded", _("loaded")
        EXPORTED = "exported", _("exported")
        SIGNED_IN = "signed_in", _("signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
        SIGNED_OUT = "signed_out", _("signed out")
        PUBLISHED = "published", _("published")
        OPENED = "opened", _("opened")
        ISSUED = "issued", _("issued")

    verb = models.CharField(_("what happened"), max_length=20, choices=Verb)
    subject = models.CharField(_("to what"), max_length=60, help_text="app_label.model")
    subject_id = models.BigIntegerField(null=True)
    label = models.CharField(_("name at the time"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    post = models.ForeignKey("units.Post", models.PROTECT, null=True, related_name="+", verbose_name=_("in the post"))
    at = models.DateTimeField(_("when"), default=now)
    changes = models.JSONField(_("changes"), default=dict)
    note = models.TextField(_("note"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["subject", "subject_id", "at"], name="record_of_subject"),
            models.Index(fields=["unit", "at"], name="record_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.label}"
