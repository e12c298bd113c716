"""Which things fit the letters that were typed, for a page on which one of them is chosen before a verb begins?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from units.querysets import PersonQuerySet, UnitQuerySet
from units.requests import Request

FOUND = 20


def search(request: Request, among: UnitQuerySet | PersonQuerySet, *, first: QuerySet | None = None) -> dict[str, Any]:
    """Returns what units/choose_page.html draws: `q`, the rows `found` by it, whether there are `more`.

    Before anything was typed those of `first` are found, by default none.
    """
    text = request.GET.get("q", "").strip()
    rows = among.matching(text) if text else among.none() if first is None else first
    found = list(rows[: FOUND + 1])
    return {"q": text, "found": found[:FOUND], "more": len(found) > FOUND}
