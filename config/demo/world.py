"""What has the demonstration made so far? Units and people by the names that the later steps ask for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from campaign.models import Conclusion
from config.demo.chance import dice
from units.models import Level, Person, Unit, User

ROOT = "TW"
# Shown down to the last branch whatever the scale: Hà Nội with four districts, Huế with its city, and their blocs.
DEEP_PROVINCES = ("T01", "T46")
DEEP_DISTRICTS = ("H001", "H002", "H003", "H004", "H474")
DEEP_BLOCS = ("K01", "K46")


@dataclass
class World:
    """The made-up country. `scale` (0 to 1) is the share of the other provinces that are filled with life.

    Units by code; secretaries, officers, administrators by the key of their unit; `accounts` by user name; `young`,
    the young officials without an account, by the key of their branch.
    """

    conclusion: Conclusion
    scale: float = 1.0
    units: dict[str, Unit] = field(default_factory=dict)
    secretaries: dict[int, User] = field(default_factory=dict)
    officers: dict[int, User] = field(default_factory=dict)
    administrators: dict[int, User] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    young: dict[int, list[Person]] = field(default_factory=dict)
    by_pk: dict[int | None, Unit] = field(default_factory=dict)
    beneath: dict[int | None, list[Unit]] = field(default_factory=dict)

    def take_in(self, units: list[Unit]) -> None:
        """Takes units into the world, new ones and those that have changed."""
        self.units.update({unit.code: unit for unit in units})
        self.units = dict(sorted(self.units.items()))
        self.by_pk = {unit.pk: unit for unit in self.units.values()}
        self.beneath = defaultdict(list)
        for unit in self.units.values():
            self.beneath[unit.parent_id].append(unit)

    @property
    def root(self) -> Unit:
        """The central office."""
        return self.units[ROOT]

    @property
    def made_up(self) -> list[Unit]:
        """The invented units, in the order of their codes."""
        return [unit for unit in self.units.values() if unit.is_demonstration]

    def of_level(self, *levels: Level) -> list[Unit]:
        """The open units of some levels that the conclusion is addressed to, in the order of their codes."""
        addressed = [unit for unit in self.units.values() if unit.level in levels and unit.in_scope]
        return [unit for unit in addressed if unit.closed_on is None]

    def children(self, unit: Unit) -> list[Unit]:
        """The open units directly below, in the order of their codes."""
        return [child for child in self.beneath[unit.pk] if child.closed_on is None]

    def parent(self, unit: Unit) -> Unit:
        """The direct superior."""
        return self.by_pk[unit.parent_id]

    def above(self, unit: Unit, level: Level) -> Unit:
        """The lowest of the unit and its superiors that is at least as high as a level."""
        while unit.level > level:
            unit = self.parent(unit)
        return unit

    def province(self, unit: Unit) -> Unit:
        """The province-level unit above, or the unit itself."""
        return self.above(unit, Level.PROVINCE)

    def has_life(self, unit: Unit) -> bool:
        """Says whether a province is one of the share that is filled: at a smaller scale the others keep silent."""
        code = self.province(unit).code
        return code in DEEP_PROVINCES or dice("life", code).random() < self.scale

    def is_deep(self, unit: Unit) -> bool:
        """Says whether the unit lies in the part that every scale shows down to the last branch."""
        return self.above(unit, Level.DISTRICT).code in (*DEEP_DISTRICTS, *DEEP_BLOCS)
