"""Which award seasons are there, by which rules, and where can I nominate?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from recognition import seasons
from recognition.eligibility import rules
from recognition.models import Season
from units.approval import State
from units.clock import today
from units.requests import Request


@require_safe
def season_list(request: Request) -> HttpResponse:
    """The seasons that concern the visitor: the open ones first, then those to come and those that have closed."""
    rows = [_row(season) for season in seasons.visible_to(request.user)]
    openings = {season.pk for season, _unit in seasons.openings(request.user)}
    rows.sort(key=lambda row: (not row["is_open"], row["is_over"]))
    return render(request, "recognition/season_list.html", {"rows": rows, "openings": openings})


def _row(season: Season) -> dict[str, Any]:
    """A season with its rules in words and whether it takes nominations today."""
    day = today()
    return {
        "season": season, "rules": rules(season), "is_open": season.is_open(day), "is_over": season.closes_on < day
    }  # fmt: skip


@require_safe
def season_detail(request: Request, pk: int) -> HttpResponse:
    """One season: its days and rules in words, and how its nominations stand as far as the visitor reads them."""
    season = get_object_or_404(seasons.visible_to(request.user), pk=pk)
    tally = seasons.tally(season, by=request.user)
    context = {
        **_row(season),
        "units": [unit for open_season, unit in seasons.openings(request.user) if open_season.pk == pk],
        "tally": [(state, label, tally[state]) for state, label in State.choices if tally.get(state)],
        "total": sum(tally.values()),
    }  # fmt: skip
    return render(request, "recognition/season_detail.html", context)
