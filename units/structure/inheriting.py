"""What passes from a unit to the one that takes its place: drafts, people, memberships; and what ends with it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units import desk, heirs, people
from units.approval import Action, State
from units.clock import today
from units.models import Network, NetworkMember, Paper, Person, Post, Record, Unit, User
from units.records import record, record_all
from units.structure.hooks import choosers

OPEN_TO_AUTHOR = (State.DRAFT, State.RETURNED)


@dataclass
class Passed:
    """How many drafts and returned papers passed to the successor, and how many could not: it has one of its own."""

    papers: int = 0
    stayed: int = 0


def pass_papers(unit: Unit, *, to: Unit, by: User, note: str) -> Passed:
    """Gives the successor what the unit had not sent, or had got back; `origin` says where it began (Rulings)."""
    passed = Passed()
    for kind in Paper.kinds():
        rows = kind._default_manager.filter(unit=unit, state__in=OPEN_TO_AUTHOR).order_by("pk")
        asked = list(rows.select_for_update(of=("self",)).select_related(*kind.desk_related))
        given = _hand_over(kind, asked, to=to, by=by, note=note)
        passed.papers += given
        passed.stayed += len(asked) - given
    return passed


def pass_returned(papers: list[Paper], *, by: User) -> None:
    """Gives what comes back to a unit that was merged, or closed by a division, to its heir: nobody is left there to
    mend it.

    Runs after `units.desk` has returned papers of any kind.
    """
    found = heirs.heirs_of({paper.unit_id for paper in papers if paper.unit.closed_on})
    units = Unit.objects.filter(closed_on=None).in_bulk(set(found.values()))
    for paper in papers:
        if to := units.get(found.get(paper.unit_id, 0)):
            _hand_over(type(paper), [paper], to=to, by=by, note="")


def _hand_over(kind: type[Paper], asked: list, *, to: Unit, by: User, note: str) -> int:
    choose, writes = choosers.get(kind, (None, ()))
    rows = choose(asked, to) if choose and asked else asked
    for row in rows:
        row.origin_id = row.origin_id or row.unit_id
        row.unit, row.version = to, row.version + 1
    kind._default_manager.bulk_update(rows, ["unit", "origin", "version", *writes], batch_size=500)
    returned = [row for row in rows if row.state == State.RETURNED]
    if returned:
        before = dict.fromkeys([row.pk for row in returned], (State.RETURNED, None))
        desk.write_lines(Action.MOVED, returned, by, note, {}, before)
    return len(rows)


def pass_people(unit: Unit, *, to: Unit, by: User, note: str) -> int:
    """Makes the successor the home unit of the unit's people; returns how many they are."""
    persons = list(Person.objects.filter(unit=unit).order_by("pk"))
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(unit=to)
    for person in persons:
        person.unit = to
    record_all(Record.Verb.CHANGED, persons, by=by, note=note, changes={"unit": [str(unit), str(to)]})
    return len(persons)


def end_posts(unit: Unit, *, on: date, by: User, note: str) -> int:
    """Ends the posts that would last beyond a day; returns how many. One that began on that day or later, before the
    end of the unit was entered, is kept for its first day: what was done in it has to be done in some post. One that
    is still to begin is taken back: nothing was done in it.

    ValidationError where a post of `by` is among them: nobody ends own posts.
    """
    lasting = list(Post.objects.filter(unit=unit).not_ended(on).select_related("person").order_by("pk"))
    for post in lasting:
        if post.from_on > today():
            _take_back(post, by=by, note=note)
            continue
        end = max(on, post.from_on + timedelta(days=1))
        if post.to_on is None:
            people.end_post(post, on=end, by=by, decision_number=note)
        elif end < post.to_on:
            days = [f"{post.to_on:%d/%m/%Y}", f"{end:%d/%m/%Y}"]
            Post.objects.filter(pk=post.pk).update(to_on=end)
            record(Record.Verb.CHANGED, post, by=by, changes={"to_on": days}, note=note)
    return len(lasting)


def _take_back(post: Post, *, by: User, note: str) -> None:
    if post.person_id == by.person_id:
        raise ValidationError(_("Nobody gives or ends own posts: another administrator does."))
    changes = {"person": [str(post.person), ""], "from_on": [f"{post.from_on:%d/%m/%Y}", ""]}
    record(Record.Verb.CHANGED, post, by=by, changes=changes, note=note)
    post.delete()


def pass_memberships(unit: Unit, *, to: Unit, on: date, by: User, note: str) -> None:
    """Ends the unit's memberships of networks. A successor of the same kind takes them over, unless it has its own
    (where its own ends later, from then on): of another kind it has no place in the network, whose holder would read
    it all."""
    members = NetworkMember.objects.filter(unit=unit, to_on=None).select_related("network").order_by("pk")
    for member in members:
        there = NetworkMember.objects.filter(unit=to, network=member.network)
        taken = to.kind != unit.kind or there.filter(to_on=None).exists()
        start = max(on, member.from_on)
        ends = there.filter(to_on__gt=start).values_list("to_on", flat=True)
        start = max([start, *(day for day in ends if day)])
        if member.from_on < on:
            NetworkMember.objects.filter(pk=member.pk).update(to_on=on)
            if not taken:
                NetworkMember.objects.create(unit=to, network=member.network, from_on=start)
        elif taken:
            member.delete()
        else:
            NetworkMember.objects.filter(pk=member.pk).update(unit=to, from_on=start)
        record(Record.Verb.CHANGED, member.network, by=by, unit=to, note=note, changes={"unit": [str(unit), str(to)]})


def pass_networks(unit: Unit, *, to: Unit, by: User, note: str) -> None:
    """Makes the successor the holder of the networks that the unit held."""
    for network in Network.objects.filter(holder=unit).order_by("pk"):
        Network.objects.update_or_create(pk=network.pk, defaults={"holder": to})
        record(Record.Verb.CHANGED, network, by=by, unit=to, note=note, changes={"holder": [str(unit), str(to)]})


def listed(units: Iterable[Unit]) -> str:
    """Returns the names of units, one after the other."""
    return ", ".join(unit.name for unit in units)
