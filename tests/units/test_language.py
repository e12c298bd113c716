"""Vietnamese by default, English by the switch alone."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(("asked", "spoken"), [("", "vi"), ("en-US,en;q=0.9", "vi"), ("fr", "vi")])
def test_a_browser_that_asks_for_another_language_gets_vietnamese(client, db, asked, spoken):
    response = client.get(reverse("account_login"), headers={"accept-language": asked})
    assert f'<html lang="{spoken}"' in response.content.decode()


def test_the_switch_turns_the_page_into_english_and_goes_back_to_it(client, db):
    response = client.post(reverse("set_language"), {"language": "en", "next": reverse("account_login")})
    assert response.url == reverse("account_login")
    assert '<html lang="en"' in client.get(response.url).content.decode()


def test_a_cookie_that_names_no_language_of_ours_is_ignored(client, db):
    client.cookies["django_language"] = "xx"
    assert '<html lang="vi"' in client.get(reverse("account_login")).content.decode()
