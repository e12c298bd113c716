"""Which pages of the campaign can be opened from the page of a unit?"""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from units import panels
from units.clock import today
from units.models import Unit


def add() -> None:
    """Adds the unit's summary of this year, its plans, activities and reports, those beneath included."""
    panels.add(pgettext_lazy("navigation", "Summary"), "summary", _summary)
    panels.add(pgettext_lazy("navigation", "Plans"), "plan", lambda unit: _called("campaign:plan_list", unit))
    panels.add(
        pgettext_lazy("navigation", "Activities"), "activity", lambda unit: _called("campaign:activity_list", unit)
    )
    panels.add(pgettext_lazy("navigation", "Reports"), "report", _reports)


def _summary(unit: Unit) -> str:
    return f"{reverse('campaign:summary_unit', args=[unit.pk])}?{urlencode({'year': today().year})}"


def _reports(unit: Unit) -> str:
    return f"{reverse('campaign:report_list')}?{urlencode({'under': unit.pk})}"


def _called(address: str, unit: Unit) -> str:
    """A list that finds units by their words: code and name together mean this one."""
    return f"{reverse(address)}?{urlencode({'unit': f'{unit.code} {unit.name}'})}"
