"""Who has acknowledged the conclusion? "Made known down to the district-level unions" (its last sentence; rule 15)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from campaign.models import Acknowledgement, Conclusion
from units.approval import Power, post_with, units_with
from units.clock import today
from units.models import Record, Unit, User
from units.querysets import UnitQuerySet
from units.records import record


class Refused(Exception):
    """The unit is not asked to acknowledge, or the person does not act for it; the text says why."""


def may_not_speak(unit: Unit, user: User) -> str:
    """Returns why the user may acknowledge nothing for the unit, "" for its secretary and its officers."""
    if post_with(user, Power.SEND, unit.pk) is None:
        return _("Only the secretary or an officer of the unit can acknowledge for it.")
    return ""


def current() -> Conclusion | None:
    """Returns the conclusion in force: the latest issued."""
    return Conclusion.objects.first()


def refusal(conclusion: Conclusion, unit: Unit, user: User) -> str:
    """Returns why the user may not acknowledge for the unit, "" if nothing stands against it."""
    if problem := may_not_speak(unit, user):
        return problem
    if unit.parent_id is None or unit.level > conclusion.acknowledged_down_to:
        return _("The conclusion is not addressed to units of this level; they hear of it from the unit above.")
    return ""


@transaction.atomic
def acknowledge(conclusion: Conclusion, unit: Unit, *, by: User) -> Acknowledgement:
    """Records, once, that the unit has received and read the conclusion; a repeat gives the first acknowledgement."""
    problem = refusal(conclusion, unit, by)
    if problem:
        raise Refused(problem)
    word, fresh = Acknowledgement.objects.get_or_create(
        conclusion=conclusion, unit=unit, defaults={"by": by, "acknowledged_on": today()}
    )
    if fresh:
        record(Record.Verb.ACKNOWLEDGED, conclusion, by=by, unit=unit)
    return word


def addressees(conclusion: Conclusion) -> UnitQuerySet:
    """Returns the units that are asked to acknowledge: open, in scope, below the centre, down to the named level."""
    asked = Unit.objects.open_on(today()).in_scope().filter(level__lte=conclusion.acknowledged_down_to)
    return asked.exclude(parent=None)


def awaited_from(conclusion: Conclusion, user: User) -> list[Unit]:
    """Returns the units for which this user still has to acknowledge."""
    ours = addressees(conclusion).filter(pk__in=units_with(user, Power.SEND))
    return list(ours.exclude(acknowledgements__conclusion=conclusion))


def with_words(conclusion: Conclusion) -> UnitQuerySet:
    """Returns the addressees, each with `acknowledged_on` and `acknowledged_by` (None if not yet)."""
    word = Acknowledgement.objects.filter(conclusion=conclusion, unit=OuterRef("pk"))
    return addressees(conclusion).annotate(
        acknowledged_on=Subquery(word.values("acknowledged_on")[:1]),
        acknowledged_by=Subquery(word.values("by__person__full_name")[:1]),
    )


def directly_beneath(conclusion: Conclusion, unit: Unit) -> UnitQuerySet:
    """Returns the addressees whose direct superior is the unit, each with `acknowledged_on` (None if not yet).

    `asked` and `answered` are the numbers of addressees directly beneath each and of those that have acknowledged.
    """
    below = Q(children__in=addressees(conclusion))
    done = below & Q(children__acknowledgements__conclusion=conclusion)
    return (
        with_words(conclusion)
        .children_of(unit)
        .annotate(
            asked=Count("children", filter=below, distinct=True),
            answered=Count("children", filter=done, distinct=True),
        )
    )
