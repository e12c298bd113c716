"""Which cookies do we look at?"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def readable_cookies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Drops cookies with a NUL, which none of ours has: PostgreSQL refuses to look for a session of such a name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        return get_response(request)

    return middleware
