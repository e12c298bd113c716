"""Who may change which part of the catalogue, and what does every verb of it begin with?

Whoever signs for a unit or keeps it (`Power.SIGN`, `Power.KEEP`): what is counted is a decision of the unit, which its
secretaries take and its administrators enter. Officers answer activities day by day (`Power.DECIDE`) and do not change
what these are measured by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.models import ActivityKind, KindSector
from units.approval import Power, units_with
from units.clock import today
from units.models import Level, Unit, UnitKind, User
from units.records import difference

# What a unit says itself of a kind of its own; all the rest is its national kind's, or totals would not be whole.
OWN = ("name_vi", "name_en", "hint_vi", "hint_en", "aliases")
INHERITED = (
    "responsibility", "also_responsibility", "point", "aggregation", "counts_vi", "counts_en", "on_saturdays",
    "has_level", "is_drive", "order",
)  # fmt: skip
SAID = (*OWN, *INHERITED)
PACK = ("restricts", "example_vi", "example_en", "evidence_vi", "evidence_en")


def _units(user: User) -> list[Unit]:
    keys = {*units_with(user, Power.SIGN), *units_with(user, Power.KEEP)}
    return list({post.unit_id: post.unit for post in user.current_posts if post.unit_id in keys}.values())


def keeps_national(user: User) -> Unit | None:
    """Returns the root where the user keeps national kinds, None for everybody else."""
    return next((unit for unit in _units(user) if unit.level == Level.CENTRAL), None)


def own_units(user: User) -> list[Unit]:
    """Returns the units for which the user keeps kinds of their own: of province level, and agencies' blocs."""
    return [unit for unit in _units(user) if unit.level == Level.PROVINCE or unit.kind == UnitKind.AGENCIES_BLOC]


def may_keep(kind: ActivityKind, user: User) -> bool:
    """Says whether the user adds, changes and withdraws this kind."""
    if kind.unit_id is None:
        return keeps_national(user) is not None
    return any(unit.pk == kind.unit_id for unit in own_units(user))


def answerable(kind: ActivityKind, user: User) -> Unit | None:
    """Returns the unit whose kind it is, the root for a national one: under it the history is kept."""
    return kind.unit or keeps_national(user)


def held(kind: ActivityKind, *, by: User) -> list[ActivityKind]:
    """Locks a kind, its national one and all beneath, in every version, and returns them: one at a time changes them.

    ValidationError where the person does not keep the kind.
    """
    if not may_keep(kind, by):
        raise ValidationError(_("Only those who sign for the unit or administer it change its kinds of activity."))
    rows = ActivityKind.objects.select_for_update(no_key=True, of=("self",)).filter(total_code=kind.total_code)
    return list(rows.select_related("unit", "under").order_by("pk"))


def held_newest(kind: ActivityKind, *, by: User) -> tuple[ActivityKind, list[ActivityKind]]:
    """Returns the locked rows and, of them, the version that somebody looked at.

    ValidationError where it is no longer the latest one: a colleague was faster, or a later one is entered already.
    """
    rows = held(kind, by=by)
    last = max((row for row in rows if row.code == kind.code), key=lambda row: row.version, default=None)
    if last is None or last.pk != kind.pk or last.replaced_on != kind.replaced_on:
        if last and last.from_on and last.from_on > today():
            said = {"day": f"{last.from_on:%d/%m/%Y}"}
            raise ValidationError(_("A version from %(day)s is entered already: call it off first.") % said)
        raise ValidationError(_("This kind has changed since you opened it. Look again, then decide."))
    return last, rows


def inherit(kind: ActivityKind, national: ActivityKind) -> None:
    """Takes over what of an own kind is its national one's."""
    kind.under = national
    for name in INHERITED:
        setattr(kind, name, getattr(national, name))


def copy_of(kind: ActivityKind) -> ActivityKind:
    """Returns an unsaved next version that says the same."""
    said = {name: getattr(kind, name) for name in SAID}
    return ActivityKind(code=kind.code, unit=kind.unit, under=kind.under, version=kind.version + 1, **said)


