"""Whose session is it: a new one at every sign-in, none after signing out, a new password or a closed account."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD
from units import people


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


def sign_in(client, username, **fields):
    return client.post("/account/login/", {"login": username, "password": PASSWORD, **fields})


def key(client):
    return client.cookies["sessionid"].value


def signed_in(user):
    client = Client()
    assert sign_in(client, user.username).status_code == 302
    assert client.get("/").status_code == 200
    return client


def test_a_session_that_was_there_before_is_not_the_one_one_is_signed_in_with(cast, client):
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client, "chidoan3")
    assert key(client) != planted
    assert client.get("/").status_code == 200
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert attacker.get("/").status_code == 302
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_key_that_somebody_made_up_is_never_taken_over(cast, client):
    client.cookies["sessionid"] = made_up = "abcdefghijklmnopqrstuvwxyz012345"
    sign_in(client, "chidoan3")
    assert key(client) != made_up
    assert not Session.objects.filter(session_key=made_up).exists()


def test_whoever_signs_in_after_somebody_else_on_one_device_gets_nothing_of_that_session(cast, client):
    sign_in(client, "chidoan3")
    session = client.session
    session["draft"] = "của người trước"
    session.save()
    first = key(client)
    client.post("/account/logout/")
    sign_in(client, "hue")
    assert key(client) != first
    assert "draft" not in client.session
    assert not Session.objects.filter(session_key=first).exists()


def test_signing_out_ends_the_session_for_whoever_had_copied_it(cast):
    client, copied = signed_in(cast.secretary), Client()
    copied.cookies["sessionid"] = key(client)
    assert copied.get("/").status_code == 200
    client.post("/account/logout/")
    assert copied.get("/").status_code == 302


def test_a_changed_password_gives_this_device_a_new_session_and_ends_the_others(cast):
    here, elsewhere = signed_in(cast.secretary), signed_in(cast.secretary)
    copied, before = Client(), key(here)
    copied.cookies["sessionid"] = before
    here.post("/account/reauthenticate/", {"password": PASSWORD})
    new = {"password1": "Mot-cau-dai-123", "password2": "Mot-cau-dai-123"}
    assert here.post("/account/password/change/", {"oldpassword": PASSWORD, **new}).status_code == 302
    assert key(here) != before
    assert [client.get("/").status_code for client in (here, elsewhere, copied)] == [200, 302, 302]


@pytest.mark.parametrize("end", ["renew", "close"])
def test_a_password_given_by_an_administrator_and_a_closed_account_end_every_session(cast, end):
    clients = [signed_in(cast.secretary), signed_in(cast.secretary)]
    if end == "renew":
        people.renew_password(cast.secretary, by=cast.hanoi_administrator)
    else:
        people.set_active(cast.secretary, False, by=cast.hanoi_administrator, reason="Chuyển công tác")
    assert [client.get("/").status_code for client in clients] == [302, 302]
    assert sign_in(Client(), "chidoan3").headers.get("Location") != "/"


def test_an_account_opened_again_does_not_bring_its_old_sessions_back(cast):
    client = signed_in(cast.secretary)
    people.set_active(cast.secretary, False, by=cast.hanoi_administrator, reason="Chuyển công tác")
    people.set_active(cast.secretary, True, by=cast.hanoi_administrator, reason="Trở lại")
    assert client.get("/").status_code == 302
    assert signed_in(cast.secretary).get("/").status_code == 200


def test_a_session_ends_after_two_weeks_at_the_latest(cast, client):
    sign_in(client, "chidoan3", remember="on")
    now = timezone.now()
    for days, status in ((13, 200), (28, 302)):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            assert client.get("/").status_code == status
