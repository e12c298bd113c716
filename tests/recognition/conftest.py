"""The ground of recognition's tests: an open season of the nation, what a secretary types, pages in English."""

from uuid import uuid4

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def season(cast):
    from tests.recognition.people import make_season  # models: not before Django is set up

    return make_season(cast.central)


@pytest.fixture
def ready(cast, season):
    """What a secretary types when everything is there."""
    from tests.recognition.people import make_accepted, make_person

    return {
        "person": make_person(cast.chidoan3).pk, "summary": "Tận tuỵ với dân", "achievements": "Hẹn một lần",
        "citations": [make_accepted(cast).pk], "consent": "on", "consent_on": "1/11/2017", "then": "save",
        "request_id": str(uuid4()),
    }  # fmt: skip
