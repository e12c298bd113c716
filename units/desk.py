"""How does a paper move from desk to desk? The only code that writes a paper's state.

One transaction: lock the rows, ask the rules, move the papers, write one line of history each, run the kind's hook.
The number of queries is the same for one paper and for a thousand that go to the same desk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from units import receipts, tree
from units.approval import RULES, Action, State, acting_post, refusal
from units.clock import now, today
from units.models import Paper, Post, Unit, User
from units.querysets import within
from units.routing import Chain

# What a kind of paper does in the transaction that sends it or accepts it for good; its app registers it in ready().
_AFTER: dict[tuple[type[Paper], str], Callable[..., object]] = {}

MOVES = (Action.SUBMIT, Action.RECALL, Action.APPROVE, Action.RETURN, Action.DECLINE)


def after(kind: type[Paper], action: str, verb: Callable[..., object]) -> None:
    """Registers `verb(papers, by=)` to run inside the transaction that sends or finally accepts papers of a kind."""
    _AFTER[kind, action] = verb


@dataclass
class Outcome:
    """What `take` did: the papers that moved, the reasons of those that did not, the receipt's code."""

    papers: list[Paper] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    receipt: str = ""
    repeated: bool = False


class Refused(Exception):
    """Nothing was written; `reasons` says why for each paper's key."""

    def __init__(self, reasons: dict[int, str]):
        self.reasons = reasons
        super().__init__(" ".join(dict.fromkeys(reasons.values())))


def take(
    action: str,
    papers: Paper | Iterable[Paper],
    *,
    by: User,
    note: str = "",
    versions: Mapping[int, int] | None = None,
    request_id: UUID | None = None,
    partial: bool = False,
) -> Outcome:
    """Takes one action on one paper or on many of one kind.

    `versions` maps a paper's key to the version that the person saw: another one is refused as changed meanwhile.
    `request_id` makes a repeat harmless: it gets the first answer. With `partial` the refused papers are left where
    they are and named in the outcome; without it one refusal stops all and raises `Refused`.
    """
    if action not in MOVES:
        raise ValueError(f"take() does not know {action!r}")
    asked = [papers] if isinstance(papers, Paper) else list(papers)
    with transaction.atomic():
        receipt, fresh = receipts.claim(request_id, by=by, verb=f"desk.{action}")
        if not fresh:
            return _repeat(receipt, asked)
        rows = _lock(asked)
        reasons = {row.pk: reason for row in rows if (reason := _reason(action, row, by, note, versions))}
        if reasons and not partial:
            raise Refused(reasons)
        moved = [row for row in rows if row.pk not in reasons]
        if moved:
            _move(Action(action), moved, by, note.strip())
        if receipt:
            receipt.answer = {"moved": [row.pk for row in moved], "refused": {str(k): v for k, v in reasons.items()}}
            receipt.save(update_fields=["answer"])
    return Outcome(moved, reasons, receipt.code if receipt else "")


def load(papers: Sequence[Paper], *, by: User, note: str) -> None:
    """Enters unsaved history as accepted, with a line that says loaded, by whom, from which file (Rulings)."""
    if not papers:
        return
    model, moment, day = type(papers[0]), now(), today()
    with transaction.atomic():
        for paper in papers:
            paper.state, paper.round, paper.created_by = State.ACCEPTED, 1, by
            paper.submitted_by, paper.submitted_at, paper.sent_on, paper.decided_at = by, moment, day, moment
        model._default_manager.bulk_create(papers, batch_size=500)
        write_lines(Action.LOADED, papers, by, note, {}, dict.fromkeys([p.pk for p in papers], (State.DRAFT, None)))


def rehome(moved: Unit | Collection[int], *, by: User, note: str) -> int:
    """Lays the waiting papers of a subtree, or of units by their keys, on the desks of their chain now; returns how
    many moved. Called by `units.structure` after the paths are right.

    A paper whose desk is open and still above its unit stays; another goes to the lowest desk of the chain that is at
    least as high as its old one.
    """
    count, day = 0, today()
    for kind in Paper.kinds():
        rows = list(
            kind._default_manager.waiting()
            .filter(within(moved.path or "", "unit__") if isinstance(moved, Unit) else Q(unit__in=moved))
            .order_by("pk")
            .select_related("unit", "holder")
            .select_for_update(of=("self",))
        )
        stray = [row for row in rows if row.holder and _is_stray(row, row.holder, day)]
        before: dict[int, tuple[str, Any]] = {row.pk: (row.state, row.holder) for row in stray}
        if stray:
            chain = Chain(stray)
            for row in stray:
                level = before[row.pk][1].level
                row.holder, row.version = chain.desk_from(row, level), row.version + 1
            kind._default_manager.bulk_update(stray, ["holder", "version"], batch_size=500)
            write_lines(Action.MOVED, stray, by, note, {}, before)
            count += len(stray)
    return count


def _is_stray(row: Paper, holder: Unit, day: date) -> bool:
    return not holder.is_open(day) or holder.pk not in tree.ids(row.unit.path or "")


