"""How do units come into the tree?"""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from units import tree
from units.models import Placement, Record, Unit, User
from units.records import record, record_all
from units.structure.locks import lock_tree
from units.structure.placing import first_placements
from units.structure.rules import check_parent


@transaction.atomic
def add_unit(unit: Unit, *, by: User | None, decision_number: str = "") -> Unit:
    """Adds an unsaved unit under its `parent` from its `opened_on` day.

    ValidationError where the parent is wrong or the code is taken, also by somebody who is adding it at this moment.
    """
    lock_tree()
    parent = Unit.objects.get(pk=unit.parent_id) if unit.parent_id else None
    check_parent(unit, parent)
    check_code(unit)
    unit.save()
    unit.path = tree.join(parent.path or "" if parent else "", unit.pk)
    unit.save(update_fields=["path"])
    Placement.objects.bulk_create(first_placements(unit, parent, decision_number))
    record(Record.Verb.CREATED, unit, by=by, note=decision_number)
    return unit


def check_code(unit: Unit) -> None:
    """Raises ValidationError where another unit has this code, in whichever case."""
    if Unit.objects.filter(code__iexact=unit.code).exists():
        raise ValidationError({"code": _("Another unit has this code.")})


def _check_codes(units: list[Unit]) -> None:
    asked = Counter(unit.code.casefold() for unit in units)
    codes = list(asked)
    known = Unit.objects.annotate(folded=Lower("code")).values_list("folded", flat=True)
    codes = list(asked)
    parts = [codes[start : start + 500] for start in range(0, len(codes), 500)]
    taken = {code for part in parts for code in known.filter(folded__in=part)}
    if wrong := sorted(code for code, times in asked.items() if times > 1 or code in taken):
        raise ValidationError({"code": [f"{code}: {_('Another unit has this code.')}" for code in wrong[:5]]})


@transaction.atomic
def add_units(units: list[Unit], *, by: User | None) -> list[Unit]:
    """Adds many unsaved units whose parents stand already, in a fixed number of queries for each five hundred.

    ValidationError as of `add_unit`.
    """
    lock_tree()
    parents = Unit.objects.in_bulk({unit.parent_id for unit in units if unit.parent_id})
    _check_codes(units)
    for unit in units:
        unit.parent = parents.get(unit.parent_id) if unit.parent_id else None
        check_parent(unit, unit.parent)
    Unit.objects.bulk_create(units, batch_size=500)
    for unit in units:
        unit.path = tree.join(unit.parent.path or "" if unit.parent else "", unit.pk)
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    Placement.objects.bulk_create(placements(units), batch_size=500)
    record_all(Record.Verb.CREATED, units, by=by)
    return units


def placements(units: list[Unit]) -> list[Placement]:
    """Where each stands from its opening on; more than a line only where its superior has moved since."""
    parents = {unit.parent_id for unit in units}
    earliest = min((unit.opened_on for unit in units), default=None)
    moved: set[int] = set()
    if earliest:
        ended = Placement.objects.filter(Q(to_on__gt=earliest), unit__in=parents - {None})
        moved = set(ended.values_list("unit", flat=True))
    return [
        placement
        for unit in units
        for placement in (
            first_placements(unit, unit.parent, "")
            if unit.parent_id in moved
            else [Placement(unit_id=unit.pk, parent_id=unit.parent_id, path=unit.path or "", from_on=unit.opened_on)]
        )
    ]
