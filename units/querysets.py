"""Which rows? The words in which views and verbs ask for units, people and papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Never, Self

from django.db import models
from django.db.models import Q

from units import tree
from units.approval import POWERS, Power, State, units_with
from units.vietnamese.names import search_words

if TYPE_CHECKING:
    from units.models import Unit, User

NOTHING = Q(pk__in=[])


def within(path: str, prefix: str = "") -> Q:
    """Returns the condition that `<prefix>path` lies in the subtree of `path`."""
    low, high = tree.bounds(path)
    return Q(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})


def readable(user: User, prefix: str = "") -> Q:
    """Returns the condition that the user reads the papers of the unit at `prefix`: subtrees of reading posts."""
    condition = NOTHING
    for post in user.current_posts:
        if Power.READ_SUBTREE in POWERS[post.role]:
            condition |= within(post.unit.path or "", prefix)
    return condition


def reads(user: User, unit: Unit) -> bool:
    """Says of one unit what `UnitQuerySet.visible_to` says of many: a post is held there, or reads down to there."""
    return any(post.unit_id == unit.pk for post in user.current_posts) or reads_beneath(user, unit)


def reads_beneath(user: User, unit: Unit) -> bool:
    """Says whether the user also reads what stands beneath a unit: a member of its committee does not (rule 5)."""
    return any(Power.READ_SUBTREE in POWERS[post.role] and post.unit.contains(unit) for post in user.current_posts)


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


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units, in the words of the organisation."""

    def visible_to(self, user: User) -> Self:
        """The units of the user's posts and, where a post reads downward, everything beneath."""
        return self.filter(own(user, "pk") | readable(user))

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

    def open_on(self, day: date) -> Self:
        """The units that exist on a day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)

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


class PersonQuerySet(models.QuerySet):
    """People, in the words of the organisation."""

    def visible_to(self, user: User) -> Self:
        """The people of the units that the user sees."""
        return self.filter(own(user, "unit") | readable(user, "unit__"))

    def kept_by(self, user: User) -> Self:
        """The people whose home unit the user administers."""
        return self.filter(kept(user, "unit__"))

    def matching(self, text: str) -> Self:
        """The people whose name contains every word, without regard to accents or case."""
        found = self
        for word in search_words(text):
            found = found.filter(search_name__contains=word)
        return found


class PostQuerySet(models.QuerySet):
    """Posts, in the words of the organisation."""

    def visible_to(self, user: User) -> Self:
        """The posts at units that the user sees, and the user's own."""
        return self.filter(own(user, "unit") | readable(user, "unit__") | Q(person=user.person_id))

    def kept_by(self, user: User) -> Self:
        """The posts at units that the user administers."""
        return self.filter(kept(user, "unit__"))

    def not_ended(self, day: date) -> Self:
        """The posts held on a day or to be held later."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day))

    def in_force(self, day: date) -> Self:
        """The posts held on a day."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)

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


class PaperQuerySet(models.QuerySet):
    """Papers of any kind, in the words of the desk."""

    def visible_to(self, user: User) -> Self:
        """All papers of the user's own units; of the units beneath only what has been sent."""
        return self.filter(own(user, "unit") | readable(user, "unit__") & ~Q(state=State.DRAFT))

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
        desks = units_with(user, self.model.deciding_power)  # type: ignore[attr-defined]
        return self.waiting().filter(holder__in=desks).exclude(submitted_by=user)

    def of_author(self, user: User) -> Self:
        """The papers of the units for which the user drafts."""
        return self.filter(unit__in=units_with(user, Power.DRAFT))
