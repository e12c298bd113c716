"""Does a request want a whole page, or only the piece of it that a script will swap?"""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class Asked(HttpRequest):
    """A request as HtmxMiddleware leaves it."""

    htmx: HtmxDetails


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, piece: str = "", status: int = 200
) -> HttpResponse:
    """Draws a page, or only what htmx asked for: a template partial of that name, else the page's block `list`.

    A page that extends list.html leaves the rest of itself out where `bare` is true. What the history brings back is a
    whole page, and no cache takes one for the other.
    """
    bare = _wants_piece(request)
    name = f"{template}#{piece}" if bare and piece else template
    response = render(request, name, {**context, "bare": bare}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _wants_piece(request: HttpRequest) -> bool:
    htmx = cast(Asked, request).htmx
    return bool(htmx) and not htmx.history_restore_request
