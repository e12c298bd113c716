"""How do desks answer activities? Most accept, some return with a reason, few decline; some desks are slow."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.forms import modelform_factory
from django.utils import timezone

from campaign.models import Activity
from config.demo.chance import dice, moment
from config.demo.desks import by_desk, latest_sending
from config.demo.texts import texts
from config.demo.world import World
from units import desk, drafts
from units.approval import Action, State
from units.clock import at
from units.models import User

ACCEPT = ""
# Which reason a return gives, the field that its repair changes, and what the author says on sending it again.
REPAIRS = {0: ("document_number", 0), 1: ("turnout", 1), 5: ("place", 0), 8: ("description", 0)}
DECLINED_BECAUSE = (1, 3)


def answer(world: World, last: date, *, leave: frozenset[str] = frozenset(), share: float = 1.0) -> None:
    """Lets each desk answer once what has come by a day a little before `last`; the desks in `leave` rest.

    `share` is the part of the desks that answers at all.
    """
    for place, papers in by_desk(Activity.objects.waiting().select_related("unit", "holder")):
        roll = dice("answering", place.code, last)
        when = moment(last - timedelta(days=roll.randint(0, 9)), roll)
        come = [paper for paper in papers if latest_sending([paper]) < when]
        if come and place.code not in leave and roll.random() < share:
            _answer_all(come, when, world.officers[place.pk])


def _answer_all(papers: list[Activity], when: datetime, by: User) -> None:
    reasons = texts("campaign", "papers")
    groups: dict[tuple[str, str], list[Activity]] = defaultdict(list)
    for paper in papers:
        groups[_verdict(paper, reasons)].append(paper)
    for minutes, ((action, note), group) in enumerate(groups.items()):
        with at(when + timedelta(minutes=3 * minutes)):
            desk.take(action, group, by=by, note=note)


def _verdict(paper: Activity, reasons: dict) -> tuple[str, str]:
    roll = dice("verdict", paper.unit.code, paper.title, paper.started_on)
    chance = roll.random()
    if paper.round == 1 and chance < 0.03:
        return Action.RETURN, reasons["return_reasons"]["activity"][_what_is_wrong(paper)]
    if paper.round == 1 and chance < 0.038:
        return Action.DECLINE, reasons["decline_reasons"]["activity"][roll.choice(DECLINED_BECAUSE)]
    return Action.APPROVE, ACCEPT


def _what_is_wrong(paper: Activity) -> int:
    if not paper.place:
        return 5
    if not paper.document_number:
        return 0
    return 1 if (paper.turnout or 0) > 20 else 8


def repair(world: World, last: date) -> None:
    """Lets most authors repair what came back and send it again by a day."""
    reasons = texts("campaign", "papers")
    back = Activity.objects.filter(state=State.RETURNED).select_related("unit").order_by("unit__code", "pk")
    for paper in back:
        roll = dice("repair", paper.unit.code, paper.title, paper.started_on)
        note = paper.decisions.latest("pk").note
        place = next((i for i in REPAIRS if reasons["return_reasons"]["activity"][i] == note), None)
        if place is None or roll.random() < 0.15:
            continue
        field, said = REPAIRS[place]
        by = world.secretaries[paper.unit_id]
        answered = timezone.localdate(paper.decided_at)
        day = min(answered + timedelta(days=roll.randint(1, 6)), max(last, answered))
        with at(moment(day, roll, after=paper.decided_at)):
            form = modelform_factory(Activity, fields=[field])({field: _repaired(paper, field)}, instance=paper)
            drafts.save_draft(form, by=by, version=paper.version)
            desk.take(Action.SUBMIT, paper, by=by, note=reasons["resubmit_notes"]["activity"][said])


def _repaired(paper: Activity, field: str) -> object:
    if field == "turnout":
        return max((paper.turnout or 30) * 2 // 3, paper.people or 0)
    if field == "document_number":
        return f"{paper.ended_on.day + paper.ended_on.month:02d}-BC/ĐTN"
    if field == "place":
        return "Hội trường cơ quan, cùng đoàn phường sở tại"
    return f"{paper.description} Kết quả có biên bản nghiệm thu kèm theo."
