"""Rows that come into a table by the thousand are what the engine would have made of them one by one."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction

from units import bulk, tree
from units.models import Placement, Unit


@pytest.fixture
def new(cast):
    """Two new branches of Ngọc Hà with keys taken beforehand."""
    taken = bulk.keys(Unit, 2)
    return [
        Unit(
            pk=key, code=f"M{number}", name=f"Chi đoàn Mới {number}", short_name=f"Mới {number}", level=5,
            kind="branch", parent=cast.ngocha, path=tree.join(cast.ngocha.path, key), opened_on=date(2016, 1, 1),
        )
        for number, key in enumerate(taken)
    ]  # fmt: skip


def test_rows_with_keys_taken_beforehand_are_whole_and_the_engine_goes_on_behind_them(new, cast):
    assert bulk.insert(Unit, new, keyed=True) == 2

    stored = Unit.objects.get(code="M1")
    assert (stored.pk, stored.search_name) == (new[1].pk, "m1 chi doan moi 1 moi 1")
    assert stored.opened_on == date(2016, 1, 1)
    assert (stored.closed_on, stored.version, stored.in_scope) == (None, 1, True)
    later = Unit.objects.create(
        code="M3", name="Chi đoàn Sau", short_name="Sau", level=5, kind="branch", parent=cast.ngocha,
        opened_on=date(2016, 1, 1),
    )  # fmt: skip
    assert later.pk > new[1].pk > new[0].pk


def test_keys_are_given_out_once(db):
    with transaction.atomic():
        first = bulk.keys(Unit, 3)
        assert len(set(first)) == 3
        assert not Unit.objects.filter(pk__in=first).exists()
    assert bulk.keys(Unit, 0) == []


def test_a_row_need_not_be_an_object_of_the_model(cast):
    Placement.objects.filter(unit=cast.chidoan3).delete()
    row = SimpleNamespace(
        unit_id=cast.chidoan3.pk, parent_id=cast.ngocha.pk, path=cast.chidoan3.path, from_on=date(2015, 2, 3),
        to_on=None, decision_number="1-QĐ",
    )  # fmt: skip
    assert bulk.insert(Placement, [row]) == 1

    stored = Placement.objects.get(unit=cast.chidoan3)
    assert (stored.parent, stored.from_on, stored.to_on, stored.decision_number) == (
        cast.ngocha, date(2015, 2, 3), None, "1-QĐ",
    )  # fmt: skip
