"""What a browser is given in order to go on without a network (units.views.offline)."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from units.views.offline import ICONS, SHELL


def test_who_is_signed_in_is_told_and_nothing_of_it_is_kept(client, cast):
    stranger = client.get("/here/")
    assert (stranger.json()["person"], stranger.json()["name"]) == (None, "")

    client.force_login(cast.secretary)
    own = client.get("/here/")
    assert (own.json()["person"], own.json()["name"]) == (cast.secretary.pk, "Hoàng Thị Ánh")
    assert "no-store" in own.headers["Cache-Control"]


def test_the_token_that_is_told_is_taken(client, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.secretary)
    token = browser.get("/here/").json()["csrf"]

    assert browser.post("/theme/", {"theme": "dark"}).status_code == 403
    assert browser.post("/theme/", {"theme": "dark"}, headers={"X-CSRFToken": token}).status_code == 302


def test_the_service_worker_serves_every_page_and_is_asked_for_anew(client, cast):
    answer = client.get("/worker.js")
    said = json.loads(re.match(r"self\.shell = (.+);\nimportScripts", answer.content.decode())[1])

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert said["pages"] == {"vi": "/offline/vi/", "en": "/offline/en/"}
    assert said["form"] == "/campaign/activities/new/"
    assert len(said["version"]) == 16
    assert client.get("/worker.js").content == answer.content


def test_every_file_that_is_kept_exists():
    assert [name for name in (*SHELL, *(src for src, _sizes, _purpose in ICONS)) if not finders.find(name)] == []


@pytest.mark.parametrize(("language", "words"), [("vi", "Ghi hoạt động"), ("en", "There is no connection")])
def test_the_page_that_stands_in_for_others_speaks_both_languages_whatever_the_cookie_says(client, language, words):
    client.cookies["django_language"] = "en"
    page = client.get(f"/offline/{language}/").content.decode()

    assert f'<html lang="{language}">' in page
    assert words in page
    assert "csrfmiddlewaretoken" not in page


def test_the_application_can_be_installed(client):
    said = client.get("/vi.webmanifest")

    assert said.headers["Content-Type"] == "application/manifest+json"
    assert (said.json()["start_url"], said.json()["lang"], said.json()["display"]) == ("/", "vi", "standalone")
    assert {icon["purpose"] for icon in said.json()["icons"]} == {"any", "maskable"}
    assert client.get("/fr.webmanifest").status_code == 404


def test_who_has_something_to_do_first_still_gets_the_worker(client, cast, settings):
    settings.SECOND_FACTOR_FROM_LEVEL = 5
    client.force_login(cast.secretary)

    assert client.get("/here/").status_code == 302
    assert client.get("/worker.js").status_code == 200
