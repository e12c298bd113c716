"""How people come in the first time: by a link, or with a slip; one by one, or by the hundred."""

import re
import time
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from tests.cast import PASSWORD, make_user
from units import invitations, people
from units.models import Person, Post, Record, Role, User

OWN = "Mot-cau-dai-123"
CODE = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


def newcomer(cast, name="Lưu Thị Mới", unit=None, post=True):
    person = Person.objects.create(full_name=name, unit=unit or cast.chidoan3)
    if post:
        Post.objects.create(
            person=person, unit=person.unit, role=Role.MEMBER, title="Uỷ viên", from_on=date(2017, 1, 1)
        )
    return person


def send(client, address, **fields):
    return client.post(address, {"request_id": str(uuid4()), "username": "moilt", "email": "", **fields})


def link_in(page):
    """The link as the administrator copies it."""
    return unescape(re.search(r"<textarea[^>]*>\s*(\S+)\s*</textarea>", page)[1])


def choose(link, password=OWN, client=None):
    """Opens a link and chooses a password there; returns the page that comes then."""
    client = client or Client()
    client.cookies["django_language"] = "en"
    opened = client.get(link, follow=True)
    if not opened.redirect_chain:
        return opened
    return client.post(opened.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


def sign_in(name, password):
    return Client().post("/account/login/", {"login": name, "password": password}).headers.get("Location")


# --- by a link -------------------------------------------------------------------------------------------------------


def test_an_account_is_made_with_a_link_by_which_its_person_chooses_a_password_once(keeper, cast, mailoutbox):
    person = newcomer(cast)
    answer = send(keeper, f"/units/people/{person.pk}/account/new/", way="link")
    page = answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert not CODE.search(page)
    link = link_in(page)
    assert link.startswith("http://testserver/account/password/reset/key/")
    assert User.objects.get(person=person).has_usable_password() is False
    assert "Your password has been changed." in choose(link).content.decode()
    assert sign_in("moilt", OWN) == "/"
    assert "This way has run out" in choose(link).content.decode()
    assert mailoutbox == []
    said = str(list(Record.objects.values_list("changes", "note", "label")))
    assert link.split("-")[-1].strip("/") not in said
    assert [line.changes for line in Record.objects.of(User.objects.get(person=person)).order_by("pk")][1:3] == [
        {"password": ["", "link"]}, {"password": ["", "own"]},
    ]  # fmt: skip


def test_the_link_is_mailed_too_where_there_is_a_mail_address(keeper, cast, mailoutbox):
    person = newcomer(cast)
    page = send(
        keeper, f"/units/people/{person.pk}/account/new/", way="link", email="moi@example.org"
    ).content.decode()
    assert "It has also been mailed to moi@example.org." in page
    (message,) = mailoutbox
    assert message.to == ["moi@example.org"]
    assert link_in(page) in message.body
    assert "moilt" in message.body


def test_where_no_mail_is_set_up_or_the_server_is_away_the_link_is_handed_over(keeper, cast, settings, mailoutbox):
    for number, backend in enumerate(("dummy", "smtp")):
        settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
        said = {"username": f"moi{number}", "email": f"moi{number}@example.org", "way": "link"}
        person = newcomer(cast, f"Lưu Thị Mới {number}")
        page = send(keeper, f"/units/people/{person.pk}/account/new/", **said).content.decode()
        assert "hand it over yourself" in page
        assert link_in(page)


def test_a_link_runs_out_after_seven_days(cast):
    _user, link = invitations.invite_by_link(newcomer(cast), username="moilt", by=cast.hanoi_administrator)
    client = Client()
    client.cookies["django_language"] = "en"
    for days, runs_out in ((6.9, False), (7.1, True)):
        with time_machine.travel(time.time() + days * 86400, tick=False):
            assert ("This way has run out" in client.get(link, follow=True).content.decode()) is runs_out


def test_a_new_link_takes_the_old_password_the_old_link_and_every_session_away(keeper, cast):
    client = Client()
    client.force_login(cast.secretary)
    first = invitations.invitation_link(cast.secretary, by=cast.hanoi_administrator)
    assert client.get("/").status_code == 302
    address = f"/units/people/{cast.secretary.person_id}/account/password/"
    again = str(uuid4())
    pages = [keeper.post(address, {"request_id": again, "way": "link"}).content.decode() for _time in range(2)]
    assert "This has been shown already" in pages[1]
    assert "<textarea" not in pages[1]
    assert sign_in("chidoan3", PASSWORD) is None
    assert "This way has run out" in choose(first).content.decode()
    choose(link_in(pages[0]))
    assert sign_in("chidoan3", OWN) == "/"


def test_a_link_does_not_open_an_account_that_was_closed_in_the_meantime(cast):
    link = invitations.invitation_link(cast.secretary, by=cast.hanoi_administrator)
    people.set_active(cast.secretary, False, by=cast.hanoi_administrator, reason="Chuyển công tác")
    choose(link)
    assert sign_in("chidoan3", OWN) == "/account/inactive/"


def test_only_who_keeps_the_account_makes_a_link(cast):
    with pytest.raises(ValidationError):
        invitations.invitation_link(cast.secretary, by=cast.hue_secretary)
    with pytest.raises(ValidationError):
        invitations.invitation_link(cast.hanoi_administrator, by=cast.hanoi_administrator)
    assert User.objects.get(pk=cast.secretary.pk).check_password(PASSWORD)


# --- by the hundred --------------------------------------------------------------------------------------------------


def test_many_people_get_accounts_each_with_a_slip_of_its_own(cast):
    found = [newcomer(cast, name) for name in ("Hoàng Thị Ánh", "Huỳnh Tấn Ánh", "Bùi Văn Ba")]
    make_user("anhht", "Một người khác", cast.hue_branch)
    slips = invitations.invite_many(found, by=cast.hanoi_administrator)
    assert [(slip.person.full_name, slip.username) for slip in slips] == [
        ("Hoàng Thị Ánh", "anhht2"), ("Huỳnh Tấn Ánh", "anhht3"), ("Bùi Văn Ba", "babv"),
    ]  # fmt: skip
    assert len({slip.password for slip in slips}) == 3
    for slip in slips:
        client = Client()
        client.post("/account/login/", {"login": slip.username, "password": slip.password})
        assert client.get("/").url == "/account/password/change/?next=%2F"
        line = Record.objects.of(User.objects.get(username=slip.username)).filter(verb="created").get()
        assert (line.by, line.changes) == (cast.hanoi_administrator, {"password": ["", "one-time"]})


def test_a_quick_hash_becomes_a_slow_one_at_the_first_sign_in(cast, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    (slip,) = invitations.invite_many([newcomer(cast)], by=cast.hanoi_administrator)
    assert User.objects.get(username=slip.username).password.startswith("pbkdf2_sha256$1000$")
    sign_in(slip.username, slip.password)
    assert int(User.objects.get(username=slip.username).password.split("$")[1]) >= 1_000_000


def test_names_and_mail_addresses_of_ones_own_are_kept(cast):
    first, second = newcomer(cast), newcomer(cast, "Bùi Văn Ba")
    slips = invitations.invite_many(
        [first, second],
        by=cast.hanoi_administrator,
        usernames={second.pk: "moilt"},
        emails={first.pk: "a@example.org"},
    )
    assert [slip.username for slip in slips] == ["moilt2", "moilt"]
    assert User.objects.get(person=first).email == "a@example.org"


@pytest.mark.parametrize("names", [("CHIDOAN3", "babv"), ("babv", "BaBV"), ("co dau cach", "babv")])
def test_names_that_are_taken_twice_there_or_no_names_are_refused_and_nobody_gets_an_account(cast, names):
    found = [newcomer(cast), newcomer(cast, "Bùi Văn Ba")]
    before = User.objects.count()
    with pytest.raises(ValidationError):
        invitations.invite_many(
            found,
            by=cast.hanoi_administrator,
            usernames={one.pk: name for one, name in zip(found, names, strict=True)},
        )
    assert User.objects.count() == before


def test_each_who_cannot_get_one_is_named_and_nobody_gets_one(cast):
    fine, beyond, elsewhere = newcomer(cast), newcomer(cast, "Bùi Văn Ba"), newcomer(cast, "Tôn Thất Xa", cast.huecity)
    Post.objects.create(person=beyond, unit=cast.central, role=Role.VIEWER, title="…", from_on=date(2018, 1, 1))
    before = User.objects.count()
    with pytest.raises(ValidationError) as refused:
        invitations.invite_many([fine, beyond, elsewhere, cast.member.person], by=cast.hanoi_administrator)
    assert sorted(message.split(":")[0] for message in refused.value.messages) == [
        "Bùi Văn Ba", "Tôn Thất Xa", "Đặng Văn Ổn",
    ]  # fmt: skip
    assert User.objects.count() == before


def test_a_hundred_take_no_more_queries_than_two(cast, django_assert_max_num_queries):
    found = [newcomer(cast, f"Nguyễn Văn Người{n}") for n in range(100)]
    with django_assert_max_num_queries(14):
        invitations.invite_many(found, by=cast.hanoi_administrator)


def test_the_page_shows_who_waits_for_an_account_and_then_the_slips_once(keeper, cast):
    first, second = newcomer(cast), newcomer(cast, "Bùi Văn Ba", cast.badinh)
    nobody = [
        newcomer(cast, "Không Chức Vụ", post=False), newcomer(cast, "Tôn Thất Xa", cast.huecity), cast.member.person,
    ]  # fmt: skip
    beyond = newcomer(cast, "Lên Trung Ương")
    Post.objects.create(person=beyond, unit=cast.central, role=Role.VIEWER, title="…", from_on=date(2018, 1, 1))
    address = f"/units/{cast.badinh.pk}/people/invite/"
    page = keeper.get(address).content.decode()
    assert [one.full_name in page for one in (first, second)] == [True, True]
    assert [one.full_name for one in [*nobody, beyond] if one.full_name in page] == []
    said = {"people": [first.pk, second.pk], "request_id": str(uuid4())}
    answers = [keeper.post(address, said) for _time in range(2)]
    slips = answers[0].content.decode()
    assert "no-store" in answers[0].headers["Cache-Control"]
    assert len(CODE.findall(slips)) == 2
    assert "<strong>moilt</strong>" in slips
    assert "http://testserver" in slips
    assert "This has been shown already" in answers[1].content.decode()
    assert not CODE.search(answers[1].content.decode())
    assert "Everybody can sign in" in keeper.get(address).content.decode()


def test_the_page_names_whom_it_could_not_make_an_account(keeper, cast):
    address = f"/units/{cast.badinh.pk}/people/invite/"
    answer = send(keeper, address, people=[cast.member.person_id])
    assert answer.status_code == 422
    assert "Đặng Văn Ổn: This person has an account already." in answer.content.decode()
    assert send(keeper, address).status_code == 422
    assert send(keeper, address, people=[newcomer(cast, unit=cast.huecity).pk]).status_code == 422
