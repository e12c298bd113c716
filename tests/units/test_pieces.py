"""A list comes as a whole page, or to htmx without the page around it; the two are never mixed up."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.campaign.plan_posts import NEW, hanoi_plan, typed
from tests.cast import make_conclusion
from tests.recognition.people import make_accepted, make_person, make_season

pytestmark = pytest.mark.every_page

LISTS = [
    "campaign:activity_list", "campaign:plan_list", "campaign:report_list", "campaign:acknowledgement_list",
    "campaign:summary_activities", "campaign:summary_units", "campaign:summary_reporters", "campaign:summary_reports",
    "units:unit_list", "units:person_list", "units:record_list", "desk",
    "recognition:nomination_list", "recognition:honour_roll",
]  # fmt: skip
OF_A_UNIT = {one for one in LISTS if ":summary_" in one}
PIECE = {"HTTP_HX_REQUEST": "true"}


def address(name, cast):
    return reverse(name, args=[cast.hanoi.pk] if name in OF_A_UNIT else [])


@pytest.fixture
def client(cast):
    make_conclusion()
    client = Client()
    client.force_login(cast.hanoi_secretary)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("name", LISTS)
def test_a_list_comes_bare_to_htmx_and_with_its_page_to_everybody_else(client, cast, name):
    page = client.get(address(name, cast))
    piece = client.get(address(name, cast), **PIECE)
    text = piece.content.decode()

    assert (page.status_code, piece.status_code) == (200, 200)
    assert page.content.lstrip().startswith(b"<!doctype html>")
    assert b'id="list"' in page.content
    assert [word for word in ("<!doctype", "<html", '<nav class="rail"', "<footer", 'id="list"') if word in text] == []
    assert "<h1>" in text
    assert "in the list" in text
    assert len(piece.content) < len(page.content) - 3_000


@pytest.mark.parametrize("name", LISTS)
def test_no_cache_takes_a_bare_list_for_the_page(client, cast, name):
    for headers in ({}, PIECE):
        assert "HX-Request" in client.get(address(name, cast), **headers)["Vary"].split(", ")


@pytest.mark.parametrize("name", LISTS)
def test_what_the_history_brings_back_is_a_whole_page(client, cast, name):
    back = client.get(address(name, cast), **PIECE, HTTP_HX_HISTORY_RESTORE_REQUEST="true")

    assert b"<!doctype html>" in back.content


@pytest.mark.parametrize("name", LISTS)
def test_a_page_with_a_list_brings_htmx_with_nothing_inline_and_nothing_kept(client, cast, name):
    text = client.get(address(name, cast)).content.decode()

    assert text.count("htmx-2.min.js") == 1
    assert text.count("js/pieces.js") == 1
    assert '"includeIndicatorStyles":false,"allowEval":false' in text
    assert '"historyCacheSize":0,"refreshOnHistoryMiss":true' in text


@pytest.mark.parametrize("name", ["home", "campaign:activity_create", "campaign:conclusion"])
def test_a_page_that_swaps_nothing_does_not_bring_htmx(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert b"htmx" not in response.content


def test_what_is_said_of_a_list_is_its_number_and_the_page(client, cast):
    text = client.get(reverse("units:unit_list"), {"q": "khong co"}, **PIECE).content.decode()

    assert "<p hidden data-said>0 rows in the list</p>" in text


UNITS = "/units/"
NEVER = {"q": "khong co"}


def text_of(client, **asked):
    return client.get(UNITS, asked).content.decode()


def test_the_fields_of_a_panel_come_when_it_is_opened_and_the_choices_in_force_always(client):
    folded, opened = text_of(client, level="4"), text_of(client, level="4", panel="1")

    assert '<select name="' not in folded
    assert 'href="?level=4&amp;panel=1"' in folded
    assert re.findall(r'<select name="(\w+)"', opened)[:3] == ["under", "level", "kind"]
    assert '<option value="4" selected>' in opened
    assert folded.count("<b>Grassroots union</b>") == opened.count("<b>Grassroots union</b>") == 1


def test_a_choice_that_cannot_be_read_opens_the_panel_beside_its_reason(client):
    text = text_of(client, level="9")

    assert 'class="field has-error"' in text
    assert "The filter “Level” was left out." in text


def test_an_open_panel_narrows_nothing(client, cast):
    cast.hanoi_secretary.person.posts.update(to_on="2017-01-01")

    assert "You see no unit" in text_of(client, panel="1")
    assert "No unit fits this search" in text_of(client, panel="1", **NEVER)


def test_a_stranger_gets_no_piece_either(db):
    assert Client().get(reverse("campaign:activity_list"), **PIECE).status_code == 302


# --- forms ---------------------------------------------------------------------------------------------------------


def test_more_rows_come_as_the_targets_and_the_superiors_plan_alone(client, cast):
    hanoi_plan(cast)
    client.force_login(cast.badinh_secretary)
    asked = typed({"amount": "7"}, objectives="", more="3")
    page, piece = client.post(NEW, asked), client.post(NEW, asked, **PIECE)
    text = piece.content.decode()

    assert (page.status_code, piece.status_code) == (200, 200)
    assert b"<!doctype html>" in page.content
    assert [word for word in ("<!doctype", "<form", 'name="objectives"', "csrfmiddlewaretoken") if word in text] == []
    assert text.count('<section class="stack" id="targets"') == text.count('id="superior"') == 1
    assert 'name="targets-TOTAL_FORMS" value="4"' in text
    assert 'name="targets-0-amount" value="7"' in text
    assert "HX-Request" in piece["Vary"]


@pytest.mark.parametrize("headers", [{}, PIECE])
def test_the_cursor_goes_to_the_first_of_the_new_rows_or_to_how_many_of_the_share(client, cast, headers):
    target = hanoi_plan(cast).targets.get()
    client.force_login(cast.badinh_secretary)
    more = client.post(NEW, typed({"amount": "7"}, more="3"), **headers).content.decode()
    share = client.post(NEW, typed({"amount": "7"}, share=str(target.pk)), **headers).content.decode()

    assert re.findall(r'name="([^"]+)"[^>]* autofocus', more) == ["targets-1-about"]
    assert re.findall(r'name="([^"]+)"[^>]* autofocus', share) == ["targets-1-amount"]


def test_looking_brings_only_what_can_be_chosen_and_what_is_chosen_stays(client, cast):
    make_season(cast.central)
    lan = make_person(cast.chidoan3, "Trần Thị Lan")
    make_person(cast.chidoan3, "Lê Văn Minh")
    deed = make_accepted(cast)
    client.force_login(cast.secretary)
    asked = {"then": "look", "who": "minh", "person": lan.pk, "citations": deed.pk, "summary": "Tóm tắt"}
    text = client.post(reverse("recognition:nomination_create"), asked, **PIECE).content.decode()

    assert [word for word in ("<!doctype", "<form", "Tóm tắt", "csrfmiddlewaretoken") if word in text] == []
    assert re.findall(r'name="(person|citations)"[^>]* value="(\d+)" checked', text) == [
        ("person", str(lan.pk)), ("citations", str(deed.pk)),
    ]  # fmt: skip
    assert "2 people to choose from" in text
    assert "1 activity to choose from" in text
