"""Which kinds of activity does the form offer, in which order, and what does each one count?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import ActivityKind, KindSector, Responsibility
from units.models import Unit

# What an older version has in common with the present one for an entry to count alike under either.
MEASURE = ("counts_vi", "aggregation", "responsibility")


def in_list(kind: ActivityKind) -> str:
    """Returns the name as it stands in a list in the catalogue's order: what a unit has added beneath its kind."""
    return f"↳ {kind}" if kind.under_id else str(kind)


def fits(unit: Unit, kind: ActivityKind) -> bool:
    """Says whether a kind is in force for a unit, or was, as it may be in an entry that was written offline, and its
    present version still measures the same."""
    current = ActivityKind.objects.current().for_unit(unit).filter(code=kind.code).first()
    if current is None or kind.pk == current.pk:
        return current is not None
    return kind.version < current.version and all(getattr(kind, name) == getattr(current, name) for name in MEASURE)


def packs(kinds: Iterable[ActivityKind], sector: str) -> dict[int, KindSector]:
    """Returns what is usual of kinds in a sector, by their keys; a unit's own kind falls back to its national one."""
    kinds = list(kinds)
    asked = {kind.pk for kind in kinds} | {kind.under_id for kind in kinds if kind.under_id}
    told = {
        row.kind_id: row
        for row in KindSector.objects.filter(kind__in=asked, sector=sector)
        if row.example_vi or row.evidence_vi
    }
    found = {kind.pk: told.get(kind.pk) or told.get(kind.under_id or 0) for kind in kinds}
    return {pk: row for pk, row in found.items() if row}


class KindSelect(forms.Select):
    """A list of kinds whose options carry what the page's script shows: what is counted, what proves it, an example
    from the unit's own sector, Saturdays, and by which other names people look for it."""

    kinds: dict[str, ActivityKind]
    packs: dict[int, KindSector]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        kind = self.kinds.get(str(value))
        if kind:
            hint, example = hints(kind, self.packs.get(kind.pk))
            option["attrs"] |= {"data-counts": kind.counts, "data-hint": hint}
            if example:
                option["attrs"]["data-example"] = example
            if kind.aliases:
                option["attrs"]["data-also"] = ", ".join(kind.aliases.splitlines())
            if kind.on_saturdays:
                option["attrs"]["data-saturdays"] = "yes"
            if kind.has_level:
                option["attrs"]["data-level"] = "yes"
        return option


def hints(kind: ActivityKind, pack: KindSector | None) -> tuple[str, str]:
    """Returns what proves an activity of a kind, and an example, in the words of a sector where they are known.

    What a unit says of its own kind goes before what is said of the national one.
    """
    own = kind.in_language("hint")
    if pack is None:
        return own, ""
    evidence = pack.in_language("evidence")
    proof = evidence or own if pack.kind_id == kind.pk else own or evidence
    return proof, pack.in_language("example")


class KindField(forms.ModelChoiceField):
    """A kind of the catalogue. `offer` chooses what is shown; whether another one fits the unit, the form decides."""

    def __init__(self, **kwargs: Any):
        queryset = ActivityKind.objects.select_related("point__conclusion")
        super().__init__(queryset, widget=KindSelect, **kwargs)
        self.error_messages["invalid_choice"] = _("This kind of activity is not in the catalogue.")

    def offer(self, often: Iterable[ActivityKind], kinds: Iterable[ActivityKind], *, unit: Unit | None) -> None:
        """Sets the options: the unit's usual kinds first, then all of them by responsibility, in the words of the
        unit's sector."""
        kinds, often = list(kinds), list(often)
        groups: list[Any] = [("", _("Choose a kind"))]
        if often:
            groups.append((_("Often used here"), [(kind.pk, str(kind)) for kind in often]))
        for responsibility in Responsibility:
            ours = [kind for kind in kinds if kind.responsibility == responsibility]
            groups.append((responsibility.label, [(kind.pk, in_list(kind)) for kind in ours]))
        self.widget.choices = groups
        self.widget.kinds = {str(kind.pk): kind for kind in [*kinds, *often]}
        self.widget.packs = packs(kinds, unit.sector) if unit else {}
