"""As it is now and as it was then: a district that merges in the middle of 2016, every figure counted by hand."""

from datetime import date

import pytest
from django.urls import reverse

from campaign.activities import place_ancestors
from campaign.models import Activity, Conclusion, Expected, Period, Report
from campaign.summary import reports, totals
from campaign.summary.ladder import ladder
from campaign.summary.page import Summary
from campaign.summary.scope import Scope
from tests.cast import make_activity, make_plan, make_unit
from units.structure import merge, move_unit

MERGED_ON = date(2016, 7, 1)
YEAR = (date(2016, 1, 1), date(2016, 12, 31))
SENT = {"round": 1, "submitted_at": "2016-12-05T00:00Z", "sent_on": date(2016, 12, 5)}


def accepted(cast, unit, day, turnout):
    activity = make_activity(
        cast, unit=unit, state="accepted", started_on=day, ended_on=day, turnout=turnout, title=f"{turnout}", **SENT
    )
    place_ancestors(activity)
    activity.save()
    return activity


@pytest.fixture
def before(cast):
    """Tây Hồ with a union and its branch beside Ba Đình, and six accepted activities of 2016, 630 in all."""
    cast.tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    cast.quangan = make_unit("QUANGAN", "Đoàn phường Quảng An", 4, cast.tayho)
    cast.branch = make_unit("CDQA", "Chi đoàn Quảng An 1", 5, cast.quangan)
    accepted(cast, cast.branch, date(2016, 3, 1), 10)
    accepted(cast, cast.branch, date(2016, 6, 30), 20)
    accepted(cast, cast.branch, date(2016, 7, 1), 40)
    accepted(cast, cast.tayho, date(2016, 5, 15), 80)
    accepted(cast, cast.chidoan3, date(2016, 3, 1), 160)
    accepted(cast, cast.chidoan3, date(2016, 9, 1), 320)
    return cast


def unite(cast):
    merge(
        [cast.tayho], into=cast.badinh, on=MERGED_ON, decision_number="9-QĐ/TĐTN", reason="Sắp xếp lại",
        by=cast.hanoi_administrator,
    )  # fmt: skip
    for unit in (cast.tayho, cast.badinh, cast.quangan, cast.branch):
        unit.refresh_from_db()


@pytest.fixture
def merged(before):
    """Tây Hồ was merged into Ba Đình on 1/7/2016, which was entered after everything else."""
    unite(before)
    return before


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


@pytest.mark.parametrize("tree", ["", "then"])
def test_every_figure_of_the_table_opens_as_many_rows(merged, client, tree):
    client.force_login(merged.hanoi_secretary)
    for unit in (merged.hanoi, merged.badinh, merged.tayho):
        page = client.get(reverse("campaign:summary_unit", args=[unit.pk]), {"year": 2016, "tree": tree}).context[
            "page"
        ]
        for row in page.rows:
            _label, text, href, *_rest = row.shown[0]
            if row.activities:
                assert client.get(href).context["page"].paginator.count == int(text), (unit, row.unit)


def test_who_no_longer_reads_a_unit_is_told_how_many_of_its_rows_a_figure_counts(merged, client):
    move_unit(
        merged.ngocha, to=merged.huecity, on=date(2017, 1, 1), decision_number="3-QĐ", by=merged.hanoi_administrator
    )
    client.force_login(merged.badinh_secretary)
    asked = {"year": 2016, "tree": "then"}
    page = client.get(reverse("campaign:summary_unit", args=[merged.badinh.pk]), asked).context["page"]
    assert totals.activities(page.cells) == 3
    listed = client.get(reverse("campaign:summary_activities", args=[merged.badinh.pk]), asked)
    assert [activity.title for activity in listed.context["page"]] == ["40"]
    assert listed.context["filter"].unread == 2
    assert "2 dòng" in listed.content.decode()


@pytest.mark.parametrize(
    ("text", "tree", "titles"),
    [
        ("ba dinh", "", {"10", "20", "40", "80", "160", "320"}),
        ("ba dinh", "then", {"40", "160", "320"}),
        ("tay ho", "", {"80"}),
        ("tay ho", "then", {"10", "20", "80"}),
        ("không có", "then", set()),
    ],
)
def test_the_log_is_asked_by_where_units_stand_or_stood(merged, client, text, tree, titles):
    client.force_login(merged.hanoi_secretary)
    listed = client.get(reverse("campaign:activity_list"), {"unit": text, "tree": tree})
    assert {activity.title for activity in listed.context["page"]} == titles


def test_plans_and_reports_are_asked_by_where_units_stood(merged, client):
    for year in (2015, 2016):
        make_plan(merged, unit=merged.quangan, year=year, title=f"Kế hoạch {year}", state="accepted", **SENT)
    client.force_login(merged.hanoi_secretary)
    for text, tree, found in [
        ("ba dinh", "", {2015, 2016}),
        ("ba dinh", "then", {2016}),  # where it stood on the last day of the year
        ("tay ho", "then", {2015}),
    ]:
        listed = client.get(reverse("campaign:plan_list"), {"unit": text, "tree": tree})
        assert {plan.year for plan in listed.context["page"]} == found, (text, tree)


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


@pytest.mark.parametrize("kind", ["activities", "units", "reports", "reporters"])
@pytest.mark.parametrize("tree", ["", "then"])
def test_what_has_left_a_unit_is_not_listed_to_its_readers(before, client, kind, tree):
    move_unit(
        before.ngocha, to=before.huecity, on=date(2016, 7, 1), decision_number="3-QĐ", by=before.hanoi_administrator
    )
    accepted(before, before.chidoan3, date(2017, 3, 1), 777)
    half = {"conclusion": Conclusion.objects.get(), "kind": "half", "starts_on": date(2017, 1, 1)}
    period = Period.objects.create(year=2017, ends_on=date(2017, 6, 30), **half)
    Expected.objects.create(unit=before.chidoan3, period=period, due_on=date(2017, 7, 1))
    client.force_login(before.badinh_officer)
    address = reverse(f"campaign:summary_{kind}", args=[before.badinh.pk])
    for year in ("", 2016, 2017):
        page = client.get(address, {"of": before.ngocha.pk, "year": year, "tree": tree}).context["page"]
        assert {getattr(row, "unit", row) for row in page}.isdisjoint({before.ngocha, before.chidoan3})


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
