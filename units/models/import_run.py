"""Which file is being read, how far is it, and what would it do?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.clock import now
from units.models.unit import Unit


class ImportRun(models.Model):
    """One Excel file on its way into the database: uploaded, checked, shown, written; or left and taken up again.

    `result` is what the check found (`units.loading`), `done` of `rows` says how far it is; `alive_at` is when whoever
    works on it last said so. Nothing of the file stands in any other table before the run is `written`.
    """

    class Kind(models.TextChoices):
        UNITS = "units", _("Units")
        HEADCOUNTS = "headcounts", _("Head-counts")
        PEOPLE = "people", _("People and posts")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be checked")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        WRITING = "writing", _("being written")
        WRITTEN = "written", _("written")
        FAILED = "failed", _("could not be read")
        DISCARDED = "discarded", _("discarded")

    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    file = models.FileField(_("file"), max_length=200)
    file_name = models.CharField(_("file name"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    result = models.JSONField(default=dict, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    created_at = models.DateTimeField(_("uploaded at"), default=now)
    alive_at = models.DateTimeField(default=now)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    written_at = models.DateTimeField(_("written at"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(done__lte=F("rows")), name="import_run_within_its_rows"),
            models.CheckConstraint(
                condition=Q(state="written", written_at__isnull=False) | ~Q(state="written") & Q(written_at=None),
                name="import_run_written_at_its_moment",
            ),
        )
        indexes = (models.Index(fields=["by", "created_at"], name="import_run_of_person"),)

    def __str__(self) -> str:
        return self.file_name