def in_force(rows: Iterable[ActivityKind], code: str, on: date) -> ActivityKind | None:
    """Returns the version of a kind that is in force on a day, None where there is none."""
    ours = [row for row in rows if row.code == code and not (row.from_on and row.from_on > on)]
    return next((row for row in ours if row.replaced_on is None or row.replaced_on > on), None)


def check_lasting(rows: Iterable[ActivityKind], code: str, on: date) -> None:
    """ValidationError where, after a day, a national kind is to change or to end: an own kind would not follow it."""
    newest = max((row for row in rows if row.code == code), key=lambda row: row.version)
    if newest.replaced_on:
        raise ValidationError(
            _("Its national kind is withdrawn from %(day)s.") % {"day": f"{newest.replaced_on:%d/%m/%Y}"}
        )
    if newest.from_on and newest.from_on > on:
        said = {"day": f"{newest.from_on:%d/%m/%Y}"}
        raise ValidationError(_("Its national kind has a new version from %(day)s: choose that day or later.") % said)


def check_day(on: date, kind: ActivityKind | None = None) -> None:
    """ValidationError for a day that is past, or before the version that it follows begins."""
    if on < today():
        raise ValidationError({"on": _("From today on at the earliest: what has been logged keeps its version.")})
    if kind and kind.from_on and on < kind.from_on:
        said = {"day": f"{kind.from_on:%d/%m/%Y}"}
        raise ValidationError(
            {"on": _("The version before it begins on %(day)s: a new one cannot begin sooner.") % said}
        )


def check_sectors(sectors: Iterable[KindSector], national: ActivityKind | None) -> None:
    """ValidationError where a unit's own kind is meant for a sector that its national kind is not meant for."""
    meant = set(national.sectors.filter(restricts=True).values_list("sector", flat=True)) if national else set()
    beyond = [row.get_sector_display() for row in sectors if row.restricts and meant and row.sector not in meant]
    if beyond:
        said = {"kind": national, "sectors": ", ".join(beyond)}
        raise ValidationError({"sectors": _("“%(kind)s” is not meant for: %(sectors)s.") % said})


def write_sectors(kind: ActivityKind, sectors: Iterable[KindSector]) -> None:
    """Writes what is said of a version's sectors; an own kind that names none is meant for its national kind's."""
    rows = [KindSector(kind=kind, sector=row.sector, **{name: getattr(row, name) for name in PACK}) for row in sectors]
    if kind.under and not any(row.restricts for row in rows):
        told = {row.sector: row for row in rows}
        for sector in kind.under.sectors.filter(restricts=True).values_list("sector", flat=True):
            told.setdefault(sector, KindSector(kind=kind, sector=sector)).restricts = True
        rows = list(told.values())
    KindSector.objects.bulk_create(rows)


def spoken(sectors: Iterable[KindSector]) -> dict[str, tuple[Any, ...]]:
    """Returns what is said of each sector, the empty ones left out, to be compared."""
    told = {row.sector: tuple(getattr(row, name) for name in PACK) for row in sectors}
    return {sector: said for sector, said in told.items() if any(said)}


def changes(before: ActivityKind, after: ActivityKind, sectors: Iterable[KindSector]) -> dict[str, list[str]]:
    """Returns {field: [before, after]} of two versions; `sectors` names those of which something else is said."""
    found: Mapping[str, list[str]] = difference(before, after, list(SAID))
    was, now = spoken(before.sectors.all()), spoken(sectors)
    differing = [
        row.get_sector_display() for row in _either(before, sectors) if was.get(row.sector) != now.get(row.sector)
    ]
    return {**found, "sectors": ["", ", ".join(differing)]} if differing else dict(found)


def _either(before: ActivityKind, sectors: Iterable[KindSector]) -> list[KindSector]:
    return list({row.sector: row for row in [*before.sectors.all(), *sectors]}.values())
