"""Head-counts: who enters them, what is refused, what a year's total is made of. Expected sums are counted by hand."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from tests.cast import make_unit
from units import headcounts
from units.headcounts import count_heads, totals
from units.models import Headcount, Record, Unit
from units.structure import close_unit, move_unit

PARTS = {"members": 20, "women": 12, "ethnic_minorities": 0, "party_members": 9}


def enter(unit, number, *, year=2017, **parts):
    Headcount.objects.create(unit=unit, year=year, young_officials=number, **parts)


# --- the verb --------------------------------------------------------------------------------------------------------


def test_a_count_is_entered_once_a_year_and_recorded(cast):
    count_heads(cast.chidoan3, year=2017, by=cast.member, version=0, young_officials=25, **PARTS)
    row = Headcount.objects.get()
    assert (row.unit, row.year, row.young_officials, row.party_members) == (cast.chidoan3, 2017, 25, 9)
    assert (row.version, row.by) == (1, cast.member)
    line = Record.objects.get(subject="units.headcount")
    assert (line.verb, line.unit, line.by, line.subject_id) == ("created", cast.chidoan3, cast.member, row.pk)
    assert line.changes == {
        "young_officials": ["", "25"], "members": ["", "20"], "women": ["", "12"], "ethnic_minorities": ["", "0"],
        "party_members": ["", "9"],
    }  # fmt: skip


def test_a_correction_tells_what_was_before_and_what_is_the_same_tells_nothing(cast):
    count_heads(cast.chidoan3, year=2017, by=cast.member, version=0, young_officials=25, women=12)
    count_heads(cast.chidoan3, year=2017, by=cast.secretary, version=1, young_officials=26, women=12)
    count_heads(cast.chidoan3, year=2017, by=cast.secretary, version=2, young_officials=26, women=12)
    assert Headcount.objects.get().version == 2
    told = Record.objects.filter(subject="units.headcount").order_by("pk").values_list("verb", "changes")
    assert list(told)[1:] == [("changed", {"young_officials": ["25", "26"]})]


def test_who_was_overtaken_changes_nothing(cast):
    count_heads(cast.chidoan3, year=2017, by=cast.member, version=0, young_officials=25)
    for version in (0, 2):
        with pytest.raises(ValidationError):
            count_heads(cast.chidoan3, year=2017, by=cast.secretary, version=version, young_officials=99)
    assert Headcount.objects.get().young_officials == 25


def test_a_part_larger_than_the_whole_is_refused_at_its_field(cast):
    with pytest.raises(ValidationError) as refused:
        count_heads(cast.chidoan3, year=2017, by=cast.member, version=0, young_officials=5, women=6, members=5)
    assert set(refused.value.error_dict) == {"women"}
    assert not Headcount.objects.exists()


def test_a_unit_that_is_closed_or_was_not_there_yet_does_not_count(cast):
    young = make_unit("CD5", "Chi đoàn 5", 5, cast.ngocha, opened_on=date(2016, 1, 1))
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    for unit, year in [(cast.chidoan3, 2016), (cast.chidoan3, 2017), (young, 2015), (young, 2018), (young, 2009)]:
        with pytest.raises(ValidationError):
            count_heads(unit, year=year, by=cast.member, version=0, young_officials=5)
    assert count_heads(young, year=2016, by=cast.member, version=0, young_officials=5).year == 2016


def test_who_drafts_for_a_unit_counts_there_and_nobody_else(cast):
    allowed = {
        name for name in ("secretary", "member", "ngocha_secretary", "hanoi_administrator", "viewer")
        if headcounts.may_count(getattr(cast, name), cast.chidoan3)
    }  # fmt: skip
    assert allowed == {"secretary", "member"}


# --- the figures -----------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(cast):
    """Ba Đình: Chi đoàn 3 has 25 (12 women, 10 members), Chi đoàn 4 has 10 and counted no women, Chi đoàn 5 nothing.

    Ngọc Hà's own office has 3; beside them one branch outside the scope with 100, and Huế's with 40.
    """
    for code in ("CD4", "CD5"):
        make_unit(code, f"Chi đoàn {code[2:]}", 5, cast.ngocha)
    make_unit("DN", "Chi đoàn doanh nghiệp", 5, cast.badinh, in_scope=False)
    units = {unit.code: unit for unit in Unit.objects.all()}
    enter(units["CD3"], 25, women=12, members=10)
    enter(units["CD4"], 10, members=4)
    enter(units["NGOCHA"], 3, women=1)
    enter(units["DN"], 100, women=50)
    enter(units["CDHUE"], 40)
    enter(units["CD3"], 20, year=2016, women=8)
    cast.units = units
    return cast


def test_a_total_is_the_sum_of_what_stands_beneath_within_the_scope(counted):
    found = totals(counted.badinh, 2017)
    assert found.numbers == {
        "young_officials": 38, "members": 14, "women": 13, "ethnic_minorities": None, "party_members": None,
    }  # fmt: skip
    assert (found.entered, found.asked, found.is_complete) == (2, 3, False)
    assert totals(counted.central, 2017).young_officials == 78
    assert totals(counted.badinh, 2016).young_officials == 20
    assert totals(counted.badinh, 2015).young_officials is None


def test_a_share_is_of_those_who_counted_the_part(counted):
    found = totals(counted.badinh, 2017)
    assert found.share("women") == Fraction(13, 28)
    assert found.share("members") == Fraction(14, 35)
    assert found.share("party_members") is None


def test_the_totals_of_the_subordinates_add_up_to_the_superiors(counted):
    by_child = headcounts.totals_by_child(counted.central, 2017)
    assert {key: (one.young_officials, one.entered, one.asked) for key, one in by_child.items()} == {
        counted.hanoi.pk: (38, 2, 3), counted.hue.pk: (40, 1, 1),
    }  # fmt: skip
    by_branch = headcounts.totals_by_child(counted.ngocha, 2017)
    assert {key: (one.young_officials, one.entered, one.asked) for key, one in by_branch.items()} == {
        counted.units["CD3"].pk: (25, 1, 1), counted.units["CD4"].pk: (10, 1, 1),
        counted.units["CD5"].pk: (None, 0, 1),
    }  # fmt: skip


def test_a_level_adds_up_to_its_total(counted):
    for unit in (counted.central, counted.badinh, counted.ngocha, counted.chidoan3):
        whole, parts = headcounts.totals_of_level(unit, 2017)
        assert whole == totals(unit, 2017), unit
        assert parts == headcounts.totals_by_child(unit, 2017)
    assert headcounts.totals_of_level(counted.badinh, 2017)[0].young_officials == 38


def test_a_year_counts_the_units_of_its_last_day_by_the_tree_of_now(counted):
    administrator = counted.hanoi_administrator
    close_unit(counted.units["CD3"], on=date(2017, 1, 1), reason="Giải thể", by=administrator)
    hoankiem = make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, counted.hanoi)
    assert (totals(counted.badinh, 2016).young_officials, totals(counted.badinh, 2017).young_officials) == (20, 13)
    move_unit(counted.units["NGOCHA"], to=hoankiem, by=administrator, decision_number="9-QĐ", on=date(2017, 3, 1))
    hoankiem.refresh_from_db()
    assert (totals(hoankiem, 2016).young_officials, totals(counted.badinh, 2016).young_officials) == (20, None)


def test_a_total_costs_two_queries(counted, django_assert_num_queries):
    with django_assert_num_queries(2):
        totals(counted.central, 2017)
    with django_assert_num_queries(2):
        headcounts.totals_by_child(counted.central, 2017)
