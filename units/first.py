"""What has somebody signed in still to do before anything else opens? The form of every middleware that asks so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

SAME_FOR_EVERYBODY = frozenset({"service_worker", "offline", "manifest"})  # nothing there asks who somebody is


class ThisFirst:
    """Middleware: whoever is signed in and has still something to do gets only these pages until it is done."""

    open_before: ClassVar[set[str]] = {
        "account_change_password", "account_logout", "account_reauthenticate", "set_language", "theme",
    }  # fmt: skip

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Asks of every page but those that are open before."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in self.open_before | SAME_FOR_EVERYBODY or not request.user.is_authenticated:
            return None
        return self.instead(request, name, kwargs)

    def instead(self, request: Any, name: str, kwargs: Mapping[str, Any]) -> HttpResponse | None:
        """Returns what is answered in place of the page `name`, or None where nothing is left to do."""
        raise NotImplementedError


def on_the_way(name: str, wanted: str) -> HttpResponse:
    """Sends to the page `name`, from which people go on to the address that they wanted."""
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
