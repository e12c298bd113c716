"""How do a report's figures read beside last period's, and what has changed between two versions?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaign.figures import figure
from campaign.models import ActivityKind, Responsibility
from campaign.reporting.compiling import Figures
from units.templatetags import numbers

Write = Callable[[Any], str]


def _measure(label: str | Promise, definition: str | Promise, name: str, *, format: str = "number") -> Any:  # noqa: A002 as `figure`
    def compute(figures: Figures, where: str = "total", stage: str = "reported") -> int | None:
        return figures[where][stage]["all"][name] if figures else None

    compute.__name__ = f"report_{name}"
    return figure(label, definition, format=format)(compute)


MEASURES = {
    "activities": _measure(
        _("Activities"),
        _("Activities of the unit itself, and of units whose place it took, that were sent and began in the period, "
          "and those in the accepted reports of the units beneath it."),
        "activities",
    ),
    "turnout": _measure(
        _("Turnout"),
        _("Person-times: somebody who took part twice counts twice. Activities that gave none add nothing."),
        "turnout",
    ),
    "citizens": _measure(
        _("Citizens served"), _("Person-times of citizens received, advised or treated."), "citizens"
    ),
    "value": _measure(
        _("Value"),
        _("What the activities were worth, in whole đồng, as their units gave it."),
        "value",
        format="money",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One measure: the unit's own, from below, together as reported, of that accepted, and last period's total."""

    name: str
    label: str | Promise
    own: int
    below: int
    reported: int
    accepted: int
    before: int | None
    write: Write

    @property
    def own_text(self) -> str:
        """The unit's own, as people write it."""
        return self.write(self.own)

    @property
    def below_text(self) -> str:
        """What comes from below, as people write it."""
        return self.write(self.below)

    @property
    def reported_text(self) -> str:
        """The whole, as people write it."""
        return self.write(self.reported)

    @property
    def accepted_text(self) -> str:
        """What of it is accepted, as people write it."""
        return self.write(self.accepted)

    @property
    def before_text(self) -> str:
        """Last period's, as people write it."""
        return self.write(self.before)

    @property
    def difference(self) -> int | None:
        """How much more than last period; None where there was no report."""
        return None if self.before is None else self.reported - self.before

    @property
    def difference_text(self) -> str:
        """The difference with its sign, e.g. "+120"."""
        change = self.difference
        if change is None:
            return ""
        return f"{'+' if change > 0 else '−' if change < 0 else '±'}{self.write(abs(change))}"


def lines(figures: Figures, before: Figures | None) -> list[Line]:
    """Returns the four measures of a report beside those of the last period's."""
    return [
        Line(
            name, measure.label, measure(figures, "own"), measure(figures, "below"), measure(figures),
            measure(figures, "total", "accepted"), measure(before) if before else None, _writer(name),
        )
        for name, measure in MEASURES.items()
    ]  # fmt: skip


def _writer(name: str) -> Write:
    return numbers.money if MEASURES[name].format == "money" else numbers.number


def by_responsibility(figures: Figures, before: Figures | None) -> list[dict[str, Any]]:
    """Returns, for each responsibility, its measures as reported and last period's number of activities."""
    now = figures["total"]["reported"]["by_responsibility"]
    then = before["total"]["reported"]["by_responsibility"] if before else {}
    return [
        {"key": key, "label": label, **now[key], "before": then.get(key, {}).get("activities")}
        for key, label in Responsibility.choices
    ]


def by_kind(figures: Figures, before: Figures | None) -> list[dict[str, Any]]:
    """Returns, for each kind that occurs, its measures and results as reported; one query."""
    now = figures["total"]["reported"]["by_kind"]
    then = before["total"]["reported"]["by_kind"] if before else {}
    kinds = ActivityKind.objects.listed().filter(code__in=now).in_order()
    return [{"kind": kind, **now[kind.code], "before": then.get(kind.code, {}).get("result")} for kind in kinds]


def changes(before: Figures, now: Figures) -> list[tuple[str, str, str]]:
    """Returns (label, before, now) for every figure that differs between two versions of one report."""
    found = [
        (str(measure.label), _writer(name)(measure(before)), _writer(name)(measure(now)))
        for name, measure in MEASURES.items()
        if measure(before) != measure(now)
    ]
    for name, label in (("activities", _("Own activities listed")), ("taken_up", _("Reports taken up"))):
        gone, new = len(set(before[name]) - set(now[name])), len(set(now[name]) - set(before[name]))
        if gone or new:
            found.append((str(label), numbers.number(len(before[name])), _listed(len(now[name]), gone, new)))
    return found


def _listed(number: int, gone: int, new: int) -> str:
    return str(_("%(number)s (%(new)s new, %(gone)s gone)") % {
        "number": numbers.number(number), "new": numbers.number(new), "gone": numbers.number(gone),
    })  # fmt: skip
