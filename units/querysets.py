"""Which rows? The words in which views and verbs ask for units, people and papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Never, Self

from django.db import models
from django.db.models import Q

from units import tree
from units.approval import POWERS, Power, State, units_with
from units.as_on import DatedQuerySet
from units.clauses import NOTHING, Clause, ReadQuerySet, Rows
from units.spans import in_force_on, not_ended_on
from units.vietnamese.names import search_words

if TYPE_CHECKING:
    from units.models import Unit, User

SENT = ~Q(state=State.DRAFT)


def within(path: str, prefix: str = "") -> Q:
    """Returns the condition that `<prefix>path` lies in the subtree of `path`."""
    low, high = tree.bounds(path)
    return Q(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})


def beneath(user: User, prefix: str = "") -> Q:
    """Returns the condition that the unit at `prefix` stands in the subtree of a reading post: also for its people."""
    condition = NOTHING
    for post in user.current_posts:
        if Power.READ_SUBTREE in POWERS[post.role]:
            condition |= within(post.unit.path or "", prefix)
    return condition


def across(user: User, prefix: str = "") -> Q:
    """Returns the condition that the unit at `prefix` lies in the subtree of a member of a network that a reading
    post's unit holds: papers are read there and nothing is decided, people and records are not read."""
    condition = NOTHING
    for path in _paths_across(user):
        condition |= within(path, prefix)
    return condition


def readable(user: User, prefix: str = "") -> Q:
    """Returns the condition that the user reads the papers of the unit at `prefix`: beneath, or across a network."""
    return beneath(user, prefix) | across(user, prefix)


def reads(user: User, unit: Unit) -> bool:
    """Says of one unit what `UnitQuerySet.visible_to` says of many: a post is held there, or reads down to there."""
    return any(post.unit_id == unit.pk for post in user.current_posts) or reads_beneath(user, unit)


def reads_beneath(user: User, unit: Unit) -> bool:
    """Says whether the user also reads what stands beneath a unit: a member of its committee does not (rule 5)."""
    return reads_down_to(user, unit) or any(tree.contains(path, unit.path or "") for path in _paths_across(user))


def reads_people(user: User, unit: Unit) -> bool:
    """Says of one unit what `PersonQuerySet.visible_to` says of many: networks do not reach to people and records."""
    return any(post.unit_id == unit.pk for post in user.current_posts) or reads_down_to(user, unit)


def reads_down_to(user: User, unit: Unit) -> bool:
    """Says whether a reading post stands at a unit or above it in the tree."""
    return any(Power.READ_SUBTREE in POWERS[post.role] and post.unit.contains(unit) for post in user.current_posts)


def _paths_across(user: User) -> list[str]:
    """Returns the paths of the members of all networks that units of reading posts hold."""
    reading = [post.unit_id for post in user.current_posts if Power.READ_SUBTREE in POWERS[post.role]]
    return [path for pk in reading for path in user.network_paths.get(pk, ())]


def kept(user: User, prefix: str = "") -> Q:
    """Returns the condition that the unit at `prefix` is one whose data the user administers."""
    condition = NOTHING
    for post in user.current_posts:
        if Power.KEEP in POWERS[post.role]:
            condition |= within(post.unit.path or "", prefix)
    return condition


def keeps(user: User, unit: Unit) -> bool:
    """Says of one unit what `UnitQuerySet.kept_by` says of many."""
    return any(Power.KEEP in POWERS[post.role] and post.unit.contains(unit) for post in user.current_posts)


def own(user: User, field: str) -> Q:
    """Returns the condition that the unit key in `field` is a unit where the user holds any post."""
    return Q(**{f"{field}__in": [post.unit_id for post in user.current_posts]})


