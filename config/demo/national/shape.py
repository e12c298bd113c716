"""How many grassroots unions and branches stand under which unit? Drawn from the seed, the sums as planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from config.demo.chance import dice
from config.demo.texts import texts
from units.models import Level, Unit, UnitKind

GRASSROOTS, BRANCHES = 12_000, 120_000


@dataclass
class Share:
    """What grows under one official unit: rows of `demo_names.json`, and for each commune its number of branches."""

    unions: Sequence[dict[str, Any]]
    base_branches: Sequence[dict[str, Any]]
    communes: Sequence[int] = ()

    @property
    def branches(self) -> int:
        """How many branches the rows make, those of communes apart."""
        return len(self.base_branches) + sum(len(union["branches"]) for union in self.unions)


def shares(official: Iterable[Unit]) -> dict[str, Share]:
    """Returns by code what grows under each official unit; in all exactly `GRASSROOTS` unions, `BRANCHES` branches."""
    found = {unit.code: share for unit in official if (share := _from_texts(unit))}
    districts = [code for code in found if code.startswith("H")]
    communes = GRASSROOTS - sum(len(share.unions) for share in found.values())
    numbers = dict(zip(districts, apportion(communes, _weights("communes", districts, 0.55, 1.6)), strict=True))
    each = [f"{code}/{number}" for code in districts for number in range(numbers[code])]
    branches = BRANCHES - sum(share.branches for share in found.values())
    sizes = iter(apportion(branches, _weights("branches", each, 0.75, 1.3)))
    for code in districts:
        found[code].communes = [next(sizes) for _number in range(numbers[code])]
    return found


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Returns whole numbers in the proportion of the weights that add up to the total exactly."""
    up_to = [round(total * part / sum(weights)) for part in accumulate(weights)]
    return [after - before for before, after in zip([0, *up_to], up_to, strict=False)]


def _from_texts(unit: Unit) -> Share | None:
    """What suits a unit: all rows for a bloc, the agencies and some base branches for a district, else its own."""
    under = texts("units", "names")["under"]
    if unit.kind == UnitKind.TERRITORIAL and unit.level == Level.DISTRICT:
        rows = under["territorial"]
        number = dice("base branches", unit.code).randint(4, len(rows["base_branches"]))
        return Share(rows["grassroots"], rows["base_branches"][:number])
    rows = under["agencies_bloc"] if unit.kind == UnitKind.AGENCIES_BLOC else under.get(unit.code)
    return Share(rows["grassroots"], rows["base_branches"]) if rows else None


def _weights(about: str, things: Sequence[str], least: float, most: float) -> list[float]:
    return [dice(about, thing).uniform(least, most) for thing in things]
