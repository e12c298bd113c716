"""What nobody types by accident: every answer is a page that says what is wrong, never a fault of ours."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from campaign.models import Activity
from tests.campaign.activity_posts import CREATE, LIST, accepted, post, sent
from tests.cast import PASSWORD, make_activity
from units import desk
from units.approval import Action
from units.models import Person, User

pytestmark = pytest.mark.every_page

TWENTY_DIGITS = "9" * 20
LISTS = (
    "/units/", "/units/people/", "/units/records/", "/desk/", "/campaign/activities/", "/campaign/plans/",
    "/campaign/reports/", "/recognition/nominations/", "/recognition/honours/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.mark.parametrize("address", ["/", "/account/login/", "/recognition/honours/"])
@pytest.mark.parametrize(
    "cookie", ['sessionid="abcdefghij\\000klmnop"', 'messages="\\000"', 'django_language="\\000vi"', "sessionid=\xff"]
)
def test_a_cookie_that_nobody_set_is_not_looked_at(cast, cookie, address):
    assert Client().get(address, HTTP_COOKIE=cookie).status_code in (200, 302)


@pytest.mark.parametrize("address", LISTS)
def test_a_search_for_a_thousand_words_and_a_key_of_five_thousand_digits_are_answered(cast, client, address):
    client.force_login(cast.hanoi_secretary)
    words, digits = "+".join(f"w{n}" for n in range(1000)), "9" * 5000
    query = f"?q={words}&unit={words}&under={digits}&beneath={digits}&period={digits}&page={digits}&person={words}"
    assert client.get(f"{address}{query}").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_a_list_answers_to_head_as_to_get(cast, client, address):
    client.force_login(cast.hanoi_secretary)
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("field", ["removed", "also_serves", "kind", "unit"])
def test_a_key_that_no_column_holds_is_a_wrong_choice(cast, client, field):
    activity = make_activity(cast)
    client.force_login(cast.secretary)
    response = client.post(f"{LIST}{activity.pk}/edit/", post(cast, version=1, **{field: TWENTY_DIGITS}))
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_figures_as_large_as_they_may_be_still_add_up(cast, client):
    for _n in range(2):
        accepted(cast, value=10**15, value_state="given")
    client.force_login(cast.secretary)
    page = client.get(reverse("campaign:summary_unit", args=[cast.chidoan3.pk]) + "?year=2017")
    assert page.status_code == 200
    values = [one["value"] for one in page.context["figures"]]
    assert 2 * 10**15 in [getattr(value, "value", value) for value in values]
    response = client.post(CREATE, post(cast, turnout="1.000.000.000.000.001"))
    assert response.context["form"].errors["turnout"] == ["“1.000.000.000.000.001” is too large."]


def test_the_number_of_one_press_used_for_another_does_nothing_twice(cast, client):
    draft, waiting, number = make_activity(cast, title="Chưa gửi"), sent(cast), str(uuid4())
    client.force_login(cast.ngocha_secretary)
    papers = [f"{waiting.pk}:{waiting.version}", f"{draft.pk}:{draft.version}"]
    many = reverse("paper_bulk", args=["campaign.activity", "approve"])
    client.post(many, {"papers": papers, "request_id": number, "confirmed": "1"})
    one = reverse("paper_action", args=["campaign.activity", waiting.pk, "approve"])
    assert client.post(one, {"request_id": number, "version": waiting.version}).status_code < 500


def test_the_number_of_a_sending_does_not_discard(cast, client):
    first, second, number = make_activity(cast), make_activity(cast, title="Khác"), uuid4()
    desk.take(Action.SUBMIT, first, by=cast.secretary, request_id=number)
    client.force_login(cast.secretary)
    address = reverse("paper_discard", args=["campaign.activity", second.pk])
    response = client.post(address, {"request_id": str(number), "version": 1})
    assert "This page was left open too long." in response.content.decode()
    assert Activity.objects.filter(pk=second.pk).exists()


def test_a_user_name_that_only_looks_different_is_taken(cast, client):
    person = Person.objects.create(full_name="Lê Văn Mới", unit=cast.ngocha, born_on=date(1990, 1, 1))
    client.force_login(cast.hanoi_administrator)
    address = reverse("units:account_create", args=[person.pk])
    response = client.post(address, {"username": "ｃhidoan3", "way": "code", "request_id": str(uuid4())})
    assert response.context["form"].errors["username"] == ["This user name is taken."]
    assert not User.objects.filter(person=person).exists()


def test_an_edit_that_does_not_say_what_it_saw_overwrites_nothing(cast, client):
    activity = make_activity(cast)
    client.force_login(cast.secretary)
    response = client.post(f"{LIST}{activity.pk}/edit/", post(cast, title="Không biết"))
    assert "Somebody else has changed this since you opened it." in response.content.decode()
    activity.refresh_from_db()
    assert activity.title == "Hiến máu tình nguyện"


@pytest.mark.parametrize("login", ["x" * 5000, "\u202e" * 50, "a\x00b", "ｃhidoan3"])
def test_whatever_is_typed_at_the_door_gets_an_answer(cast, client, login):
    assert client.post("/account/login/", {"login": login, "password": PASSWORD}).status_code in (200, 302)


@pytest.mark.parametrize("wanted", ["http://[", "//[", "http://[::1", "https://]"])
def test_whoever_wants_to_go_on_to_what_is_no_address_is_led_home(cast, client, wanted):
    assert client.get("/account/login/", {"next": wanted}).status_code == 200
    response = client.post("/account/login/", {"login": "chidoan3", "password": PASSWORD, "next": wanted})
    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize("referer", ["http://[", "//[", "\x00", "http://testserver:bad/"])
def test_a_page_that_no_address_can_be_read_from_is_not_gone_back_to(cast, client, referer):
    response = client.post(CREATE, {"title": "x"}, headers={"referer": referer})
    assert (response.status_code, response.url) == (302, f"/account/login/?next={CREATE}")


@pytest.mark.parametrize("wanted", ["abc", "home", "-1", "2017-02-30", "²", "http://[", "//x.vn/", "\\x.vn"])
def test_the_way_back_from_a_verb_is_an_address_of_ours_or_the_desk(cast, client, wanted):
    client.force_login(cast.ngocha_secretary)
    many = reverse("paper_bulk", args=["campaign.activity", "approve"])
    assert client.post(many, {"next": wanted}).url == "/desk/"
    assert client.post(many, {"next": "/campaign/activities/?q=a"}).url == "/campaign/activities/?q=a"
    activity = sent(cast)
    one = reverse("paper_action", args=["campaign.activity", activity.pk, "approve"])
    data = {"request_id": str(uuid4()), "version": activity.version, "next": wanted}
    assert client.post(one, data).url == "/desk/"
