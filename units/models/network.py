"""Which units belong together across the tree, and who reads over them?"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from units.clauses import Clause, ReadQuerySet, Rows
from units.clock import today
from units.models.unit import Unit
from units.querysets import beneath, own
from units.spans import in_force_on


class NetworkQuerySet(ReadQuerySet):
    """Networks; read by whoever reads the holder or a member of today."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "holder") | _with_members(own(user, "unit")),
        Clause.SUBTREE: lambda user: beneath(user, "holder__") | _with_members(beneath(user, "unit__")),
    }

    def around(self, unit: Unit) -> Self:
        """The networks that a unit holds or is a member of today."""
        return self.filter(Q(holder=unit) | _with_members(Q(unit=unit)))


def _with_members(condition: Q) -> Q:
    """Returns the condition that a network has a member of today for which another one holds."""
    members = NetworkMember.objects.in_force(today()).filter(condition)
    return Q(pk__in=members.values("network"))


class MemberQuerySet(ReadQuerySet):
    """Memberships of networks; read with the unit, and by whoever reads the holder."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit") | own(user, "network__holder"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__") | beneath(user, "network__holder__"),
    }

    def in_force(self, day: date) -> Self:
        """The memberships of a day."""
        return self.filter(in_force_on(day))


class Network(models.Model):
    """A second, horizontal membership of units, without approval rights (point 6 of the conclusion).

    Its holder reads, compares and guides across it; papers never travel along it.
    """

    code = models.CharField(_("code"), max_length=32, unique=True)
    name_vi = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="networks", verbose_name=_("holder"))

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi


class NetworkMember(models.Model):
    """A unit's membership of a network, from a day until the day before another; with it goes its subtree."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of a network")
        verbose_name_plural = _("memberships of networks")
        ordering = ("network", "unit", "from_on")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "unit"], condition=Q(to_on=None), name="network_member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="network_member_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.network} · {self.unit}"
