"""What happened to a unit over the years, and what is still to come? One line for each event, the newest first.

Told out of what the verbs of `units.structure` leave behind: placements, former names, successions, reopenings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from units.models import FormerName, Placement, Record, Reorganisation, Succession, Unit, User
from units.past import Names
from units.querysets import reads
from units.structure.coming import concerning

# What the chronicle tells better than the records: who entered it stands there all the same.
TOLD = (Record.Verb.MOVED, Record.Verb.CLOSED, Record.Verb.MERGED, Record.Verb.SPLIT, Record.Verb.REOPENED)
_SAID: dict[tuple[str, str], str | Promise] = {
    ("merge", "predecessor"): gettext_lazy("Merged into"),
    ("merge", "successor"): gettext_lazy("Took in"),
    ("split", "predecessor"): gettext_lazy("Divided: out of it came"),
    ("split", "successor"): gettext_lazy("Came out of"),
}


@dataclass
class Event:
    """One thing that happened on a day: what, to or from which units (as (unit, its name then)), by which decision."""

    on: date
    what: str
    icon: str
    units: list[tuple[Unit, str]] = field(default_factory=list)
    text: str = ""
    decision_number: str = ""
    is_coming: bool = False
    is_reopening: bool = False


def of(unit: Unit, *, by: User) -> list[Event]:
    """Returns the events of a unit, what is to come on top as `by` may read it, then the newest first; a fixed
    number of queries."""
    placements = list(unit.placements.select_related("parent").order_by("from_on"))
    concerned = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    successions = list(concerned.select_related("predecessor", "successor"))
    others = [*(one.parent_id for one in placements), *(_other(one, unit).pk for one in successions)]
    names = Names([unit.pk, *(key for key in others if key)])
    told = [*_openings(unit), *_renamings(unit, names.former(unit)), *_successions(unit, successions, names)]
    went = {row.on for row in successions if row.predecessor_id == unit.pk and row.kind == Succession.Kind.MERGE}
    explained = went | {event.on for event in told if event.is_reopening}  # why it stands elsewhere since that day
    told += [event for event in _places(placements, names) if event.on not in explained]
    return [*_coming(unit, by), *sorted(told, key=lambda event: event.on, reverse=True)]


def named(events: Iterable[Event]) -> list[Unit]:
    """Returns the units that are named in events."""
    return [unit for event in events for unit, _name in event.units]


def seen(user: User, units: Iterable[Unit | None]) -> set[int]:
    """Returns the keys of those among some units whose pages a user can open; no query."""
    return {unit.pk for unit in units if unit and reads(user, unit)}


def _coming(unit: Unit, by: User) -> Iterator[Event]:
    for row in concerning(unit, by=by):
        text = " · ".join(filter(None, [row.get_state_display(), row.why]))
        yield Event(row.on, row.sentence, "calendar", [], text, row.decision_number, is_coming=True)


def _openings(unit: Unit) -> Iterator[Event]:
    """Opened, closed and opened again; a closing by a merger is told as the merger."""
    done = list(unit.reorganisations.filter(state=Reorganisation.State.DONE, kind__in=["close", "reopen"]))
    numbers = {row.on: row.decision_number for row in done if row.kind == "close"}
    closings = [] if unit.merged_into_id or not unit.closed_on else [(unit.closed_on, unit.closed_reason)]
    for row in done:
        if row.kind == "reopen":
            number = row.decision_number
            yield Event(row.on, _("Opened again"), "plus", decision_number=number, is_reopening=True)
            if not row.terms.get("merged_into") and row.terms.get("closed_on"):
                closings.append((date.fromisoformat(row.terms["closed_on"]), row.terms.get("closed_reason", "")))
    for day, reason in closings:
        yield Event(day, pgettext("history", "Closed"), "declined", text=reason, decision_number=numbers.get(day, ""))


def _renamings(unit: Unit, rows: list[FormerName]) -> Iterator[Event]:
    names = [*(row.name for row in rows), unit.name]
    for row, (before, after) in zip(rows, pairwise(names), strict=True):
        text = _("%(before)s → %(after)s") % {"before": before, "after": after}
        yield Event(row.until_on, _("Renamed"), "draft", text=text, decision_number=row.decision_number)


def _successions(unit: Unit, rows: list[Succession], names: Names) -> Iterator[Event]:
    for row in rows:
        went = row.predecessor_id == unit.pk
        other = _other(row, unit)
        called = names.on(other, row.on if went else row.on - timedelta(days=1))
        what = str(_SAID[row.kind, "predecessor" if went else "successor"])
        yield Event(row.on, what, "moved", [(other, called)], decision_number=row.decision_number)


def _other(row: Succession, unit: Unit) -> Unit:
    return row.successor if row.predecessor_id == unit.pk else row.predecessor


def _places(placements: list[Placement], names: Names) -> Iterator[Event]:
    for before, row in zip([None, *placements], placements, strict=False):
        above = [(row.parent, names.on(row.parent, row.from_on))] if row.parent else []
        what, icon = _("Opened, under") if above else _("Opened"), "plus"
        if before:
            if before.path == row.path:
                continue
            moved = before.parent_id != row.parent_id
            what, icon = _("Came under") if moved else _("Moved along with its superior"), "moved"
        yield Event(row.from_on, what, icon, above, decision_number=row.decision_number)
