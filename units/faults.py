"""In which ways is the tree wrong? Nothing here writes; `check_tree` and the tests ask it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from units import tree
from units.models import Paper, Placement, Reorganisation, Succession, Unit


def faults() -> Iterator[str]:
    """Yields every way in which the tree is wrong, in English, for `check_tree`; nothing if it is right."""
    units = {unit.pk: unit for unit in Unit.objects.iterator(chunk_size=5000)}
    for unit in units.values():
        yield from _misplaced(unit, units)
    if sum(unit.parent_id is None for unit in units.values()) != 1:
        yield "there must be exactly one root"
    yield from _circles(units)
    yield from _wrong_placements(units)
    yield from _wrong_mergers(units)
    yield from _stray_papers(units)


def _misplaced(unit: Unit, units: dict[int, Unit]) -> Iterator[str]:
    parent = units.get(unit.parent_id) if unit.parent_id else None
    above = units.get(unit.stands_under_id) if unit.stands_under_id else None
    expected = tree.join(above.path or "" if above else "", unit.pk)
    if unit.path != expected:
        yield f"{unit.code}: path {unit.path} should be {expected}"
    if parent and parent.level >= unit.level:
        yield f"{unit.code}: its superior {parent.code} is not of a higher level"
    if parent and parent.closed_on and not (unit.closed_on and unit.closed_on <= parent.closed_on):
        yield f"{unit.code}: open under the closed unit {parent.code}"


def _circles(units: dict[int, Unit]) -> Iterator[str]:
    """Follows each unit upward, by superiors and mergers, as far as the root or back to where it has been."""
    right: set[int] = set()
    for unit in units.values():
        way: list[int] = []
        at: int | None = unit.pk
        while at and at not in right and at not in way:
            way.append(at)
            at = units[at].stands_under_id
        if at in way:
            yield f"{unit.code}: stands under itself"
        right.update(way)


def _wrong_placements(units: dict[int, Unit]) -> Iterator[str]:
    """Looks at the history of every unit: one line after the other without a gap, each beneath where its superior
    stood then, the last one where the unit stands now."""
    stood: dict[int, list[Placement]] = {}
    for placement in Placement.objects.order_by("from_on").iterator(chunk_size=5000):
        stood.setdefault(placement.unit_id, []).append(placement)
    for pk, unit in units.items():
        rows = stood.get(pk, [])
        last = next((row for row in rows if row.to_on is None), None)
        if last is None:
            yield f"{unit.code}: no open placement"
        elif (last.parent_id, last.path) != (unit.stands_under_id, unit.path):
            yield f"{unit.code}: its open placement does not say where it stands"
        for one, other in pairwise(rows):
            if one.to_on is None or one.to_on > other.from_on:
                yield f"{unit.code}: two placements on {other.from_on:%d/%m/%Y}"
            elif one.to_on < other.from_on:
                yield f"{unit.code}: no placement from {one.to_on:%d/%m/%Y} until {other.from_on:%d/%m/%Y}"
        for row in rows:
            for above in stood.get(row.parent_id or 0, []):
                if _meet(row, above) and row.path != tree.join(above.path, pk):
                    yield f"{unit.code}: its placement of {row.from_on:%d/%m/%Y} is not beneath its superior's"


def _meet(one: Placement, other: Placement) -> bool:
    return (other.to_on is None or one.from_on < other.to_on) and (one.to_on is None or other.from_on < one.to_on)


def _wrong_mergers(units: dict[int, Unit]) -> Iterator[str]:
    """A merged unit has its line of succession; and what a merger says goes until the unit was opened again."""
    mergers = Succession.objects.filter(kind=Succession.Kind.MERGE)
    kept = set(mergers.values_list("predecessor", "successor", "on"))
    for unit in units.values():
        if unit.merged_into_id and (unit.pk, unit.merged_into_id, unit.closed_on) not in kept:
            yield f"{unit.code}: merged into {units[unit.merged_into_id].code} without a line of succession"
        if unit.merged_into_id and units[unit.merged_into_id].level != unit.level:
            yield f"{unit.code}: merged into a unit of another level"
    came_back = set(
        Reorganisation.objects.filter(
            kind=Reorganisation.Kind.REOPEN, state=Reorganisation.State.DONE
        ).values_list("unit", flat=True)
    )  # fmt: skip
    for one, other, _on in kept:
        if units[one].merged_into_id != other and one not in came_back:
            yield f"{units[one].code}: a line of succession says that it was merged into {units[other].code}"


def _stray_papers(units: dict[int, Unit]) -> Iterator[str]:
    for kind in Paper.kinds():
        for pk, unit, holder in kind._default_manager.waiting().values_list("pk", "unit_id", "holder_id").iterator():
            if holder not in tree.ids(units[unit].path or ""):
                yield f"{kind.kind_code()} {pk}: lies at {units[holder].code}, not above {units[unit].code}"
