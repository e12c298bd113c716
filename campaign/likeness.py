"""Which other entries may be one and the same activity (weakness W1; product.md, rule 12)?

Looked at are, of whatever unit, at most 200 entries of the same days (one day more on either side) in the same
district, or province where the unit stands above districts, the unit's own first; and at most 200 photographs that
share a band of their hash (`units.intake.likeness`) with one of the activity's, wherever they were taken. Entries that
were declined count nowhere and are left out. Totals of a span are compared with such totals alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Q, Value, When

from campaign.models import Activity, ActivityFile
from units.approval import State
from units.intake.likeness import bands, is_same

MOST = 200
ALIKE = 60  # per cent from which a text is like another
DAY = timedelta(days=1)
LONGEST = timedelta(days=31)  # before the first day: what began earlier than that is another activity


@dataclass(frozen=True)
class Match:
    """An entry that may be the same: its key, how alike the texts are (per cent), whether a photograph is the same."""

    other: int
    text: int
    photograph: bool


def text_likeness(one: str, other: str) -> int:
    """Returns how alike two texts are that `search_key` has written, from 0 to 100, whatever the order of their words.

    It is the share of what they have in common of their triples of neighbouring letters, each word between spaces:
    twice the common ones of all those of either (Dice). Two of three words the same give about 67, a letter typed
    wrong costs a few per cent; an empty text is like nothing.
    """
    first, second = _triples(one), _triples(other)
    both = len(first) + len(second)
    return round(200 * len(first & second) / both) if first and second else 0


def find(activity: Activity, photographs: Iterable[int]) -> list[Match]:
    """Returns what may be the same as a saved activity with photographs of these hashes, the likest first."""
    own = activity.search_text
    found = {pk: Match(pk, text_likeness(own, text), False) for pk, text in _of_the_same_days(activity)}
    found = {pk: match for pk, match in found.items() if match.text >= ALIKE}
    for pk, text in _with_a_same_photograph(activity, list(photographs)):
        found[pk] = Match(pk, text_likeness(own, text), True)
    return sorted(found.values(), key=lambda match: (not match.photograph, -match.text, -match.other))


def _triples(text: str) -> set[str]:
    return {f"  {word} "[place : place + 3] for word in text.split() for place in range(len(word) + 1)}


def _of_the_same_days(activity: Activity) -> list[tuple[int, str]]:
    place = Q(province=activity.province_id)
    if activity.district_id:
        place = Q(district=activity.district_id) | Q(district=None, province=activity.province_id)
    days = Q(
        started_on__gte=activity.started_on - LONGEST,
        started_on__lte=activity.ended_on + DAY,
        ended_on__gte=activity.started_on - DAY,
    )
    rows = Activity.objects.filter(place, days, is_span_total=activity.is_span_total)
    rows = rows.exclude(pk=activity.pk).exclude(state=State.DECLINED)
    own_first = Case(When(unit=activity.unit_id, then=Value(0)), default=Value(1))
    return list(rows.order_by(own_first, "-started_on", "-pk").values_list("pk", "search_text")[:MOST])


def _with_a_same_photograph(activity: Activity, hashes: list[int]) -> set[tuple[int, str]]:
    shared = Q()
    for value in hashes:
        for place, band in enumerate(bands(value), start=1):
            shared |= Q(**{f"band_{place}": band})
    if not shared:
        return set()
    rows = ActivityFile.objects.filter(shared).exclude(paper=activity.pk).exclude(paper__state=State.DECLINED)
    candidates = rows.order_by("-pk").values_list("paper", "paper__search_text", "likeness")[:MOST]
    return {
        (pk, text)
        for pk, text, seen in candidates
        if seen is not None and any(is_same(seen, value) for value in hashes)
    }
