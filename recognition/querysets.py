"""Which nominations and honours? The words in which recognition asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Substr

from units import tree
from units.models.unit import Unit
from units.querysets import PaperQuerySet, within
from units.vietnamese.names import search_words

if TYPE_CHECKING:
    from units.models import User


class NominationQuerySet(PaperQuerySet):
    """Nominations, in the words of recognition."""

    def on_desks_of(self, user: User) -> Self:
        """As of every paper; nobody answers a nomination of oneself."""
        return super().on_desks_of(user).exclude(person=user.person_id)

    def undecided(self) -> Self:
        """Those accepted at the last desk that still lack a decision with number and date."""
        return self.accepted().filter(honour=None)

    def of_people_called(self, text: str) -> Self:
        """Those whose nominee's name contains every word, without regard to accents or case."""
        found = self
        for word in search_words(text):
            found = found.filter(person__search_name__contains=word)
        return found


class HonourQuerySet(models.QuerySet):
    """Honours, in the words of recognition."""

    def on_the_roll(self) -> Self:
        """Those that the public sees: the honoured person agreed and nobody took the entry down."""
        return self.filter(nomination__consent=True, taken_down_at=None)

    def from_under(self, unit: Unit) -> Self:
        """Those who were nominated by a unit of a subtree."""
        return self.filter(within(unit.path or "", "nomination__unit__"))

    def provinces(self) -> set[int]:
        """Returns the keys of the units on the second step of the tree from which they come; one query."""
        second = Substr("nomination__unit__path", tree.WIDTH + 1, tree.WIDTH)
        steps = self.order_by().annotate(step=second).values_list("step", flat=True).distinct()
        return {int(step) for step in steps if step}
