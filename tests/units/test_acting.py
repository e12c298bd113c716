"""Whoever holds several posts acts in one at a time; what is done in each stays apart."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import PASSWORD, make_activity
from units import desk, people
from units.approval import Action
from units.models import Post, Record, Role, User


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


@pytest.fixture
def both(cast):
    """The secretary of Chi đoàn 3, who is also an officer of Huế: (post at the branch, post at Huế)."""
    branch = Post.objects.get(person=cast.secretary.person)
    hue = Post.objects.create(
        person=cast.secretary.person, unit=cast.hue, role=Role.OFFICER, title="Cán bộ", from_on=date(2017, 1, 1)
    )
    return branch, hue


def choose(client, post, **fields):
    return client.post("/account/post/", {"post": post.pk, **fields})


def sees(client, unit):
    return client.get(f"/units/{unit.pk}/").status_code == 200


def test_whoever_holds_one_post_is_asked_nothing(client, cast):
    client.post("/account/login/", {"login": "chidoan3", "password": PASSWORD})
    assert client.get("/").status_code == 200
    assert client.get("/account/post/").url == "/"
    assert "Go on as" not in client.get("/").content.decode()


def test_whoever_holds_several_is_asked_once_after_the_sign_in_and_goes_on_where_wanted(english, cast, both):
    said = {"login": "chidoan3", "password": PASSWORD, "next": "/units/?q=hue"}
    assert english.post("/account/login/", said).url == "/units/?q=hue"
    asked = english.get("/units/?q=hue")
    assert asked.url == "/account/post/?next=%2Funits%2F%3Fq%3Dhue"
    page = english.get(asked.url).content.decode()
    assert "In which post do you go on?" in page
    assert page.index("Tỉnh đoàn Thừa Thiên Huế") < page.index("Chi đoàn 3")
    assert choose(english, both[1], next="/units/?q=hue").url == "/units/?q=hue"
    assert english.get("/units/?q=hue").status_code == 200
    assert choose(english, both[0], next="https://example.org/").url == "/"


def test_rights_and_lists_follow_from_the_chosen_post_alone(english, cast, both):
    paper = make_activity(cast)
    english.force_login(cast.secretary)
    for post, seen, address in ((both[0], [True, False], 200), (both[1], [False, True], 404)):
        choose(english, post)
        assert [sees(english, unit) for unit in (cast.chidoan3, cast.huecity)] == seen
        assert english.get(f"/campaign/activities/{paper.pk}/").status_code == address
    listed = english.get("/units/").content.decode().split("<main")[1]
    assert "Thừa Thiên Huế" in listed
    assert "Chi đoàn 3" not in listed


def test_the_head_of_every_page_says_the_post_and_switches_to_the_others(english, cast, both):
    english.force_login(cast.secretary)
    choose(english, both[0])
    head = english.get("/desk/").content.decode().split("<main")[0]
    assert "Go on as Cán bộ, Tỉnh đoàn Thừa Thiên Huế" in head
    assert "Go on as Bí thư, Chi đoàn 3" not in head
    assert choose(english, both[1]).url == "/"
    assert "Cán bộ, Tỉnh đoàn Thừa Thiên Huế" in english.get("/").content.decode().split("<main")[1]


def test_nothing_is_seen_or_done_before_the_choice(english, cast, both):
    english.force_login(cast.secretary)
    for address in ("/", "/desk/", f"/units/{cast.chidoan3.pk}/", "/units/excel/", reverse("recognition:honour_roll")):
        assert english.get(address).url.startswith("/account/post/?next="), address
    sent = english.post("/campaign/activities/new/", {"title": "Việc"}, headers={"referer": "http://testserver/desk/"})
    assert sent.url == "/account/post/?next=%2Fdesk%2F"
    assert "nothing was saved" in english.get(sent.url).content.decode()
    assert english.get("/account/sessions/").status_code == 200


def test_only_a_post_that_one_holds_now_can_be_chosen(english, cast, both):
    english.force_login(cast.secretary)
    strange = Post.objects.get(person=cast.hue_secretary.person)
    for wrong in (strange.pk, 0, "", "x", 10**30):
        assert english.post("/account/post/", {"post": wrong}).status_code == 404
    Post.objects.filter(pk=both[1].pk).update(to_on=date(2017, 11, 15))
    assert choose(english, both[1]).status_code == 404


def test_when_the_chosen_post_ends_one_chooses_anew_or_goes_on_in_the_only_one(english, cast, both):
    third = Post.objects.create(
        person=cast.secretary.person, unit=cast.badinh, role=Role.VIEWER, title="Theo dõi", from_on=date(2017, 1, 1)
    )
    english.force_login(cast.secretary)
    choose(english, third)
    people.end_post(third, on=date(2017, 11, 15), by=cast.hanoi_administrator)
    assert english.get("/desk/").url == "/account/post/?next=%2Fdesk%2F"
    people.end_post(both[0], on=date(2017, 11, 15), by=cast.hanoi_administrator)
    assert english.get("/desk/").status_code == 200
    assert [sees(english, unit) for unit in (cast.chidoan3, cast.hue)] == [False, True]


def test_where_one_post_is_left_one_goes_on_in_it_knowingly(english, cast, both):
    english.force_login(cast.secretary)
    choose(english, both[0])
    people.end_post(both[0], on=date(2017, 11, 15), by=cast.hanoi_administrator)
    sent = english.post(
        "/campaign/activities/new/", {"title": "Ngày hội"}, headers={"referer": "http://testserver/desk/"}
    )
    assert sent.url == "/desk/"
    told = english.get("/desk/").content.decode()
    assert "The post in which you acted has ended. You go on as" in told
    assert "nothing was saved" in told
    assert "has ended" not in english.get("/desk/").content.decode()
    Post.objects.filter(pk=both[1].pk).update(to_on=date(2017, 11, 15))
    assert english.get("/desk/").status_code == 200
    Post.objects.filter(pk=both[0].pk).update(to_on=None)
    assert english.post("/account/logout/").url == "/account/login/"


def test_a_second_post_given_during_a_session_interrupts_nothing(english, cast):
    english.post("/account/login/", {"login": "chidoan3", "password": PASSWORD})
    Post.objects.create(
        person=cast.secretary.person, unit=cast.hue, role=Role.OFFICER, title="Cán bộ", from_on=date(2017, 1, 1)
    )
    assert english.get("/desk/").status_code == 200
    assert [sees(english, unit) for unit in (cast.chidoan3, cast.hue)] == [True, False]
    assert "Go on as Cán bộ, Tỉnh đoàn Thừa Thiên Huế" in english.get("/").content.decode()


def test_each_device_has_its_own_choice(client, cast, both):
    phone = type(client)()
    for device, post in ((client, both[0]), (phone, both[1])):
        device.force_login(cast.secretary)
        choose(device, post)
    assert [sees(device, cast.hue) for device in (client, phone)] == [False, True]


def test_what_is_done_is_recorded_in_the_post_in_which_it_is_done(english, cast, both):
    english.force_login(cast.secretary)
    for post in both:
        choose(english, post)
        english.get("/units/excel/")
    exported = Record.objects.filter(verb="exported", by=cast.secretary).order_by("pk")
    assert [line.post for line in exported] == list(both)
    people.add_person(people.Person(full_name="Lưu Thị Mới", unit=cast.chidoan3), by=cast.hanoi_administrator)
    assert Record.objects.get(label="Lưu Thị Mới").post == Post.objects.get(person=cast.hanoi_administrator.person)
    nobody = User.objects.get(pk=cast.secretary.pk)  # no post chosen: of two, neither is named
    people.add_person(people.Person(full_name="Bùi Văn Ba", unit=cast.chidoan3), by=nobody)
    assert Record.objects.get(label="Bùi Văn Ba").post is None


def test_the_history_shows_in_which_post_something_was_done(english, cast, both):
    english.force_login(cast.secretary)
    choose(english, both[1])
    english.get("/units/excel/")
    assert "Cán bộ, Tỉnh đoàn Thừa Thiên Huế" in english.get("/units/records/").content.decode().split("<table")[1]


def test_a_paper_is_answered_only_in_the_post_of_its_desk(english, cast):
    officer = cast.badinh_officer
    other = Post.objects.create(
        person=officer.person, unit=cast.hue, role=Role.OFFICER, title="Cán bộ", from_on=date(2017, 1, 1)
    )
    paper = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    desk.take(Action.SUBMIT, paper, by=cast.ngocha_secretary)
    english.force_login(officer)
    for post, status in ((other, 404), (Post.objects.get(person=officer.person, unit=cast.badinh), 200)):
        choose(english, post)
        assert english.get(f"/papers/campaign.activity/{paper.pk}/approve/").status_code == status


def test_whoever_holds_one_post_pays_no_query_for_it(client, cast):
    client.force_login(cast.secretary)
    client.get("/units/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/units/")
    assert len([one for one in asked.captured_queries if 'FROM "units_post"' in one["sql"]]) == 1


def test_what_belongs_to_the_other_post_is_not_there_and_the_page_says_why_that_may_be(english, cast, both):
    english.force_login(cast.secretary)
    choose(english, both[1])
    page = english.get(f"/units/{cast.chidoan3.pk}/").content.decode()
    assert "You act as Cán bộ, Tỉnh đoàn Thừa Thiên Huế now." in page
    english.force_login(cast.member)
    assert "You act as" not in english.get(f"/units/{cast.hue.pk}/").content.decode()
