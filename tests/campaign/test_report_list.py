"""The list of expected reports: narrowed, counted, chosen from, exported."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from campaign.models import Report
from tests.campaign.half_years import make_branches, make_seven, open_half, send, sent_activity
from tests.campaign.pages import page, queries_of, sign_in, text, url
from units.models import Record


@pytest.fixture
def period(cast):
    return open_half(cast)


@pytest.fixture
def many(cast, period):
    return make_seven(cast, period)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"unit": "khu 3"}, "3"),
        ({"unit": "chi doan khu"}, "0123456"),
        ({"standing": "missing", "unit": "khu"}, "56"),
        ({"standing": "draft", "unit": "khu"}, ""),
        ({"standing": "waiting"}, "01"),
        ({"standing": "returned"}, "2"),
        ({"standing": "accepted"}, "3"),
        ({"standing": "excused"}, "4"),
        ({"late": "expected", "unit": "khu"}, "012356"),
        ({"late": "arrived"}, "013"),
        ({"late": "on_time"}, "03"),
        ({"late": "late"}, "1"),
        ({"late": "overdue", "unit": "khu"}, "256"),
        ({"whose": "desk"}, "01"),
        ({"whose": "own"}, ""),
        ({"level": "5", "unit": "khu"}, "0123456"),
        ({"level": "4", "unit": "khu"}, ""),
        ({"year": "2016"}, ""),
        ({"kind": "half", "year": "2017", "unit": "khu"}, "0123456"),
        ({"sector": "health"}, ""),
        ({"standing": "waiting", "sort": "-unit"}, "10"),
        ({"standing": "waiting", "sort": "sent"}, "01"),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_says(cast, many, query, found):
    listed = page(cast.ngocha_secretary, "report_list", **query)
    assert "".join(row.unit.code[1:] for row in listed.context["page"] if row.unit.code.startswith("B")) == found


RATE = re.compile(r'href="(\?[^"]*)">(\d+)</a>')


@pytest.mark.parametrize("late", ["", "late", "overdue", "arrived"])
def test_the_rates_above_a_narrowed_list_open_what_they_count(cast, many, late):
    listed = page(cast.ngocha_secretary, "report_list", unit="khu", late=late)
    rates = listed.content.decode().partition('<dl class="rates">')[2].partition("</dl>")[0]
    opened = [(int(number), href.replace("&amp;", "&")) for href, number in RATE.findall(rates)]
    assert [number for number, _href in opened] == [
        6,
        3,
        2,
        1,
        3,
        1,
    ]  # expected, arrived, on time, late, overdue, excused
    client = sign_in(cast.ngocha_secretary)
    for number, href in opened:
        assert client.get(f"{url('report_list')}{href}").context["page"].paginator.count == number


def test_the_tabs_count_what_they_open(cast, many):
    for query in ({}, {"late": "overdue"}, {"unit": "khu 1"}):
        tabs = page(cast.ngocha_secretary, "report_list", **query).context["tabs"]
        client = sign_in(cast.ngocha_secretary)
        for tab in tabs[1:]:
            assert client.get(f"{url('report_list')}{tab['href']}").context["page"].paginator.count == tab["number"]


def test_a_subtree_is_chosen_by_the_unit_that_heads_it(cast, period):
    listed = page(cast.hanoi_secretary, "report_list", under=cast.badinh.pk)
    assert {row.unit for row in listed.context["page"]} == {cast.badinh, cast.ngocha, cast.chidoan3}
    neighbour = page(cast.hanoi_secretary, "report_list", under=cast.hue.pk)
    assert neighbour.context["filter"].form.errors["under"]
    assert cast.hue.name not in neighbour.content.decode()


def test_the_centre_reads_all_and_hue_reads_hue(cast, period):
    assert len(page(cast.central_secretary, "report_list").context["page"]) == 7
    hue = page(cast.hue_secretary, "report_list")
    assert {row.unit for row in hue.context["page"]} == {cast.hue, cast.huecity, cast.hue_branch}
    assert hue.context["tally"].expected == 3


def test_nonsense_in_the_address_is_said_beside_the_field(cast, many):
    listed = page(
        cast.ngocha_secretary, "report_list", period="x", year="một", standing="?", level="9", under="''", page="zz",
        sort="; drop", whose="anyone", sector="0", late="1",
    )  # fmt: skip
    assert listed.status_code == 200
    assert set(listed.context["filter"].form.errors) == {
        "period", "year", "standing", "level", "under", "sort", "whose", "sector", "late",
    }  # fmt: skip


def test_a_filter_that_cannot_be_read_has_no_chip_and_is_named(cast, many):
    shown = text(page(cast.ngocha_secretary, "report_list", period="nonsense", year="x", standing="waiting"))
    chips = shown.split('<ul class="chips"')[1].split("</ul>")[0]

    assert "The filter “Period” was left out." in shown
    assert "The filter “Year” was left out." in shown
    assert chips.count("<li>") == 1
    assert "nonsense" not in chips
    assert "State: <b>Waiting" in chips


def test_the_author_sees_the_own_draft_as_draft_and_the_superior_as_missing(cast, many):
    unit, author = many[5]
    seen = {who: page(user, "report_list", unit=unit.name).context["page"][0].standing
            for who, user in (("author", author), ("superior", cast.ngocha_secretary))}  # fmt: skip
    assert seen == {"author": "draft", "superior": "missing"}


def test_only_what_lies_on_the_own_desk_can_be_chosen(cast, many):
    listed = page(cast.ngocha_secretary, "report_list")
    assert sorted(row.unit.code for row in listed.context["page"] if row.answerable) == ["B0", "B1"]
    assert text(listed).count('name="papers"') == 2
    above = page(cast.badinh_secretary, "report_list", unit="khu")
    assert 'name="papers"' not in text(above)


def test_many_are_accepted_from_the_list_in_one_step(cast, many):
    reports = list(Report.objects.filter(state="waiting"))
    body = {"papers": [f"{report.pk}:{report.version}" for report in reports], "next": url("report_list")}
    address = reverse("paper_bulk", args=["campaign.report", "approve"])
    client = sign_in(cast.ngocha_secretary)
    assert client.post(address, body).status_code == 200
    assert Report.objects.filter(state="waiting").count() == 2
    client.post(address, {**body, "confirmed": "yes"})
    assert Report.objects.filter(state="accepted").count() == 3


def test_what_is_due_stands_above_the_list_with_its_verb(cast, period):
    listed = page(cast.secretary, "report_list")
    assert [task["verb"] for task in listed.context["due"]] == ["Write the report: First half of 2017"]
    send(cast.chidoan3, cast.secretary)
    assert page(cast.secretary, "report_list").context["due"] == []


def test_the_list_costs_the_same_for_one_row_and_for_twenty(cast, period):
    made = make_branches(cast, period, 21)
    sent_activity(cast)
    for unit, author in made:
        send(unit, author)
    one = queries_of(cast.ngocha_secretary, "report_list", unit="khu 20")
    assert queries_of(cast.ngocha_secretary, "report_list", unit="khu") == one


def test_excel_holds_exactly_what_is_seen_and_is_recorded(cast, many):
    response = page(cast.ngocha_secretary, "report_export", standing="waiting", sort="unit")
    rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.values)
    assert rows[0][:3] == ("Period", "Unit code", "Unit")
    assert [(row[1], row[8], row[9], row[11]) for row in rows[1:]] == [
        ("B0", "Waiting for an answer", "Arrived on time", 0), ("B1", "Waiting for an answer", "Arrived late", 0),
    ]  # fmt: skip
    line = Record.objects.get(verb="exported")
    assert (line.by, line.changes["rows"], line.changes["narrowed"]["en"]) == (
        cast.ngocha_secretary, 2, "State: Waiting for an answer; Sort by: Unit",
    )  # fmt: skip


def test_the_rates_open_the_reports_that_they_count(cast, many):
    shown = page(cast.ngocha_secretary, "report_list")
    rates = text(shown).split('<dl class="rates">')[1].split("</dl>")[0]
    found = re.findall(r'<a (?:class="overdue" )?href="(\?[^"]+)">(\d+)</a>', rates)
    opened = [
        (query.split("=")[1], int(said), sign_in(cast.ngocha_secretary).get(f"{url('report_list')}{query}"))
        for query, said in found
    ]
    assert [(name, said, response.context["page"].paginator.count) for name, said, response in opened] == [
        ("expected", 8, 8), ("arrived", 3, 3), ("on_time", 2, 2), ("late", 1, 1), ("overdue", 5, 5),
        ("excused", 1, 1),
    ]  # fmt: skip


def test_the_figures_of_a_row_open_what_the_report_lists(cast, period):
    sent_activity(cast, turnout=20)
    branch = send(cast.chidoan3, cast.secretary)
    above = send(cast.ngocha, cast.ngocha_secretary, on="2017-07-04 10:00")
    source = text(page(cast.badinh_secretary, "report_list"))
    rows = url("report_activities", branch.pk)
    assert f'<a href="{rows}">1</a>' in source
    assert f'<a href="{rows}">20</a>' in source
    assert page(cast.badinh_secretary, "report_activities", branch.pk).context["page"].paginator.count == 1
    assert f'<a href="{url("report_detail", above.pk)}#below"' in source
