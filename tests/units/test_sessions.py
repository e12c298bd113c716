"""Whose session is it: a new one at every sign-in, none after signing out, a new password or a closed account."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.cast import PASSWORD, make_activity
from units import people
from units.models import Post
from units.user_agents import device_name


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


def at(**later):
    return time_machine.travel(timezone.now() + timedelta(**later), tick=False)


def test_a_remembered_session_ends_after_two_weeks_however_much_it_is_used(cast, client):
    sign_in(client, "chidoan3", remember="on")
    assert 14 * 86400 - 60 < client.cookies["sessionid"]["max-age"] <= 14 * 86400
    for days, status in ((6, 200), (13, 200), (14.1, 302)):
        with at(days=days):
            assert client.get("/").status_code == status


def test_any_other_ends_with_the_browser_and_after_four_idle_hours(cast, client):
    sign_in(client, "chidoan3")
    assert client.cookies["sessionid"]["max-age"] == ""
    for hours, status in ((3.9, 200), (7.7, 200), (11.5, 200), (15.6, 302)):
        with at(hours=hours):
            assert client.get("/").status_code == status


def test_how_many_hours_is_a_setting(cast, client, settings):
    settings.SESSION_IDLE_HOURS = 1
    sign_in(client, "chidoan3")
    with at(minutes=59):
        assert client.get("/").status_code == 200
    with at(minutes=120):
        assert client.get("/").status_code == 302


def test_a_session_in_use_is_written_once_in_ten_minutes(cast, client):
    sign_in(client, "chidoan3")
    client.get("/units/")
    with CaptureQueriesContext(connection) as plain:
        client.get("/units/")
    assert not [one for one in plain.captured_queries if one["sql"].startswith(("UPDATE", "INSERT"))]
    with at(minutes=11):
        for written in (["UPDATE", "UPDATE"], []):
            with CaptureQueriesContext(connection) as later:
                client.get("/units/")
            verbs = [one["sql"].split()[0] for one in later.captured_queries]
            assert [verb for verb in verbs if verb in ("UPDATE", "INSERT")] == written


# --- the own page ----------------------------------------------------------------------------------------------------

CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome on Windows"),
        (f"{CHROME} Edg/126.0", "Edge on Windows"),
        (f"{CHROME} coc_coc_browser/130.0", "Cốc Cốc on Windows"),
        (PHONE, "Samsung Internet on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile Zalo iOS/2406", "Zalo on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Another phone", "Another phone"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent, name):
    with translation.override("en"):
        assert device_name(agent) == name


def test_the_page_says_which_device_from_where_since_when_and_when_last_used(cast, client):
    phone = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9")
    client.cookies["django_language"] = "en"
    moment = timezone.now().replace(hour=2, minute=0)
    with time_machine.travel(moment, tick=False):
        sign_in(phone, "chidoan3")
    with time_machine.travel(moment + timedelta(hours=1), tick=False):
        phone.get("/units/")
        sign_in(client, "chidoan3")
        page = client.get("/account/sessions/").content.decode()
    row = page.split("Samsung Internet on Android")[1].split("</tr>")[0]
    assert "203.0.113.9" in row
    assert "09:00" in row
    assert "10:00" in row
    assert page.count("This device") == 1


def test_one_session_is_ended_and_the_others_stay(cast):
    here, there, third = signed_in(cast.secretary), signed_in(cast.secretary), signed_in(cast.secretary)
    stranger = signed_in(cast.hue_secretary)
    one = UserSession.objects.get(session_key=key(there))
    assert stranger.post(f"/account/sessions/{one.pk}/end/").status_code == 404
    assert here.get(f"/account/sessions/{one.pk}/end/").status_code == 405
    assert here.post(f"/account/sessions/{one.pk}/end/").url == "/account/sessions/"
    assert [client.get("/").status_code for client in (here, there, third)] == [200, 302, 200]
    own = UserSession.objects.get(session_key=key(here))
    assert here.post(f"/account/sessions/{own.pk}/end/").url == "/account/logout/"


def test_whose_last_post_ends_reads_nothing_any_more_in_a_session_that_is_open(cast):
    client, paper = signed_in(cast.secretary), make_activity(cast)
    addresses = [f"/campaign/activities/{paper.pk}/", f"/units/{cast.chidoan3.pk}/", "/campaign/activities/new/"]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    post = Post.objects.get(person=cast.secretary.person)
    people.end_post(post, on=date(2017, 11, 15), by=cast.hanoi_administrator)
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    for address in ("/desk/", "/units/", "/units/people/", "/campaign/activities/"):
        assert "Chi đoàn 3" not in client.get(address).content.decode().split("<main")[1], address
