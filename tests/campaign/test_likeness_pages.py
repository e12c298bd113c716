"""Before it is saved, the form asks whether it is the same activity: in a browser, and of what waited in an outbox."""

import pytest
from django.utils.translation import override

from campaign.models import Activity, Movement, Resemblance
from tests.campaign.activity_posts import CREATE, photograph, post
from tests.cast import make_activity


@pytest.fixture(autouse=True)
def in_english(client, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def first(cast):
    activity = make_activity(cast, place="Nhà văn hoá")
    activity.district = cast.badinh
    activity.save()
    return activity


def test_the_form_comes_back_with_what_was_typed_and_the_file_and_two_ways_on(cast, client, first):
    client.force_login(cast.secretary)
    data = post(cast, then="send", turnout="hơn 800")
    page = client.post(CREATE, {**data, "uploads": [photograph()]})
    text = page.content.decode()
    assert Activity.objects.get() == first
    assert "Nothing has been saved yet." in text
    assert f'href="{first.get_absolute_url()}">It is the same: open it' in text
    assert f'name="different" value="{first.pk}">It is another activity: send' in text
    assert 'value="hơn 800"' in text

    token = page.context["form"].evidence.waiting[0].token
    data |= {"different": str(first.pk), "held": token}
    for _press in range(2):  # a double tap gets the same answer
        answer = client.post(CREATE, data)
    second = Activity.objects.exclude(pk=first.pk).get()
    assert answer.headers["Location"] == second.get_absolute_url()
    assert (second.state, second.turnout, second.files.count()) == ("waiting", 800, 1)
    assert Resemblance.objects.get().verdict == "different"


def test_an_entry_from_the_outbox_is_told_the_same_as_data(cast, client, first):
    client.force_login(cast.secretary)
    headers = {"Accept": "application/json", "X-Author": str(cast.secretary.pk)}
    data = post(cast)
    asked = client.post(CREATE, data, headers=headers)
    assert (asked.status_code, asked.json()["status"]) == (409, "alike")
    assert asked.json()["alike"] == [{
        "key": first.pk, "title": "Hiến máu tình nguyện", "unit": "Chi đoàn 3", "day": "03/06/2017",
        "address": first.get_absolute_url(),
    }]  # fmt: skip
    taken = client.post(CREATE, data | {"different": str(first.pk)}, headers=headers)
    assert (taken.status_code, taken.json()["status"]) == (200, "kept")


def test_a_level_is_asked_of_kinds_that_have_one_and_a_movement_is_named_once(cast, client):
    first, other = (Movement.objects.create(code=code, name_vi=code, name_en=code) for code in ("a", "b"))
    client.force_login(cast.secretary)
    data = post(cast, primary_movement=first.pk, also_serves=[first.pk, other.pk])
    page = client.post(CREATE, data | {"project_level": "3"})
    assert page.context["form"].errors["project_level"] == ["“Blood donation” is of no level: leave this empty."]
    cast.kind.has_level = True
    cast.kind.save()
    assert client.post(CREATE, data | {"project_level": "3"}).status_code == 302
    activity = Activity.objects.get()
    assert (activity.primary_movement, list(activity.also_serves.all())) == (first, [other])
    assert activity.project_level == 3
