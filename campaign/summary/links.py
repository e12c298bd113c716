"""Where do the rows behind a figure stand? Every address carries the whole scope, so that it counts the same."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from campaign.summary.scope import Scope
from units.models import Unit


def query(scope: Scope, **changes: object) -> str:
    """Returns the query string of a scope with changes; what is at its default is left out."""
    one_year = scope.start.year == scope.end.year
    one_month = one_year and scope.start.month == scope.end.month
    whole = {
        "year": scope.start.year if one_year else "",
        "month": scope.start.month if one_month else "",
        "responsibility": scope.responsibility,
        "stage": "" if scope.stage == "accepted" else scope.stage,
        "everything": "on" if scope.everything else "",
        **changes,
    }
    return urlencode({key: value for key, value in whole.items() if value not in ("", None)})


def summary(scope: Scope, unit: Unit) -> str:
    """The summary of a unit in the scope's span."""
    return _address("summary_unit", unit, query(scope))


def activities(scope: Scope, *, own: bool = False, year: int = 0, month: int = 0, responsibility: str = "") -> str:
    """The list of exactly the activities that a figure counts; `own` leaves out what stands beneath the unit."""
    changes: dict[str, object] = {"own": "on"} if own else {}
    if year:
        changes |= {"year": year, "month": month}
    if responsibility:
        changes["responsibility"] = responsibility
    return _address("summary_activities", scope.unit, query(scope, **changes))


def units(scope: Scope, rung: str) -> str:
    """The list of the units on a rung of the ladder."""
    return _address("summary_units", scope.unit, query(scope, rung=rung))


def reports(scope: Scope) -> str:
    """The list of the expected reports behind the rate."""
    return _address("summary_reports", scope.unit, query(scope))


def _address(name: str, unit: Unit, asked: str) -> str:
    return f"{reverse(f'campaign:{name}', args=[unit.pk])}?{asked}".rstrip("?")
