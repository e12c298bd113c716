"""By which named clauses does somebody read something? `visible_to` asks them all, `units.why` one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from units.models import User

NOTHING = Q(pk__in=[])


class Clause(models.TextChoices):
    """One way in which a post lets somebody read (product.md, rule 5); `units.why` puts each into a sentence."""

    OWN = "own"
    SUBTREE = "subtree"
    NETWORK = "network"
    CO_ORGANISED = "co_organised"
    PUBLISHED = "published"
    ADDRESSED = "addressed"
    ADDRESSED_BENEATH = "addressed_beneath"
    ADDRESSED_ACROSS = "addressed_across"
    OFFERED = "offered"
    ONESELF = "oneself"


# For a user (all the posts that he or she acts in now): which rows the clause lets them read.
Rows = Callable[["User"], Q]


class ReadQuerySet(models.QuerySet):
    """Rows that are read by named clauses and by nothing else."""

    clauses: ClassVar[dict[Clause, Rows]] = {}

    def visible_to(self, user: User) -> Self:
        """The rows that at least one clause lets the user read."""
        condition = NOTHING
        for rows in self.clauses.values():
            condition |= rows(user)
        return self.filter(condition)
