"""What does every page need to know: which day it is, where one can go, how it should look?"""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.clock import today

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")


class Entry(NamedTuple):
    """One way to go: its word, the name of its address, its mark in icons.svg, and whether strangers may go there."""

    label: str | Promise
    url_name: str
    icon: str
    public: bool = False


# The first three stand under the thumb on a phone; the rest are in its menu.
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


def page(request: HttpRequest) -> dict[str, Any]:
    """Returns `demo`, `today`, `theme` and the lazily built `nav` for base.html."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "demo": settings.DEMO,
        "today": today(),
        "theme": theme if theme in THEMES else "auto",
        "nav": SimpleLazyObject(lambda: navigation(request)),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Returns the entries that this visitor can open, each with its address and whether one is there now."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    entries = []
    for entry in NAV:
        if not (signed_in or entry.public):
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        here = request.path == href or (href != "/" and request.path.startswith(href))
        entries.append({"label": entry.label, "href": href, "icon": entry.icon, "here": here})
    return entries
