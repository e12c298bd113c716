"""Does `faults()` find what is wrong with mergers, placements and circles?"""

from datetime import date

import pytest

from tests.cast import make_unit
from units.faults import faults
from units.models import Placement, Succession, Unit
from units.structure import merge

JULY = date(2016, 7, 1)


@pytest.fixture
def merged(cast):
    """Ngọc Hà, merged into Đội Cấn."""
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    merge(
        [cast.ngocha], into=doican, on=JULY, decision_number="30", reason="Sáp nhập", by=cast.hanoi_administrator
    )  # fmt: skip
    assert list(faults()) == []
    return Unit.objects.get(code="NGOCHA")


def test_a_merger_without_its_line_of_succession_is_named(merged):
    Succession.objects.all().delete()
    assert list(faults()) == ["NGOCHA: merged into DOICAN without a line of succession"]


def test_a_line_of_succession_without_a_merger_is_named(merged, cast):
    Unit.objects.filter(pk=merged.pk).update(merged_into=None)
    found = list(faults())
    assert "NGOCHA: a line of succession says that it was merged into DOICAN" in found
    assert f"NGOCHA: path {merged.path} should be {cast.badinh.path}{merged.pk:08d}" in found


def test_a_merger_into_another_level_is_named(merged, cast):
    Unit.objects.filter(pk=merged.pk).update(merged_into=cast.hue_branch)
    assert "NGOCHA: merged into a unit of another level" in list(faults())


def test_a_gap_and_two_places_on_one_day_are_named(cast):
    def from_april():
        return Placement.objects.create(
            unit=cast.hue_branch, parent=cast.huecity, path=cast.hue_branch.path, from_on=date(2017, 4, 1)
        )

    Placement.objects.filter(unit=cast.hue_branch).update(to_on=date(2017, 3, 1))
    later = from_april()
    assert list(faults()) == ["CDHUE: no placement from 01/03/2017 until 01/04/2017"]
    later.delete()
    Placement.objects.filter(unit=cast.hue_branch).update(to_on=date(2017, 5, 1))
    from_april()
    assert list(faults()) == ["CDHUE: two placements on 01/04/2017"]


def test_a_placement_that_is_not_beneath_the_superiors_of_its_time_is_named(cast):
    Placement.objects.filter(unit=cast.chidoan3).update(to_on=JULY)
    Placement.objects.create(unit=cast.chidoan3, parent=cast.ngocha, path=cast.chidoan3.path, from_on=JULY)
    first = cast.chidoan3.placements.first()
    Placement.objects.filter(pk=first.pk).update(path=cast.hanoi.path + f"{cast.chidoan3.pk:08d}")
    assert list(faults()) == ["CD3: its placement of 01/01/2014 is not beneath its superior's"]


def test_a_circle_is_named_and_does_not_run_for_ever(cast):
    Unit.objects.filter(pk=cast.badinh.pk).update(parent=cast.chidoan3)
    assert [fault for fault in faults() if "under itself" in fault] == ["H001: stands under itself"]
