"""Officers at province level and above sign in with a second factor (rule 7); all others may."""

import re
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from tests.cast import PASSWORD
from units import second_factor
from units.models import Post, Record, Role
from units.people import end_post


@pytest.fixture(autouse=True)
def from_province_level(settings):
    settings.SECOND_FACTOR_FROM_LEVEL = 2


def signed_in(client, user):
    """Signed in and just asked once more who it is, as the pages of a second factor want."""
    client.force_login(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def key_of(user, name="Khoá"):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


@pytest.mark.parametrize(
    ("level", "kept_back"),
    [
        (0, []),
        (1, ["central_secretary"]),
        (2, ["central_secretary", "hanoi_officer", "hanoi_administrator"]),
        (5, ["central_secretary", "hanoi_officer", "hanoi_administrator", "badinh_secretary", "viewer", "secretary"]),
    ],
)
def test_who_needs_one_follows_from_the_level_of_the_post(client, cast, settings, level, kept_back):
    settings.SECOND_FACTOR_FROM_LEVEL = level
    for name in (
        "central_secretary", "hanoi_officer", "hanoi_administrator", "badinh_secretary", "viewer", "secretary",
    ):  # fmt: skip
        client.force_login(getattr(cast, name))
        answer = client.get("/units/")
        assert (answer.status_code, answer.headers.get("Location")) == (
            (302, "/account/2fa/") if name in kept_back else (200, None)
        ), name


def test_without_it_nothing_opens_but_the_way_to_set_it_up(english, cast):
    client = signed_in(english, cast.hanoi_officer)
    for address in ("/", "/desk/", "/units/excel/", f"/units/{cast.hanoi.pk}/", "/recognition/honours/x/"):
        assert client.get(address).headers.get("Location", "/account/2fa/") == "/account/2fa/", address
    assert client.post("/papers/campaign.activity/approve/").url == "/account/2fa/"
    for address in ("/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/logout/",
                    "/account/password/change/"):  # fmt: skip
        assert client.get(address).status_code == 200, address
    page = client.get("/account/2fa/").content.decode()
    assert "Officers at your level sign in with a second factor." in page
    assert client.post("/theme/", {"theme": "dark"}).status_code == 302
    assert client.post("/account/logout/").url == "/account/login/"


def test_whoever_sets_up_the_app_goes_on_and_is_asked_for_it_from_then_on(english, cast):
    client = signed_in(english, cast.hanoi_officer)
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", client.get("/account/2fa/totp/activate/").content.decode())[1]
    code = format_hotp_value(hotp_value(secret, next(counters())))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).url == "/account/2fa/recovery-codes/"
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    assert client.get("/units/").status_code == 200
    assert "Officers at your level" not in client.get("/account/2fa/").content.decode()
    client.post("/account/logout/")
    asked = client.post("/account/login/", {"login": "hanoi.canbo", "password": PASSWORD})
    assert asked.url == "/account/2fa/authenticate/"
    assert client.get("/units/").url == "/account/login/?next=/units/"


def test_a_key_is_as_good_as_an_app_and_recovery_codes_alone_are_nothing(client, cast):
    client.force_login(cast.hanoi_officer)
    RecoveryCodes.activate(cast.hanoi_officer)
    assert client.get("/units/").url == "/account/2fa/"
    key_of(cast.hanoi_officer)
    assert client.get("/units/").status_code == 200


def test_the_last_one_stays_and_the_page_says_why(english, cast):
    user = cast.hanoi_officer
    TOTP.activate(user, generate_totp_secret())
    client = signed_in(english, user)
    page = client.get("/account/2fa/totp/deactivate/").content.decode()
    assert "set up another one before you turn off the last" in page
    assert client.post("/account/2fa/totp/deactivate/").status_code == 200
    key = key_of(user)
    assert "set up another one" not in client.get("/account/2fa/totp/deactivate/").content.decode()
    assert client.post("/account/2fa/totp/deactivate/").url == "/account/2fa/"
    for ask in (client.get, client.post):
        told = ask(f"/account/2fa/webauthn/keys/{key.pk}/remove/", follow=True)
        assert told.redirect_chain == [("/account/2fa/webauthn/", 302)]
        assert "set up another one before you turn off the last" in told.content.decode()
    assert list(Authenticator.objects.filter(user=user)) == [key]
    key_of(user, "Khoá thứ hai")
    client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists() is False