class UnitQuerySet(DatedQuerySet):
    """Units, in the words of the organisation; read are those of one's posts, what stands beneath, and networks."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "pk"),
        Clause.SUBTREE: beneath,
        Clause.NETWORK: across,
    }

    def kept_by(self, user: User) -> Self:
        """The units whose data the user administers."""
        return self.filter(kept(user))

    def under(self, unit: Unit) -> Self:
        """The subtree of a unit, itself included."""
        return self.filter(within(unit.path or ""))

    def below(self, unit: Unit) -> Self:
        """The subtree of a unit without itself."""
        return self.under(unit).exclude(pk=unit.pk)

    def children_of(self, unit: Unit) -> Self:
        """The units whose direct superior is `unit`."""
        return self.filter(parent=unit)

    def ever_beneath(self, unit: Unit) -> Self:
        """The units that stand or stood directly beneath one, and those that were merged into it."""
        return self.filter(Q(parent=unit) | Q(merged_into=unit) | Q(placements__parent=unit)).distinct()

    def in_scope(self) -> Self:
        """The units that the conclusion is addressed to (point 1)."""
        return self.filter(in_scope=True)

    def hold(self) -> None:
        """Locks the units until the end of the transaction, always in the same order; who refers to them goes on."""
        list(self.select_for_update(no_key=True).order_by("pk").values("pk"))

    def matching(self, text: str) -> Self:
        """The units whose code or name contains every word, without regard to accents or case."""
        found = self
        for word in search_words(text):
            found = found.filter(search_name__contains=word)
        return found


class PersonQuerySet(ReadQuerySet):
    """People, in the words of the organisation; read are those of one's units and of what stands beneath."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__"),
    }

    def kept_by(self, user: User) -> Self:
        """The people whose home unit the user administers."""
        return self.filter(kept(user, "unit__"))

    def matching(self, text: str) -> Self:
        """The people whose name contains every word, without regard to accents or case."""
        found = self
        for word in search_words(text):
            found = found.filter(search_name__contains=word)
        return found


class PostQuerySet(ReadQuerySet):
    """Posts, in the words of the organisation; read are those of one's units, those beneath, and one's own."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__"),
        Clause.ONESELF: lambda user: Q(person=user.person_id),
    }

    def kept_by(self, user: User) -> Self:
        """The posts at units that the user administers."""
        return self.filter(kept(user, "unit__"))

    def not_ended(self, day: date) -> Self:
        """The posts held on a day or to be held later."""
        return self.filter(not_ended_on(day))

    def in_force(self, day: date) -> Self:
        """The posts held on a day."""
        return self.filter(in_force_on(day))

    def carrying(self, power: Power) -> Self:
        """The posts whose role carries a power."""
        return self.filter(role__in=[role for role, powers in POWERS.items() if power in powers])


class AppendOnlyQuerySet(models.QuerySet):
    """Rows of history: they are added and read, nothing else."""

    def update(self, **kwargs) -> Never:
        raise TypeError("History cannot be edited.")

    def delete(self) -> Never:
        raise TypeError("History cannot be deleted.")


class RecordQuerySet(AppendOnlyQuerySet):
    """Records of plain things."""

    def of(self, thing: models.Model) -> Self:
        """The history of one thing."""
        return self.filter(subject=thing._meta.label_lower, subject_id=thing.pk)

    def visible_to(self, user: User) -> Self:
        """The records of units that the user administers, and the user's own."""
        return self.filter(Q(by=user) | kept(user, "unit__"))


class PaperQuerySet(ReadQuerySet):
    """Papers of any kind, in the words of the desk; read are all of one's own units, of others only what was sent."""

    clauses: ClassVar[dict[Clause, Rows]] = {
        Clause.OWN: lambda user: own(user, "unit"),
        Clause.SUBTREE: lambda user: beneath(user, "unit__") & SENT,
        Clause.NETWORK: lambda user: across(user, "unit__") & SENT,
    }

    def under(self, unit: Unit) -> Self:
        """The papers of a subtree."""
        return self.filter(within(unit.path or "", "unit__"))

    def waiting(self) -> Self:
        """The papers that lie on a desk."""
        return self.filter(state=State.WAITING)

    def accepted(self) -> Self:
        """The papers that count."""
        return self.filter(state=State.ACCEPTED)

    def sent(self) -> Self:
        """The papers that have left their author: waiting, accepted."""
        return self.filter(state__in=[State.WAITING, State.ACCEPTED])

    def on_desks_of(self, user: User) -> Self:
        """The papers that the user can answer: on a desk where a post carries the kind's power, sent by others."""
        desks = units_with(user, self.model.deciding_power)  # type: ignore[attr-defined]  # a Paper has it
        return self.waiting().filter(holder__in=desks).exclude(submitted_by=user)

    def of_author(self, user: User) -> Self:
        """The papers of the units for which the user drafts."""
        return self.filter(unit__in=units_with(user, Power.DRAFT))
