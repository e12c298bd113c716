"""What is a paper, where does it lie, and what has happened to it?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from units.approval import Action, Power, State
from units.clock import now, today
from units.models.people import Post
from units.models.record import AppendOnly
from units.models.unit import Unit
from units.querysets import AppendOnlyQuerySet, PaperQuerySet

if TYPE_CHECKING:
    from units.models.people import User


class Paper(models.Model):
    """Something that a unit writes and the chain above answers: a plan, an activity, a report, a nomination.

    The desk's columns (`state`, `holder`, `round`, `steps`, `submitted_*`, `sent_on`, `decided_at`) are written by
    `units.desk` alone; `version` grows with every change and makes a lost update visible. `origin` is the unit that
    began a paper which a successor has taken over (product.md, Rulings: As then). Concrete kinds name their
    `content_fields` (what a reviewer reads) and override the hooks; their history is their own `Decision` table.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="%(class)ss", verbose_name=pgettext_lazy("noun", "unit")
    )
    origin = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("begun by")
    )
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    holder = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="%(class)ss_on_desk", verbose_name=_("desk")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    round = models.PositiveSmallIntegerField(_("times sent"), default=0, editable=False)
    steps = models.PositiveSmallIntegerField(_("desks passed"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written at"), default=now, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("sent by"),
    )
    submitted_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_on = models.DateField(_("first sent on"), null=True, editable=False)
    decided_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    is_demonstration = models.BooleanField(_("made up for the demonstration"), default=False, editable=False)

    decisions: Any  # the manager of its lines, which lie in a table of each kind

    objects = PaperQuerySet.as_manager()

    deciding_power: ClassVar[Power] = Power.DECIDE
    can_be_declined: ClassVar[bool] = True
    desk_related: ClassVar[tuple[str, ...]] = ("unit", "holder")
    content_fields: ClassVar[tuple[str, ...]] = ("title",)
    # What `content()` reads beyond the paper's own row, for prefetch_related.
    content_prefetch: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        ordering: tuple[str, ...] = ("-pk",)
        constraints: tuple[models.BaseConstraint, ...] = (
            models.CheckConstraint(
                condition=Q(state=State.WAITING, holder__isnull=False) | (~Q(state=State.WAITING) & Q(holder=None)),
                name="%(app_label)s_%(class)s_on_a_desk_iff_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(round__gte=1, submitted_at__isnull=False, sent_on__isnull=False),
                name="%(app_label)s_%(class)s_sent_once_it_leaves",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DRAFT, State.WAITING]) | Q(decided_at=None),
                name="%(app_label)s_%(class)s_undecided_while_open",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Returns the address of the page that shows the paper."""
        raise NotImplementedError(f"{type(self).__name__} needs get_absolute_url()")

    @staticmethod
    def kinds() -> list[type[Paper]]:
        """Returns every concrete kind of paper that the installed apps know."""
        return [model for model in apps.get_models() if issubclass(model, Paper)]

    @classmethod
    def kind_code(cls) -> str:
        """Returns the kind's name in addresses and receipts, e.g. "campaign.activity"."""
        return cls._meta.label_lower

    # --- hooks of the concrete kinds -------------------------------------------------------------------------------

    def bar(self, user: User) -> str:
        """Returns why this person never answers this paper, whatever the post, or "" (product.md, rule 6)."""
        if self.submitted_by_id == user.pk:
            return str(_("You sent this paper yourself: another officer of this desk must answer it."))
        return ""

    def objection(self, action: Action | str) -> str:
        """Returns a reason of the kind's own against an action that the general rules allow, or "".

        A closed unit sends nothing more; a kind that tells of an earlier time judges by that time instead.
        """
        if action == Action.SUBMIT and not self.unit.is_open(today()):
            return str(_("%(unit)s is closed.") % {"unit": self.unit})
        return ""

    def is_final_at(self, desk: Unit) -> bool:
        """Says whether an approval at that desk is the last one; the direct superior's is, unless a kind climbs."""
        return True

    # --- content ---------------------------------------------------------------------------------------------------

    def content(self) -> dict[str, str]:
        """Returns what a reviewer reads, field by field, as text: 1.677, 27/06/2016, a list line by line.

        Always in the product's first language: what was kept in one is compared later by a reader of another.
        """
        with override(settings.LANGUAGE_CODE):
            return {name: self._as_text(name) for name in self.content_fields}

    def _as_text(self, name: str) -> str:
        field = self._meta.get_field(name)
        if field.many_to_many:
            return ", ".join(sorted(str(item) for item in getattr(self, name).all()))
        if field.one_to_many:
            return "\n".join(str(item) for item in getattr(self, name).all())
        value = getattr(self, name)
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, int) and not isinstance(value, bool):
            return number_format(value, force_grouping=True)
        return "" if value is None else str(value)

    def changes_since_answer(self) -> list[tuple[str, str, str]]:
        """Returns (label, before, now) for each field changed since the paper was last returned; else []."""
        last = self.decisions.filter(action=Action.RETURN).order_by("-pk").first()
        if last is None:
            return []
        before, current = last.content, self.content()
        return [
            (self._label(name), *self._apart(name, before.get(name, ""), text))
            for name, text in current.items()
            if before.get(name, "") != text
        ]

    def _apart(self, name: str, before: str, now: str) -> tuple[str, str]:
        """Of rows, only those that differ: a reviewer need not read again what stayed."""
        if not self._meta.get_field(name).one_to_many:
            return before, now
        old, new = before.split("\n"), now.split("\n")
        return "\n".join(row for row in old if row not in new), "\n".join(row for row in new if row not in old)

    def labelled_content(self) -> list[tuple[str, str]]:
        """Returns (field label, text) for what a reviewer reads."""
        return [(self._label(name), text) for name, text in self.content().items()]

    def _label(self, name: str) -> str:
        field = self._meta.get_field(name)
        rows = field.related_model if field.one_to_many else None
        return str(rows._meta.verbose_name_plural if rows else getattr(field, "verbose_name", name))


class Decision(AppendOnly):
    """One line in the history of a paper: who, in which post, when, what, why (product.md, rule 9).

    Concrete kinds add `paper`, a protecting key with related name "decisions". `content` holds what was read when a
    paper was returned, so that its next coming shows what changed since.
    """

    action = models.CharField(_("what"), max_length=10, choices=Action)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name=_("in the post"))
    post_label = models.CharField(max_length=240, blank=True)
    desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("at the desk of"))
    to_desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("to the desk of"))
    from_state = models.CharField(max_length=10, choices=State)
    to_state = models.CharField(max_length=10, choices=State)
    round = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(_("when"), default=now)
    note = models.TextField(_("why"), blank=True)
    content = models.JSONField(default=dict, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("pk",)
        constraints: tuple[models.BaseConstraint, ...] = (
            models.CheckConstraint(
                condition=~Q(action__in=[Action.RETURN, Action.DECLINE]) | ~Q(note=""),
                name="%(app_label)s_%(class)s_gives_its_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} · {self.at:%d/%m/%Y}"