def test_whoever_need_not_have_one_turns_it_off_at_will(english, cast):
    TOTP.activate(cast.secretary, generate_totp_secret())
    client = signed_in(english, cast.secretary)
    assert client.post("/account/2fa/totp/deactivate/").url == "/account/2fa/"
    assert Authenticator.objects.filter(user=cast.secretary).exists() is False


def test_it_is_needed_from_the_first_day_of_a_post_to_its_last(client, cast):
    later = {"unit": cast.hanoi, "role": Role.VIEWER, "title": "Theo dõi"}
    post = Post.objects.create(person=cast.secretary.person, from_on=date(2017, 11, 16), **later)
    client.force_login(cast.secretary)
    assert client.get("/units/").status_code == 200
    Post.objects.filter(pk=post.pk).update(from_on=date(2017, 11, 14))
    assert client.get("/units/").url == "/account/2fa/"
    end_post(post, on=date(2017, 11, 15), by=cast.hanoi_administrator)
    assert client.get("/units/").status_code == 200


def test_the_keeper_takes_a_lost_one_away_with_the_password_and_another_is_set_up(english, keeper, cast):
    user = cast.hanoi_officer
    address = f"/units/people/{user.person_id}/account/password/"
    page = signed_in(keeper, cast.hanoi_administrator)
    TOTP.activate(cast.hanoi_administrator, generate_totp_secret())
    assert "Take the second factor away too" not in page.get(address).content.decode()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    assert "Take the second factor away too" in page.get(address).content.decode()
    page.post(address, {"request_id": str(uuid4()), "way": "code"})
    assert Authenticator.objects.filter(user=user).count() == 2
    shown = page.post(address, {"request_id": str(uuid4()), "way": "code", "factor": "on"})
    client = type(english)()
    client.post("/account/login/", {"login": user.username, "password": shown.context["password"]})
    assert Authenticator.objects.filter(user=user).exists() is False
    assert client.get("/").url.startswith("/account/password/change/")
    line = Record.objects.of(user).filter(changes__has_key="second_factor").get()
    assert (line.by, line.changes) == (cast.hanoi_administrator, {"second_factor": ["", "lost"]})
    with pytest.raises(ValidationError):
        second_factor.take_away(cast.central_secretary, by=cast.hanoi_administrator)


def test_who_has_access_to_the_machine_takes_a_lost_one_away_where_nobody_else_can(english, cast, settings):
    user, said = cast.central_secretary, StringIO()
    settings.LANGUAGE_CODE = "en"
    english.post("/account/login/", {"login": user.username, "password": PASSWORD})
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    assert english.get("/units/").status_code == 200
    call_command("reset_second_factor", user.username.upper(), stdout=said)
    assert f"“{user.username.upper()}” signs in with the password alone now." in said.getvalue()
    assert Authenticator.objects.filter(user=user).exists() is False
    line = Record.objects.of(user).get(changes__has_key="second_factor")
    assert (line.by, line.changes) == (None, {"second_factor": ["", "lost"]})
    assert english.get("/units/").url == "/account/login/?next=/units/"
    english.post("/account/login/", {"login": user.username, "password": PASSWORD})
    assert english.get("/units/").url == "/account/2fa/"
    for name, why in ((user.username, "has no second factor"), ("nobody", "There is no account “nobody”")):
        with pytest.raises(CommandError, match=why):
            call_command("reset_second_factor", name)
