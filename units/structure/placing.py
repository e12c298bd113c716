"""How does a subtree come to stand elsewhere from a day on, in its paths and in its history?

A change may be entered later than it took place, and what it touches may have come, gone or moved in between. So the
placements of the subtree from that day on are laid anew, piece by piece, beneath where the new superior stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext_lazy as _

from units import tree
from units.models import Placement, Unit
from units.querysets import within
from units.spans import not_ended_on


@dataclass
class Piece:
    """Where a unit stands in one span: `parent` right above, until before `to_on` (None: until now)."""

    parent_id: int | None
    path: str
    from_on: date
    to_on: date | None


def regraft(
    unit: Unit,
    *,
    itself: Unit | None = None,
    apart: Mapping[int, Unit] | None = None,
    day: date,
    decision_number: str,
) -> list[int]:
    """Puts a unit with all beneath it under `itself`, and those direct subordinates that `apart` names by key, or that
    left it since that day, under another unit each, from a day on; returns the keys of the units touched.

    A fixed number of queries for each five hundred placements and each subordinate in `apart`. The unit's own
    placement must be older than the day.
    """
    old, apart = unit.path or "", apart or {}
    _check_depth(old, itself, apart)
    touched = _write(_placements_since(old, day), _Graft(old, itself, apart, day), day, decision_number)
    for key, under in apart.items():
        _carry(tree.join(old, key), under, key)
    if itself:
        _carry(old, itself, unit.pk)
    return touched


def left_since(unit: Unit, day: date) -> set[int]:
    """Returns the keys of units that stood directly beneath a unit on or after a day and stand elsewhere now."""
    stood = Placement.objects.filter(parent=unit, to_on__gt=day).exclude(unit__in=unit.children.values("pk"))
    return set(stood.exclude(unit__merged_into=unit).values_list("unit", flat=True))


def _placements_since(path: str, day: date) -> list[Placement]:
    return list(Placement.objects.filter(within(path), not_ended_on(day)).order_by("pk"))


class _Graft:
    """Says of a placement in the old subtree where it leads from the day on, piece by piece."""

    def __init__(self, old: str, itself: Unit | None, apart: Mapping[int, Unit], day: date):
        self.old, self.itself, self.apart, self.day = old, itself, apart, day
        self.stood = {unit.pk: _where_it_stood(unit, day) for unit in {itself, *apart.values()} if unit}

    def pieces(self, row: Placement) -> list[Piece] | None:
        """Returns the pieces of a placement since the day; None for one that stays as it is."""
        steps = tree.ids(row.path[len(self.old) :])
        under, head = (self.apart[steps[0]], steps[0]) if steps and steps[0] in self.apart else (self.itself, None)
        if under is None:
            return None
        kept = row.path[len(self.old) :] if head else row.path[len(self.old) - tree.WIDTH :]
        is_head = len(kept) == tree.WIDTH
        parent = under.pk if is_head else row.parent_id
        start = max(row.from_on, self.day)
        return [
            Piece(parent, above.path + kept, max(start, above.from_on), _earlier(row.to_on, above.to_on))
            for above in self.stood[under.pk]
            if (above.to_on is None or above.to_on > start) and (row.to_on is None or above.from_on < row.to_on)
        ]


def _where_it_stood(unit: Unit, day: date) -> list[Piece]:
    rows = unit.placements.filter(not_ended_on(day)).order_by("from_on")
    pieces = [Piece(row.parent_id, row.path, row.from_on, row.to_on) for row in rows]
    pieces[0].from_on = min(pieces[0].from_on, day)
    return pieces


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def _write(rows: list[Placement], graft: _Graft, day: date, decision_number: str) -> list[int]:
    shortened, changed, added, touched = [], [], [], set()
    for row in rows:
        pieces = graft.pieces(row)
        if pieces is None:
            continue
        touched.add(row.unit_id)
        number = decision_number if row.from_on <= day else row.decision_number
        if row.from_on < day:
            shortened.append(row.pk)
        else:  # what began on that very day or later keeps its line: where it stood is corrected instead
            first = pieces.pop(0)
            row.parent_id, row.path, row.to_on, row.decision_number = first.parent_id, first.path, first.to_on, number
            changed.append(row)
        added += [_placement(row.unit_id, piece, number) for piece in pieces]
    Placement.objects.filter(pk__in=shortened).update(to_on=day)
    Placement.objects.bulk_update(changed, ["parent", "path", "to_on", "decision_number"], batch_size=500)
    Placement.objects.bulk_create(added, batch_size=500)
    return sorted(touched)


def _placement(unit: int, piece: Piece, number: str) -> Placement:
    return Placement(
        unit_id=unit, parent_id=piece.parent_id, path=piece.path, from_on=piece.from_on, to_on=piece.to_on,
        decision_number=number,
    )  # fmt: skip


def first_placements(unit: Unit, parent: Unit | None, decision_number: str) -> Iterator[Placement]:
    """Yields where a new unit stands from its opening on, which may lie before its superior's latest move."""
    if parent is None:
        yield _placement(unit.pk, Piece(None, tree.join("", unit.pk), unit.opened_on, None), decision_number)
        return
    for above in _where_it_stood(parent, unit.opened_on):
        start = max(above.from_on, unit.opened_on)
        yield _placement(
            unit.pk, Piece(parent.pk, tree.join(above.path, unit.pk), start, above.to_on), decision_number
        )


def _carry(old: str, under: Unit, key: int) -> None:
    new = tree.join(under.path or "", key)
    beneath = Unit.objects.filter(within(old))
    beneath.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def _check_depth(old: str, itself: Unit | None, apart: Mapping[int, Unit]) -> None:
    deepest = Unit.objects.filter(within(old)).annotate(steps=Length(F("path"))).order_by("-steps").first()
    above = max(len(unit.path or "") for unit in [itself, *apart.values()] if unit)
    grown = len(deepest.path or "") - len(old) + tree.WIDTH + above if deepest else 0
    if grown > tree.DEEPEST * tree.WIDTH:
        raise ValidationError(_("Too many units have been merged into one another here: merge them into one unit."))
