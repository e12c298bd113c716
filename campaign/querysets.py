"""Which activities, plans and reports? The words in which the campaign asks for its papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from campaign.standing import Standing
from units.approval import Power, State, units_with
from units.models.unit import Sector, Unit
from units.querysets import PaperQuerySet, own, readable, within

if TYPE_CHECKING:
    from units.models import User


class ActivityKindQuerySet(models.QuerySet):
    """Kinds of the catalogue."""

    def current(self) -> Self:
        """The versions in force."""
        return self.filter(replaced_on=None)

    def for_unit(self, unit: Unit) -> Self:
        """The kinds meant for the unit's sector; a mixed unit may use every kind."""
        if unit.sector == Sector.MIXED:
            return self
        return self.filter(Q(sectors=None) | Q(sectors__sector=unit.sector)).distinct()


class ActivityQuerySet(PaperQuerySet):
    """Activities, in the words of the campaign."""

    def visible_to(self, user: User) -> Self:
        """As every paper, and what the user's own units co-organised, once it has been sent (product.md, rule 5)."""
        shared = self.model.co_organisers.through._default_manager.filter(own(user, "unit"))  # type: ignore[attr-defined]
        seen = own(user, "unit") | readable(user, "unit__") & ~Q(state=State.DRAFT)
        return self.filter(seen | Q(pk__in=shared.values("activity")) & ~Q(state=State.DRAFT))

    def between(self, start: date, end: date) -> Self:
        """The activities whose first day lies in the span, both days included."""
        return self.filter(started_on__gte=start, started_on__lte=end)

    def in_scope(self) -> Self:
        """The activities of units that the conclusion is addressed to."""
        return self.filter(unit__in_scope=True)

    def countable(self, states: Iterable[str] = (State.ACCEPTED,), *, also_covered: bool = False) -> Self:
        """The activities that enter totals: the total of a span stays out where something better stands for it.

        That is single activities of its kind, unit and span in one of the states, or a wider total that itself counts:
        of a longer span or of a unit above, whoever asks, so that figures add up whatever they are taken together with
        (product.md, Rulings: Span totals). With `also_covered` a wider total does not matter.
        """
        rows = self.model._default_manager.filter(kind__code=OuterRef("kind__code"), state__in=list(states))
        single = rows.filter(
            is_span_total=False,
            unit__path__startswith=OuterRef("unit__path"),
            started_on__gte=OuterRef("started_on"),
            started_on__lte=OuterRef("ended_on"),
        )
        alone = ~Exists(single)
        if also_covered:
            return self.filter(Q(is_span_total=False) | alone)
        wider = (
            rows.annotate(covered=ExpressionWrapper(OuterRef("unit__path"), models.CharField()))
            .filter(
                is_span_total=True,
                covered__startswith=F("unit__path"),
                started_on__lte=OuterRef("started_on"),
                ended_on__gte=OuterRef("ended_on"),
            )
            .exclude(unit=OuterRef("unit"), started_on=OuterRef("started_on"), ended_on=OuterRef("ended_on"))
        )
        return self.filter(Q(is_span_total=False) | alone & ~Exists(wider.filter(~Exists(single))))


class PlanQuerySet(PaperQuerySet):
    """Plans, in the words of the campaign."""

    def visible_to(self, user: User) -> Self:
        """As every paper, and the accepted plans of the units above (product.md, rule 5)."""
        above = {pk for post in user.current_posts for pk in post.unit.ancestor_ids}
        return self.filter(
            own(user, "unit")
            | readable(user, "unit__") & ~Q(state=State.DRAFT)
            | Q(unit__in=above, state=State.ACCEPTED)
        )

    def superior_of(self, unit: Unit, year: int) -> QuerySet:
        """The accepted plans of the units above for a year, the nearest first."""
        return self.accepted().filter(unit__in=unit.ancestor_ids, year=year).order_by("-unit__level")


class ExpectedQuerySet(models.QuerySet):
    """Expected reports, whether they came or not."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units and of everything beneath where a post reads downward."""
        return self.filter(own(user, "unit") | readable(user, "unit__"))

    def under(self, unit: Unit) -> Self:
        """Those of a subtree."""
        return self.filter(within(unit.path or "", "unit__"))

    def with_standing(self, user: User) -> Self:
        """Adds `standing` (campaign.standing) as the user sees it: a draft shows to its own unit alone."""
        known = [State.WAITING, State.RETURNED, State.ACCEPTED]
        return self.annotate(
            standing=Case(
                When(~Q(excused_because=""), then=Value(Standing.EXCUSED)),
                When(own(user, "unit") & Q(report__state=State.DRAFT), then=Value(Standing.DRAFT)),
                When(report__state__in=known, then=F("report__state")),
                default=Value(Standing.MISSING),
            )
        )

    def on_desks_of(self, user: User) -> Self:
        """Those whose report the user can answer."""
        waiting = self.filter(report__state=State.WAITING, report__holder__in=units_with(user, Power.DECIDE))
        return waiting.exclude(report__submitted_by=user)

    def counted(self) -> Self:
        """Those that enter the rates: not excused."""
        return self.filter(excused_because="")

    def with_last_day(self) -> Self:
        """Adds `final_day`: the due day, or the day it was extended to."""
        return self.annotate(final_day=Coalesce("extended_to", "due_on"))

    def arrived(self) -> Self:
        """Those whose report has been sent and not been returned or recalled."""
        return self.filter(report__state__in=[State.WAITING, State.ACCEPTED])

    def missing(self) -> Self:
        """Those without a report that has been sent."""
        return self.exclude(report__state__in=[State.WAITING, State.ACCEPTED])

    def on_time(self) -> Self:
        """Those first sent on or before the last day."""
        return self.with_last_day().arrived().filter(report__sent_on__lte=F("final_day"))

    def late(self) -> Self:
        """Those first sent after the last day."""
        return self.with_last_day().arrived().filter(report__sent_on__gt=F("final_day"))

    def overdue(self, day: date) -> Self:
        """Those still missing after their last day."""
        return self.with_last_day().missing().filter(final_day__lt=day)


class ReportQuerySet(PaperQuerySet):
    """Reports, in the words of the campaign."""
