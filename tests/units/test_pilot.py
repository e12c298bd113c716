"""Pilot units: chosen by whoever keeps the superior, recorded, and seen in lists."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.cast import make_user
from units.models import Record, Role
from units.structure import change_unit, schedule


@pytest.fixture
def local(cast):
    """The administrator of Ba Đình alone."""
    return make_user("badinh.quantri", "Hà Thị Quản", cast.badinh, Role.ADMINISTRATOR, "Quản trị")


def send(client, unit, **data):
    said = {
        "name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "sector": unit.sector,
        "territory": unit.territory, "in_scope": "on", "version": unit.version, "on": "15/11/2017", **data,
    }  # fmt: skip
    return client.post(f"/units/{unit.pk}/edit/", said)


def test_the_superiors_administrator_ticks_it_and_the_record_says_so(keeper, cast):
    assert 'name="is_pilot"' in keeper.get(f"/units/{cast.badinh.pk}/edit/").content.decode()
    assert send(keeper, cast.badinh, is_pilot="on").status_code == 302
    cast.badinh.refresh_from_db()
    assert cast.badinh.is_pilot
    assert Record.objects.of(cast.badinh).first().changes == {"is_pilot": ["", "True"]}
    assert "Pilot unit" in keeper.get("/units/").content.decode()


def test_the_units_own_administrator_is_not_asked_and_changes_nothing_by_it(english, cast, local):
    english.force_login(local)
    assert 'name="is_pilot"' not in english.get(f"/units/{cast.badinh.pk}/edit/").content.decode()
    assert send(english, cast.badinh, is_pilot="on").status_code == 302
    cast.badinh.refresh_from_db()
    assert not cast.badinh.is_pilot
    with pytest.raises(ValidationError) as refused:
        change_unit(cast.badinh, by=local, is_pilot=True)
    assert set(refused.value.error_dict) == {"is_pilot"}


def test_nobody_takes_the_own_top_unit_out_of_the_conclusions_scope(english, cast, local):
    english.force_login(local)
    assert 'name="in_scope"' not in english.get(f"/units/{cast.badinh.pk}/edit/").content.decode()
    with pytest.raises(ValidationError) as refused:
        change_unit(cast.badinh, by=local, in_scope=False)
    assert set(refused.value.error_dict) == {"in_scope"}
    with pytest.raises(ValidationError) as refused:
        schedule("rename", cast.badinh, on=date(2017, 12, 1), by=local, terms={"in_scope": False})
    assert set(refused.value.error_dict) == {"in_scope"}
    assert not change_unit(cast.ngocha, by=local, in_scope=False).in_scope


def test_a_pilot_unit_stays_one_when_its_own_administrator_describes_it_anew(english, cast, local):
    change_unit(cast.badinh, by=cast.hanoi_administrator, is_pilot=True)
    cast.badinh.refresh_from_db()
    english.force_login(local)
    assert send(english, cast.badinh, sector="party").status_code == 302
    cast.badinh.refresh_from_db()
    assert (cast.badinh.is_pilot, cast.badinh.sector) == (True, "party")
