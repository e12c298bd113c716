"""What does an activity count, and how is each figure to be read: a number, about a number, zero, none, no such?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from campaign.models import Activity
from campaign.models.activity import COUNTS, CountState


@dataclass(frozen=True)
class Figure:
    """One counted value as a reader needs it; `value` is None where there is none to give."""

    name: str
    label: str
    value: int | None
    state: str
    approximate: bool
    of: int | None = None
    unit: str = ""

    @property
    def state_label(self) -> str:
        """The state's word: "given", "zero", "not available", "not applicable"."""
        return str(CountState(self.state).label)


_ONE = {"people": "person", "families": "family", "activities": "activity"}  # the plurals that do more than add an s
_NO_PLURAL = {"news"}


def counted(words: str, number: int | None) -> str:
    """Returns what is counted as it runs after a number: in English one of "case files" is a "case file".

    The catalogue keeps the plural; its first plural word is what is counted ("units of blood", "people advised").
    """
    if number != 1 or (get_language() or "").startswith("vi"):
        return words
    parts = words.split(" ")
    for place, word in enumerate(parts):
        if word in _ONE or (word.endswith("s") and word not in _NO_PLURAL):
            parts[place] = _ONE.get(word, word.removesuffix("s"))
            break
    return " ".join(parts)


def figures(activity: Activity) -> list[Figure]:
    """Returns the six counted values of an activity, in the order of the form."""
    return [figure(activity, name) for name in COUNTS]


def figure(activity: Activity, name: str) -> Figure:
    """Returns one counted value of an activity."""
    is_result = name == "result"
    return Figure(
        name=name,
        label=str(getattr(Activity._meta.get_field(name), "verbose_name", name)),
        value=getattr(activity, name),
        state=getattr(activity, f"{name}_state"),
        approximate=getattr(activity, f"{name}_approximate"),
        of=activity.result_of if is_result else None,
        unit=(activity.result_unit or counted(activity.kind.counts, _whole(activity))) if is_result else "",
    )


def _whole(activity: Activity) -> int | None:
    """The number that stands right before what is counted: "3 / 12 units", else the result itself."""
    return activity.result if activity.result_of is None else activity.result_of
