"""Pages as a person of the cast gets them, in English."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def sign_in(user) -> Client:
    """A browser of that person, reading English."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def url(name, *args, **query) -> str:
    """An address of the campaign."""
    return reverse(f"campaign:{name}", args=args, query=query)


def page(user, name, *args, **query):
    """What the person gets at an address of the campaign."""
    return sign_in(user).get(url(name, *args, **query))


def text(response) -> str:
    """The page's source with single spaces."""
    return " ".join(response.content.decode().split())


def queries_of(user, name, *args, **query) -> int:
    """How many queries the page costs."""
    client = sign_in(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(name, *args, **query)).status_code == 200
    return len(queries)
