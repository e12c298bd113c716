"""What comes next on the desk, for whoever answers it paper by paper?"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from units.models import Paper
from units.requests import Request
from units.views.desk import narrowed


def tour(request: Request, paper: Paper) -> dict[str, Any]:
    """Returns {"tour": …} for the page of a paper that was opened from the desk, {} for any other.

    A link of the desk carries its own filter and order in `desk`. The tour has the way back to that `desk`, the row
    that follows (`following`, None after the last), how many others are `waiting` there, and where an answer leads
    on to (`back`).
    """
    asked = request.GET.get("desk")
    if asked is None:
        return {}
    _narrow, _lying, shown = narrowed(request, QueryDict(asked))
    keys, here = shown.keys(), f"{paper.kind_code()}:{paper.pk}"
    place = keys.index(here) if here in keys else -1
    others = [key for key in keys if key != here]
    following = others[max(place, 0) % len(others)] if others else None
    desk = f"{reverse('desk')}?{asked}".rstrip("?")
    # A colleague may have answered it since the keys were read.
    row = next(iter(shown[(at := keys.index(following)) : at + 1]), None) if following else None
    onward = f"{row.get_absolute_url()}?{urlencode({'desk': asked})}" if row else ""
    return {"tour": {"desk": desk, "following": row, "waiting": len(others), "onward": onward, "back": onward or desk}}
