"""What does recognition ask of this person next, and what may he or she begin?"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recognition import seasons
from recognition.models import Nomination, Season
from recognition.nominating import honour_refusal
from units.approval import Power, units_with
from units.duties import Duty, Offer, Urgency
from units.models import User


def duties(user: User) -> Iterator[Duty]:
    """Everything that recognition asks of a person, in a fixed number of queries."""
    yield from _decisions(user)
    yield from _nominations(user)


def offers(user: User) -> Iterator[Offer]:
    """What recognition lets a person begin."""
    if seasons.openings(user):
        yield Offer(_("Nominate somebody"), reverse("recognition:nomination_create"), "recognition")


def after_acceptance(nomination: Nomination, user: User, code: str) -> str:
    """What who accepts a nomination at the last desk is told: it is decided, and what comes next."""
    said = {"person": nomination.person, "code": code}
    if honour_refusal(nomination, user):
        return _("The nomination of %(person)s has passed its last desk. Receipt code: %(code)s") % said
    link = reverse("recognition:honour_create", args=[nomination.pk])
    sentence = _(
        'The nomination of {person} has passed its last desk. Next: <a href="{link}">record the decision</a>. '
        "Receipt code: {code}"
    )
    return format_html(sentence, link=link, **said)


def _decisions(user: User) -> Iterator[Duty]:
    """The seasons of which accepted nominations still lack the awarding unit's decision."""
    signs = units_with(user, Power.SIGN)
    if not signs:
        return
    lacking = Nomination.objects.undecided().filter(season__unit__in=signs).order_by()
    numbers = dict(lacking.values("season").annotate(number=Count("pk")).values_list("season", "number"))
    for season in Season.objects.filter(pk__in=numbers) if numbers else ():
        query = urlencode({"season": season.pk, "whose": "undecided"})
        number = numbers[season.pk]
        yield Duty(
            _("Record the decisions on nominations"),
            ngettext("%(n)d accepted one has no decision yet", "%(n)d accepted ones have no decision yet", number)
            % {"n": number},
            f"{reverse('recognition:nomination_list')}?{query}", detail=str(season),
        )  # fmt: skip


def _nominations(user: User) -> Iterator[Duty]:
    """The open seasons in which a unit of the person's has not nominated anybody yet (weakness W4)."""
    openings = [(season, unit) for season, unit in seasons.openings(user) if unit.pk != season.unit_id]
    if not openings:
        return
    units = [unit.pk for _season, unit in openings]
    begun = set(Nomination.objects.filter(unit__in=units).order_by().values_list("season", "unit").distinct())
    for season, unit in openings:
        if (season.pk, unit.pk) not in begun:
            query = urlencode({"season": season.pk, "unit": unit.pk})
            yield Duty(
                _("Nominate somebody"), f"{season} · {unit.short_name}",
                f"{reverse('recognition:nomination_create')}?{query}",
                detail=_("Who among your colleagues should be seen?"), due_on=season.closes_on, urgency=Urgency.SOON,
            )  # fmt: skip
