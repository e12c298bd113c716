"""Signing in and out: what opens, what stays shut, what is recorded."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from tests.cast import PASSWORD
from units import people, ways_in
from units.models import Record

OWN = "Mot-cau-dai-123"


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


def sign_in(client, username, password=PASSWORD, **fields):
    return client.post("/account/login/", {"login": username, "password": password, **fields})


def lines(user):
    """What the history says of signing in, the oldest first, and by whom."""
    found = Record.objects.of(user).filter(verb__in=["signed_in", "sign_in_failed", "signed_out"]).order_by("pk")
    return [(line.verb, line.by_id) for line in found]


def choose(client, old, new=OWN, **fields):
    return client.post("/account/password/change/", {"oldpassword": old, "password1": new, "password2": new, **fields})


# --- in and out ------------------------------------------------------------------------------------------------------


def test_user_name_and_password_open_the_home_page_and_leave_a_line(english, cast):
    assert sign_in(english, "chidoan3").url == "/"
    assert english.get("/").status_code == 200
    english.post("/account/logout/")
    assert english.get("/").url == "/account/login/?next=/"
    assert lines(cast.secretary) == [("signed_in", cast.secretary.pk), ("signed_out", cast.secretary.pk)]


def test_a_wrong_password_is_recorded_at_the_account_and_an_unknown_name_nowhere(english, cast):
    answer = sign_in(english, "chidoan3", "sai-mat-khau")
    assert "The user name and the password do not belong together." in answer.content.decode()
    unknown = sign_in(english, "khong-ai", "sai-mat-khau")
    assert "The user name and the password do not belong together." in unknown.content.decode()
    assert lines(cast.secretary) == [("sign_in_failed", None)]
    assert Record.objects.filter(verb="sign_in_failed").count() == 1
    assert english.get("/").status_code == 302


def test_after_five_wrong_tries_even_the_right_password_waits_and_the_page_says_so(english, cast):
    for _try in range(5):
        sign_in(english, "chidoan3", "sai-mat-khau")
    answer = sign_in(english, "chidoan3")
    assert "Too many tries in a short time. Wait a few minutes." in answer.content.decode()
    assert english.get("/").status_code == 302
    assert sign_in(english, "ngocha").url == "/"  # others are not locked out with it


def test_a_closed_account_is_told_to_who_knows_its_password_and_to_nobody_else(english, cast):
    people.set_active(cast.secretary, False, by=cast.hanoi_administrator, reason="Chuyển công tác")
    answer = english.post("/account/login/", {"login": "chidoan3", "password": PASSWORD}, follow=True)
    assert "This account is closed" in answer.content.decode()
    guess = sign_in(english, "chidoan3", "sai-mat-khau")
    assert "The user name and the password do not belong together." in guess.content.decode()
    assert english.get("/").status_code == 302
    assert lines(cast.secretary) == [("sign_in_failed", None), ("sign_in_failed", None)]


def test_signing_in_again_goes_on_at_the_page_one_came_from_and_only_at_ours(client, cast):
    wanted = f"/units/?q=ba+dinh&under={cast.chidoan3.pk}"
    asked = client.get(wanted)
    assert asked.url == f"/account/login/?next=/units/%3Fq%3Dba%2Bdinh%26under%3D{cast.chidoan3.pk}"
    assert f'value="{wanted.replace("&", "&amp;")}"' in client.get(asked.url).content.decode()
    assert sign_in(client, "chidoan3", next=wanted).url == wanted
    client.post("/account/logout/")
    assert sign_in(client, "chidoan3", next="https://example.org/").url == "/"


def test_whoever_holds_no_post_any_more_signs_in_and_sees_nothing(english, cast):
    cast.secretary.person.posts.update(to_on=date(2017, 11, 15))
    sign_in(english, "chidoan3")
    assert "no post" in english.get("/").content.decode().lower()
    for address in (f"/units/{cast.chidoan3.pk}/", f"/units/people/{cast.secretary.person_id}/"):
        assert english.get(address).status_code == 404
    assert english.get("/units/").context["page"].paginator.count == 0
    assert english.get("/units/people/").context["page"].paginator.count == 0


# --- passwords -------------------------------------------------------------------------------------------------------


def test_a_one_time_password_opens_nothing_but_the_page_where_one_chooses_another(english, cast):
    password = people.renew_password(cast.secretary, by=cast.hanoi_administrator)
    sign_in(english, "chidoan3", password)
    for address in ("/", "/units/", f"/units/{cast.chidoan3.pk}/", "/account/2fa/", "/account/sessions/"):
        assert english.get(address).url.startswith("/account/password/change/?next=%2F"), address
    assert english.post("/units/people/").url == "/account/password/change/?next=%2F"
    shown = english.get("/account/password/change/?next=/units/").content.decode()
    assert "given to you by an administrator" in shown
    assert choose(english, password, next="/units/").url == "/units/"
    assert english.get("/units/").status_code == 200
    cast.secretary.refresh_from_db()
    assert cast.secretary.check_password(OWN)
    assert ways_in.has_one_time_password(cast.secretary) is False
    english.post("/account/logout/")
    assert sign_in(english, "chidoan3", OWN).url == "/"
    assert english.get("/").status_code == 200


def test_a_changed_password_signs_out_elsewhere_and_leaves_a_line_without_it(english, client, cast):
    elsewhere = type(client)()
    sign_in(elsewhere, "chidoan3")
    sign_in(english, "chidoan3")
    english.post("/account/reauthenticate/", {"password": PASSWORD})
    assert choose(english, PASSWORD).url == "/"
    assert english.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    line = Record.objects.of(cast.secretary).first()
    assert (line.verb, line.by, line.changes) == ("changed", cast.secretary, {"password": ["", "own"]})


@pytest.mark.parametrize("new", ["ngan", "1234567890123", "password123", "chidoan3.1"])
def test_a_poor_password_is_refused(english, cast, new):
    sign_in(english, "chidoan3")
    assert choose(english, PASSWORD, new).status_code == 200
    cast.secretary.refresh_from_db()
    assert cast.secretary.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("new", "messages"),
    [
        ("ngan", ["Mật khẩu quá ngắn. Hãy dùng ít nhất 10 ký tự."]),
        ("90817263540918", ["Mật khẩu không được chỉ gồm chữ số."]),
        ("password123", ["Mật khẩu này quá phổ biến. Hãy chọn mật khẩu khác."]),
        ("chidoan3.1", ["Mật khẩu quá giống tên đăng nhập. Hãy chọn mật khẩu khác."]),
    ],
)
def test_what_is_poor_about_a_password_is_said_in_vietnamese(client, cast, new, messages):
    sign_in(client, "chidoan3")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert choose(client, PASSWORD, new).context["form"].errors == {"password1": messages}


def test_a_person_sees_where_the_account_is_signed_in_and_ends_it_elsewhere(english, client, cast):
    elsewhere = type(client)(headers={"user-agent": "Another phone"})
    sign_in(elsewhere, "chidoan3")
    sign_in(english, "chidoan3")
    english.post("/account/reauthenticate/", {"password": PASSWORD})
    assert "Another phone" in english.get("/account/sessions/").content.decode()
    english.post("/account/sessions/")
    assert elsewhere.get("/").status_code == 302
    assert english.get("/").status_code == 200


# --- doors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/account/email/", "/account/confirm-email/", "/account/confirm-email/x/", "/account/password/set/",
     "/account/login/code/confirm/", "/account/2fa/webauthn/login/", "/account/2fa/webauthn/signup/", "/account/"],
)  # fmt: skip
def test_what_the_product_does_not_offer_is_not_there(client, cast, address):
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["account_email", "account_set_password", "account_confirm_email"])
def test_no_page_leads_to_what_is_not_offered(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_makes_an_account_by_sending_the_form(client, db, cast):
    said = {"username": "moi", "password1": OWN, "password2": OWN}
    assert "signup_closed" in [template.name.split("/")[-1].split(".")[0] for template in
                               client.post("/account/signup/", said).templates]  # fmt: skip
    assert type(cast.secretary).objects.filter(username="moi").count() == 0


@pytest.mark.parametrize("mail", ["chidoan3@example.org", "nobody@example.org"])
def test_a_forgotten_password_never_tells_whether_there_is_an_account(english, cast, mail, mailoutbox):
    type(cast.secretary).objects.filter(pk=cast.secretary.pk).update(email="chidoan3@example.org")
    answer = english.post("/account/password/reset/", {"email": mail}, follow=True)
    assert answer.redirect_chain == [("/account/password/reset/done/", 302)]
    assert [message.to for message in mailoutbox] == [[mail]]


def test_the_way_in_the_mail_sets_a_password_once(english, cast, mailoutbox):
    type(cast.secretary).objects.filter(pk=cast.secretary.pk).update(email="chidoan3@example.org")
    english.post("/account/password/reset/", {"email": "chidoan3@example.org"})
    way = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = english.get(way, follow=True)
    address = form.redirect_chain[-1][0]
    english.post(address, {"password1": OWN, "password2": OWN})
    assert sign_in(english, "chidoan3", OWN).url == "/"
    english.post("/account/logout/")
    assert "This way has run out" in english.get(way, follow=True).content.decode()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_language_switch_stays_on_the_page(client, cast, language):
    client.force_login(cast.secretary)
    answer = client.post("/language/", {"language": language, "next": "/units/?q=chi+doan"})
    assert answer.url == "/units/?q=chi+doan"
    assert f'<html lang="{language}"' in client.get(answer.url).content.decode()
