"""The pages on which an administrator gives, renews, closes and opens accounts; a password is shown once."""

import re
from datetime import date
from uuid import uuid4

import pytest

from tests.cast import PASSWORD
from units import invitations
from units.models import Person, Post, Record, Role, User


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def send(client, address, **fields):
    return client.post(address, {"request_id": str(uuid4()), "way": "code", **fields})


@pytest.fixture
def newcomer(cast):
    """Somebody at Chi đoàn 3 without post and account."""
    return Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)


def test_an_account_is_made_with_a_password_that_is_shown_once(keeper, cast, newcomer):
    address = f"/units/people/{newcomer.pk}/account/new/"
    assert 'value="moilt"' in page(keeper, address)
    said = {"username": "moilt", "email": "", "way": "code", "request_id": str(uuid4())}
    first, second = keeper.post(address, said), keeper.post(address, said)
    password = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", first.content.decode())[0]
    assert User.objects.get(username="moilt").check_password(password)
    assert "no-store" in first.headers["Cache-Control"]
    assert "This has been shown already" in second.content.decode()
    assert password not in second.content.decode()
    assert password not in page(keeper, f"/units/people/{newcomer.pk}/")
    assert password not in str(list(Record.objects.values_list("changes", "note", "label")))
    assert User.objects.filter(person=newcomer).count() == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("chidoan3", "This user name is taken."),
        ("CHIDOAN3", "This user name is taken."),
        ("", "This field is required."),
        ("moi lt", "Enter a valid username."),
    ],
)
def test_a_user_name_is_free_and_without_spaces(keeper, cast, newcomer, name, message):
    answer = send(keeper, f"/units/people/{newcomer.pk}/account/new/", username=name)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not User.objects.filter(person=newcomer).exists()


def test_whoever_holds_a_post_beyond_the_subtree_has_an_account_that_is_kept_there(keeper, cast):
    """Else a district's administrator could take over the account of somebody who decides for the province."""
    person = cast.secretary.person
    Post.objects.create(person=person, unit=cast.central, role=Role.OFFICER, title="Cán bộ", from_on=date(2018, 1, 1))
    told = page(keeper, f"/units/people/{person.pk}/")
    assert "This person also has a post at Trung ương Đoàn: the administrator there keeps the account." in told
    for verb in ("password", "close", "open"):
        assert keeper.post(f"/units/people/{person.pk}/account/{verb}/").status_code == 404
    assert User.objects.get(person=person).check_password(PASSWORD)


def test_a_renewed_password_replaces_the_old_one_and_signs_out(keeper, client, cast):
    other = type(client)()
    other.force_login(cast.secretary)
    assert other.get("/").status_code == 200
    address = f"/units/people/{cast.secretary.person_id}/account/password/"
    page(keeper, address)
    shown = send(keeper, address).content.decode()
    password = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", shown)[0]
    user = User.objects.get(pk=cast.secretary.pk)
    assert (user.check_password(password), user.check_password(PASSWORD)) == (True, False)
    assert other.get("/").status_code == 302


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(keeper, client, cast):
    other = type(client)()
    other.force_login(cast.secretary)
    address = f"/units/people/{cast.secretary.person_id}/account/"
    assert send(keeper, f"{address}close/", reason="").status_code == 422
    assert send(keeper, f"{address}close/", reason="Chuyển công tác").status_code == 302
    assert other.get("/").status_code == 302
    assert "Account closed" in page(keeper, f"/units/people/{cast.secretary.person_id}/")
    assert send(keeper, f"{address}open/", reason="Trở lại").status_code == 302
    assert User.objects.get(pk=cast.secretary.pk).is_active is True
    lines = Record.objects.of(cast.secretary)
    assert [(line.verb, line.note) for line in lines] == [("opened", "Trở lại"), ("closed", "Chuyển công tác")]


def test_the_own_account_is_kept_by_another(keeper, cast):
    address = f"/units/people/{cast.hanoi_administrator.person_id}/"
    assert "This is your own account: another administrator keeps it." in page(keeper, address)
    assert keeper.post(f"{address}account/close/").status_code == 404


def test_the_page_of_a_link_says_whose_account_it_opens_and_afterwards_once_that_it_is_done(english, cast):
    link = invitations.invitation_link(cast.secretary, by=cast.hanoi_administrator)
    opened = english.get(link, follow=True)
    page = opened.content.decode()
    assert [text in page for text in ("Hoàng Thị Ánh", "Chi đoàn 3", "chidoan3")] == [True, True, True]
    chosen = dict.fromkeys(("password1", "password2"), "Mot-cau-dai-123")
    done = english.post(opened.redirect_chain[-1][0], chosen, follow=True)
    assert done.content.decode().count("Your password has been changed.") == 1
    used = english.get(link, follow=True).content.decode()
    assert [text in used for text in ("Hoàng Thị Ánh", "chidoan3", "can give you a new link")] == [False, False, True]
