"""The activity log as a list: what it narrows, sorts and takes along to Excel, and what can be answered from it."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign.models import Activity
from tests.campaign.activity_posts import EXPORT, LIST, accepted, sent
from tests.cast import make_activity, make_kind
from units import desk
from units.approval import Action
from units.models import Record, Unit


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def titles(response):
    return [activity.title for activity in response.context["page"]]


@pytest.fixture
def four(cast):
    """Two of the branch, one of the grassroots unit, one of Huế."""
    accepted(cast, title="Hiến máu đợt một", started_on=date(2016, 5, 7), ended_on=date(2016, 5, 7), turnout=30)
    sent(cast, title="Hiến máu đợt hai", turnout=10)
    work = make_kind("sang-kien", "Sáng kiến", "Initiative", responsibility="work")
    own = make_activity(cast, title="Sáng kiến một cửa", unit=cast.ngocha, by=cast.ngocha_secretary, kind=work,
                        place="Tầng một", turnout=None, turnout_state="not_available")  # fmt: skip
    desk.take(Action.SUBMIT, own, by=cast.ngocha_secretary)
    other = make_activity(cast, title="Việc của Huế", unit=cast.hue_branch, by=cast.hue_branch_secretary)
    desk.take(Action.SUBMIT, other, by=cast.hue_branch_secretary)


NARROWED = [
    ("", ["Sáng kiến một cửa", "Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("q=đợt+hai", ["Hiến máu đợt hai"]),
    ("q=HIEN+mau", ["Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("q=hie%CC%82%CC%81n+ma%CC%81u", ["Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("q=sang+tang+mot", ["Sáng kiến một cửa"]),
    ("q=%21%3F", ["Sáng kiến một cửa", "Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("unit=chi+doan+3", ["Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("unit=NGOCHA", ["Sáng kiến một cửa", "Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("responsibility=work", ["Sáng kiến một cửa"]),
    ("kind=hien-mau", ["Hiến máu đợt hai", "Hiến máu đợt một"]),
    ("state=accepted", ["Hiến máu đợt một"]),
    ("year=2016", ["Hiến máu đợt một"]),
    ("since=1/6/2017", ["Sáng kiến một cửa", "Hiến máu đợt hai"]),
    ("until=5/2016", ["Hiến máu đợt một"]),
    ("whose=own", []),
    ("whose=desk", ["Sáng kiến một cửa"]),
    ("scope=out", ["Sáng kiến một cửa"]),
    ("sort=-turnout", ["Hiến máu đợt một", "Hiến máu đợt hai", "Sáng kiến một cửa"]),
    ("sort=turnout", ["Hiến máu đợt hai", "Hiến máu đợt một", "Sáng kiến một cửa"]),
    ("sort=title", ["Hiến máu đợt hai", "Hiến máu đợt một", "Sáng kiến một cửa"]),
    ("sort=day", ["Hiến máu đợt một", "Sáng kiến một cửa", "Hiến máu đợt hai"]),
]


@pytest.mark.parametrize(("query", "expected"), NARROWED)
def test_the_list_and_its_excel_file_are_narrowed_and_sorted_alike(cast, client, four, query, expected):
    Unit.objects.filter(pk=cast.ngocha.pk).update(in_scope=False)
    client.force_login(cast.badinh_secretary)
    assert titles(client.get(f"{LIST}?{query}")) == expected
    book = openpyxl.load_workbook(BytesIO(client.get(f"{EXPORT}?{query}").content))
    assert [row[8] for row in book.active.iter_rows(min_row=2, values_only=True)] == expected


def test_titles_stand_in_the_order_of_a_vietnamese_dictionary(cast, client):
    for title in ("Ủng hộ", "Eo biển", "Đêm thơ", "Dọn vườn", "Ung dung", "Đem sách", "Uống nước"):
        accepted(cast, title=title)
    client.force_login(cast.secretary)
    in_order = ["Dọn vườn", "Đem sách", "Đêm thơ", "Eo biển", "Ung dung", "Ủng hộ", "Uống nước"]
    assert titles(client.get(f"{LIST}?sort=title")) == in_order
    assert titles(client.get(f"{LIST}?sort=-title")) == in_order[::-1]


@pytest.mark.parametrize(
    "query", ["since=abc", "year=1999", "state=x", "kind=x", "sort=x", "page=99", "until=31/2/2017"]
)
def test_a_filter_that_makes_no_sense_is_no_error(cast, client, four, query):
    client.force_login(cast.badinh_secretary)
    assert client.get(f"{LIST}?{query}").status_code == 200
    assert client.get(f"{EXPORT}?{query}").status_code == 200


def test_the_excel_file_says_what_a_figure_is_worth_and_the_export_is_recorded(cast, client):
    accepted(cast, turnout_approximate=True, citizens_state="not_applicable")
    client.force_login(cast.secretary)
    sheet = openpyxl.load_workbook(BytesIO(client.get(f"{EXPORT}?state=accepted").content)).active
    head, row = sheet.iter_rows(values_only=True)
    said = dict(zip(head, row, strict=True))
    assert (said["Turnout"], said["Citizens served"], said["Result"]) == (20, "not applicable", None)
    assert said["Approximate figures"] == "turnout (person-times)"
    record = Record.objects.get(verb="exported")
    said = {"vi": "Trạng thái: Đã duyệt", "en": "State: Accepted"}
    assert (record.subject, record.changes) == ("campaign.activity", {"narrowed": said, "rows": 1})


def test_only_what_lies_on_the_own_desk_can_be_chosen(cast, client, four):
    client.force_login(cast.ngocha_secretary)
    response = client.get(LIST)
    chosen = Activity.objects.get(title="Hiến máu đợt hai")
    assert response.context["answerable"] == {chosen.pk}
    assert response.content.decode().count('name="papers"') == 1
    assert f'value="{chosen.pk}:{chosen.version}"' in response.content.decode()


def test_ones_own_drafts_can_be_chosen_and_sent_many_at_once(cast, client):
    drafts = [make_activity(cast, pk=pk, title=f"Việc {pk}") for pk in (1677, 1678)]
    client.force_login(cast.secretary)
    page = client.get(LIST)
    assert page.context["sendable"] == {1677, 1678}
    assert 'name="papers" value="1677:1"' in page.content.decode()
    assert "/campaign.activity/submit/" in page.content.decode()
    client.force_login(cast.member)
    assert client.get(LIST).context["sendable"] == set()
    outcome = desk.take(Action.SUBMIT, drafts, by=cast.secretary)
    assert len(outcome.papers) == 2


@pytest.mark.parametrize("address", [LIST, EXPORT])
def test_twenty_rows_cost_as_many_queries_as_one(cast, client, address):
    counts = []
    for number in (1, 19):
        for n in range(number):
            sent(cast, title=f"Việc {number} {n}")
        client.force_login(cast.ngocha_secretary)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_empty_list_says_what_to_do(cast, client):
    client.force_login(cast.secretary)
    assert "Log the first one" in client.get(LIST).content.decode()
    assert "Take a filter away" in client.get(f"{LIST}?q=x").content.decode()
    client.force_login(cast.viewer)
    assert "What the units beneath send appears here." in client.get(LIST).content.decode()
