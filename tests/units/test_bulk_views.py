"""Drafts thrown away, and many papers answered at once: shown first, then done, what was left is named."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from campaign.models import Activity, Plan
from tests.cast import make_activity, make_plan
from tests.units.answers import act, bulk, send
from units import desk
from units.approval import Action


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def test_a_draft_is_discarded_once_and_a_second_tap_does_no_harm(cast, client):
    activity, number = make_activity(cast), uuid4()
    assert client.get(f"/papers/campaign.activity/{activity.pk}/discard/").status_code == 302
    for _time in range(2):
        response = act(client, cast.secretary, activity, "discard", request_id=number)
        assert (response.status_code, response.url) == (302, "/")
    assert not Activity.objects.exists()


def test_what_has_been_sent_is_not_discarded(cast, client):
    activity = send(cast, make_activity(cast))
    response = act(client, cast.secretary, activity, "discard", request_id=uuid4())
    assert response.status_code == 409
    assert Activity.objects.count() == 1


def test_many_are_shown_first_and_then_accepted(cast, client):
    papers = [send(cast, make_activity(cast, title=f"Việc {number}")) for number in range(3)]
    response = bulk(client, cast.ngocha_secretary, "approve", *papers)
    assert [paper.title for paper in response.context["ready"]] == ["Việc 0", "Việc 1", "Việc 2"]
    assert Activity.objects.waiting().count() == 3
    response = bulk(client, cast.ngocha_secretary, "approve", *papers[:2], confirmed="yes", request_id=uuid4())
    assert response.url == "/desk/"
    assert "Papers accepted: 2" in client.get("/desk/").content.decode()
    assert [paper.state for paper in Activity.objects.order_by("pk")] == ["accepted", "accepted", "waiting"]


def test_what_cannot_be_answered_is_named_before_and_after(cast, client):
    good, decided, draft = (make_activity(cast, title=title) for title in ("Tốt", "Đã duyệt", "Nháp"))
    good, decided = send(cast, good), send(cast, decided)
    stranger = make_activity(cast, unit=cast.hue_branch, by=cast.hue_branch_secretary, title="Huế")
    stranger = desk.take(Action.SUBMIT, stranger, by=cast.hue_branch_secretary).papers[0]
    chosen = (good, decided, draft, stranger)
    response = bulk(client, cast.ngocha_secretary, "approve", *chosen)
    assert [paper.title for paper in response.context["ready"]] == ["Tốt", "Đã duyệt"]
    assert response.context["left"] == []
    desk.take(Action.APPROVE, decided, by=cast.ngocha_secretary)
    response = bulk(client, cast.ngocha_secretary, "approve", *chosen, confirmed="yes", request_id=uuid4())
    assert [paper.title for paper in response.context["done"]] == ["Tốt"]
    ((left, reason),) = response.context["left"]
    assert (left.title, "changed since" in reason) == ("Đã duyệt", True)
    assert "Huế" not in response.content.decode()


def test_many_are_returned_only_with_a_reason(cast, client):
    papers = [send(cast, make_activity(cast, title=f"Việc {number}")) for number in range(2)]
    response = bulk(client, cast.ngocha_secretary, "return", *papers, confirmed="yes", request_id=uuid4(), note=" ")
    assert response.status_code == 422
    bulk(client, cast.ngocha_secretary, "return", *papers, confirmed="yes", request_id=uuid4(), note="Thiếu ảnh")
    assert [paper.decisions.last().note for paper in Activity.objects.all()] == ["Thiếu ảnh", "Thiếu ảnh"]


def test_the_same_many_twice_are_done_once(cast, client):
    papers, number = [send(cast, make_activity(cast))], uuid4()
    for _time in range(2):
        bulk(client, cast.ngocha_secretary, "approve", *papers, confirmed="yes", request_id=number)
    assert papers[0].decisions.count() == 2


@pytest.mark.parametrize("papers", [[], ["x"], ["1"], ["9" * 30 + ":1"], [":"], ["1:2:3"]])
def test_nothing_chosen_says_so(cast, client, papers):
    client.force_login(cast.ngocha_secretary)
    response = client.post("/papers/campaign.activity/approve/", {"papers": papers}, follow=True)
    assert "Choose at least one paper" in response.content.decode()


def test_plans_are_answered_in_bulk_by_who_signs(cast, client):
    plan = desk.take(
        Action.SUBMIT, make_plan(cast, unit=cast.ngocha, by=cast.ngocha_secretary), by=cast.ngocha_secretary
    ).papers[0]
    sent = {"kind": "campaign.plan", "confirmed": "yes"}
    response = bulk(client, cast.badinh_officer, "approve", plan, **sent, request_id=uuid4())
    assert (response.context["done"], len(response.context["left"])) == ([], 1)
    bulk(client, cast.badinh_secretary, "approve", plan, **sent, request_id=uuid4())
    assert Plan.objects.get().state == "accepted"
