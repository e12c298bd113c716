"""Which unit does a row mean, among those that the loader may write for?"""

from __future__ import annotations

import re

from django.db.models import Q
from django.utils.translation import gettext as _

from units import tree
from units.approval import Power, post_with, units_with
from units.models import Level, Unit, User
from units.official import official_aliases
from units.querysets import NOTHING, UnitQuerySet, within
from units.vietnamese.names import best_matches, likeness, search_key

CLEARLY = 0.8  # how like a name must be to be taken without asking
APART = 0.05  # and by how much it must lead before the next
MOST = 50
SEVERAL = re.compile(r"\s*(?:\+|;|\bphối hợp (?:với|cùng)\b)\s*")
BEFORE_PROVINCE = re.compile(r"^(?:(?:tinh|thanh) doan |tinh |thanh pho |tp |t p )+")


class NotFound(ValueError):
    """No unit, or more than one, is called so; the text says what to do."""


class Authors:
    """Finds units by code, name or likeness; what was asked once is remembered."""

    def __init__(self, by: User):
        self.by = by
        self.own = units_with(by, Power.DRAFT)
        self.reach = reach(by)
        self.aliases = {search_key(alias): code for alias, code in official_aliases().items()}
        provinces = list(Unit.objects.filter(level=Level.PROVINCE))
        self.provinces = {bare(name): unit for unit in provinces for name in (unit.name, unit.short_name)}
        self._found: dict[tuple[str, str, bool], Unit | NotFound] = {}

    def loads_as_accepted(self, unit: Unit) -> bool:
        """Says whether the loader administers a superior of the unit, so that history enters as accepted (Rulings)."""
        return any(post_with(self.by, Power.KEEP, above) for above in unit.ancestor_ids)

    def only_own(self) -> Unit | None:
        """Returns the one unit that the loader drafts for, None where there are several or none."""
        return Unit.objects.get(pk=self.own[0]) if len(self.own) == 1 else None

    def author(self, text: str, province: str) -> Unit:
        """Returns the unit among those the loader may write for; raises NotFound."""
        return self._remembered(text, province, anywhere=False)

    def partner(self, text: str, province: str) -> Unit:
        """Returns a unit of the whole tree; raises NotFound."""
        return self._remembered(text, province, anywhere=True)

    def _remembered(self, text: str, province: str, *, anywhere: bool) -> Unit:
        asked = (search_key(text), search_key(province), anywhere)
        if asked not in self._found:
            try:
                self._found[asked] = self._find(text, province, Unit.objects.all() if anywhere else self.reach)
            except NotFound as error:
                self._found[asked] = error
        found = self._found[asked]
        if isinstance(found, NotFound):
            raise found
        return found

    def _find(self, text: str, province: str, units: UnitQuerySet) -> Unit:
        key = search_key(text)
        code = self.aliases.get(key, text.strip())
        exact = units.filter(code__iexact=code).first()
        if exact:
            return exact
        there = self._within(units, province)
        near = list(there.matching(text)[:MOST]) if key else []
        same = [unit for unit in near if key in (search_key(unit.name), search_key(unit.short_name))] or near
        if len(same) == 1:
            return same[0]
        if same:
            raise NotFound(_several(text, same))
        return self._likeliest(text, there)

    def _within(self, units: UnitQuerySet, province: str) -> UnitQuerySet:
        """Narrows to a province that the row names; "Trung ương" and what is no province narrow nothing."""
        named = self.provinces.get(bare(province))
        return units.filter(within(named.path or "")) if named else units

    def _likeliest(self, text: str, units: UnitQuerySet) -> Unit:
        words = [word for word in search_key(text).split() if len(word) > 2]
        alike = Q()
        for word in words:
            alike |= Q(search_name__contains=word)
        names = {unit.name: unit for unit in units.filter(alike).order_by("level", "pk")[:2000]} if words else {}
        best = best_matches(text, names, 3)
        scores = [likeness(text, name) for name in best]
        if scores and scores[0] >= CLEARLY and (len(scores) == 1 or scores[0] - scores[1] >= APART):
            return names[best[0]]
        if best:
            said = {"name": text, "names": ", ".join(f"{name} ({names[name].code})" for name in best)}
            raise NotFound(_("No unit that you may load for is called “%(name)s”. Did you mean: %(names)s?") % said)
        raise NotFound(_("No unit that you may load for is called “%(name)s”.") % {"name": text})


def reach(by: User) -> UnitQuerySet:
    """The units that somebody may load for: the own ones, and all beneath those that he or she administers."""
    condition = Q(pk__in=units_with(by, Power.DRAFT))
    for post in by.current_posts:
        if post_with(by, Power.KEEP, post.unit_id):
            condition |= within(post.unit.path or "") & ~Q(pk=post.unit_id)
    return Unit.objects.filter(condition or NOTHING)


def split(text: str) -> list[str]:
    """Returns the units named in a cell: the author first, then those it worked with ("A + B")."""
    return [part for part in SEVERAL.split(text.strip()) if part]


def bare(province: str) -> str:
    """Returns a province's name as it is compared: "TP. Hồ Chí Minh" and "Thành đoàn Hồ Chí Minh" are the same."""
    return BEFORE_PROVINCE.sub("", search_key(province))


def _several(text: str, units: list[Unit]) -> str:
    names = ", ".join(f"{unit.name} ({unit.code})" for unit in units[:3])
    return _("“%(name)s” fits several units: %(names)s. Write the code.") % {"name": text, "names": names}


def province_of(unit: Unit) -> int | None:
    """Returns the key of the province-level unit above a unit, or its own; None for the central office."""
    keys = tree.ids(unit.path or "")
    return keys[1] if len(keys) > 1 else None
