"""How does an activity become a model for others, how long is it offered, and how often did somebody start from it?

Point 4 of the conclusion asks for models to be replicated.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.figures import figure
from campaign.models import Activity, GoodPractice
from campaign.offered import PracticeQuerySet, offered_to
from campaign.querysets import ActivityQuerySet
from units.approval import POWERS, Power, State
from units.clock import today
from units.models import Record, Unit, User
from units.records import record

LONGEST = 4_000  # characters of a reason: a page


def featuring(activity: Activity, *, by: User) -> list[Unit]:
    """Returns the units for which the user may feature an activity: above its unit, with the power to decide."""
    above = activity.unit.ancestor_ids
    return [post.unit for post in by.current_posts if post.unit_id in above and Power.DECIDE in POWERS[post.role]]


def may_withdraw(practice: GoodPractice, *, by: User) -> bool:
    """Says whether the user decides at the unit that featured a model, or above it."""
    where = [*practice.unit.ancestor_ids, practice.unit_id]
    return any(post.unit_id in where and Power.DECIDE in POWERS[post.role] for post in by.current_posts)


def objection(activity: Activity) -> str:
    """Returns why an activity cannot be a model, or ""."""
    if activity.state != State.ACCEPTED:
        return _("Only an accepted activity can be a model.")
    if activity.is_span_total:
        return _("These are the totals of a period: choose one activity.")
    return ""


@transaction.atomic
def feature(activity: Activity, *, unit: Unit, reason: str, by: User) -> GoodPractice:
    """Offers an accepted activity as a model beneath `unit`; ValidationError with the reason where that cannot be.

    PermissionDenied for whoever does not decide at a unit above the activity's.
    """
    Unit.objects.filter(pk__in=[activity.unit_id, unit.pk]).hold()
    stored = Activity.objects.select_for_update(of=("self",)).select_related("unit").get(pk=activity.pk)
    if unit not in featuring(stored, by=by):
        raise PermissionDenied
    if problem := objection(stored):
        raise ValidationError(problem)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what others may learn from it.")})
    if stored.featured.filter(unit=unit, withdrawn_on=None).exists():
        raise ValidationError(_("%(unit)s offers it as a model already.") % {"unit": unit})
    practice = GoodPractice.objects.create(activity=stored, unit=unit, reason=reason.strip(), by=by)
    record(Record.Verb.CREATED, practice, by=by, note=practice.reason)
    return practice


@transaction.atomic
def withdraw(practice: GoodPractice, *, because: str, by: User) -> GoodPractice:
    """No longer offers a model; it stays in the history, with the reason. ValidationError where it has been done."""
    rows = GoodPractice.objects.select_for_update(of=("self",)).select_related("unit", "activity")
    stored = rows.get(pk=practice.pk)
    if not may_withdraw(stored, by=by):
        raise PermissionDenied
    if stored.withdrawn_on:
        raise ValidationError(_("This model has been withdrawn already."))
    if not because.strip():
        raise ValidationError({"because": _("Give the reason: the units that it was offered to may ask.")})
    stored.withdrawn_on, stored.withdrawn_because = today(), because.strip()
    stored.save(update_fields=["withdrawn_on", "withdrawn_because"])
    told = {"withdrawn_on": ["", stored.withdrawn_on.isoformat()]}
    record(Record.Verb.CHANGED, stored, by=by, changes=told, note=stored.withdrawn_because)
    return stored


# --- what pages ask --------------------------------------------------------------------------------------------------


def offers(units: Iterable[Unit], *, most: int = 3) -> QuerySet[GoodPractice]:
    """Returns the models that the units may start from, of their own sectors first; asked for when it is drawn."""
    units = list(units)
    found = GoodPractice.objects.offered_to(units).nearest_first(units)
    return found.select_related("activity__kind")[:most]


def to_start_from(pk: int, *, by: User) -> PracticeQuerySet:
    """Returns the model that the user reads, or could read until it was withdrawn: what was begun then is kept."""
    ever = offered_to((post.unit for post in by.current_posts), ever=True)
    seen = GoodPractice.objects.visible_to(by) | GoodPractice.objects.filter(ever)
    return seen.filter(pk=pk).select_related("activity__kind", "activity__unit")


def shown_to(user: User) -> ActivityQuerySet:
    """Returns the activities that the user may see as models: what was done and its evidence, not their history."""
    return Activity.objects.filter(pk__in=GoodPractice.objects.visible_to(user).in_force().values("activity"))


def about(activity: Activity, *, by: User) -> dict[str, object]:
    """Returns what the page of an activity says of models: by whom it was featured, what it was started from."""
    seen = GoodPractice.objects.visible_to(by)
    origin = seen.filter(activity=activity.modelled_on_id).select_related("activity")
    return {
        "featured": list(activity.featured.select_related("unit")),
        "readable": set(seen.filter(activity=activity).values_list("pk", flat=True)),
        "may_feature": bool(featuring(activity, by=by)) and not objection(activity),
        "origin": origin.first() if activity.modelled_on_id else None,
    }


def started_from(practice: GoodPractice) -> ActivityQuerySet:
    """Returns the activities that units have started from a model and sent."""
    return Activity.objects.sent().filter(modelled_on=practice.activity_id)


@figure(
    gettext_lazy("Started from it"),
    gettext_lazy(
        "Activities of any unit that were started from this model and sent (waiting or accepted); drafts and what was "
        "returned or declined are left out. The list shows those of them that you may read."
    ),
)
def started(practice: GoodPractice) -> int:
    """Number of activities; one query."""
    return started_from(practice).count()
