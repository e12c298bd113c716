"""One paper answered in the browser, and everything that may come between."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from campaign.models import Activity
from tests.cast import make_activity, make_user
from tests.units.answers import act, send, show
from units import desk
from units.approval import Action


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def test_asking_first_shows_the_paper_and_the_reason_field(cast, client):
    activity = send(cast, make_activity(cast))
    text = show(client, cast.ngocha_secretary, f"/papers/campaign.activity/{activity.pk}/return/").content.decode()
    assert "Return this to its author?" in text
    assert 'name="note"' in text
    assert f'name="version" value="{activity.version}"' in text
    activity.refresh_from_db()
    assert activity.state == "waiting"


def test_an_accepted_paper_leaves_the_desk_with_a_receipt(cast, client):
    activity = send(cast, make_activity(cast))
    response = act(client, cast.ngocha_secretary, activity, "approve", version=activity.version, request_id=uuid4())
    assert (response.status_code, response.url) == (302, "/desk/")
    activity.refresh_from_db()
    assert activity.state == "accepted"
    assert activity.decisions.last().by == cast.ngocha_secretary
    assert "Receipt code" in client.get("/desk/").content.decode()


def test_the_author_comes_back_to_the_paper(cast, client):
    activity = make_activity(cast)
    response = act(client, cast.secretary, activity, "submit", version=1, request_id=uuid4())
    assert response.url == activity.get_absolute_url()


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/plans/?page=2", "/plans/?page=2"),
        ("https://elsewhere.example/", "/desk/"),
        ("//x", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_the_way_back_stays_in_the_house(cast, client, wanted, got):
    activity = send(cast, make_activity(cast))
    response = act(client, cast.ngocha_secretary, activity, "approve", version=activity.version, next=wanted)
    assert response.url == got


def test_a_return_without_its_reason_asks_for_it(cast, client):
    activity = send(cast, make_activity(cast))
    response = act(client, cast.ngocha_secretary, activity, "return", version=activity.version, note="  ")
    assert response.status_code == 422
    assert "Give the reason" in response.content.decode()
    activity.refresh_from_db()
    assert activity.state == "waiting"


def test_a_reason_that_is_too_long_is_kept_and_named(cast, client):
    activity = send(cast, make_activity(cast))
    response = act(client, cast.ngocha_secretary, activity, "return", version=activity.version, note="x" * 2001)
    assert response.status_code == 422
    assert "x" * 2001 in response.content.decode()


def test_a_paper_that_somebody_else_has_just_decided_says_so_and_keeps_the_note(cast, client):
    activity = send(cast, make_activity(cast))
    seen = activity.version
    desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary)
    other = make_second_officer(cast)
    response = act(client, other, activity, "return", version=seen, note="Thiếu ảnh chụp")
    text = response.content.decode()
    assert response.status_code == 409
    assert "This paper has changed since you opened it" in text
    assert "This paper has already been accepted" not in text
    assert "Bùi Văn Ngọc, Bí thư, Đoàn cơ sở phường Ngọc Hà" in text
    assert "Thiếu ảnh chụp" in text
    activity.refresh_from_db()
    assert (activity.state, activity.decisions.count()) == ("accepted", 2)


def make_second_officer(cast):

    return make_user("ngocha.canbo", "Mai Văn Mới", cast.ngocha, "officer", "Cán bộ")


def test_after_a_change_the_answer_can_be_given_about_the_newer_paper(cast, client):
    activity = send(cast, make_activity(cast))
    seen = activity.version
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh")
    send(cast, activity)
    response = act(client, cast.ngocha_secretary, activity, "return", version=seen, note="Vẫn thiếu")
    assert response.status_code == 409
    again = {field.name: field.value() or "" for field in response.context["form"]}
    assert (again["note"], again["version"]) == ("Vẫn thiếu", "4")
    assert act(client, cast.ngocha_secretary, activity, "return", **again).status_code == 302


def test_a_paper_taken_back_meanwhile_says_so_and_keeps_the_note(cast, client):
    activity = send(cast, make_activity(cast))
    seen = activity.version
    desk.take(Action.RECALL, activity, by=cast.secretary)
    response = act(client, cast.ngocha_secretary, activity, "return", version=seen, note="Thiếu ảnh chụp")
    assert response.status_code == 409
    assert "Its author has taken this paper back" in response.content.decode()
    assert "Thiếu ảnh chụp" in response.content.decode()
    assert act(client, cast.hue_secretary, activity, "return", note="x").status_code == 404


def test_the_same_request_twice_gives_the_same_receipt_and_one_decision(cast, client):
    activity, number = send(cast, make_activity(cast)), uuid4()
    told = []
    for _time in range(2):
        act(client, cast.ngocha_secretary, activity, "approve", version=activity.version, request_id=number)
        told.append(client.get("/desk/").content.decode())
    code = desk.receipts.code_of(number)
    assert all(code in text for text in told)
    assert "had already been done" in told[1]
    assert activity.decisions.count() == 2


def test_another_verb_from_the_same_old_page_is_not_taken_for_a_repeat(cast, client):
    activity, number = send(cast, make_activity(cast)), uuid4()
    act(client, cast.ngocha_secretary, activity, "return", version=2, request_id=number, note="Thiếu ảnh")
    response = act(client, cast.ngocha_secretary, activity, "approve", version=2, request_id=number)
    assert response.status_code == 409
    assert "left open too long" in response.content.decode()
    response = act(client, cast.badinh_secretary, activity, "approve", version=2, request_id=number)
    assert response.status_code == 409


@pytest.mark.parametrize("data", [{"request_id": "abc"}, {"version": "x"}, {"version": "-1"}, {"version": "9" * 40}])
def test_a_damaged_form_decides_nothing(cast, client, data):
    activity = send(cast, make_activity(cast))
    assert act(client, cast.ngocha_secretary, activity, "approve", **data).status_code in (409, 422)
    activity.refresh_from_db()
    assert activity.state == "waiting"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("hue_secretary", 404),
        ("hue_branch_secretary", 404),
        ("member", 409),
        ("secretary", 409),
        ("viewer", 409),
        ("badinh_secretary", 409),
        ("hanoi_administrator", 409),
        ("central_secretary", 409),
    ],
)
def test_who_may_not_answer_changes_nothing(cast, client, who, status):
    activity = send(cast, make_activity(cast))
    assert act(client, getattr(cast, who), activity, "approve", version=activity.version).status_code == status
    activity.refresh_from_db()
    assert activity.state == "waiting"


def test_a_draft_of_others_does_not_exist(cast, client):
    activity = make_activity(cast)
    for who in (cast.ngocha_secretary, cast.hue_secretary):
        for action in ("approve", "submit", "discard"):
            assert act(client, who, activity, action).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/papers/units.unit/1/approve/",
        "/papers/campaign.nothing/1/approve/",
        "/papers/campaign.activity/1/edit/",
        "/papers/campaign.activity/1/moved/",
        "/papers/campaign.activity/99999999999999999999999/approve/",
        "/papers/campaign.activity/explode/",
        "/papers/x/approve/?papers=1:1",
    ],
)
def test_what_does_not_exist_is_not_found(cast, client, address):
    assert show(client, cast.ngocha_secretary, address).status_code == 404


def test_a_stranger_is_asked_to_sign_in(cast, client):
    activity = send(cast, make_activity(cast))
    one, many = f"/papers/campaign.activity/{activity.pk}/approve/", "/papers/campaign.activity/approve/"
    for address in ("/desk/", one, many):
        assert client.get(address).url.startswith("/account/login/")


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("draft", [("submit", ""), ("edit", "secondary"), ("discard", "danger")]),
        ("returned", [("edit", ""), ("submit", "secondary")]),
    ],
)
def test_a_paper_that_came_back_is_corrected_before_it_is_sent(cast, client, state, buttons):
    activity = make_activity(cast)
    if state == "returned":
        desk.take(Action.RETURN, send(cast, activity), by=cast.ngocha_secretary, note="Thiếu ảnh")
    page = show(client, cast.secretary, activity.get_absolute_url())
    assert [(one["action"], one["tone"]) for one in page.context["buttons"]] == buttons


def test_once_it_is_corrected_sending_comes_first_again(cast, client):
    activity = make_activity(cast)
    desk.take(Action.RETURN, send(cast, activity), by=cast.ngocha_secretary, note="Thiếu ảnh")
    Activity.objects.filter(pk=activity.pk).update(title="Hiến máu tình nguyện, có ảnh")
    page = show(client, cast.secretary, activity.get_absolute_url())
    assert [(one["action"], one["tone"]) for one in page.context["buttons"]] == [("submit", ""), ("edit", "secondary")]


def test_the_history_of_a_paper_says_what_was_done(cast, client):
    activity = send(cast, make_activity(cast))
    desk.take(Action.RECALL, activity, by=cast.secretary)
    desk.take(Action.RETURN, send(cast, activity), by=cast.ngocha_secretary, note="Thiếu ảnh")
    desk.take(Action.APPROVE, send(cast, activity), by=cast.ngocha_secretary)
    text = show(client, cast.secretary, activity.get_absolute_url()).content.decode()
    told = [part.split("<")[0].strip() for part in text.split('<div class="history-what">')[1:]]
    assert told == ["Sent", "Recalled", "Sent", "Returned", "Sent", "Accepted"]
