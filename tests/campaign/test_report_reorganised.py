"""What a unit did before it gave way, and what lies beneath one that reports nothing, reaches reports above once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign import periods, reporting
from campaign.models import Activity, Expected
from tests.campaign.half_years import accept, all_of, open_half, send, sent_activity
from tests.cast import make_kind, make_unit, make_user
from units.models import Level, Unit
from units.structure import merge, reopen_unit, split

OCTOBER = date(2017, 10, 1)
DUE = "2018-01-02 10:00"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def branches(cast):
    """CD4 and CD5, two more branches of Ngọc Hà, with a secretary each."""
    units = [make_unit(f"CD{n}", f"Chi đoàn {n}", Level.BRANCH, cast.ngocha) for n in (4, 5)]
    return [(unit, make_user(unit.code, f"Bí thư {unit.code}", unit)) for unit in units]


@pytest.fixture
def year(cast, branches):
    """The year 2017, open and running; in its first half CD3 did one thing with 7, CD4 with 30, CD5 with 50 people."""
    period = open_half(cast, kind="year", ends_on=date(2017, 12, 31))
    sent_activity(cast, turnout=7)
    for (unit, secretary), people in zip(branches, (30, 50), strict=True):
        sent_activity(cast, unit=unit, by=secretary, turnout=people)
    return period


def take_in(cast, unit, into, on=OCTOBER):
    merge([unit], into=into, on=on, decision_number="1-QĐ", reason="Sáp nhập", by=cast.hanoi_administrator)


def divide(cast, unit, into, where=(), **options):
    options = {"decision_number": "2-QĐ", "reason": "Chia tách", "by": cast.hanoi_administrator, **options}
    split(unit, into=into, where=dict(where), on=OCTOBER, **options)


def new(code, kind):
    return Unit(code=code, name=f"Đoàn {code}", short_name=code, kind=kind)


def figures_of(code, period):
    return reporting.compile_figures(Unit.objects.get(code=code), period)


def codes(keys):
    return [Unit.objects.get(pk=pk).code for pk in keys]


# --- what the unit did itself ----------------------------------------------------------------------------------------


def test_what_a_merged_unit_did_is_reported_and_accepted_with_its_successors_report(cast, year, branches):
    take_in(cast, branches[1][0], cast.chidoan3)
    assert all_of(figures_of("CD3", year)) == (2, 57, 0, 0)
    above = figures_of("NGOCHA", year)
    assert (codes(above["excused"]), codes(above["missing"])) == (["CD5"], ["CD3", "CD4"])
    accept(send(cast.chidoan3, cast.secretary, on=DUE, period=year), cast.ngocha_secretary)
    assert sorted(Activity.objects.accepted().values_list("turnout", flat=True)) == [7, 50]
    above = figures_of("NGOCHA", year)
    assert (all_of(above), all_of(above, stage="accepted"), all_of(above, "own")) == (
        (2, 57, 0, 0), (2, 57, 0, 0), (0, 0, 0, 0),
    )  # fmt: skip


def test_what_went_up_twice_is_reported_by_the_last(cast, year, branches):
    (fourth, _secretary), (fifth, _other) = branches
    take_in(cast, fifth, fourth, date(2017, 9, 1))
    take_in(cast, fourth, cast.chidoan3)
    assert all_of(figures_of("CD3", year)) == (3, 87, 0, 0)


def test_what_the_merged_unit_had_reported_itself_is_not_reported_again(cast, year, branches):
    half = open_half(cast)
    fifth, secretary = branches[1]
    accept(send(fifth, secretary, period=half), cast.ngocha_secretary)
    take_in(cast, fifth, cast.chidoan3)
    assert (all_of(figures_of("CD3", half)), all_of(figures_of("NGOCHA", half))) == ((1, 7, 0, 0), (1, 50, 0, 0))
    assert all_of(figures_of("CD3", year)) == (2, 57, 0, 0)  # of the year nothing had been reported yet


def test_a_unit_that_came_back_does_not_report_again_what_its_successor_did(cast, year, branches):
    fifth, _secretary = branches[1]
    take_in(cast, fifth, cast.chidoan3)
    send(cast.chidoan3, cast.secretary, on=DUE, period=year)
    reopen_unit(fifth, on=date(2017, 11, 1), decision_number="3-QĐ", by=cast.hanoi_administrator)
    fifth.refresh_from_db()
    sent_activity(cast, unit=fifth, by=make_user("moi", "Người Mới", fifth), turnout=4)
    assert all_of(figures_of("CD5", year)) == (1, 4, 0, 0)


def test_what_each_of_them_counts_once_is_added_up(cast, year, branches):
    clubs = make_kind("club", "Câu lạc bộ", "Club", responsibility="self", aggregation="distinct")
    fifth, secretary = branches[1]
    for unit, by, number in ((fifth, secretary, 1), (cast.chidoan3, cast.secretary, 2), (fifth, secretary, 1)):
        sent_activity(cast, unit=unit, by=by, kind=clubs, result=number, result_state="given")
    take_in(cast, fifth, cast.chidoan3)
    assert figures_of("CD3", year)["own"]["reported"]["by_kind"]["club"]["result"] == 3


def test_a_span_total_of_the_successor_does_not_stand_for_what_the_merged_unit_did_later(cast, year, branches):
    spans = {"is_span_total": True, "started_on": date(2017, 1, 1)}
    fourth, secretary = branches[0]
    other = make_kind("training", "Tập huấn", "Training", responsibility="self")
    sent_activity(cast, kind=other, turnout=200, ended_on=date(2017, 3, 31), **spans)
    sent_activity(cast, unit=fourth, by=secretary, kind=other, turnout=900, ended_on=date(2017, 6, 30), **spans)
    take_in(cast, fourth, cast.chidoan3)
    # the merged unit's longer total says nothing of the quarter of its successor
    assert all_of(figures_of("CD3", year)) == (4, 1137, 0, 0)


@pytest.mark.parametrize(("first", "where"), [("CD3", "CD3"), ("MOI", "NGOCHA")])
def test_what_a_divided_unit_did_is_reported_by_the_first_of_its_heirs_or_above_it(cast, year, branches, first, where):
    heirs = [cast.chidoan3 if first == "CD3" else new("MOI", "branch"), new("MOI2", "branch")]
    divide(cast, branches[1][0], heirs, keeps_open=False)
    expected = {"CD3": ((2, 57, 0, 0), (0, 0, 0, 0)), "NGOCHA": ((1, 7, 0, 0), (1, 50, 0, 0))}[where]
    assert (all_of(figures_of("CD3", year)), all_of(figures_of("NGOCHA", year), "own")) == expected


def test_what_was_merged_into_a_unit_that_is_not_expected_is_reported_above_it(cast, year, branches):
    late = make_unit("MOI", "Chi đoàn mới", Level.BRANCH, cast.ngocha)
    take_in(cast, branches[1][0], late)
    assert all_of(figures_of("NGOCHA", year), "own") == (1, 50, 0, 0)


# --- what lies beneath -----------------------------------------------------------------------------------------------


def test_a_report_beneath_a_unit_that_was_not_expected_goes_to_the_next_one_above(cast, year):
    divide(cast, cast.badinh, [new("D2", "territorial")], {cast.ngocha.pk: 0}, keeps_open=True)
    officer = make_user("d2", "Trần Thị Mới", Unit.objects.get(code="D2"))
    accept(send(cast.chidoan3, cast.secretary, on=DUE, period=year), cast.ngocha_secretary)
    accept(send(Unit.objects.get(code="NGOCHA"), cast.ngocha_secretary, on="2018-01-05 10:00", period=year), officer)
    assert not Expected.objects.filter(unit__code="D2").exists()
    assert figures_of("H001", year)["expected"] == []
    above = figures_of("T01", year)
    assert (codes(above["expected"]), codes(above["accepted"]), all_of(above)) == (
        ["H001", "NGOCHA"], ["NGOCHA"], (1, 7, 0, 0),
    )  # fmt: skip


def test_a_report_beneath_a_unit_that_is_excused_goes_to_the_next_one_above(cast, year):
    periods.excuse(Expected.objects.get(unit=cast.ngocha), because="Kiện toàn", by=cast.badinh_secretary)
    accept(send(cast.chidoan3, cast.secretary, on=DUE, period=year), cast.ngocha_secretary)
    above = figures_of("H001", year)
    assert (codes(above["excused"]), codes(above["accepted"]), all_of(above)) == (["NGOCHA"], ["CD3"], (1, 7, 0, 0))


def test_what_a_closed_subordinate_of_a_merged_unit_had_reported_goes_to_the_successor(cast, year, branches):
    half, (fifth, secretary) = open_half(cast), branches[1]
    accept(send(fifth, secretary, period=half), cast.ngocha_secretary)
    take_in(cast, fifth, cast.chidoan3, date(2017, 9, 1))
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", Level.GRASSROOTS, cast.badinh)
    Expected.objects.create(period=half, unit=other, due_on=date(2017, 7, 5))
    take_in(cast, cast.ngocha, other)
    assert all_of(figures_of("DOICAN", half), "below") == (1, 50, 0, 0)


def test_many_reports_cost_as_many_queries_as_one_after_a_merger(cast, year, branches):
    take_in(cast, branches[1][0], branches[0][0])

    def queries(*asked):
        with CaptureQueriesContext(connection) as caught:
            reporting.compile_set([(unit, year) for unit in asked])
        return len(caught)

    fourth = Unit.objects.get(code="CD4")
    assert queries(fourth) == queries(fourth, cast.chidoan3)
