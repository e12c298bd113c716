"""Lists as they are now and as they were then: what a figure counts, and what its reader may read of it."""

from datetime import date

import pytest
from django.urls import reverse

from campaign.models import Conclusion, Expected, Period
from campaign.summary import totals
from tests.campaign.merged import SENT, accepted
from tests.cast import make_plan
from units.structure import move_unit


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
