"""Two people at one thing in the same moment, through the pages: who comes second reads why not."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from campaign.loading.sheet import load
from campaign.models import Activity
from tests.campaign.activity_posts import LIST, post
from tests.campaign.sheets import sheet
from tests.cast import make_activity
from tests.sessions import Session, held, until_waiting
from units import held as uploads
from units.models import Person, User

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROW = ["3/6/2017", "CD3", "Hiến máu", "Ngày hội", "20"]


def client_of(user):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def test_the_same_user_name_given_twice_is_taken(cast):
    first, second = (Person.objects.create(full_name=name, unit=cast.ngocha) for name in ("Lê Một", "Lê Hai"))
    client = client_of(cast.hanoi_administrator)
    data = {"username": "lemoi", "email": "", "way": "code", "request_id": str(uuid4())}
    with transaction.atomic():
        User.objects.create_user("lemoi", person=first)
        asked = Session(lambda: client.post(reverse("units:account_create", args=[second.pk]), data))
        until_waiting(1)
    assert asked.result().context["form"].errors["username"] == ["This user name is taken."]


def test_the_same_sheet_loaded_by_two_is_loaded_once(cast, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    content = sheet(ROW)
    token = uploads.hold(content, by=cast.hanoi_administrator, purpose="activities", about={"name": "a.xlsx"})
    client = client_of(cast.hanoi_administrator)
    data = {"token": token, "request_id": str(uuid4())}
    with transaction.atomic():
        assert load(content, by=cast.hanoi_administrator, name="a.xlsx", dry_run=False).written
        confirming = Session(lambda: client.post("/campaign/activities/import/confirm/", data, follow=True))
        until_waiting(1)
    assert "Something has changed since you looked" in confirming.result().content.decode()
    assert Activity.objects.count() == 1


def test_an_edit_of_a_draft_that_a_colleague_discards_finds_nothing_any_more(cast):
    activity = make_activity(cast)
    client, colleague = client_of(cast.secretary), client_of(cast.member)
    with held(activity):
        discarding = Session(
            lambda: colleague.post(
                reverse("paper_discard", args=["campaign.activity", activity.pk]),
                {"request_id": str(uuid4()), "version": "1"},
            )
        )
        until_waiting(1)
        editing = Session(lambda: client.post(f"{LIST}{activity.pk}/edit/", post(cast, version=1)))
        until_waiting(2)
    assert discarding.result().status_code == 302
    assert editing.result().status_code == 404
