"""Which desks has a nomination passed, where does it lie, and which are left?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from recognition.models import Nomination
from recognition.models.nomination import NominationDecision
from units.approval import Action, State
from units.models import Unit

ANSWERS = (Action.APPROVE, Action.RETURN, Action.DECLINE)
Answers = dict[int | None, NominationDecision]


class Stage(models.TextChoices):
    """What a desk of the chain means for a nomination now."""

    PASSED = "passed", pgettext_lazy("desk", "Agreed")
    SKIPPED = "skipped", pgettext_lazy("desk", "Passed over")
    HERE = "here", pgettext_lazy("desk", "Lies here now")
    AHEAD = "ahead", pgettext_lazy("desk", "Still ahead")
    RETURNED = "returned", pgettext_lazy("desk", "Returned it")
    DECLINED = "declined", pgettext_lazy("desk", "Declined it")


@dataclass(frozen=True)
class Step:
    """One desk on the way to the awarding level; `line` is the answer that it gave in this round, if it gave one."""

    unit: Unit
    stage: Stage
    is_last: bool
    line: NominationDecision | None = None

    @property
    def state(self) -> str:
        """The state of papers whose colour and mark suit the stage; "" for a desk that has not been reached."""
        return {
            Stage.PASSED: State.ACCEPTED, Stage.HERE: State.WAITING, Stage.RETURNED: State.RETURNED,
            Stage.DECLINED: State.DECLINED,
        }.get(self.stage, "")  # fmt: skip


def steps(nomination: Nomination, decisions: Iterable[NominationDecision]) -> list[Step]:
    """Returns the desks from the direct superior's to the awarding one; one query for the units.

    `decisions` is the whole history, the oldest first. A desk is passed over where its only officer is the sender.
    What was loaded as already accepted has climbed no chain here: [].
    """
    lines = list(decisions)
    if any(line.action == Action.LOADED for line in lines):
        return []
    answers: Answers = {
        line.desk_id: line for line in lines if line.round == nomination.round and line.action in ANSWERS
    }
    desks = _desks(nomination, {nomination.holder_id, *answers})
    reached = _reached(nomination, desks, answers)
    return [
        Step(desk, _stage(nomination, desk, place < reached, answers.get(desk.pk)), place == len(desks) - 1,
             answers.get(desk.pk))
        for place, desk in enumerate(desks)
    ]  # fmt: skip


def _desks(nomination: Nomination, touched: set[int | None]) -> list[Unit]:
    """The units above the author's, the nearest first, up to the awarding level or to where it really went."""
    above = nomination.unit.ancestor_ids[::-1] or [nomination.unit_id]
    found = Unit.objects.in_bulk(above)
    units = [found[pk] for pk in above]
    final = next((place for place, unit in enumerate(units) if nomination.is_final_at(unit)), len(units) - 1)
    beyond = [place for place, unit in enumerate(units) if unit.pk in touched]
    return units[: max([final, *beyond]) + 1]


def _reached(nomination: Nomination, desks: list[Unit], answers: Answers) -> int:
    """The place in the chain that the nomination has come to: -1 before the first, behind the last at its end."""
    if nomination.state == State.ACCEPTED:
        return len(desks)
    touched = {nomination.holder_id, *answers}
    return max((place for place, desk in enumerate(desks) if desk.pk in touched), default=-1)


def _stage(nomination: Nomination, desk: Unit, is_behind: bool, line: NominationDecision | None) -> Stage:
    if nomination.holder_id == desk.pk:
        return Stage.HERE
    if line is None:
        return Stage.SKIPPED if is_behind else Stage.AHEAD
    return {Action.RETURN: Stage.RETURNED, Action.DECLINE: Stage.DECLINED}.get(Action(line.action), Stage.PASSED)
