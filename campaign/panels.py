"""Which pages of the campaign can be opened from the page of a unit?"""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext, pgettext_lazy

from campaign import sharing
from campaign.models import Activity, Expected, GoodPractice, Guidance, Plan, Report
from units import panels, why
from units.clock import today
from units.models import Network, Unit, User
from units.templatetags.numbers import number


def add() -> None:
    """Adds the unit's summary of this year, its plans, activities and reports, those beneath included."""
    panels.add(1, pgettext_lazy("navigation", "Summary"), "summary", _summary)
    panels.add(2, pgettext_lazy("navigation", "Plans"), "plan", _plans)
    panels.add(3, pgettext_lazy("navigation", "Activities"), "activity", _activities)
    panels.add(4, pgettext_lazy("navigation", "Reports"), "report", _reports)
    panels.add(5, pgettext_lazy("navigation", "Guidance"), "file", _guidance)
    panels.add(6, pgettext_lazy("navigation", "Shares in activities of others"), "units", _shares, _shared)
    panels.add_across(pgettext_lazy("navigation", "Summary"), "summary", _across)
    panels.add_across(pgettext_lazy("navigation", "Guidance"), "file", _guidance_across)


def explain() -> None:
    """Lets administrators ask why somebody sees what has a page here."""
    for name, kind in (
        ("activity_detail", Activity),
        ("plan_detail", Plan),
        ("report_detail", Report),
        ("expected_detail", Expected),
        ("guidance_detail", Guidance),
        ("practice_detail", GoodPractice),
    ):
        why.add(f"campaign:{name}", kind)


def _across(network: Network) -> str:
    asked = urlencode({"year": today().year, "network": network.pk})
    return f"{reverse('campaign:summary_unit', args=[network.holder_id])}?{asked}"


def _guidance(unit: Unit) -> str:
    return f"{reverse('campaign:guidance_list')}?{urlencode({'about': unit.pk})}"


def _guidance_across(network: Network) -> str:
    return f"{reverse('campaign:guidance_list')}?{urlencode({'network': network.pk})}"


def _shares(unit: Unit) -> str:
    return f"{reverse('campaign:share_list')}?about={unit.pk}&state={sharing.Answer.CONFIRMED.value}"


def _shared(unit: Unit, user: User) -> str:
    """In how many activities of others the unit took part, and its share; nothing where it did in none."""
    taken = sharing.taken_part(unit, user)
    said = ngettext(
        "Took part in %(n)s activity of others: %(turnout)s person-times",
        "Took part in %(n)s activities of others: %(turnout)s person-times",
        taken["activities"],
    )
    shown = {"n": number(taken["activities"]), "turnout": number(taken["turnout"])}
    return said % shown if taken["activities"] else ""


def _summary(unit: Unit) -> str:
    return f"{reverse('campaign:summary_unit', args=[unit.pk])}?{urlencode({'year': today().year})}"


def _reports(unit: Unit) -> str:
    return f"{reverse('campaign:report_list')}?{urlencode({'under': unit.pk})}"


def _plans(unit: Unit) -> str:
    return f"{reverse('campaign:plan_list')}?{_called(unit)}"


def _activities(unit: Unit) -> str:
    return f"{reverse('campaign:activity_list')}?{_called(unit)}"


def _called(unit: Unit) -> str:
    """The query of a list that finds units by their words: code and name together mean this one."""
    return urlencode({"unit": f"{unit.code} {unit.name}"})
