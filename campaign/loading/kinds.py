"""Which kind of the catalogue does a row mean, and which other movements does it name?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaign import catalogue
from campaign.models import ActivityKind, Movement, Responsibility
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
    """The kinds in force and the movements, by every name that people use; three queries, whatever the file holds."""

    def __init__(self) -> None:
        kinds = ActivityKind.objects.current().select_related("point__conclusion").prefetch_related("sectors")
        self.by_name: dict[str, ActivityKind] = {}
        self.spelt: dict[str, ActivityKind] = {}
        for kind in kinds:
            for name in (kind.name_vi, kind.name_en, kind.code, *kind.aliases.splitlines()):
                self.by_name.setdefault(search_key(name), kind)
                self.spelt.setdefault(name.strip(), kind)
        also = {row["code"]: row["aliases"] for row in catalogue.read("movements")["movements"]}
        self.movements: dict[str, Movement] = {}
        for movement in Movement.objects.all():
            for name in (movement.name_vi, movement.name_en, *also.get(movement.code, [])):
                self.movements.setdefault(search_key(name), movement)

    def kind(self, text: str) -> ActivityKind:
        """Returns the kind of that name; of "A / B" the whole first, then A; raises NoSuch.

        A word that only resembles a name is asked about: "sinh hoạt" is nearest to the meetings of a cluster of blocs,
        and hardly ever means them.
        """
        found = self.by_name.get(search_key(text)) or self.by_name.get(search_key(text.split("/")[0]))
        if found:
            return found
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
    """Returns the responsibility of that name; raises NoSuch ("nhân dân" is of the years before 2015)."""
    key = search_key(text).removeprefix("trach nhiem ").removeprefix("voi ")
    if key not in RESPONSIBILITIES:
        raise NoSuch(_("“%(name)s” is none of the three responsibilities of 2015–2017.") % {"name": text})
    return RESPONSIBILITIES[key]


def is_for(kind: ActivityKind, unit: Unit) -> bool:
    """Says of one kind what `ActivityKindQuerySet.for_unit` says of many, from what is already in memory."""
    sectors = {row.sector for row in kind.sectors.all()}
    return unit.sector == Sector.MIXED or not sectors or unit.sector in sectors
