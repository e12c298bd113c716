"""What does every page need to know: which day it is, where one can go, how it should look?"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.approval import Power, units_with
from units.clock import today
from units.models import Level, User

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")


class Way(NamedTuple):
    """A way as it is drawn: an entry in the language of the page, with its address, and whether one is there now."""

    label: str
    href: str
    icon: str
    here: bool


class Entry(NamedTuple):
    """One way to go: its word, the name of its address, its mark in icons.svg, and whether strangers may go there."""

    label: str | Promise
    url_name: str
    icon: str
    public: bool = False


NAV = (
    Entry(pgettext_lazy("navigation", "To do"), "home", "home"),
    Entry(pgettext_lazy("navigation", "Activities"), "campaign:activity_list", "activity"),
    Entry(pgettext_lazy("navigation", "Desk"), "desk", "desk"),
    Entry(pgettext_lazy("navigation", "Reports"), "campaign:report_list", "report"),
    Entry(pgettext_lazy("navigation", "Plans"), "campaign:plan_list", "plan"),
    Entry(pgettext_lazy("navigation", "Summary"), "campaign:summary", "summary"),
    Entry(pgettext_lazy("navigation", "Nominations"), "recognition:nomination_list", "recognition"),
    Entry(pgettext_lazy("navigation", "Units"), "units:unit_list", "units"),
    Entry(_("Honour roll"), "recognition:honour_roll", "honour", public=True),
)

# Under the thumb on a phone, in words that fit five abreast on 320 px (the fifth is the menu). The third is what
# people do most: answer, log, or read.
TABS = (
    Entry(pgettext_lazy("tab", "Home"), "home", "home"),
    Entry(pgettext_lazy("tab", "Activities"), "campaign:activity_list", "activity"),
    Entry(pgettext_lazy("tab", "Reports"), "campaign:report_list", "report"),
)
ANSWER = Entry(pgettext_lazy("tab", "Desk"), "desk", "desk")
LOG = Entry(pgettext_lazy("tab", "Log"), "campaign:activity_create", "plus")
LOOK = Entry(pgettext_lazy("tab", "Summary"), "campaign:summary", "summary")


def page(request: HttpRequest) -> dict[str, Any]:
    """Returns `demo`, `today`, `theme` and, lazily built, `nav` and `thumb` for base.html."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "demo": settings.DEMO,
        "today": today(),
        "theme": theme if theme in THEMES else "auto",
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "thumb": SimpleLazyObject(lambda: under_thumb(request)),
    }


def navigation(request: HttpRequest) -> tuple[Way, ...]:
    """Returns the entries that this visitor can open, each with its address and whether one is there now."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _ways([entry for entry in NAV if entry.public], request)
    return _ways([entry for entry in NAV if entry.url_name != "desk" or has_desk(user)], request)


def under_thumb(request: HttpRequest) -> tuple[Way, ...]:
    """Returns the ways under the thumb of somebody signed in, as `navigation` does."""
    user: Any = request.user
    third = ANSWER if has_desk(user) else LOG if units_with(user, Power.DRAFT) else LOOK
    return _ways([*TABS[:2], third, *TABS[2:]], request)


def has_desk(user: User) -> bool:
    """Says whether papers of units beneath come to the person to be answered."""
    deciding = units_with(user, Power.DECIDE)
    return any(post.unit_id in deciding and post.unit.level < Level.BRANCH for post in user.current_posts)


def _ways(entries: Iterable[Entry], request: HttpRequest) -> tuple[Way, ...]:
    ways = [(str(entry.label), address, entry.icon) for entry in entries if (address := _address(entry.url_name))]
    around = [href for _label, href, _icon in ways if href != "/" and request.path.startswith(href)]
    nearest = max(around, key=len, default=request.path)
    return tuple(Way(*way, here=way[1] == nearest) for way in ways)


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
