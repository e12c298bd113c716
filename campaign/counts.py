"""What does an activity count, and how is each figure to be read: a number, about a number, zero, none, no such?"""

from __future__ import annotations

from dataclasses import dataclass

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
        unit=(activity.result_unit or activity.kind.counts) if is_result else "",
    )
