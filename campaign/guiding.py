"""Who sends letters of guidance to whom, and who has read them? (product.md, rule 15; point 6 of the conclusion)"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campaign.acknowledging import Refused, may_not_speak
from campaign.models import Guidance, GuidanceAddressee
from units.approval import Power, post_with, units_with
from units.clock import today
from units.models import Level, Network, NetworkMember, Record, Unit, User
from units.querysets import UnitQuerySet
from units.records import record


@dataclass(frozen=True)
class Circle:
    """Those to whom a unit writes: its direct subordinates, or the members of a network that it holds."""

    unit: Unit
    network: Network | None = None

    def units(self) -> UnitQuerySet:
        """Returns the units of the circle that are open today, in order."""
        found = Unit.objects.open_on(today()).order_by("level", "sort_name")
        if self.network is None:
            return found.children_of(self.unit)
        members = NetworkMember.objects.in_force(today()).filter(network=self.network)
        return found.filter(pk__in=members.values("unit"))


def circles(user: User) -> list[Circle]:
    """Returns every circle to which the user may write; one query, none for whoever only writes for branches."""
    sending = units_with(user, Power.SEND)
    units = {post.unit_id: post.unit for post in user.current_posts if post.unit_id in sending}
    writing = [unit for unit in units.values() if unit.level < Level.BRANCH]
    held = list(Network.objects.filter(holder__in=writing)) if writing else []
    return [
        circle
        for unit in writing
        for circle in (*(Circle(unit, one) for one in held if one.holder_id == unit.pk), Circle(unit))
    ]


@transaction.atomic
def issue(circle: Circle, to: Iterable[Unit] | None, *, number: str, title: str, text: str, by: User) -> Guidance:
    """Issues a letter to some units of a circle, to all with None; from now on it and its addressees stay as they are.

    ValidationError where the person does not send for the unit, or where nobody or somebody outside is addressed.
    """
    if post_with(by, Power.SEND, circle.unit.pk) is None:
        raise ValidationError(_("Only the secretary or an officer of the unit sends letters for it."))
    if circle.network and circle.network.holder_id != circle.unit.pk:
        raise ValidationError(_("The unit does not hold this network."))
    among = list(circle.units())
    chosen = among if to is None else list(to)
    if not chosen:
        raise ValidationError({"chosen": _("Choose at least one unit.")})
    if {unit.pk for unit in chosen} - {unit.pk for unit in among}:
        raise ValidationError({"chosen": _("You can only write to units of this circle that are open today.")})
    letter = Guidance.objects.create(
        unit=circle.unit, network=circle.network, number=number, title=title, text=text, issued_on=today(), by=by
    )
    GuidanceAddressee.objects.bulk_create([GuidanceAddressee(guidance=letter, unit=unit) for unit in chosen])
    record(Record.Verb.ISSUED, letter, by=by, note=number)
    return letter


def refusal(letter: Guidance, unit: Unit, user: User) -> str:
    """Returns why the user may not acknowledge the letter for the unit, "" if nothing stands against it."""
    if problem := may_not_speak(unit, user):
        return problem
    return "" if letter.addressees.filter(unit=unit).exists() else _("The letter is not addressed to this unit.")


@transaction.atomic
def acknowledge(letter: Guidance, unit: Unit, *, by: User) -> GuidanceAddressee:
    """Records, once, that an addressee has read the letter; a repeat gives the first acknowledgement."""
    problem = refusal(letter, unit, by)
    if problem:
        raise Refused(problem)
    word = GuidanceAddressee.objects.select_for_update().filter(guidance=letter, unit=unit).first()
    if word is None:  # it has passed to the unit's successor at this moment
        raise Refused(_("The letter is not addressed to this unit."))
    if word.acknowledged_on is None:
        word.acknowledged_on, word.by = today(), by
        word.save(update_fields=["acknowledged_on", "by"])
        record(Record.Verb.ACKNOWLEDGED, letter, by=by, unit=unit)
    return word


def awaited_from(user: User) -> QuerySet[GuidanceAddressee]:
    """Returns the letters that this user still has to acknowledge for a unit, the oldest first."""
    ours = GuidanceAddressee.objects.filter(unit__in=units_with(user, Power.SEND), acknowledged_on=None)
    return ours.select_related("guidance__unit", "unit").order_by("guidance__issued_on", "pk")


def with_answers(letters: QuerySet, user: User) -> QuerySet:
    """Adds to letters how many of the addressees that the user reads were `asked`, and how many have `answered`."""
    seen = GuidanceAddressee.objects.visible_to(user).filter(guidance=OuterRef("pk")).order_by().values("guidance")
    asked = seen.annotate(number=Count("pk")).values("number")
    answered = seen.annotate(number=Count("acknowledged_on")).values("number")
    return letters.annotate(asked=Coalesce(Subquery(asked), 0), answered=Coalesce(Subquery(answered), 0))
