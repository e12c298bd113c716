"""Whoever hammers a name is held up; its owner, on a device known to the account, is not."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD
from units import lockout

TOO_MANY = "Too many tries in a short time."
WRONG = "do not belong together"


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


def browser(address="10.0.0.1"):
    client = Client(REMOTE_ADDR=address)
    client.cookies["django_language"] = "en"
    return client


def sign_in(client, name="chidoan3", password=PASSWORD):
    """What comes of a try: "in", "wrong" or "too many"."""
    answer = client.post("/account/login/", {"login": name, "password": password})
    if answer.status_code == 302:
        return "in"
    return "too many" if TOO_MANY in answer.content.decode() else "wrong" if WRONG in answer.content.decode() else "?"


def known(name="chidoan3", address="10.0.0.1"):
    """A browser on which somebody has signed in and out again."""
    client = browser(address)
    assert sign_in(client, name) == "in"
    client.post("/account/logout/")
    return client


def hammer(client, times, name="chidoan3"):
    return [sign_in(client, name, "doan-mo") for _try in range(times)]


def test_fifty_wrong_tries_from_elsewhere_hold_up_who_makes_them_and_not_the_owner(cast):
    owner, attacker = known(), browser("203.0.113.9")
    assert hammer(attacker, 50) == ["wrong"] * 5 + ["too many"] * 45
    assert sign_in(attacker) == "too many"
    assert sign_in(owner) == "in"


def test_not_even_from_the_same_address_is_the_owner_kept_out(cast):
    owner, attacker = known(), browser()
    for name in ["chidoan3", "ngocha", "badinh", *(f"khong-ai-{n}" for n in range(12))]:
        hammer(attacker, 5, name)
    assert sign_in(attacker, "hue") == "too many"  # sixty in a minute from one address
    assert sign_in(owner) == "in"


def test_many_addresses_together_shut_the_account_to_strange_devices_only(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"account_failed": "12/h/key"}
    owner = known()
    tried = [hammer(browser(f"203.0.113.{n}"), 5) for n in range(1, 4)]
    assert [one.count("wrong") for one in tried] == [5, 5, 2]
    assert sign_in(browser("198.51.100.7")) == "too many"
    assert sign_in(browser("198.51.100.7"), "ngocha") == "in"
    assert sign_in(owner) == "in"


def test_a_known_device_is_limited_too_and_others_on_it_are_not(cast):
    client = known()
    assert hammer(client, 7) == ["wrong"] * 5 + ["too many"] * 2
    assert sign_in(client) == "too many"
    assert sign_in(client, "ngocha") == "in"
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        client.post("/account/logout/")
        assert sign_in(client) == "in"


def test_a_device_is_known_to_each_account_by_itself(cast):
    shared = known()
    hammer(browser("10.0.0.1"), 5, "ngocha")
    assert sign_in(shared, "ngocha") == "too many"  # never signed in on it
    assert sign_in(shared) == "in"


def test_a_device_knows_the_latest_ten_accounts():
    request, answer = HttpRequest(), HttpResponse()
    for n in range(12):
        lockout.know_device(request, answer, f"nguoi{n}")
        request.COOKIES["device"] = answer.cookies["device"].value
    assert list(lockout._accounts(request)) == [lockout._short(f"nguoi{n}") for n in range(2, 12)]
    assert len(request.COOKIES["device"]) < 500


@pytest.mark.parametrize("forged", ["", "x", "{}", "e30:1ABC:x", "of another key"])
def test_a_cookie_that_we_did_not_sign_makes_no_device_known(cast, forged):
    client = known()
    if forged == "of another key":
        here = lockout._short("chidoan3")
        forged = signing.dumps({here: "sign"}, salt=lockout.SALT, key="somebody-else-s-key")
    client.cookies["device"] = forged
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    hammer(browser("203.0.113.9"), 5)
    assert sign_in(client) == "too many"


def test_the_cookie_is_for_the_pages_of_signing_in_and_no_script_reads_it(cast, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = browser()
    sign_in(client)
    cookie = client.cookies["device"]
    assert (cookie["path"], cookie["httponly"], cookie["secure"], cookie["samesite"]) == (
        "/account/",
        True,
        True,
        "Lax",
    )
    assert "chidoan3" not in cookie.value
    assert cookie["max-age"] == 365 * 86400


def test_a_wrong_password_leaves_no_mark_on_the_device(cast):
    client = browser()
    sign_in(client, "chidoan3", "doan-mo")
    assert "device" not in client.cookies


@pytest.mark.parametrize("name", ["chidoan3", "CHIDOAN3", "khong-ai", "khong-ai@example.org"])
def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(cast, name):
    attacker = browser("203.0.113.9")
    assert hammer(attacker, 8, name) == ["wrong"] * 5 + ["too many"] * 3
    assert hammer(browser("203.0.113.10"), 2, name) == ["wrong", "wrong"]


def test_upper_case_is_no_way_around_the_limit(cast):
    attacker = browser("203.0.113.9")
    tried = [
        sign_in(attacker, name, "doan-mo") for name in ("chidoan3", "Chidoan3", "CHIDOAN3", " chidoan3", "cHidoan3")
    ]
    assert tried == ["wrong"] * 5
    assert sign_in(attacker, "chidoaN3") == "too many"


def test_a_right_password_does_not_wipe_out_the_wrong_ones_before_it(cast):
    attacker = browser("203.0.113.9")
    hammer(attacker, 3)
    assert sign_in(attacker, "hue") == "in"
    attacker.post("/account/logout/")
    assert hammer(attacker, 4) == ["wrong", "wrong", "too many", "too many"]


def test_whoever_sets_a_new_password_by_mail_need_not_wait(cast, mailoutbox):
    client = browser()
    type(cast.secretary).objects.filter(pk=cast.secretary.pk).update(email="chidoan3@example.org")
    assert hammer(client, 6)[-1] == "too many"
    client.post("/account/password/reset/", {"email": "chidoan3@example.org"})
    way = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    address = client.get(way, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": "Mot-cau-dai-123", "password2": "Mot-cau-dai-123"})
    assert sign_in(client, password="Mot-cau-dai-123") == "in"


def test_codes_guessed_by_who_knows_the_password_do_not_keep_the_owner_out(cast):
    owner = known()
    TOTP.activate(cast.secretary, generate_totp_secret())
    codes = RecoveryCodes.activate(cast.secretary).get_unused_codes()
    thief = browser("203.0.113.9")
    assert sign_in(thief) == "in"  # as far as the code
    guesses = [thief.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode() for _try in range(7)]
    assert [TOO_MANY in page for page in guesses] == [False] * 5 + [True] * 2
    assert sign_in(owner) == "in"
    assert owner.post("/account/2fa/authenticate/", {"code": codes[0]}).url == "/"
    assert Authenticator.objects.filter(user=cast.secretary).count() == 2


def test_the_limit_on_codes_holds_on_a_known_device_too(cast):
    owner = known()
    TOTP.activate(cast.secretary, generate_totp_secret())
    assert sign_in(owner) == "in"
    guesses = [owner.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode() for _try in range(12)]
    assert [TOO_MANY in page for page in guesses][-2:] == [True, True]


def test_counting_knows_the_time(cast):
    attacker = browser("203.0.113.9")
    hammer(attacker, 5)
    with time_machine.travel(time.time() + 301):
        assert hammer(attacker, 1) == ["wrong"]
