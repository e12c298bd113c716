"""Where do the rows behind a figure stand? Every address carries the whole scope, so that it counts the same."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from campaign.summary.scope import Scope
from units.as_on import THEN
from units.models import Unit

OWN = "own"  # what stands for "the unit itself, nothing beneath" in an address


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
        "tree": THEN if scope.then else "",
        "network": scope.network.pk if scope.network else "",
        **changes,
    }
    return urlencode({key: value for key, value in whole.items() if value not in ("", None)})


def summary(scope: Scope, unit: Unit) -> str:
    """The summary of a unit in the scope's span; of the scope's own unit with its network, where it has one."""
    return _address("summary_unit", unit, query(scope if unit == scope.unit else scope.of(unit)))


# The lists behind the figures of a scope's summary. `narrowed` is what their filters take (campaign.filters.behind):
# `of` is the key of a unit directly beneath, or OWN; the rest names the figure.


def activities(scope: Scope, **narrowed: object) -> str:
    """The list of exactly the activities that a figure counts."""
    return _address("summary_activities", scope.unit, query(scope, **narrowed))


def units(scope: Scope, **narrowed: object) -> str:
    """The list of the units on the ladder, on one `rung` or on any."""
    return _address("summary_units", scope.unit, query(scope, **narrowed))


def reports(scope: Scope, **narrowed: object) -> str:
    """The list of the expected reports behind the rate."""
    return _address("summary_reports", scope.unit, query(scope, **narrowed))


def reporters(scope: Scope, **narrowed: object) -> str:
    """The list of the units from which a report is expected; with `sent` those that have sent one, or have not."""
    return _address("summary_reporters", scope.unit, query(scope, **narrowed))


def _address(name: str, unit: Unit, asked: str) -> str:
    return f"{reverse(f'campaign:{name}', args=[unit.pk])}?{asked}".rstrip("?")
