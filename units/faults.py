"""In which ways is the tree wrong? Nothing here writes; `check_tree` and the tests ask it."""

from __future__ import annotations

from collections.abc import Iterator

from units import tree
from units.models import Paper, Placement, Unit


def faults() -> Iterator[str]:
    """Yields every way in which the tree is wrong, in English, for `check_tree`; nothing if it is right."""
    units = {unit.pk: unit for unit in Unit.objects.iterator(chunk_size=5000)}
    for unit in units.values():
        parent = units.get(unit.parent_id) if unit.parent_id else None
        above = units.get(unit.stands_under_id) if unit.stands_under_id else None
        expected = tree.join(above.path or "" if above else "", unit.pk)
        if unit.path != expected:
            yield f"{unit.code}: path {unit.path} should be {expected}"
        if parent and parent.level >= unit.level:
            yield f"{unit.code}: its superior {parent.code} is not of a higher level"
        if parent and parent.closed_on and not unit.closed_on:
            yield f"{unit.code}: open under the closed unit {parent.code}"
    if sum(unit.parent_id is None for unit in units.values()) != 1:
        yield "there must be exactly one root"
    for placement in Placement.objects.filter(to_on=None).iterator(chunk_size=5000):
        unit = units[placement.unit_id]
        if (placement.parent_id, placement.path) != (unit.parent_id, unit.path):
            yield f"{unit.code}: its open placement does not say where it stands"
    yield from _stray_papers(units)
    placed = set(Placement.objects.filter(to_on=None).values_list("unit_id", flat=True))
    for pk in units.keys() - placed:
        yield f"{units[pk].code}: no open placement"


def _stray_papers(units: dict[int, Unit]) -> Iterator[str]:
    for kind in Paper.kinds():
        for pk, unit, holder in kind._default_manager.waiting().values_list("pk", "unit_id", "holder_id").iterator():
            if holder not in tree.ids(units[unit].path or ""):
                yield f"{kind.kind_code()} {pk}: lies at {units[holder].code}, not above {units[unit].code}"
