"""The summary's pages: who may open them, what they show, and that every figure opens what it counts."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import Activity
from tests.campaign.summed import accepted
from units.models import Record

pytestmark = pytest.mark.every_page

LISTS = ("summary_activities", "summary_units", "summary_reporters", "summary_reports")
NAMES = ("summary_unit", "summary_export", *LISTS, *(f"{name}_export" for name in LISTS))


def address(name, unit, query="year=2017"):
    return f"{reverse(f'campaign:{name}', args=[unit.pk])}?{query}"


def page(client, user, url):
    client.force_login(user)
    return client.get(url)


@pytest.mark.parametrize("name", NAMES)
def test_a_neighbour_finds_nothing_and_a_superior_finds_it(year, client, name):
    url = address(name, year.hanoi)
    for stranger in (year.hue_secretary, year.badinh_secretary, year.member):
        assert page(client, stranger, url).status_code == 404
    for reader in (year.central_secretary, year.hanoi_officer, year.hanoi_administrator):
        assert page(client, reader, url).status_code == 200


def test_the_way_in_leads_to_the_persons_own_unit(year, client):
    response = page(client, year.badinh_officer, reverse("campaign:summary"))
    assert response.url == address("summary_unit", year.badinh)


def test_the_way_in_keeps_what_else_is_asked_and_years_that_are_left_open(year, client):
    asked = page(client, year.badinh_officer, f"{reverse('campaign:summary')}?year=&responsibility=work&tree=then")
    assert asked.url.endswith(f"/summary/{year.badinh.pk}/?year=&responsibility=work&tree=then")
    asked = page(client, year.badinh_officer, f"{reverse('campaign:summary')}?stage=reported")
    assert asked.url.endswith(f"/summary/{year.badinh.pk}/?stage=reported&year=2017")


@pytest.mark.parametrize(("query", "notes"), [("year=2017", 8), ("", 7)])
def test_footnotes_are_numbered_in_the_order_in_which_they_are_called(year, client, query, notes):
    url = reverse("campaign:summary_unit", args=[year.central.pk])
    content = page(client, year.central_secretary, f"{url}?{query}").content.decode()
    called = [int(number) for number in re.findall(r'href="#note-(\d+)"', content)]
    assert called == list(range(1, notes + 1))
    assert [int(number) for number in re.findall(r'id="note-(\d+)"', content)] == called


def test_the_nation_shows_its_figures_and_every_child_with_zero_where_there_is_nothing(year, client):
    response = page(client, year.central_secretary, address("summary_unit", year.central))
    shown = {item["figure"].name: item["value"] for item in response.context["figures"]}
    assert shown == {
        "activities": 4, "turnout": 55, "citizens": 100, "value": 1_500_000, "reporting": None, "turnout_each": None,
    }  # fmt: skip
    rows = {row.unit.code: row.activities for row in response.context["page"].rows}
    assert rows == {"T01": 3, "T46": 1, "TW": 0}


def test_one_drills_from_the_nation_to_a_branch_and_to_an_activity(year, client):
    url = address("summary_unit", year.central)
    for unit in (year.hanoi, year.badinh, year.ngocha, year.chidoan3):
        content = page(client, year.central_secretary, url).content.decode()
        url = address("summary_unit", unit)
        assert url in content
    rows = page(client, year.central_secretary, address("summary_activities", year.chidoan3))
    assert rows.context["page"].paginator.count == 3
    activity = Activity.objects.get(kind__code="training")
    assert activity.get_absolute_url() in rows.content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("year=2017", 4),
        ("year=2017&month=6", 3),
        ("year=2017&responsibility=self", 1),
        ("", 5),
        ("year=2017&stage=reported", 5),
        ("year=2017&everything=on", 5),
        ("year=2016", 1),
        ("year=2015", 0),
    ],
)
def test_a_figure_and_the_rows_behind_it_agree(year, client, query, count):
    shown = page(client, year.central_secretary, address("summary_unit", year.central, query))
    behind = page(client, year.central_secretary, shown.context["figures"][0]["href"])
    assert shown.context["figures"][0]["value"] == count
    assert behind.context["page"].paginator.count == count


@pytest.mark.parametrize(
    "query",
    ["year=1999", "year=abc", "month=3", "responsibility=x", "stage=x", "sort=x", "page=x", "of=x", "rung=x"],
)
def test_an_address_that_makes_no_sense_is_answered_with_a_page(year, client, query):
    for name in NAMES:
        assert page(client, year.central_secretary, address(name, year.central, query)).status_code == 200


def test_the_table_sorts_by_any_column(year, client):
    url = address("summary_unit", year.central, "year=2017&sort=-turnout")
    rows = page(client, year.central_secretary, url).context["page"].rows
    assert [row.unit.code for row in rows] == ["T01", "T46", "TW"]
    url = address("summary_unit", year.central, "year=2017&sort=turnout")
    rows = page(client, year.central_secretary, url).context["page"].rows
    assert [row.unit.code for row in rows] == ["T46", "T01", "TW"]


def test_the_excel_file_holds_the_table_and_the_definitions_and_is_recorded(year, client):
    client.cookies["django_language"] = "en"
    response = page(client, year.central_secretary, address("summary_export", year.central))
    book = openpyxl.load_workbook(BytesIO(response.content))
    rows = list(book.worksheets[0].iter_rows(min_row=5, values_only=True))
    assert [row[:3] for row in rows[:2]] == [("T01", "Thành đoàn Hà Nội", 3), ("T46", "Tỉnh đoàn Thừa Thiên Huế", 1)]
    assert book.worksheets[1].max_row == 14
    heads = [cell.value for cell in book.worksheets[0][4]]
    assert (heads[8], rows[0][8]) == ("Value (đồng)", 1_500_000)
    told = {row[0]: row[1] for row in book.worksheets[2].iter_rows(values_only=True)}
    assert told.pop("As of").date() == date(2017, 11, 15)
    assert told == {"Taken by": "Nguyễn Thị Trung", "Unit": "Trung ương Đoàn", "Narrowed to": "Year: 2017"}
    line = Record.objects.get(verb="exported")
    said = {"vi": "Năm: 2017", "en": "Year: 2017"}
    assert (line.by, line.unit, line.changes) == (year.central_secretary, year.central, {"narrowed": said})


def test_the_page_costs_as_many_queries_for_twenty_activities_as_for_one(year, client):
    client.force_login(year.central_secretary)
    url = address("summary_unit", year.central)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(20):
        accepted(year, year.hue_branch, title=f"Việc {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
