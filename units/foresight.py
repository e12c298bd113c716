"""What will reorganising a unit do? Said before it is done (product.md, Units 3); writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from units.clock import today
from units.models import NetworkMember, Paper, Person, Post, Reorganisation, Unit
from units.querysets import within
from units.structure.closing import superior_again
from units.structure.hooks import choosers
from units.structure.inheriting import OPEN_TO_AUTHOR

Kind = Reorganisation.Kind

# `tell(kind, units)` returns sentences about what a reorganisation of that kind means elsewhere for the units that it
# moves, closes or merges; higher rooms add theirs in ready().
_TELLERS: list[Callable[[str, Sequence[Unit]], Iterable[str]]] = []
NAMED = 5


def register(tell: Callable[[str, Sequence[Unit]], Iterable[str]]) -> None:
    """Adds what a higher room knows of the units."""
    _TELLERS.append(tell)


@dataclass
class Papers:
    """Waiting papers of one kind: how many there are and how many of them will lie on another desk."""

    name: str
    waiting: int
    moving: int = 0


@dataclass
class Effects:
    """What hangs on a unit: open units beneath, posts in force, papers that wait for an answer."""

    units: int
    posts: int
    papers: list[Papers] = field(default_factory=list)
    further: list[str] = field(default_factory=list)

    @property
    def moving(self) -> int:
        """How many papers will change desks."""
        return sum(kind.moving for kind in self.papers)

    @property
    def waiting(self) -> int:
        """How many papers wait for an answer."""
        return sum(kind.waiting for kind in self.papers)


def of_move(unit: Unit, to: Unit) -> Effects:
    """Returns what moves with a unit to another superior; a paper whose desk stays above its unit stays there."""
    kept_desks = Q(holder__in=[*to.ancestor_ids, to.pk]) | within(unit.path or "", "holder__")
    effects = _on(unit)
    for kind in Paper.kinds():
        waiting = kind._default_manager.waiting().under(unit)
        found = waiting.aggregate(waiting=Count("pk"), stay=Count("pk", filter=kept_desks))
        if found["waiting"]:
            name = str(kind._meta.verbose_name_plural)
            effects.papers.append(Papers(name, found["waiting"], found["waiting"] - found["stay"]))
    effects.further = [*_same_names([unit], Unit.objects.children_of(to)), *_told(Kind.MOVE, [unit])]
    return effects


def of_closing(unit: Unit) -> Effects:
    """Returns what still hangs on a unit: its own waiting papers, and those on its desk, which move up."""
    effects = _on(unit)
    for kind in Paper.kinds():
        found = kind._default_manager.waiting().filter(Q(unit=unit) | Q(holder=unit))
        waiting, moving = found.count(), found.filter(holder=unit).count()
        if waiting:
            effects.papers.append(Papers(str(kind._meta.verbose_name_plural), waiting, moving))
    effects.further = _told(Kind.CLOSE, [unit])
    return effects


def _on(unit: Unit) -> Effects:
    beneath = Unit.objects.below(unit).open_on(today()).count()
    posts = Post.objects.in_force(today()).filter(within(unit.path or "", "unit__")).count()
    return Effects(beneath, posts)


# --- several units ---------------------------------------------------------------------------------------------------


@dataclass
class Succeeding(Effects):
    """What passes when units give way to others: `posts` are those that end, `drafts` what was not sent or had come
    back, `stay` those of them that cannot pass, `people` who changes the home unit, `networks` what is left,
    `held` the networks that the unit itself holds."""

    drafts: int = 0
    stay: int = 0
    people: int = 0
    networks: int = 0
    held: list[str] = field(default_factory=list)


def of_merger(units: Sequence[Unit], into: Unit) -> Succeeding:
    """Returns what a merger of units into another one does; posts are those at the merged units themselves."""
    found, beneath = Succeeding(0, 0), Q(pk__in=[])
    for unit in units:
        beneath |= within(unit.path or "")
    keys = [unit.pk for unit in units]
    found.units = Unit.objects.filter(beneath).exclude(pk__in=keys).open_on(today()).count()
    found.posts = Post.objects.filter(unit__in=keys).not_ended(today()).count()
    found.people = Person.objects.filter(unit__in=keys).count()
    found.networks = NetworkMember.objects.filter(unit__in=keys, to_on=None).count()
    for kind in Paper.kinds():
        _count_waiting(found, kind, units, [*into.ancestor_ids, into.pk])
        _count_drafts(found, kind, units, into)
    children = Unit.objects.filter(parent__in=keys).open_on(today())
    found.further = [*_same_names(children, Unit.objects.children_of(into)), *_told(Kind.MERGE, units)]
    return found


def of_division(unit: Unit) -> Succeeding:
    """Returns what hangs on a unit that is to be divided: its subordinates and what waits on its own desk; and, where
    it closes, the drafts that pass, and the people and memberships that stay with it."""
    effects = Succeeding(Unit.objects.children_of(unit).open_on(today()).count(), 0)
    effects.posts = Post.objects.in_force(today()).filter(unit=unit).count()
    effects.people = Person.objects.filter(unit=unit).count()
    effects.networks = NetworkMember.objects.filter(unit=unit, to_on=None).count()
    effects.held = [str(network) for network in unit.networks.all()]
    for kind in Paper.kinds():
        effects.drafts += kind._default_manager.filter(unit=unit, state__in=OPEN_TO_AUTHOR).count()
        waiting = kind._default_manager.waiting().filter(holder=unit).count()
        if waiting:
            effects.papers.append(Papers(str(kind._meta.verbose_name_plural), waiting, waiting))
    effects.further = _told(Kind.SPLIT, [unit])
    return effects


def of_reopening(unit: Unit) -> Effects:
    """Returns what opening a unit again means: nothing comes back by itself."""
    effects = Effects(0, Post.objects.in_force(today()).filter(unit=unit).count())
    superior = superior_again(unit)
    peers = Unit.objects.children_of(superior) if superior else Unit.objects.none()
    effects.further = [*_same_names([unit], peers), *_told(Kind.REOPEN, [unit])]
    return effects


def of_renaming(unit: Unit, name: str) -> list[str]:
    """Returns which open neighbours bear a name already."""
    same = Unit.objects.filter(parent=unit.parent).open_on(today()).exclude(pk=unit.pk)
    return [_clash(one) for one in same.filter(Q(name=name) | Q(short_name=name))[:NAMED]]


def _count_waiting(found: Succeeding, kind: type[Paper], units: Sequence[Unit], chain: list[int]) -> None:
    beneath = stays = Q(pk__in=[])
    for unit in units:
        beneath |= within(unit.path or "", "unit__")
        stays |= within(unit.path or "", "holder__") & ~Q(holder=unit)
    rows = kind._default_manager.waiting().filter(beneath)
    told = rows.aggregate(waiting=Count("pk"), stay=Count("pk", filter=stays | Q(holder__in=chain)))
    if told["waiting"]:
        name = str(kind._meta.verbose_name_plural)
        found.papers.append(Papers(name, told["waiting"], told["waiting"] - told["stay"]))


def _count_drafts(found: Succeeding, kind: type[Paper], units: Sequence[Unit], into: Unit) -> None:
    rows = kind._default_manager.filter(unit__in=units, state__in=OPEN_TO_AUTHOR).order_by("pk")
    if kind not in choosers:
        found.drafts += rows.count()
        return
    asked = list(rows.select_related(*kind.desk_related))
    passing = len(choosers[kind][0](asked, into)) if asked else 0
    found.drafts += passing
    found.stay += len(asked) - passing


def _same_names(coming: Iterable[Unit], there: Iterable[Unit]) -> list[str]:
    names = {unit.name.casefold() for unit in coming}
    keys = {unit.pk for unit in coming}
    same = [unit for unit in there if unit.closed_on is None and unit.pk not in keys]
    return [_clash(unit) for unit in same if unit.name.casefold() in names][:NAMED]


def _clash(unit: Unit) -> str:
    return _("A unit there has the same name: %(unit)s (%(code)s).") % {"unit": unit.name, "code": unit.code}


def _told(kind: str, units: Sequence[Unit]) -> list[str]:
    return [sentence for tell in _TELLERS for sentence in tell(kind, units)]
