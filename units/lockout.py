"""How many wrong tries are too many, and for whom? Nobody is kept out by what others try elsewhere.

A device on which an account was signed in keeps a signed cookie that says so. Tries from there are counted by account
and device alone. Tries from anywhere else are counted by account and address, and by account over all addresses: they
shut that account to devices it was never used on, for a while, and to nobody else. A name that nobody has is counted
like any other. The counters are django-allauth's and live in the cache; the limits stand in the settings.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from allauth.core import ratelimit as counted
from allauth.core.internal.ratelimit import RateLimitUsage, consume, get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from units.models import User

COOKIE, SALT = "device", "units.lockout"
KEPT_FOR = 365 * 86400  # seconds
MOST_ACCOUNTS = 10  # on one device, the latest: cookies travel with every request of signing in


def count(request: HttpRequest, name: str) -> RateLimitUsage | None:
    """Counts a try to sign in as `name`; None where there were too many.

    What is returned can be rolled back when the password turns out to be right.
    """
    who = _plain(name)
    if device := _accounts(request).get(_short(who)):
        every, failed = ("known_device", f"{who} {device}"), [("known_device_failed", f"{who} {device}")]
    else:
        here = f"{who} {get_ip(request)}"
        every = ("address", "")
        failed = [("account_at_address_failed", here), ("address_failed", ""), ("account_failed", who)]
    used = RateLimitUsage(usage=[])
    if not _consume(request, *every):
        return None
    for action, key in failed:
        usage = _consume(request, action, key)
        if usage is None:
            used.rollback()
            return None
        used.usage += usage.usage
    return used


def know_device(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Marks the device as one on which this account was signed in, with a sign of its own."""
    here = _short(_plain(name))
    others = {key: sign for key, sign in _accounts(request).items() if key != here}
    latest = dict([*others.items(), (here, secrets.token_urlsafe(9))][-MOST_ACCOUNTS:])
    response.set_cookie(
        COOKIE, signing.dumps(latest, salt=SALT), max_age=KEPT_FOR, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE, path=reverse("account_login").removesuffix("login/"),
    )  # fmt: skip


def forgive(request: HttpRequest, name: str) -> None:
    """Forgets the wrong tries made from here, for whoever has just proven whose account it is."""
    who = _plain(name)
    counted.clear(request, action="account_at_address_failed", key=f"{who} {get_ip(request)}")
    if device := _accounts(request).get(_short(who)):
        counted.clear(request, action="known_device_failed", key=f"{who} {device}")


def forgive_codes(request: HttpRequest, user: User) -> None:
    """Forgets the codes that were guessed elsewhere, at most as often as a known device may be wrong itself."""
    device = _accounts(request).get(_short(_plain(user.username)))
    if device and _consume(request, "known_device_failed", f"code {user.pk} {device}"):
        counted.clear(request, action="login_failed", key=f"mfa-auth-user-{user.pk}")


def _accounts(request: HttpRequest) -> dict[str, str]:
    """The accounts that were signed in on this device, each with its sign; {} where the cookie is no good."""
    try:
        kept: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return {}
    return kept


def _consume(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    return consume(request, app="allauth.account", action=action, key=key)


def _plain(name: str) -> str:
    """The name as accounts are found by it: without regard to case."""
    return User.normalize_username(name).strip().casefold()


def _short(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:12]
