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
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or came_from.path == request.path or came_from.path.startswith("//"):
        return request.get_full_path()
    return urlunsplit(("", "", came_from.path, came_from.query, ""))
