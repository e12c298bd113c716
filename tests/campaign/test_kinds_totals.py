"""With a province's own kind beneath a national one every total stays whole; counted by hand."""

from datetime import date

import pytest

from campaign import kinds
from campaign.models import Activity, ActivityKind, Target
from campaign.progress import progress
from campaign.reporting import sums
from campaign.reporting.comparison import by_kind
from campaign.summary import totals
from campaign.summary.scope import Scope
from tests.campaign.summed import accepted
from tests.cast import make_kind, make_plan

TODAY = date(2017, 11, 15)


@pytest.fixture
def blood(cast):
    """Of the national kind 1 in Hà Nội and 1 in Huế; of Hà Nội's own beneath it 2; of a later version of each 1."""
    unsaved = ActivityKind(name_vi="Giọt hồng Thủ đô", name_en="Red drop", unit=cast.hanoi, under=cast.kind)
    own = kinds.add(unsaved, [], on=TODAY, by=cast.hanoi_secretary)
    given = {"result_state": "given"}
    accepted(cast, cast.chidoan3, result=10, **given)
    accepted(cast, cast.hue_branch, result=100, **given)
    for result in (1, 2):
        accepted(cast, cast.chidoan3, kind=own, result=result, **given)
    new = kinds.revise(cast.kind, {"responsibility": "work"}, [], on=TODAY, by=cast.central_secretary)
    later = ActivityKind.objects.get(code=own.code, version=2)
    accepted(cast, cast.chidoan3, kind=new, result=20, **given)
    accepted(cast, cast.chidoan3, kind=later, result=4, **given)
    accepted(cast, cast.chidoan3, kind=make_kind("khac", "Khác", "Other"), result=1000, **given)
    return own


def scope(unit):
    return Scope(unit=unit, start=date(2017, 1, 1), end=date(2017, 12, 31))


def test_the_summary_counts_an_own_kind_as_its_national_one_in_all_versions(cast, blood):
    for unit, expected in ((cast.central, {"hien-mau": 6, "khac": 1}), (cast.hanoi, {"hien-mau": 5, "khac": 1})):
        found = {kind.code: count for kind, count in totals.by_kind(scope(unit))}
        assert found == expected
    # an entry keeps the responsibility under which it was written
    by = {}
    for cell in totals.cells(scope(cast.central)):
        by[cell.responsibility] = by.get(cell.responsibility, 0) + cell.activities
    assert by == {"community": 5, "work": 2}


def test_a_target_on_an_own_kind_counts_that_alone_one_on_the_national_kind_both(cast, blood):
    plan = make_plan(cast, unit=cast.hanoi)
    about = [Target.objects.create(plan=plan, kind=kind, responsibility="community", measure=measure, amount=50)
             for kind in (cast.kind, blood) for measure in ("activities", "result")]  # fmt: skip
    found = progress(Target.objects.filter(plan=plan).select_related("plan__unit", "kind"), day=date(2017, 12, 31))
    assert [found[target.pk].reached for target in about] == [5, 37, 3, 7]


def test_a_report_names_the_national_kind_also_once_it_is_withdrawn(cast, blood):
    rows = Activity.objects.filter(unit=cast.chidoan3).values(*sums.COLUMNS)
    summed = sums.of_activities(rows)
    assert {code: row["result"] for code, row in summed["by_kind"].items()} == {"hien-mau": 37, "khac": 1000}
    national = ActivityKind.objects.get(code="hien-mau", version=2)
    kinds.withdraw(national, on=TODAY, by=cast.central_secretary)
    listed = by_kind({"total": {"reported": summed}}, None)
    assert [(row["kind"].code, row["result"]) for row in listed] == [("hien-mau", 37), ("khac", 1000)]


def test_a_kind_is_asked_for_with_all_beneath_it_and_in_all_versions(cast, blood):
    assert [Activity.objects.of_kind(code).count() for code in ("hien-mau", blood.code, "khac")] == [6, 3, 1]
