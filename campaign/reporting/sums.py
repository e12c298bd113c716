"""How do the figures of a report add up? Plain whole numbers in nested dictionaries, so that any two can be added.

The totals of one stage are
`{"all": measures, "by_responsibility": {"self": measures, …}, "by_kind": {"<code>": measures of the kind}}`
where measures are `{"activities", "turnout", "citizens", "value", "approximate", "not_available"}`: value in đồng,
`approximate` counts the activities that gave a number only roughly, `not_available` those that gave no turnout though
there must have been one. A kind's measures also have `result` and `result_of`, in what the kind counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from campaign.models import ActivityKind, CountState, Responsibility
from units.approval import State

Totals = dict[str, Any]

MEASURES = ("activities", "turnout", "citizens", "value", "approximate", "not_available")
RESULTS = ("result", "result_of")
# Verified, the third stage of product.md rule 19, joins these two when inspections recount.
STAGES: dict[str, tuple[str, ...]] = {
    "reported": (State.WAITING, State.ACCEPTED),
    "accepted": (State.ACCEPTED,),
}


def nothing() -> Totals:
    """Returns totals in which everything is zero: a unit that did nothing reports zero, not silence."""
    zero = dict.fromkeys(MEASURES, 0)
    return {"all": dict(zero), "by_responsibility": {key: dict(zero) for key in Responsibility.values}, "by_kind": {}}


def add(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Returns the sum of two nested dictionaries of whole numbers; what only one of them has counts as it is."""
    summed = dict(first)
    for key, value in second.items():
        if isinstance(value, dict):
            summed[key] = add(summed.get(key, {}), value)
        else:
            summed[key] = summed.get(key, 0) + value
    return summed


def of_activities(rows: Iterable[dict[str, Any]]) -> Totals:
    """Returns the totals of a report's own activities: of one unit's, or also of units whose place it took.

    A kind that counts each thing only once (a club, a person registered) is named by every activity that concerns it:
    within one unit its result is the largest number given, not the sum. Own kinds of a national one are added to it.
    """
    totals = nothing()
    largest: dict[tuple[int, str, str], int] = defaultdict(int)
    for row in rows:
        measures = _measures(row)
        code, responsibility = row["kind__total_code"], row["kind__responsibility"]
        totals["all"] = add(totals["all"], measures)
        totals["by_responsibility"][responsibility] = add(totals["by_responsibility"][responsibility], measures)
        before = totals["by_kind"].get(code, {})
        kind = add(before, measures)
        for name in RESULTS:
            was, value = before.get(name, 0), row[name] or 0
            if row["kind__aggregation"] == ActivityKind.Aggregation.DISTINCT:
                known = largest[row["unit_id"], row["kind__code"], name]
                largest[row["unit_id"], row["kind__code"], name] = max(known, value)
                value = max(value - known, 0)
            kind[name] = was + value
        totals["by_kind"][code] = kind
    return totals


def _measures(row: dict[str, Any]) -> dict[str, int]:
    counted = ("turnout", "citizens", "value")
    return {
        "activities": 1,
        **{name: row[name] or 0 for name in counted},
        "approximate": int(any(row[f"{name}_approximate"] for name in counted)),
        "not_available": int(row["turnout_state"] == CountState.NOT_AVAILABLE),
    }


COLUMNS = (
    "pk", "unit_id", "started_on", "state", "kind__code", "kind__total_code", "kind__responsibility",
    "kind__aggregation", "turnout", "citizens", "value", "result", "result_of", "turnout_state",
    "turnout_approximate", "citizens_approximate", "value_approximate",
)  # fmt: skip
