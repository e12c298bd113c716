"""Which letters of guidance were sent across a network or down the tree, to whom, and who has read them?"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.clauses import Clause, ReadQuerySet, Rows
from units.clock import now
from units.models import Network, Unit
from units.querysets import across, beneath, own


def _addressed(condition: Q) -> Q:
    """Returns the condition that a letter has an addressee for which another one holds."""
    return Q(pk__in=GuidanceAddressee.objects.filter(condition).values("guidance"))


class GuidanceQuerySet(ReadQuerySet):
    """Letters of guidance; read at the issuer's unit, by the addressees, and by whoever reads one of these."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__"),
        Clause.NETWORK: lambda user: across(user, "unit__"),
        Clause.ADDRESSED: lambda user: _addressed(own(user, "unit")),
        Clause.ADDRESSED_BENEATH: lambda user: _addressed(beneath(user, "unit__")),
        Clause.ADDRESSED_ACROSS: lambda user: _addressed(across(user, "unit__")),
    }


class AddresseeQuerySet(ReadQuerySet):
    """Addressees of letters; read at the issuer's unit, by themselves, and by whoever reads one of these."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit") | own(user, "guidance__unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__") | beneath(user, "guidance__unit__"),
        Clause.NETWORK: lambda user: across(user, "unit__") | across(user, "guidance__unit__"),
    }


class Guidance(models.Model):
    """A letter of guidance that a unit has issued; its addressees are fixed on that day (product.md, rule 15)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="guidance", verbose_name=_("issued by"))
    network = models.ForeignKey(
        Network, models.PROTECT, null=True, related_name="guidance", verbose_name=_("to the network")
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    issued_on = models.DateField(_("issued on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(default=now)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of guidance")
        verbose_name_plural = _("letters of guidance")
        ordering = ("-issued_on", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaign:guidance_detail", args=[self.pk])


class GuidanceAddressee(models.Model):
    """A unit to which a letter was sent, and its word that it has read it."""

    guidance = models.ForeignKey(Guidance, models.PROTECT, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="guidance_received", verbose_name=_("unit"))
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ("guidance", "unit")
        constraints = (
            models.UniqueConstraint(fields=["guidance", "unit"], name="guidance_addressed_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, by=None) | Q(acknowledged_on__isnull=False, by__isnull=False),
                name="guidance_acknowledged_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.guidance} · {self.unit}"
