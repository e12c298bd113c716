"""What does a page know of who asks? Every page but the public ones is asked by somebody signed in."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest

from units.models import User


class Request(HttpRequest):
    """A request behind the sign-in, as every view gets it unless it says that it is public."""

    user: User


def page_of_form(request: HttpRequest) -> str:
    """Returns the address of the page that a form was sent from; its own where it is asked for there."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address can be read from it, as from "http://["
        return request.get_full_path()
    if came_from.netloc != request.get_host() or came_from.path == request.path or came_from.path.startswith("//"):
        return request.get_full_path()
    return urlunsplit(("", "", came_from.path, came_from.query, ""))


def is_narrowing(request: HttpRequest) -> bool:
    """Says whether an address asks for less than a whole list; that the panel of filters is open narrows nothing."""
    return any(value for name, value in request.GET.items() if name != "panel")


def wants_json(request: HttpRequest) -> bool:
    """Says whether a script asks, which reads an answer, and no person who reads a page."""
    return request.headers.get("Accept", "") == "application/json"
