"""As it is now and as it was then: a district that merges in the middle of 2016, every figure counted by hand."""

from datetime import date

from campaign.activities import place_ancestors
from campaign.models import Activity, Conclusion, Expected, Period, Report
from campaign.summary import reports, totals
from campaign.summary.ladder import ladder
from campaign.summary.page import Summary
from campaign.summary.scope import Scope
from tests.campaign.merged import MERGED_ON, SENT, YEAR, accepted, unite
from tests.cast import make_activity, make_unit
from units.structure import merge


def whole(unit, *, then, span=YEAR):
    """Number of activities and turnout."""
    cells = totals.cells(Scope(unit, *span, then=then))
    return totals.activities(cells), totals.turnout(cells)


def rows(unit, *, then, span=YEAR):
    """The rows of the table that count anything: (code, activities, turnout)."""
    page = Summary(Scope(unit, *span, then=then))
    return {row.unit.code: (row.activities, row.turnout) for row in page.rows if row.activities}


def test_a_total_over_a_merged_district_is_right_now_and_then(merged):
    found = {
        unit.code: (whole(unit, then=False), whole(unit, then=True))
        for unit in (merged.central, merged.hanoi, merged.badinh, merged.tayho, merged.quangan, merged.branch)
    }
    assert found == {
        "TW": ((6, 630), (6, 630)),
        "T01": ((6, 630), (6, 630)),
        "H001": ((6, 630), (3, 520)),  # 160 + 320 + 40 of 1/7
        "H003": ((1, 80), (3, 110)),  # its own 80 / 80 + 10 + 20
        "QUANGAN": ((3, 70), (3, 70)),
        "CDQA": ((3, 70), (3, 70)),
    }


def test_the_rows_of_the_table_add_up_to_the_total_now_and_then(merged):
    assert rows(merged.hanoi, then=False) == {"H001": (6, 630)}
    assert rows(merged.hanoi, then=True) == {"H001": (3, 520), "H003": (3, 110)}
    assert rows(merged.badinh, then=False) == {"NGOCHA": (2, 480), "QUANGAN": (3, 70), "H003": (1, 80)}
    assert rows(merged.badinh, then=True) == {"NGOCHA": (2, 480), "QUANGAN": (1, 40)}
    assert rows(merged.tayho, then=True) == {"QUANGAN": (2, 30), "H003": (1, 80)}
    assert rows(merged.tayho, then=False) == {"H003": (1, 80)}


def test_half_years_before_and_after_the_merger(merged):
    first, second = (date(2016, 1, 1), date(2016, 6, 30)), (date(2016, 7, 1), date(2016, 12, 31))
    assert whole(merged.badinh, then=True, span=first) == (1, 160)
    assert whole(merged.tayho, then=True, span=first) == (3, 110)
    assert whole(merged.badinh, then=True, span=second) == (2, 360)
    assert whole(merged.tayho, then=True, span=second) == (0, 0)
    assert whole(merged.badinh, then=False, span=first) == (4, 270)


def test_a_draft_that_the_successor_took_over_counts_then_for_the_unit_that_began_it(before):
    draft = make_activity(
        before, unit=before.tayho, started_on=date(2016, 6, 20), ended_on=date(2016, 6, 20), turnout=1000
    )
    place_ancestors(draft)
    draft.save()
    unite(before)
    draft.refresh_from_db()
    assert (draft.unit, draft.origin) == (before.badinh, before.tayho)
    Activity.objects.filter(pk=draft.pk).update(state="accepted", **SENT)
    assert whole(before.badinh, then=False) == (7, 1630)
    assert whole(before.tayho, then=True) == (4, 1110)
    assert whole(before.badinh, then=True) == (3, 520)


def test_reports_count_under_those_who_stood_above_on_the_last_day_of_their_period(before):
    half = {"conclusion": Conclusion.objects.get(), "kind": "half", "year": 2016}
    first = Period.objects.create(starts_on=date(2016, 1, 1), ends_on=date(2016, 6, 30), **half)
    second = Period.objects.create(starts_on=date(2016, 7, 1), ends_on=date(2016, 12, 31), **half | {"number": 2})
    for period, unit, came in [
        (first, before.tayho, True), (first, before.branch, False), (first, before.chidoan3, True),
        (second, before.branch, True),
    ]:  # fmt: skip
        expected = Expected.objects.create(unit=unit, period=period, due_on=period.ends_on)
        if came:
            Report.objects.create(
                unit=unit, expected=expected, title="Báo cáo", created_by=before.secretary, state="accepted", **SENT
            )
    unite(before)

    def counts(unit, *, then):
        found = sum(reports.reporting(Scope(unit, *YEAR, then=then)).values(), reports.Reporting())
        return found.expected, found.arrived

    assert (counts(before.badinh, then=False), counts(before.badinh, then=True)) == ((4, 3), (2, 2))
    assert (counts(before.tayho, then=False), counts(before.tayho, then=True)) == ((1, 1), (2, 1))
    by_child = reports.reporting(Scope(before.hanoi, *YEAR, then=True))
    assert {key: value.expected for key, value in by_child.items()} == {before.badinh.pk: 2, before.tayho.pk: 2}


