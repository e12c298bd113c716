"""Which units grow beneath the official ones? Made-up names, keys and paths given beforehand, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from config.demo.chance import dice
from config.demo.national.shape import Share
from config.demo.structure import OPENED_ON
from config.demo.texts import filled, place_of, texts
from units import tree
from units.models import Level, Placement, Sector, Unit, UnitKind

# What the communes of a quận, huyện, thị xã or thành phố are called, and how often.
COMMUNES = {"quận": ("phường",), "huyện": ("xã",) * 9 + ("thị trấn",)}
OF_A_TOWN = ("phường", "phường", "xã")


class Growth:
    """Makes units under units that stand already; each gets the next free key, so that its path is known at once."""

    def __init__(self, first_key: int):
        self.keys = count(first_key)

    def under(self, above: Unit, share: Share) -> Iterator[Unit]:
        """Yields everything that grows under an official unit, superiors first."""
        for number, row in enumerate(share.base_branches, start=1):
            yield self._unit(f"B{number}", above, UnitKind.BASE_BRANCH, row, {})
        for number, row in enumerate(share.unions, start=1):
            yield from self._union(f"C{number}", above, row, row["branches"], {})
        commune = texts("units", "national")["commune"]
        for number, (size, words) in enumerate(
            zip(share.communes, _communes(above, len(share.communes)), strict=True), start=len(share.unions) + 1
        ):
            yield from self._union(f"C{number}", above, commune, _as_many(commune["branches"], size), words)

    def _union(
        self, ending: str, above: Unit, row: dict[str, Any], branches: list[dict[str, Any]], words: dict[str, str]
    ) -> Iterator[Unit]:
        union = self._unit(ending, above, UnitKind.GRASSROOTS, row, words)
        yield union
        for number, branch in enumerate(branches, start=1):
            yield self._unit(str(number), union, UnitKind.BRANCH, branch, words)

    def _unit(self, ending: str, above: Unit, kind: UnitKind, row: dict[str, Any], words: dict[str, str]) -> Unit:
        key = next(self.keys)
        name = row["name"]
        short = (row.get("short_name") or name).replace("{place}", "{short}").replace("Chi đoàn cơ sở", "CĐCS")
        for word, text in words.items():
            name, short = name.replace(word, text), short.replace(word, text)
        return Unit(
            pk=key, code=f"{above.code}-{ending}", name=filled(name, above), short_name=filled(short, above)[:80],
            level=Level.GRASSROOTS if kind == UnitKind.GRASSROOTS else Level.BRANCH, kind=kind,
            sector=Sector(row["sector"]), territory=above.territory, parent=above,
            path=tree.join(above.path or "", key), opened_on=OPENED_ON, is_demonstration=True,
        )  # fmt: skip


def placement(unit: Unit) -> Placement:
    """Returns the line that says where a unit stands since it was opened."""
    return Placement(unit=unit, parent_id=unit.parent_id, path=unit.path or "", from_on=unit.opened_on)


def _communes(above: Unit, number: int) -> list[dict[str, str]]:
    """The names of so many communes of a district, no two alike."""
    if not number:
        return []
    parts, roll = texts("units", "national"), dice("communes of", above.code)
    kinds = COMMUNES.get(place_of(above.territory)[0].split()[0], OF_A_TOWN)
    pairs = [f"{first} {second}" for first in parts["first"] for second in parts["second"] if first != second]
    return [{"{here}": f"{roll.choice(kinds)} {pair}", "{name}": pair} for pair in roll.sample(pairs, number)]


def _as_many(rows: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    if number > len(rows):
        raise ValueError(f"demo_national.json names {len(rows)} branches of a commune: {number} are wanted")
    return rows[:number]
