"""Which activities, plans and reports? The words in which the campaign asks for its papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf, Substr

from campaign import placed
from campaign.standing import Standing
from units import tree
from units.approval import Power, State, units_with
from units.clauses import Clause, ReadQuerySet, Rows
from units.clock import today
from units.models.unit import Level, Sector, Unit
from units.querysets import SENT, PaperQuerySet, across, beneath, own, readable, within

if TYPE_CHECKING:
    from units.models import User


STOOD_IN = {
    Level.PROVINCE: "province_id", Level.DISTRICT: "district_id", Level.GRASSROOTS: "grassroots_id",
    Level.BRANCH: "branch_id",
}  # fmt: skip


def child_of_path(column: str, path: str) -> Cast:
    """Returns the key of the unit directly beneath the one at `path`, by the path in a column; NULL for itself."""
    step = NullIf(Substr(column, len(path) + 1, tree.WIDTH), Value(""))
    return Cast(step, BigIntegerField())


def _in_force(day: date) -> Q:
    """Returns the condition that a version of a kind is in force on a day: the last day is the one before its end."""
    began = Q(from_on=None) | Q(from_on__lte=day)
    return began & (Q(replaced_on=None) | Q(replaced_on__gt=day))


class ActivityKindQuerySet(models.QuerySet):
    """Kinds of the catalogue, one row for each version."""

    def current(self, day: date | None = None) -> Self:
        """The versions in force on a day, today unless another is named."""
        return self.filter(_in_force(day or today()))

    def listed(self) -> Self:
        """One version of each kind: the one in force today, else the latest, begun or not."""
        same = self.model._default_manager.filter(code=OuterRef("code"))
        later = same.filter(version__gt=OuterRef("version"))
        return self.filter(_in_force(today()) | ~Exists(same.filter(_in_force(today()))) & ~Exists(later))

    def in_order(self) -> Self:
        """In the order of the catalogue, what units have added right beneath its national kind."""
        return self.order_by("order", "total_code", F("unit").asc(nulls_first=True), "code", "version")

    def visible_to(self, user: User) -> Self:
        """National kinds, those that units above the user's have added, and those of units that the user reads."""
        above = {pk for post in user.current_posts for pk in (*post.unit.ancestor_ids, post.unit_id)}
        return self.filter(Q(unit=None) | Q(unit__in=above) | readable(user, "unit__"))

    def for_unit(self, unit: Unit) -> Self:
        """National kinds and those that units above it have added, of its sector; a mixed unit may use every kind."""
        found = self.filter(Q(unit=None) | Q(unit__in=tree.ids(unit.path or "")))
        if unit.sector == Sector.MIXED:
            return found
        meant = apps.get_model("campaign", "KindSector").objects.filter(kind=OuterRef("pk"), restricts=True)
        return found.filter(~Exists(meant) | Exists(meant.filter(sector=unit.sector)))


def co_organised(user: User) -> Q:
    """Returns the condition that a unit of the user's posts co-organised an activity that has been sent (rule 5)."""
    shared = apps.get_model("campaign", "Partnership")._default_manager.filter(own(user, "unit"))
    return Q(pk__in=shared.values("activity")) & SENT


class ActivityQuerySet(PaperQuerySet):
    """Activities, in the words of the campaign; read are those of every paper and what one's units co-organised."""

    clauses: ClassVar[dict[Clause, Rows]] = {**PaperQuerySet.clauses, Clause.CO_ORGANISED: co_organised}

    def now_under(self, unit: Unit) -> Self:
        """The activities of a subtree as it stands now, with `child`: the key directly beneath, NULL for itself."""
        return self.under(unit).alias(child=child_of_path("unit__path", unit.path or ""))

    def stood_under(self, unit: Unit) -> Self:
        """Those of what stood under a unit on their own first day, with `child` as of that day (Rulings: As then)."""
        deeper = [F(column) for level, column in STOOD_IN.items() if level > unit.level]
        nothing = Value(None, output_field=BigIntegerField())
        found = self.alias(child=Coalesce(*deeper, nothing) if deeper else nothing)
        return found if unit.parent_id is None else found.filter(**{STOOD_IN[Level(unit.level)]: unit.pk})

    def between(self, start: date, end: date) -> Self:
        """The activities whose first day lies in the span, both days included."""
        return self.filter(started_on__gte=start, started_on__lte=end)

    def of_kind(self, code: str) -> Self:
        """The activities of a kind in all its versions; of a national one also those of the kinds beneath it."""
        return self.filter(Q(kind__code=code) | Q(kind__total_code=code))

    def in_scope(self) -> Self:
        """The activities of units that the conclusion is addressed to."""
        return self.filter(unit__in_scope=True)

    def countable(self, states: Iterable[str] = (State.ACCEPTED,), *, also_covered: bool = False) -> Self:
        """The activities that enter totals: the total of a span stays out where something better stands for it.

        That is single activities of its kind, unit and span in one of the states, or a wider total that itself counts:
        of a longer span or of a unit above, whoever asks, so that figures add up whatever they are taken together with
        (product.md, Rulings: Span totals). With `also_covered` a wider total does not matter.
        """
        rows = self.model._default_manager.filter(
            kind__total_code=OuterRef("kind__total_code"), state__in=list(states)
        )
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


def published_above(user: User) -> Q:
    """Returns the condition that a plan is the accepted one of a unit above the user's (rule 5)."""
    above = {pk for post in user.current_posts for pk in post.unit.ancestor_ids}
    return Q(unit__in=above, state=State.ACCEPTED)


class PlanQuerySet(PaperQuerySet):
    """Plans, in the words of the campaign; read are those of every paper and the published ones of the units above."""

    clauses: ClassVar[dict[Clause, Rows]] = {**PaperQuerySet.clauses, Clause.PUBLISHED: published_above}

    def superior_of(self, unit: Unit, year: int) -> QuerySet:
        """The accepted plans of the units above for a year, the nearest first."""
        return self.accepted().filter(unit__in=unit.ancestor_ids, year=year).order_by("-unit__level")


class ExpectedQuerySet(ReadQuerySet):
    """Expected reports, whether they came or not; read are those of the units that one reads."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__"),
        Clause.NETWORK: lambda user: across(user, "unit__"),
    }

    def under(self, unit: Unit) -> Self:
        """Those of a subtree."""
        return self.filter(within(unit.path or "", "unit__"))

    def now_under(self, unit: Unit) -> Self:
        """Those of a subtree as it stands now, with `child`: the key directly beneath, NULL for the unit itself."""
        return self.under(unit).alias(child=child_of_path("unit__path", unit.path or ""))

    def stood_under(self, unit: Unit) -> Self:
        """Those of what stood under a unit on the last day of their period, with `child` as of that day."""
        stood = placed.at_end_of_period()
        places = sorted({unit.path or "", *unit.placements.values_list("path", flat=True)})
        beneath = [When(within(path, "stood_"), then=child_of_path("stood_path", path)) for path in places]
        found = self.alias(stood_path=Coalesce(Subquery(stood.values("path")[:1]), "unit__path"))
        anywhere = Q()
        for path in places:
            anywhere |= within(path, "stood_")
        return found.filter(anywhere).alias(child=Case(*beneath, output_field=BigIntegerField()))

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
