"""The desk's page: what waits, of every kind, for whom, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.cast import make_activity, make_plan
from tests.units.answers import send, show


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
