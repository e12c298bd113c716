"""Who gave a way into an account, or its mail address, does not come in by it once its person has a post beyond."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from tests.cast import make_user
from tests.sessions import Session, until_waiting
from tests.units.sheets import book, loaded
from units import invitations, people, ways_in
from units.models import Person, Post, Record, Role, User

OWN = "Mot-cau-dai-123"
HERS, THEIRS = "moi@example.org", "quantri@hanoi.vn"


@pytest.fixture(autouse=True)
def in_english(db):
    cache.clear()
    with override("en"):
        yield


@pytest.fixture
def root(cast):
    """The administrator at the centre."""
    return make_user("trunguong.quantri", "Trịnh Văn Gốc", cast.central, Role.ADMINISTRATOR, "Quản trị")


@pytest.fixture
def newcomer(cast):
    """Somebody at Chi đoàn 3 whose account Hà Nội's administrator made, with the administrator's own address."""
    person = Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)
    people.invite(person, username="moilt", email=THEIRS, by=cast.hanoi_administrator)
    return User.objects.get(person=person)


def client_of(user=None):
    client = Client()
    client.cookies["django_language"] = "en"
    if user:
        client.force_login(user)
    return client


def appoint(account, unit, by, **fields):
    said = {"role": Role.OFFICER, "title": "Cán bộ", "from_on": date(2018, 1, 1), **fields}
    return people.appoint(account.person, unit=unit, by=by, **said)


def over(account, unit, by):
    """Hands over to the person what Huế's secretary holds."""
    return people.hand_over(
        Post.objects.get(unit=unit, role=Role.SECRETARY), to=account.person, on=date(2018, 1, 1), title="Bí thư", by=by
    )


def load(account, unit, by):
    """Gives the person the post by a sheet."""
    head = ["Number of the person", "Full name", "Role in the Union", "Held from", "Code of the unit of the post"]
    row = [account.person_id, account.person.full_name, "Officer in charge", "1/1/2018", unit.code]
    return loaded("people", book(head, row), by=by)


def signs_in(password):
    answer = client_of().post("/account/login/", {"login": "moilt", "password": password})
    return answer.status_code == 302


def opens(link):
    return "This way has run out" not in client_of().get(link, follow=True).content.decode()


# --- by a link or a one-time password --------------------------------------------------------------------------------


@pytest.mark.parametrize("give", [appoint, over, load])
def test_a_way_in_that_nobody_has_used_yet_ends_with_a_post_where_its_giver_does_not_keep(cast, root, newcomer, give):
    password = people.renew_password(newcomer, by=cast.hanoi_administrator)
    assert signs_in(password)
    give(newcomer, cast.hue, root)
    assert not signs_in(password)
    line = Record.objects.of(newcomer).filter(verb="changed").first()
    assert (line.by, line.changes) == (root, {"password": ["", "taken-away"], "email": [THEIRS, ""]})


def test_a_link_ends_so_too_and_whoever_is_signed_in_by_the_password_is_out(cast, root, newcomer):
    client = client_of()
    password = people.renew_password(newcomer, by=cast.hanoi_administrator)
    client.post("/account/login/", {"login": "moilt", "password": password})
    assert client.get("/account/password/change/").status_code == 200
    appoint(newcomer, cast.hue, root)
    assert client.get("/account/password/change/").status_code == 302
    link = invitations.invitation_link(newcomer, by=root)
    appoint(newcomer, cast.hanoi, root)
    assert opens(link)
    other = Person.objects.create(full_name="Bùi Văn Ba", unit=cast.chidoan3)
    user, link = invitations.invite_by_link(other, username="babv", by=cast.hanoi_administrator)
    assert opens(link)
    appoint(user, cast.central, root)
    assert not opens(link)


def test_what_the_person_chose_and_what_was_given_from_above_stays(cast, root, newcomer):
    password = people.renew_password(newcomer, by=cast.hanoi_administrator)
    appoint(newcomer, cast.badinh, root)
    assert signs_in(password)
    assert User.objects.get(pk=newcomer.pk).email == THEIRS
    people.own_password(newcomer, OWN)
    people.change_mail(newcomer, "Moi@Example.org ", by=newcomer)
    appoint(newcomer, cast.hue, root)
    assert signs_in(OWN)
    assert User.objects.get(pk=newcomer.pk).email == HERS


def test_a_post_that_has_ended_closes_nothing(cast, root, newcomer):
    password = people.renew_password(newcomer, by=cast.hanoi_administrator)
    post = appoint(newcomer, cast.badinh, root)
    ways_in.close_beyond(
        [Post(person=post.person, unit=cast.hue, from_on=date(2016, 1, 1), to_on=date(2017, 1, 1))], by=root
    )
    assert signs_in(password)


