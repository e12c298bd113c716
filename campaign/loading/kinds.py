"""Which kind of the catalogue does a row mean, and which other movements does it name?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaign import catalogue, naming
from campaign.models import ActivityKind, Movement, Responsibility
from units import tree
from units.models import Sector, Unit
from units.vietnamese.names import best_matches, search_key

RESPONSIBILITIES = {
    **dict.fromkeys(("ban than", "self", "oneself"), Responsibility.SELF),
    **dict.fromkeys(("cong viec", "work"), Responsibility.WORK),
    **dict.fromkeys(("cong dong", "community"), Responsibility.COMMUNITY),
}


class NoSuch(ValueError):
    """The catalogue has nothing called so; the text says what is near."""


class Kinds:
    """The kinds in force and the movements, by every name that people use; three queries, whatever the file holds.

    What a province or a bloc has added is known to the units beneath it alone, by the same names as the nation's.
    """

    def __init__(self) -> None:
        kinds = ActivityKind.objects.current().select_related("point__conclusion").prefetch_related("sectors")
        self.by_name: dict[str, ActivityKind] = {}
        self.spelt: dict[str, ActivityKind] = {}
        self.own: dict[int, dict[str, ActivityKind]] = {}
        for kind in kinds.in_order():
            for name in (kind.name_vi, kind.name_en, kind.code, *kind.aliases.splitlines()):
                if kind.unit_id:
                    self.own.setdefault(kind.unit_id, {}).setdefault(search_key(name), kind)
                else:
                    self.by_name.setdefault(search_key(name), kind)
                    self.spelt.setdefault(name.strip(), kind)
        also = {row["code"]: row["aliases"] for row in catalogue.read("movements")["movements"]}
        self.movements: dict[str, Movement] = {}
        for movement in Movement.objects.all():
            for name in (movement.name_vi, movement.name_en, *also.get(movement.code, [])):
                self.movements.setdefault(search_key(name), movement)

    def kind(self, text: str, unit: Unit | None = None) -> ActivityKind:
        """Returns the kind of that name for a unit; of "A / B" the whole first, then A; raises NoSuch.

        What units above it have added comes first, the nearest before all others.

        A word that only resembles a name is asked about: "sinh hoạt" is nearest to the meetings of a cluster of blocs,
        and hardly ever means them.
        """
        above = reversed(tree.ids(unit.path or "")) if unit and self.own else ()
        known = [*(self.own[pk] for pk in above if pk in self.own), self.by_name]
        for name in (search_key(text), search_key(text.split("/")[0])):
            for names in known:
                if name in names:
                    return names[name]
        near = best_matches(text, self.spelt, 3)
        if near:
            said = {"name": text, "names": ", ".join(dict.fromkeys(str(self.spelt[name]) for name in near))}
            raise NoSuch(_("No kind of activity is called “%(name)s”. Near it: %(names)s.") % said)
        raise NoSuch(_("No kind of activity is called “%(name)s”.") % {"name": text})

    def movements_in(self, text: str) -> list[Movement]:
        """Returns the movements named behind a slash: "Ngày thứ bảy tình nguyện / NTM"; raises NoSuch."""
        named = [name.strip() for name in text.split("/")[1:] if name.strip()]
        known = [self.movements.get(search_key(name)) for name in named]
        for name, movement in zip(named, known, strict=True):
            if movement is None and search_key(text) not in self.by_name:
                raise NoSuch(_("“%(name)s” behind the slash is no movement that we know.") % {"name": name})
        return [movement for movement in known if movement]


def responsibility(text: str) -> Responsibility:
    """Returns the responsibility of that name, or of the one that it bore until 2014; raises NoSuch."""
    key = naming.bare(text)
    if found := RESPONSIBILITIES.get(key) or naming.BY_NAME.get(key):
        return found
    raise NoSuch(_("“%(name)s” is none of the three responsibilities of 2015–2017.") % {"name": text})


def is_older(text: str) -> bool:
    """Says whether a responsibility is named as it was only until 2014 ("nhân dân", "chính mình")."""
    return naming.bare(text) in naming.BY_NAME.keys() - RESPONSIBILITIES.keys()


def is_for(kind: ActivityKind, unit: Unit) -> bool:
    """Says of one kind what `ActivityKindQuerySet.for_unit` says of many, from what is already in memory."""
    sectors = {row.sector for row in kind.sectors.all() if row.restricts}
    return unit.sector == Sector.MIXED or not sectors or unit.sector in sectors
