"""Which file proves a paper, and what is known about its content?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.clock import now


class Attachment(models.Model):
    """A file beside a paper, already examined by `units.intake`; concrete kinds add a `paper` key of their own."""

    file = models.FileField(_("file"), max_length=200)
    thumbnail = models.FileField(max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), default=now)

    class Meta:
        abstract = True
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Says whether a browser can show it in the page."""
        return self.media_type.startswith("image/")