def test_the_next_keeper_reads_that_the_way_in_is_to_be_given_anew(cast, root, newcomer):
    told, address = "no longer works since this person got a post elsewhere", f"/units/people/{newcomer.person_id}/"
    client = client_of(root)
    assert told not in client.get(address).content.decode()
    appoint(newcomer, cast.hue, root)
    assert told in client.get(address).content.decode()
    assert told not in client_of(cast.hanoi_administrator).get(address).content.decode()
    client.post(f"{address}account/password/", {"request_id": str(uuid4()), "way": "code"})
    assert told not in client.get(address).content.decode()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_no_way_in_is_given_at_the_moment_at_which_a_post_elsewhere_is(cast, root, newcomer):
    with transaction.atomic():
        appoint(newcomer, cast.hue, root)
        renewing = Session(lambda: people.renew_password(newcomer, by=cast.hanoi_administrator))
        until_waiting(1)
    with pytest.raises(ValidationError, match="the administrator there keeps the account"):
        renewing.result()


# --- by mail ---------------------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_not_answered_to_an_address_typed_in_by_who_keeps_the_account_no_more(
    cast, root, newcomer, mailoutbox
):
    people.own_password(newcomer, OWN)
    ask = {"email": THEIRS}
    client_of().post("/account/password/reset/", ask)
    assert "moilt" in mailoutbox.pop().body
    appoint(newcomer, cast.hue, root)
    client_of().post("/account/password/reset/", ask)
    assert [message.subject for message in mailoutbox if "moilt" in message.body] == []
    assert signs_in(OWN)


def test_the_keeper_of_an_account_changes_its_address_and_nobody_else_does(cast, keeper, newcomer):
    address = f"/units/people/{newcomer.person_id}/"
    assert THEIRS in keeper.get(address).content.decode()
    assert keeper.post(f"{address}account/mail/", {"email": "moi@", "request_id": str(uuid4())}).status_code == 422
    for email in ("Moi@example.org", "moi@example.org", ""):
        keeper.post(f"{address}account/mail/", {"email": email, "request_id": str(uuid4())})
    assert User.objects.get(pk=newcomer.pk).email == ""
    assert "No mail address" in keeper.get(address).content.decode()
    lines = Record.objects.of(newcomer).filter(changes__has_key="email").order_by("pk")
    assert [(line.by, line.changes["email"]) for line in lines] == [
        (cast.hanoi_administrator, [THEIRS, HERS]), (cast.hanoi_administrator, [HERS, ""]),
    ]  # fmt: skip
    Post.objects.create(
        person=newcomer.person, unit=cast.hue, role=Role.MEMBER, title="U", from_on=date(2017, 1, 1)
    )  # fmt: skip
    assert keeper.post(f"{address}account/mail/", {"email": THEIRS}).status_code == 404
    with pytest.raises(ValidationError):
        people.change_mail(newcomer, THEIRS, by=cast.hanoi_administrator)


def test_a_link_that_was_mailed_opens_nothing_once_the_address_has_been_changed(cast, newcomer):
    link = invitations.invitation_link(newcomer, by=cast.hanoi_administrator)
    assert opens(link)
    people.change_mail(newcomer, HERS, by=cast.hanoi_administrator)
    assert not opens(link)


def test_people_change_their_own_address_after_saying_their_password(cast, newcomer):
    people.own_password(newcomer, OWN)
    client = client_of(newcomer)
    said = {"email": HERS, "request_id": str(uuid4())}
    assert client.get("/account/mail/").url.startswith("/account/reauthenticate/")
    assert client.post("/account/mail/", said).url.startswith("/account/reauthenticate/")
    assert User.objects.get(pk=newcomer.pk).email == THEIRS
    client.post("/account/reauthenticate/", {"password": OWN})
    assert THEIRS in client.get("/account/mail/").content.decode()
    assert client.post("/account/mail/", said).status_code == 302
    assert User.objects.get(pk=newcomer.pk).email == HERS
    line = Record.objects.of(newcomer).filter(changes__has_key="email").get()
    assert (line.by, line.changes) == (newcomer, {"email": [THEIRS, HERS]})


@pytest.mark.parametrize(("days", "comes_in"), [(30, True), (31, False)])
def test_a_one_time_password_on_paper_runs_out(cast, client, days, comes_in):
    person = Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)
    user, password = people.invite(person, username="moilt", by=cast.hanoi_administrator)
    with time_machine.travel(user.joined_at + timedelta(days=days, minutes=-1 if comes_in else 0)):
        page = client.post("/account/login/", {"login": "moilt", "password": password}, follow=True)
    assert page.context["user"].is_authenticated == comes_in
    failed = Record.objects.of(user).filter(verb="sign_in_failed").count()
    assert failed == (0 if comes_in else 1)
