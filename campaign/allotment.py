"""How much of a superior's target has been handed down, and what is left of it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from campaign.models import Target
from units.approval import State


@dataclass(frozen=True)
class Balance:
    """What the units beneath have taken over of a target, in plans that were sent or accepted."""

    amount: int
    allotted: int = 0
    plans: int = 0

    @property
    def remaining(self) -> int:
        """What nobody has taken over yet; negative where more was taken over than asked for."""
        return self.amount - self.allotted

    @property
    def surplus(self) -> int:
        """What was taken over beyond what was asked for; 0 where nothing was."""
        return max(0, -self.remaining)


def balances(targets: Iterable[Target]) -> dict[int, Balance]:
    """Returns the balance of each target by its key, in one query."""
    asked = list(targets)
    shares = Target.objects.filter(derived_from__in=asked, plan__state__in=[State.WAITING, State.ACCEPTED]).order_by()
    sums = shares.values_list("derived_from").annotate(Sum("amount"), Count("plan", distinct=True))
    taken = {source: (amount, plans) for source, amount, plans in sums}
    return {target.pk: Balance(target.amount, *taken.get(target.pk, ())) for target in asked}


def is_share_of(target: Target, source: Target) -> bool:
    """Says whether a target counts the same thing as the superior's, so that it can be a share of it."""
    if target.measure != source.measure:
        return False
    if source.kind:
        return target.kind is not None and target.kind.code == source.kind.code
    return target.responsibility == source.responsibility
