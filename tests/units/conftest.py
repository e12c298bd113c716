"""What the tests of pages share: a visitor who reads English, and one who administers Hà Nội."""

import pytest


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def keeper(english, cast):
    """The administrator of Hà Nội, in English."""
    english.force_login(cast.hanoi_administrator)
    return english