def test_the_ladder_holds_the_units_that_stood_there_on_its_last_day(merged):
    half = Scope(merged.tayho, date(2016, 1, 1), date(2016, 6, 30), then=True)
    assert ladder(half).rung_of == {merged.tayho.pk: "active", merged.quangan.pk: "active", merged.branch.pk: "active"}
    year = ladder(Scope(merged.badinh, *YEAR, then=True))
    assert set(year.rung_of) == {
        unit.pk for unit in (merged.badinh, merged.ngocha, merged.chidoan3, merged.quangan, merged.branch)
    }
    assert year.by_child[merged.quangan.pk].total() == 2
    assert ladder(Scope(merged.tayho, *YEAR, then=True)).rung_of == {}


def test_what_a_merged_branch_did_as_it_was_entered_later_its_successor_did(before):
    fifth = make_unit("CD5", "Chi đoàn 5", 5, before.ngocha)
    accepted(before, fifth, date(2016, 6, 30), 5)
    accepted(before, fifth, date(2016, 8, 1), 50)
    merge(
        [fifth], into=before.chidoan3, on=MERGED_ON, decision_number="2-QĐ", reason="Sáp nhập",
        by=before.hanoi_administrator,
    )  # fmt: skip
    for unit in (before.chidoan3, before.ngocha, fifth):
        unit.refresh_from_db()
    assert (whole(before.chidoan3, then=True), whole(fifth, then=True)) == ((3, 530), (1, 5))
    assert rows(before.ngocha, then=True) == {"CD3": (3, 530), "CD5": (1, 5)}
    assert whole(before.chidoan3, then=False) == (4, 535)


def test_the_nations_ladder_then_counts_what_all_units_did(merged):
    found = ladder(Scope(merged.central, *YEAR, then=True))
    assert (found.rung_of[merged.central.pk], found.rung_of[merged.hanoi.pk]) == ("lapsed", "lapsed")
    assert found.rung_of[merged.hue.pk] == "received"


def test_a_chain_of_merged_branches_counts_then_where_each_stood(before):
    first, second = (make_unit(code, f"Chi đoàn {code}", 5, before.ngocha) for code in ("CA", "CB"))
    how = {"decision_number": "2-QĐ", "reason": "Sáp nhập", "by": before.hanoi_administrator}
    for day, turnout in ((date(2016, 6, 30), 1), (date(2016, 8, 1), 2), (date(2016, 11, 1), 4)):
        accepted(before, first, day, turnout)
    merge([first], into=second, on=MERGED_ON, **how)
    second.refresh_from_db()
    merge([second], into=before.chidoan3, on=date(2016, 10, 1), **how)
    for unit in (first, second, before.chidoan3):
        unit.refresh_from_db()
    assert [whole(unit, then=True) for unit in (first, second, before.chidoan3)] == [(1, 1), (1, 2), (3, 484)]
    assert ladder(Scope(before.chidoan3, *YEAR, then=True)).total == {"active": 1}


def test_a_unit_that_reported_beneath_two_superiors_is_one_unit_of_the_whole(before):
    half = {"conclusion": Conclusion.objects.get(), "kind": "half", "year": 2016}
    first = Period.objects.create(starts_on=date(2016, 1, 1), ends_on=date(2016, 6, 30), **half)
    second = Period.objects.create(starts_on=date(2016, 7, 1), ends_on=date(2016, 12, 31), **half | {"number": 2})
    for period in (first, second):
        expected = Expected.objects.create(unit=before.branch, period=period, due_on=period.ends_on)
        Report.objects.create(
            unit=before.branch, expected=expected, title="Báo cáo", created_by=before.secretary, state="accepted",
            **SENT,
        )  # fmt: skip
    unite(before)
    page = Summary(Scope(before.hanoi, *YEAR, then=True))
    assert {row.unit.code: row.reporters for row in page.rows if row.reporters} == {"H001": 1, "H003": 1}
    assert (page.reporting.arrived, page.reporting.units) == (2, 1)
