"""What is entered late never contradicts what has happened since."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.cast import make_unit
from units.faults import faults
from units.models import Unit
from units.structure import close_unit, merge, move_unit, reopen_unit, schedule, split
from units.structure.scheduling import carry_out_due, described


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def beside(cast):
    """Đội Cấn, a union beside Ngọc Hà."""
    return make_unit("DOICAN", "Đoàn phường Đội Cấn", 4, cast.badinh)


def how(cast, **more):
    return {"decision_number": "7-QĐ", "by": cast.hanoi_administrator, **more}


def close(cast, unit, on):
    return close_unit(Unit.objects.get(pk=unit.pk), on=on, reason="Giải thể", **how(cast))


def test_a_unit_is_not_closed_before_the_day_on_which_its_last_subordinate_left(cast, beside):
    move_unit(cast.chidoan3, to=beside, on=date(2017, 6, 1), **how(cast))
    with pytest.raises(ValidationError, match="still stood under this one"):
        close(cast, cast.ngocha, date(2016, 7, 1))
    close(cast, cast.ngocha, date(2017, 6, 1))
    assert list(faults()) == []


def test_a_unit_is_not_closed_before_it_took_another_one_in(cast, beside):
    merge([cast.ngocha], into=beside, on=date(2017, 1, 1), reason="Sáp nhập", **how(cast))
    move_unit(
        Unit.objects.get(code="CD3"), to=make_unit("KHAC", "Đoàn khác", 4, cast.badinh), on=date(2017, 1, 1),
        **how(cast),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="was merged or divided after this day"):
        close(cast, beside, date(2016, 7, 1))


def test_nothing_goes_up_in_a_unit_that_stood_beneath_it_later(cast, beside):
    merge([cast.ngocha], into=beside, on=date(2016, 1, 1), reason="Sáp nhập", **how(cast))
    reopen_unit(Unit.objects.get(pk=cast.ngocha.pk), on=date(2017, 3, 1), **how(cast))
    above, ngocha = Unit.objects.get(pk=beside.pk), Unit.objects.get(pk=cast.ngocha.pk)
    late = {"on": date(2016, 6, 1), **how(cast)}
    with pytest.raises(ValidationError, match="stood under"):
        merge([above], into=ngocha, reason="Sáp nhập", **late)
    with pytest.raises(ValidationError, match="stood under"):
        split(above, into=[ngocha], where={}, keeps_open=True, **late)
    assert list(faults()) == []


def test_what_comes_out_of_a_scheduled_division_is_in_scope_or_not_as_described(cast, settings):
    outside = Unit(code="A1", name="A1", short_name="A1", kind="grassroots", sector="mixed", in_scope=False)
    terms = {"into": [described(outside)], "where": {}, "keeps_open": True}
    schedule("split", cast.ngocha, on=date(2017, 11, 20), terms=terms, **how(cast))
    settings.TODAY = date(2017, 11, 20)
    assert [(row.state, row.problem) for row in carry_out_due()] == [("done", "")]
    assert not Unit.objects.get(code="A1").in_scope
