"""Has this request been answered before?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.clock import now


class Receipt(models.Model):
    """The answer to one request, kept so that a repeat gets the same answer and does nothing (product.md, rule 10)."""

    request_id = models.UUIDField(unique=True)
    code = models.CharField(_("receipt code"), max_length=12, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.code
