"""What will moving or closing a unit do? Said before it is done (product.md, Units 3); writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q

from units.clock import today
from units.models import Paper, Post, Unit
from units.querysets import within


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
    return effects


def of_closing(unit: Unit) -> Effects:
    """Returns what still hangs on a unit: its own waiting papers, and those on its desk, which move up."""
    effects = _on(unit)
    for kind in Paper.kinds():
        found = kind._default_manager.waiting().filter(Q(unit=unit) | Q(holder=unit))
        waiting, moving = found.count(), found.filter(holder=unit).count()
        if waiting:
            effects.papers.append(Papers(str(kind._meta.verbose_name_plural), waiting, moving))
    return effects


def _on(unit: Unit) -> Effects:
    beneath = Unit.objects.below(unit).open_on(today()).count()
    posts = Post.objects.in_force(today()).filter(within(unit.path or "", "unit__")).count()
    return Effects(beneath, posts)
