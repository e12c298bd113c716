"""When does a session end, and when was it last used?

One that is not remembered ends with the browser, and after some hours in which nothing was asked for: many computers
are shared, and many browsers bring their tabs back. A remembered one ends on its day, used or not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.http import HttpRequest, HttpResponse

from units.clock import now

SEEN = "seen_at"  # in the session: when it was last used, in seconds since 1970
STEP = 600  # seconds: a session in use is written this often and no more


class SessionStore(InDatabase):
    """A session in the database (SESSION_ENGINE names this module)."""

    def get_session_cookie_age(self) -> int:
        """The seconds after which a session ends that has no end of its own: one that is not remembered."""
        return settings.SESSION_IDLE_HOURS * 3600

    def cycle_key(self) -> None:
        """Begins anew under another key, as signing in does."""
        super().cycle_key()
        self[SEEN] = int(now().timestamp())


def remember(session: SessionBase) -> None:
    """Lets a session live until its day, also when the browser is closed."""
    session.set_expiry(now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


class SeenNow:
    """Middleware: a session that is in use stays, and its person can see when it was last used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        moment = now()
        if request.user.is_authenticated and moment.timestamp() - request.session.get(SEEN, 0) > STEP:
            from allauth.usersessions.models import UserSession  # no model is there yet when the store is loaded

            request.session[SEEN] = int(moment.timestamp())
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=moment)
        return self.get_response(request)
