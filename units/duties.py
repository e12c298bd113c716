"""What must this person do next, and what may he or she begin? Each app says its part, registered in ready()."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from units import headcounts
from units.approval import Power, units_with
from units.clock import today
from units.models import Level, Network, Reorganisation, User
from units.querysets import reads_down_to
from units.structure import coming


class Urgency(models.IntegerChoices):
    """How a duty stands in the list: what is late comes first, what only waits for a quiet hour last."""

    LATE = 1
    NOW = 2
    SOON = 3


@dataclass(frozen=True)
class Duty:
    """One thing to do: a verb that leads there, what it is about, a detail, and its day where it has one.

    `covers` names the paper that the duty is about ("campaign.report:12"), so that it is not listed twice.
    """

    verb: str
    label: str
    url: str
    detail: str = ""
    due_on: date | None = None
    urgency: int = Urgency.NOW
    covers: str = ""

    @property
    def is_urgent(self) -> bool:
        """Says whether it is late, or due today."""
        return self.urgency == Urgency.LATE or (self.due_on is not None and self.due_on <= today())


@dataclass(frozen=True)
class Offer:
    """Something that a person may begin at any time, as a button of the home page."""

    verb: str
    url: str
    icon: str = "plus"


def keeping(user: User) -> Iterable[Offer]:
    """What a unit's administrator may begin."""
    if units_with(user, Power.KEEP):
        yield Offer(_("Keep units, posts and accounts"), reverse("units:unit_list"), "units")


def overseeing(user: User) -> Iterable[Offer]:
    """The networks that the person's own unit holds."""
    high = [post.unit_id for post in user.current_posts if post.unit.level <= Level.PROVINCE]
    for network in Network.objects.filter(holder__in=high).select_related("holder") if high else ():
        if reads_down_to(user, network.holder):
            yield Offer(str(network), reverse("units:network_detail", args=[network.pk]), "units")


def counting(user: User) -> Iterable[Duty]:
    """The head-count of the running year, where the person's own branch has none."""
    for unit in headcounts.awaited_from(user):
        yield Duty(
            _("Enter the head-count of %(year)d") % {"year": today().year}, unit.name,
            reverse("units:headcount_enter", args=[unit.pk]),
            detail=_("Five numbers in one line; whatever is reckoned per young official goes by them."),
            urgency=Urgency.SOON,
        )  # fmt: skip


def reorganising(user: User) -> Iterable[Duty]:
    """What was scheduled for a unit that the person administers and could not be done on its day."""
    failed = Reorganisation.State.FAILED
    for row in coming.kept_by(user, state=failed) if units_with(user, Power.KEEP) else ():
        yield Duty(
            _("See why it could not be done"), row.sentence,
            reverse("units:reorganisation_list"), detail=row.why,
            due_on=row.on, urgency=Urgency.LATE,
        )  # fmt: skip


_DUTIES: list[Callable[[User], Iterable[Duty]]] = [counting, reorganising]
_OFFERS: list[Callable[[User], Iterable[Offer]]] = [keeping]


def register(duties: Callable[[User], Iterable[Duty]]) -> None:
    """Registers what an app asks of people; its number of queries must not depend on how much there is."""
    if duties not in _DUTIES:
        _DUTIES.append(duties)


def register_offer(offers: Callable[[User], Iterable[Offer]]) -> None:
    """Registers what an app lets people begin."""
    if offers not in _OFFERS:
        _OFFERS.append(offers)


def duties_of(user: User) -> list[Duty]:
    """Returns everything this person must do, the most urgent first, then by the day it is due."""
    found = [duty for duties in _DUTIES for duty in duties(user)]
    return sorted(found, key=lambda duty: (duty.urgency, duty.due_on or date.max))


def offers_to(user: User) -> list[Offer]:
    """Returns everything this person may begin."""
    return [offer for offers in [*_OFFERS, overseeing] for offer in offers(user)]
