"""Who took part in an activity, who may read their names, and what do those above learn instead?

Names are for the unit itself. Above it there are numbers: the head-count of each activity, and for each month one
sketch of the people ticked in the unit's accepted activities (`campaign.hyperloglog`), out of which no name comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from campaign import hyperloglog
from campaign.models import Activity, Participant, PeopleSketch
from units.approval import State
from units.models import Person, Record, User
from units.records import record

Month = tuple[int, date]  # the key of a unit, the first day of a month


def key() -> bytes:
    """Returns the key of the sketches; after a new SECRET_KEY the old ones are mute until `sketch_people` has run."""
    return salted_hmac("campaign.participants", "", secret=settings.SECRET_KEY, algorithm="sha256").digest()


def names(activity: Activity, *, by: User) -> list[Person]:
    """Returns who was ticked, by name, to whoever holds a post at the very unit; to all others nobody."""
    if activity.unit_id not in {post.unit_id for post in by.current_posts}:
        return []
    return list(Person.objects.filter(took_part__activity=activity).order_by("sort_name", "pk"))


def tick(activity: Activity, people: Iterable[Person], *, by: User, label: str = "") -> None:
    """Sets who took part, inside the transaction that saves the activity.

    Once an activity has been sent the record keeps how many were added and taken away, never who: it is read above.
    `label` is the name that the activity had.
    """
    wanted = {person.pk for person in people}
    before = set(activity.participants.values_list("person", flat=True))
    gone, added = before - wanted, wanted - before
    if not (gone or added):
        return
    activity.participants.filter(person__in=gone).delete()
    Participant.objects.bulk_create([Participant(activity=activity, person_id=pk) for pk in sorted(added)])
    if activity.round:
        hidden = activity.state == State.DRAFT  # as in units.drafts: a recalled paper is its unit's alone
        told = ["", "…"] if hidden else [str(len(before)), f"{len(wanted)} (+{len(added)} −{len(gone)})"]
        record(Record.Verb.CHANGED, activity, by=by, changes={"participants": told}, label=label)


# --- sketches --------------------------------------------------------------------------------------------------------


def rewrite(activities: Sequence[Activity], *, by: User) -> None:
    """Writes the sketches of the months in which accepted activities lie; runs where they are accepted for good.

    What is accepted neither changes nor leaves that state, and only that counts: nothing else moves a sketch. The
    desk holds the units, so that two acceptances in one month see each other.
    """
    ticked = Activity.objects.filter(pk__in=[one.pk for one in activities], participants__isnull=False).distinct()
    touched = {(unit, day.replace(day=1)) for unit, day in ticked.order_by().values_list("unit", "started_on")}
    if touched:
        months = [month for _unit, month in touched]
        units = {unit for unit, _month in touched}
        rows = _counted().filter(activity__unit__in=units, activity__started_on__gte=min(months))
        _write((month, people) for month, people in _by_month(rows) if month in touched)


@transaction.atomic
def rewrite_all() -> int:
    """Writes all sketches anew, as after a new SECRET_KEY; returns how many there are."""
    PeopleSketch.objects.all().delete()
    _write(_by_month(_counted()))
    return PeopleSketch.objects.count()


def _counted():
    """The participants that enter sketches: of accepted activities, totals of a period left out."""
    return Participant.objects.filter(activity__state=State.ACCEPTED, activity__is_span_total=False)


def _by_month(rows) -> Iterator[tuple[Month, set[int]]]:
    found = rows.order_by("activity__unit", "activity__started_on")
    told = found.values_list("activity__unit", "activity__started_on", "person").iterator()
    for month, group in groupby(told, key=lambda row: (row[0], row[1].replace(day=1))):
        yield month, {person for _unit, _day, person in group}


def _write(months: Iterable[tuple[Month, set[int]]]) -> None:
    secret = key()
    rows = [
        PeopleSketch(unit_id=unit, month=month, registers=hyperloglog.sketch(people, key=secret))
        for (unit, month), people in months
    ]
    PeopleSketch.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["unit", "month"], update_fields=["registers"]
    )
