"""What does a unit say of its share in an activity that another one has entered, and who reads it?

The activity stays counted once, with its author's unit: a share is a part of its turnout and is added to nothing.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from campaign.models import Activity, Partnership
from units.approval import Power, State, post_with, units_with
from units.clock import now
from units.models import Record, Unit, User
from units.records import record

Answer = Partnership.State
SAID = ("state", "turnout", "note")


def read_by(user: User) -> QuerySet[Partnership]:
    """Returns the shares of units that the user reads, in activities that were sent and that the user reads too."""
    activities = Activity.objects.visible_to(user).exclude(state=State.DRAFT)
    return Partnership.objects.filter(activity__in=activities, unit__in=Unit.objects.visible_to(user))


def awaited_from(user: User) -> QuerySet[Partnership]:
    """Returns the shares of which the user still has to speak, the oldest activity first."""
    open_ones = Partnership.objects.filter(unit__in=units_with(user, Power.SEND), state=Answer.ASKED)
    open_ones = open_ones.exclude(activity__state__in=[State.DRAFT, State.DECLINED])
    return open_ones.select_related("activity__unit", "unit").order_by("activity__started_on", "pk")


def of(activity: Activity, user: User) -> list[dict[str, Any]]:
    """Returns what each partner of an activity says: {share, may_answer}."""
    shares = activity.partnerships.select_related("unit", "answered_by__person")
    found = []
    for share in shares:
        share.activity = activity
        found.append({"share": share, "may_answer": not refusal(share, user)})
    return found


def taken_part(unit: Unit, user: User) -> dict[str, int]:
    """Returns in how many activities of others a unit has confirmed its share, and the person-times; as far as the
    user reads them."""
    confirmed = read_by(user).filter(unit=unit, state=Answer.CONFIRMED)
    return confirmed.aggregate(activities=Count("pk"), turnout=Sum("turnout", default=0))


def refusal(share: Partnership, user: User) -> str:
    """Returns why the user may not speak for a unit's share, "" for its secretary and its officers."""
    if share.activity.state in (State.DRAFT, State.DECLINED):
        return _("A share is confirmed once the activity has been sent.")
    if post_with(user, Power.SEND, share.unit_id) is None:
        return _("Only the secretary or an officer of the unit can speak of its share.")
    return ""


def seen(share: Partnership) -> str:
    """What a page keeps of the answer that it showed, so that nobody overwrites a colleague's unseen."""
    return share.answered_at.isoformat() if share.answered_at else ""


@transaction.atomic
def answer(
    share: Partnership, state: str, *, turnout: int | None = None, note: str = "", since: str = "", by: User
) -> Partnership:
    """Records that a unit took part, with how many person-times of the activity's turnout, or that it did not.

    `since` is what `seen` gave when the page was shown. ValidationError where the user may not, where a colleague has
    answered since, or where all shares together would be more than the whole. The same again leaves no second line.
    """
    # All shares of the activity are locked, in one order: two partners that answer at once must not pass the whole.
    shares = Partnership.objects.filter(activity=share.activity_id).select_for_update(of=("self",)).order_by("pk")
    held = {one.pk: one for one in shares.select_related("activity", "unit")}
    mine = held.get(share.pk)
    if mine is None:
        raise ValidationError(_("The author no longer names this unit as a partner."))
    if problem := refusal(mine, by):
        raise ValidationError(problem)
    before = [getattr(mine, name) for name in SAID]
    given = turnout if state == Answer.CONFIRMED else None
    after = [state, given, note]
    if before == after:
        return mine
    if since != seen(mine):
        raise ValidationError(_("A colleague has answered since you opened this page. Look again, then decide."))
    _check_whole(mine.activity, [one.turnout for one in held.values() if one.pk != mine.pk], given)
    for name, value in zip(SAID, after, strict=True):
        setattr(mine, name, value)
    mine.answered_by, mine.answered_at = by, now()
    mine.save()
    changes = {name: [str(old or ""), str(new or "")] for name, old, new in zip(SAID, before, after, strict=True)}
    # Administrators of the partner read the line and perhaps not the activity: neither its title nor the note.
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1] and name != "note"}
    record(Record.Verb.CHANGED, mine, by=by, changes=changed, label=str(mine.unit))
    return mine


def _check_whole(activity: Activity, others: list[int | None], turnout: int | None) -> None:
    """An activity's turnout is the whole of which shares are parts, unless it is unknown or only about right."""
    if not turnout or activity.turnout is None or activity.turnout_approximate:
        return
    left = activity.turnout - sum(other or 0 for other in others)
    if turnout > left:
        said = _("The activity has a turnout of %(whole)d in all; after the other partners’ shares %(left)d are left.")
        raise ValidationError({"turnout": said % {"whole": activity.turnout, "left": max(left, 0)}})