# --- the steps of take() ---------------------------------------------------------------------------------------------


def _lock(asked: list[Paper]) -> list[Paper]:
    """Locks the papers and first, as moving a unit does, their units: no chain changes under a travelling paper."""
    if not asked:
        return []
    Unit.objects.filter(pk__in={paper.unit_id for paper in asked}).hold()
    manager = type(asked[0])._default_manager
    rows = manager.select_for_update(of=("self",)).filter(pk__in=[paper.pk for paper in asked])
    return list(rows.select_related(*type(asked[0]).desk_related).order_by("pk"))


def _reason(action: str, row: Paper, by: User, note: str, versions: Mapping[int, int] | None) -> str:
    if versions is not None and versions.get(row.pk, row.version) != row.version:
        return str(_("This paper has changed since you opened it. Nothing was done: read it again, then decide."))
    if RULES[action].note_required and not note.strip():
        return str(_("Give the reason: the author must know what to do."))
    return refusal(action, row, by)


def _repeat(receipt, asked: list[Paper]) -> Outcome:
    moved = set(receipt.answer.get("moved", []))
    refused = {int(key): reason for key, reason in receipt.answer.get("refused", {}).items()}
    return Outcome([paper for paper in asked if paper.pk in moved], refused, receipt.code, repeated=True)


def _move(action: Action, rows: list[Paper], by: User, note: str) -> None:
    posts = {row.pk: acting_post(action, row, by) for row in rows}
    before = {row.pk: (row.state, row.holder) for row in rows}
    final = [row for row in rows if action == Action.APPROVE and row.holder and row.is_final_at(row.holder)]
    rises = action == Action.SUBMIT or (action == Action.APPROVE and len(final) < len(rows))
    above = Chain(rows) if rises else None
    moment, day = now(), today()
    for row in rows:
        row.version += 1
        if above and action == Action.SUBMIT:
            row.submitted_by, row.submitted_at, row.round, row.steps = by, moment, row.round + 1, 0
            row.sent_on = row.sent_on or day
            row.state, row.holder, row.decided_at = State.WAITING, above.first_desk(row), None
        elif above and row.holder and row not in final:
            row.steps, row.holder = row.steps + 1, above.next_desk(row, row.holder)
        else:
            row.state, row.holder = RULES[action].to or row.state, None
            row.decided_at = None if action == Action.RECALL else moment
    if action == Action.RECALL:
        _forget_sending(rows)
    kind = type(rows[0])
    _save(action, rows, day)
    write_lines(action, rows, by, note, posts, before)
    follow_up = _AFTER.get((kind, action))
    reached = final if action == Action.APPROVE else rows
    if follow_up and reached:
        follow_up(reached, by=by)


def _forget_sending(rows: list[Paper]) -> None:
    """What comes back before anybody has answered it was never sent: its day of sending is the next one's."""
    lines: Any = type(rows[0]).decisions.rel.related_model
    answers = lines._default_manager.filter(paper__in=rows, action__in=[Action.APPROVE, Action.RETURN])
    answered = set(answers.values_list("paper", flat=True))
    for row in rows:
        row.sent_on = row.sent_on if row.pk in answered else None


def _save(action: Action, rows: list[Paper], day: date) -> None:
    """Writes what moved: one statement for all rows that now lie at the same place, however many they are."""
    recalled = action == Action.RECALL
    places: dict[tuple[str, int | None, date | None], list[Paper]] = {}
    for row in rows:
        places.setdefault((row.state, row.holder_id, row.sent_on if recalled else None), []).append(row)
    for group in places.values():
        one = group[0]
        columns: dict[str, Any] = {"state": one.state, "holder": one.holder, "decided_at": one.decided_at}
        if action == Action.SUBMIT:
            columns |= {"submitted_by": one.submitted_by, "submitted_at": one.submitted_at, "steps": 0}
            columns |= {"round": F("round") + 1, "sent_on": Coalesce("sent_on", day)}
        elif recalled:
            columns["sent_on"] = one.sent_on
        elif one.state == State.WAITING:
            columns["steps"] = F("steps") + 1
        kept = type(one)._default_manager.filter(pk__in=[row.pk for row in group])
        kept.update(version=F("version") + 1, **columns)


def write_lines(action, rows, by, note, posts: dict[int, Post | None], before) -> None:
    """Adds one line to the history of each paper; `before` has the state and the desk that each came from."""
    line: Any = type(rows[0]).decisions.rel.related_model
    moment = now()
    keep_content = action == Action.RETURN
    if keep_content:
        models.prefetch_related_objects(rows, *rows[0].content_prefetch)
    line._default_manager.bulk_create(
        [
            line(
                paper=row,
                action=action,
                by=by,
                at=moment,
                note=note,
                round=row.round,
                post=posts.get(row.pk),
                post_label=str(posts.get(row.pk) or ""),
                from_state=before[row.pk][0],
                to_state=row.state,
                desk=before[row.pk][1],
                to_desk=row.holder,
                content=row.content() if keep_content else {},
            )
            for row in rows
        ],
        batch_size=500,
    )
