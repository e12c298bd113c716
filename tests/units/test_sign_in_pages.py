"""The pages of signing in and of one's account are ours: in our frame and in our words."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import translation

from tests.cast import PASSWORD

OWN_PAGES = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/logout/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/sessions/",
]


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def signed_in(client, cast):
    """Signed in by the form, just now, so that no page asks once more who it is."""
    client.post("/account/login/", {"login": cast.secretary.username, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_the_sign_in_page_says_who_gives_accounts(client, db):
    page = client.get("/account/login/").content.decode()

    assert "Accounts are given by your superior unit" in page
    assert "Sign up" not in page
    assert "placeholder" not in page
    assert "Demonstration accounts" not in page


def test_the_demonstration_shows_its_accounts_and_a_real_installation_never(client, db, settings):
    settings.DEMO_ACCOUNTS = {"password": "open-sesame", "list": [{"username": "canbo", "who": "<i>Officer</i>"}]}
    real = client.get("/account/login/").content.decode()
    settings.DEMO = True
    demonstration = client.get("/account/login/").content.decode()

    assert "canbo" not in real
    assert "open-sesame" not in real
    assert "<code>canbo</code>" in demonstration
    assert "open-sesame" in demonstration
    assert "<i>Officer</i>" not in demonstration


def test_a_wrong_password_is_told_in_our_words_and_the_name_is_kept(client, cast):
    with translation.override("en"):
        answer = client.post("/account/login/", {"login": "nobody", "password": "wrong"})
    page = answer.content.decode()

    assert "The user name and the password do not belong together." in page
    assert 'value="nobody"' in page
    assert "wrong" not in page.replace("Something went wrong", "")


@pytest.mark.parametrize("address", OWN_PAGES)
def test_a_page_of_ones_account_stands_in_our_frame(signed_in, address):
    answer = signed_in.get(address)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert 'class="skip"' in page
    assert page.count("<h1") == 1
    assert "placeholder=" not in page
    assert re.search(r"<title>\s*\S.*–", page)


def test_nobody_can_make_an_account(client, db):
    page = client.get("/account/signup/").content.decode()

    assert "Accounts are given, not made" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_signing_in_says_nothing_more_and_leads_home(client, cast):
    answer = client.post("/account/login/", {"login": cast.secretary.username, "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/")


UNSENT = "Your session had ended: what you sent did not arrive, and nothing was saved."


@pytest.mark.parametrize(
    ("typed_on", "comes_back_to"),
    [
        ("http://testserver/campaign/conclusion/?unit=3", "/campaign/conclusion/?unit=3"),
        ("http://testserver/campaign/activities/new/", "/campaign/activities/new/"),
        ("http://elsewhere.example/campaign/conclusion/", "/campaign/activities/new/"),
        ("http://testserver//elsewhere.example/", "/campaign/activities/new/"),
        ("", "/campaign/activities/new/"),
    ],
)
def test_what_is_sent_after_the_session_ended_is_said_to_be_unsaved(client, db, typed_on, comes_back_to):
    answer = client.post("/campaign/activities/new/", {"title": "Việc"}, headers={"Referer": typed_on}, follow=True)

    assert UNSENT in answer.content.decode()
    assert f'name="next" value="{comes_back_to}"' in answer.content.decode()
    assert UNSENT not in client.get("/campaign/activities/new/", follow=True).content.decode()


def test_a_form_that_is_too_old_says_where_to_go_on(cast):
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    client.force_login(cast.secretary)
    answer = client.post("/campaign/activities/new/", {"title": "Việc"}, headers={"Referer": "http://testserver/"})

    assert answer.status_code == 403
    assert "Nothing was sent" in answer.content.decode()
    assert '<a class="button" href="/">Open the form again</a>' in answer.content.decode()


def code_of_the_app(secret: str) -> str:
    """What the app on the phone would show now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.django_db(transaction=True)  # django-allauth tells of success once it is saved
def test_a_second_factor_is_set_up_asked_for_and_turned_off(signed_in, cast):
    client = signed_in
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page)[1]

    refused = client.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "This code is not right, or it has run out." in refused
    client.post("/account/2fa/totp/activate/", {"code": code_of_the_app(secret)})
    codes = client.get("/account/2fa/recovery-codes/").content.decode()
    assert "The authenticator app is now asked for at every sign-in." in codes
    recovery = re.findall(r"<li><code>(\d+)</code></li>", codes)
    assert len(recovery) == 10

    client.post("/account/logout/")
    step = client.post("/account/login/", {"login": cast.secretary.username, "password": PASSWORD}, follow=True)
    assert step.redirect_chain[-1][0] == "/account/2fa/authenticate/"
    assert step.content.decode().count("<h1") == 1
    assert client.post("/account/2fa/authenticate/", {"code": recovery[0]}).url == "/"

    client.post("/account/reauthenticate/", {"password": PASSWORD})
    sure = client.get("/account/2fa/totp/deactivate/").content.decode()
    assert "Turn off the authenticator app?" in sure
    gone = client.post("/account/2fa/totp/deactivate/", follow=True).content.decode()
    assert "The authenticator app is no longer asked for." in gone
