"""The desk with odd activities on top: the rest accepted at one click, odd ones and what has changed left there."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign.models import Activity, ActivityDecision
from tests.cast import make_activity, make_plan
from tests.units.answers import send, show
from units import desk, inbox
from units.approval import Action, State
from units.clock import now

DAY = date(2017, 11, 4)


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def waiting(cast, title, **fields):
    return send(cast, make_activity(cast, title=title, started_on=DAY, ended_on=DAY, **fields))


@pytest.fixture
def lying(cast):
    """B and D are odd by their round numbers; P is a plan."""
    papers = [waiting(cast, "A"), waiting(cast, "B", turnout=500), send(cast, make_plan(cast, title="P"))]
    return [*papers, waiting(cast, "C"), waiting(cast, "D", turnout=900)]


def titles(rows):
    return "".join(row.title for row in rows)


def test_odd_ones_come_first_and_within_both_parts_the_order_stays(cast, lying):
    found = inbox.on_desks_of(cast.ngocha_secretary).put_odd_first(cast.ngocha_secretary)
    assert titles(found[0:10]) == "BDAPC"
    assert found.keys()[3] == f"campaign.plan:{lying[2].pk}"
    assert [[oddity.label for oddity in row.oddities] for row in found[0:3]] == [
        ["Round number"],
        ["Round number"],
        [],
    ]
    assert list(found.looked["campaign.activity"].rest) == [lying[0].pk, lying[3].pk]
    turned = inbox.on_desks_of(cast.ngocha_secretary).sorted_by("waiting").put_odd_first(cast.ngocha_secretary)
    assert titles(turned[0:10]) == "DBCPA"
    plans = inbox.on_desks_of(cast.ngocha_secretary).only("campaign.plan").put_odd_first(cast.ngocha_secretary)
    assert titles(plans[0:10]) == "P"


def test_of_more_than_are_looked_at_those_that_wait_longest_are_told_apart(cast, lying, settings):
    settings.ODD_MOST = 2
    found = inbox.on_desks_of(cast.ngocha_secretary).put_odd_first(cast.ngocha_secretary)
    looked = found.looked["campaign.activity"]
    assert (list(looked.odd), list(looked.rest), looked.left_out) == ([lying[1].pk], [lying[0].pk], True)
    assert titles(found[0:10]) == "BAPCD"


def test_five_hundred_cost_as_many_queries_as_five(cast):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            inbox.on_desks_of(cast.ngocha_secretary).put_odd_first(cast.ngocha_secretary)[0:25]
        return len(caught)

    def fill(number):
        fields = {"unit": cast.chidoan3, "kind": cast.kind, "created_by": cast.secretary, "turnout_state": "given"}
        waits = {"state": State.WAITING, "holder": cast.ngocha, "submitted_by": cast.secretary}
        waits |= {"round": 1, "submitted_at": now(), "sent_on": DAY}
        Activity.objects.bulk_create(
            Activity(title=f"Việc {each}", started_on=DAY, ended_on=DAY, turnout=each * 100, **fields, **waits)
            for each in range(1, number + 1)
        )

    fill(5)
    queries()
    few = queries()
    fill(495)
    assert queries() == few <= 12


def press(page, button):
    """Returns where the one button leads, and what its form holds."""
    form = page.split(f'<form id="{button}"')[1].split("</form>")[0]
    address = re.search(r'action="([^"]+)"', form)[1]
    return address, re.findall(r'name="papers" value="([^"]+)"', form)


def test_one_click_accepts_the_rest_with_a_line_of_history_each_and_leaves_the_odd_ones(cast, client, lying):
    page = show(client, cast.ngocha_secretary, "desk").content.decode()
    assert "2 of 4 activities have something to look at twice" in page
    assert "Accept the rest: 2" in page
    address, tickets = press(page, "others-campaign.activity")
    asked = client.post(address, {"papers": tickets})
    assert [paper.title for paper in asked.context["ready"]] == ["A", "C"]
    sent = {"papers": tickets, "confirmed": "yes", "request_id": uuid4()}
    for _time in range(2):  # a repeat gets the first answer
        client.post(address, sent)
    states = dict(Activity.objects.order_by("pk").values_list("title", "state"))
    assert states == {"A": "accepted", "B": "waiting", "C": "accepted", "D": "waiting"}
    lines = ActivityDecision.objects.filter(action=Action.APPROVE).order_by("pk")
    assert [(line.paper.title, line.by) for line in lines] == [
        ("A", cast.ngocha_secretary),
        ("C", cast.ngocha_secretary),
    ]


def test_what_changes_between_the_look_and_the_click_is_left_with_its_reason(cast, lying):
    user = cast.ngocha_secretary
    rest = inbox.on_desks_of(user).put_odd_first(user).looked["campaign.activity"].rest
    desk.take(Action.RECALL, lying[0], by=cast.secretary)
    Activity.objects.filter(pk=lying[0].pk).update(turnout=90_000)
    again = desk.take(Action.SUBMIT, Activity.objects.get(pk=lying[0].pk), by=cast.secretary).papers[0]
    papers = list(Activity.objects.filter(pk__in=rest))
    outcome = desk.take(Action.APPROVE, papers, by=user, versions=rest, request_id=uuid4(), partial=True)
    assert [paper.title for paper in outcome.papers] == ["C"]
    assert list(outcome.refused) == [again.pk]
    assert "changed" in outcome.refused[again.pk]
    assert Activity.objects.get(pk=again.pk).state == "waiting"


def test_what_has_become_odd_meanwhile_says_so_before_it_is_confirmed(cast, client, lying):
    page = show(client, cast.ngocha_secretary, "desk").content.decode()
    address, tickets = press(page, "others-campaign.activity")
    Activity.objects.filter(pk=lying[0].pk).update(turnout=700)
    asked = client.post(address, {"papers": tickets}).content.decode()
    assert asked.count("Round number") == 1


def test_the_question_about_hundreds_keeps_its_address_short(cast, client):
    papers = [waiting(cast, f"Việc {number}") for number in range(81)]
    client.force_login(cast.ngocha_secretary)
    tickets = [f"{paper.pk}:{paper.version}" for paper in papers]
    text = client.post("/papers/campaign.activity/approve/", {"papers": tickets}).content.decode()
    assert len(re.search(r'method="post" action="([^"]+)"', text[text.index("data-guard") - 400 :])[1]) < 100
