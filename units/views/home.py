"""What must this person do next?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from units import duties, inbox
from units.approval import Power, units_with
from units.clock import today
from units.duties import Duty, Urgency
from units.models import Paper, User

SHOWN = 5  # of each list; the rest is counted
ALL = 500  # of each part, where somebody asks for all
SLOW = 7  # days after which an answer is no longer a quick one


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The list of what is due, with its date and one verb each; what came back stands on top with its reason."""
    user: Any = request.user
    tasks = sorted([*_desk(user), *duties.duties_of(user)], key=lambda duty: duty.urgency)
    context = {"tasks": tasks, "offers": duties.offers_to(user), "keeps": units_with(user, Power.KEEP)}
    if units_with(user, Power.DRAFT):
        covered = {duty.covers for duty in tasks}
        most = ALL if "all" in request.GET else SHOWN
        context |= {
            "returned": _part(inbox.returned_to(user), most),
            "drafts": _part(inbox.drafts_of(user), most, without=covered),
            "sent": _part(inbox.sent_by_units_of(user), most),
        }
    return render(request, "units/home.html", context)


def _part(papers: inbox.Inbox, most: int, without: Collection[str] = ()) -> dict[str, Any]:
    """Returns the first papers of a list and how many more there are."""
    rows = [row for row in papers[: most + len(without)] if row.key not in without]
    number = papers.count() - sum(key != "" for key in without)
    return {"rows": rows[:most], "number": number, "more": max(0, number - most)}


def _desk(user: User) -> list[Duty]:
    """Returns the one duty that stands for everything on the person's desk."""
    lying = inbox.on_desks_of(user)
    if not lying.count():
        return []
    names = {kind.kind_code(): str(kind._meta.verbose_name_plural) for kind in Paper.kinds()}
    numbers = [f"{names[code]}: {number}" for code, (number, _oldest) in lying.tally.items()]
    oldest = min(moment for _number, moment in lying.tally.values() if moment)
    days = max(0, (today() - timezone.localtime(oldest).date()).days)
    waited = ngettext("The oldest has waited %(days)d day.", "The oldest has waited %(days)d days.", days)
    return [
        Duty(
            _("Answer what lies on your desk"), " · ".join(numbers).capitalize(), reverse("desk"),
            detail=waited % {"days": days} if days else "", urgency=Urgency.LATE if days > SLOW else Urgency.NOW,
        )
    ]  # fmt: skip
