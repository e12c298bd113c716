"""Who is nominated by whom, for which deeds, and what was decided?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from recognition.models.season import Season
from recognition.querysets import HonourQuerySet, NominationQuerySet
from units.approval import Action, Power
from units.clock import now, today
from units.models import Decision, Paper, Person, Unit

if TYPE_CHECKING:
    from units.models import User


class Nomination(Paper):
    """A dossier that proposes one young official for one season; it climbs desk by desk to the season's level."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="nominations", verbose_name=_("award season"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="nominations", verbose_name=_("nominee"))
    summary = models.CharField(_("summary (trích ngang)"), max_length=300)
    achievements = models.TextField(_("achievement report"))
    consent = models.BooleanField(_("the nominee agrees to be named in public"), default=False)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)

    objects = NominationQuerySet.as_manager()
    deciding_power: ClassVar[Power] = Power.SIGN
    content_fields: ClassVar[tuple[str, ...]] = ("title", "summary", "achievements", "citations", "consent")
    content_prefetch: ClassVar[tuple[str, ...]] = ("citations__activity",)
    desk_related: ClassVar[tuple[str, ...]] = ("unit", "holder", "season__unit", "person")

    class Meta(Paper.Meta):
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = (
            *Paper.Meta.constraints,
            models.UniqueConstraint(fields=["season", "person"], name="nominated_once_a_season"),
            models.CheckConstraint(
                condition=Q(consent=False) | Q(consent_on__isnull=False), name="nomination_consent_has_its_day"
            ),
        )

    def get_absolute_url(self) -> str:
        return reverse("recognition:nomination_detail", args=[self.pk])

    def is_final_at(self, desk: Unit) -> bool:
        """The awarding unit's desk is the last one."""
        return desk.level <= self.season.level

    def bar(self, user: User) -> str:
        """Nobody answers a nomination of oneself."""
        if user.person_id == self.person_id:
            return str(_("This nomination is about yourself: another officer of this desk must answer it."))
        return super().bar(user)

    def objection(self, action: Action | str) -> str:
        """A nomination is sent while its season is open, for somebody who meets the season's rules."""
        if action != Action.SUBMIT:
            return ""
        if not self.season.unit.contains(self.unit):
            return str(_("This season takes nominations of units under %(unit)s only.")) % {"unit": self.season.unit}
        if not self.season.is_open(today()) and not self.round:
            return str(_("The season is not open: nominations are taken from %(opens)s to %(closes)s.")) % {
                "opens": f"{self.season.opens_on:%d/%m/%Y}",
                "closes": f"{self.season.closes_on:%d/%m/%Y}",
            }
        if not self.citations.exists():
            return str(_("Choose at least one accepted activity that the nomination rests on."))
        return next(iter(self.season.problems(self.person)), "") or super().objection(action)


class NominationDecision(Decision):
    """The history of a nomination."""

    paper = models.ForeignKey(Nomination, models.PROTECT, related_name="decisions")

    class Meta(Decision.Meta):
        verbose_name = _("decision on a nomination")
        verbose_name_plural = _("decisions on nominations")


class Citation(models.Model):
    """An accepted activity that a nomination rests on."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="citations")
    activity = models.ForeignKey("campaign.Activity", models.PROTECT, related_name="+")
    part = models.CharField(_("the nominee's part in it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("cited activity")
        verbose_name_plural = _("cited activities")
        constraints = (models.UniqueConstraint(fields=["nomination", "activity"], name="cited_once"),)

    def __str__(self) -> str:
        return str(self.activity)


class Honour(models.Model):
    """The decision to honour somebody, with number, date and signatory; public where the person agreed."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="honour")
    decision_number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("date of the decision"))
    signatory = models.CharField(_("signed by"), max_length=120)
    citation_text = models.CharField(_("for what"), max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=now, editable=False)
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ("-decided_on", "nomination__person__sort_name")
        constraints = (models.CheckConstraint(condition=~Q(decision_number=""), name="honour_has_a_number"),)

    def __str__(self) -> str:
        return f"{self.nomination.person} · {self.decision_number}"

    def get_absolute_url(self) -> str:
        return reverse("recognition:honour_detail", args=[self.pk])
