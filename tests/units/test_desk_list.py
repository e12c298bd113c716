"""The desk's page: what waits, of every kind, for whom, and what it costs."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.cast import make_activity, make_plan, make_unit, make_user
from tests.units.answers import send, show
from units import clock, desk
from units.approval import Action
from units.models import Level, Record
from units.records import subject_of


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def test_the_desk_shows_what_waits_with_unit_path_and_kind(cast, client):
    send(cast, make_activity(cast))
    send(cast, make_plan(cast))
    text = show(client, cast.ngocha_secretary, "desk").content.decode()
    assert "Hiến máu tình nguyện" in text
    assert "Thành đoàn Hà Nội › Quận đoàn Ba Đình › Đoàn cơ sở phường Ngọc Hà" in text
    assert [tab["number"] for tab in show(client, cast.ngocha_secretary, "desk").context["tabs"]] == [2, 1, 1]


def test_the_desk_shows_one_kind_when_asked_and_all_for_a_kind_that_is_none(cast, client):
    send(cast, make_activity(cast))
    send(cast, make_plan(cast))
    plans = show(client, cast.ngocha_secretary, "desk", kind="campaign.plan").context["page"].object_list
    assert [row.title for row in plans] == ["Kế hoạch năm 2017"]
    assert len(show(client, cast.ngocha_secretary, "desk", kind="units.unit").context["page"].object_list) == 2
    assert show(client, cast.ngocha_secretary, "desk", kind="campaign.report").status_code == 200


@pytest.mark.parametrize("who", ["member", "viewer", "hanoi_administrator", "secretary", "hue_secretary"])
def test_an_empty_desk_says_so_to_everybody(cast, client, who):
    send(cast, make_activity(cast))
    response = show(client, getattr(cast, who), "desk")
    assert response.status_code == 200
    assert "Hiến máu" not in response.content.decode()
    expected = "You have no desk" if who in ("member", "viewer", "hanoi_administrator") else "Your desk is clear"
    assert expected in response.content.decode()


@pytest.mark.parametrize(
    "query", [{"page": "x"}, {"page": "99"}, {"waiting": "abc"}, {"unit": "%_'\""}, {"resubmitted": "?"}]
)
def test_a_mistyped_address_shows_the_desk(cast, client, query):
    send(cast, make_activity(cast))
    assert show(client, cast.ngocha_secretary, "desk", **query).status_code == 200


def test_twenty_papers_on_the_desk_cost_as_many_queries_as_one(cast, client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            show(client, cast.ngocha_secretary, "desk")
        return len(caught)

    send(cast, make_activity(cast))
    show(client, cast.ngocha_secretary, "desk")
    one = queries()
    for number in range(19):
        send(cast, make_activity(cast, title=f"Việc {number}"))
    send(cast, make_plan(cast))
    assert queries() == one


LATELY = {"started_on": date(2017, 11, 4), "ended_on": date(2017, 11, 4)}


def lie(cast):
    """Four papers on Ngọc Hà's desk and what names them, the longest waiting first."""
    first = make_unit("CD1", "Chi đoàn Ấp 1", Level.BRANCH, cast.ngocha)
    there = make_user("cd1", "Đào Thị Ổn", first)
    papers = []
    for days, unit, by, title in (
        (9, cast.chidoan3, cast.secretary, "A"), (7, first, there, "B"), (5, first, there, "C"),
        (2, cast.chidoan3, cast.secretary, "D"),
    ):  # fmt: skip
        with clock.at(datetime(2017, 11, 15 - days, 3, tzinfo=UTC)):
            paper = make_plan(cast, unit=unit, by=by, title=title) if title == "C" else None
            paper = paper or make_activity(cast, unit=unit, by=by, title=title, **LATELY)
            papers += desk.take(Action.SUBMIT, paper, by=by).papers
    return papers


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("", "ABCD"), ("-waiting", "ABCD"), ("waiting", "DCBA"), ("unit", "ADBC"), ("-unit", "BCAD"),
        ("sender", "ADBC"), ("-sender", "BCAD"), ("title", "ABCD"),
    ],
)  # fmt: skip
def test_the_desk_and_its_excel_file_are_sorted_by_the_heads_of_the_columns(cast, client, sort, titles):
    lie(cast)
    rows = show(client, cast.ngocha_secretary, "desk", sort=sort).context["page"].object_list
    assert "".join(row.title for row in rows) == titles
    sheet = openpyxl.load_workbook(BytesIO(client.get("/desk/excel/", {"sort": sort}).content)).worksheets[0]
    assert "".join(row[1] for row in sheet.iter_rows(min_row=2, values_only=True)) == titles


def test_the_heads_say_which_way_the_desk_is_sorted_and_keep_the_kind(cast, client):
    lie(cast)
    text = show(client, cast.ngocha_secretary, "desk", kind="campaign.activity", sort="-waiting").content.decode()
    (head,) = [part.split("</th>")[0] for part in text.split("<th ") if 'aria-sort="descending"' in part.split(">")[0]]
    assert 'href="?kind=campaign.activity&amp;sort=waiting">Waiting' in head


def test_the_excel_file_holds_exactly_what_is_seen_and_is_recorded(cast, client):
    lie(cast)
    response = show(client, cast.ngocha_secretary, "desk_export", kind="campaign.activity", waiting="7", page="4")
    rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.values)
    assert rows[0] == (
        "Kind of paper",
        "Title",
        "Unit",
        "Units above",
        "Sent by",
        "Sent on",
        "Days waiting",
        "Times sent",
    )
    above = "Thành đoàn Hà Nội › Quận đoàn Ba Đình › Đoàn cơ sở phường Ngọc Hà"
    assert [(*row[:5], f"{row[5]:%d/%m/%Y %H:%M}", *row[6:]) for row in rows[1:]] == [
        ("activity", "A", "Chi đoàn 3", above, "Hoàng Thị Ánh", "06/11/2017 10:00", 9, 1),
        ("activity", "B", "Chi đoàn Ấp 1", above, "Đào Thị Ổn", "08/11/2017 10:00", 7, 1),
    ]
    line = Record.objects.get(verb="exported")
    assert (line.by, line.unit, subject_of(line)) == (cast.ngocha_secretary, cast.ngocha, "papers on the desk")
    assert line.changes["narrowed"]["en"] == "Kind of paper: Activities; Waiting for: 7 days and longer"
    assert show(client, cast.hue_secretary, "desk_export").status_code == 200
    assert Record.objects.filter(verb="exported").first().changes["rows"] == 0


def test_all_of_each_kind_can_be_chosen_on_the_tab_of_every_kind(cast, client):
    lie(cast)
    text = show(client, cast.ngocha_secretary, "desk").content.decode()
    for code, name in (("campaign.activity", "activities"), ("campaign.plan", "plans")):
        assert f'<input type="checkbox" form="bulk-{code}" data-all="papers"><span>All {name}</span>' in text
    head, _bar = text.split('<div class="bulk"')
    assert head.count('data-all="papers"') == 2
