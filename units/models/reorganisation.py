"""What was a unit called, from which did it come, and what is to be done with it on which day?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.clock import now
from units.models.unit import Unit


class FormerName(models.Model):
    """A name that a unit bore until the day before `until_on`.

    What a unit was called on a day is the row with the least `until_on` after it, else its present name.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    until_on = models.DateField(_("until"))
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ("unit", "until_on")
        constraints = (models.UniqueConstraint(fields=["unit", "until_on"], name="former_name_one_a_day"),)

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One unit gave way to another from a day on: it was merged into it, or it came out of it (rule 3)."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merger")
        SPLIT = "split", _("division")

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=5, choices=Kind)
    on = models.DateField(_("from"))
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} · {self.on:%d/%m/%Y}"


class Reorganisation(models.Model):
    """What is done with a unit on a day, by a decision with a number; or will be, where that day is still to come.

    `terms` holds what the kind needs beside its day (keys of units, new names); `units.structure` reads and writes
    it. A scheduled one that can no longer be done on its day says why (`problem`) and waits for a person.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", _("Rename or change")
        MOVE = "move", _("Move")
        MERGE = "merge", _("Merge")
        SPLIT = "split", _("Split")
        CLOSE = "close", _("Close")
        REOPEN = "reopen", _("Reopen")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        DONE = "done", _("done")
        CALLED_OFF = "called_off", _("called off")
        FAILED = "failed", _("could not be done")

    kind = models.CharField(_("what"), max_length=6, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reorganisations", verbose_name=_("unit"))
    on = models.DateField(_("from"))
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    terms = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    problem = models.TextField(_("why it could not be done"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("entered at"), default=now)
    done_at = models.DateTimeField(_("done at"), null=True)

    # In memory, for its reader: what is done in words, why it could not be done, whether it can be called off.
    sentence: str
    why: str
    may_call_off: bool

    class Meta:
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | ~Q(state="done") & Q(done_at=None),
                name="reorganisation_done_at_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="reorganisation_failed_for_a_reason"
            ),
        )
        indexes = (models.Index(fields=["state", "on"], name="reorganisation_due"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit} · {self.on:%d/%m/%Y}"
