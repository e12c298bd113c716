"""Which pages of recognition can be opened from the page of a unit?"""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from units import panels
from units.models import Unit


def add() -> None:
    """Adds the nominations of the unit and of those beneath."""
    panels.add(5, pgettext_lazy("navigation", "Nominations"), "recognition", _nominations)


def _nominations(unit: Unit) -> str:
    return f"{reverse('recognition:nomination_list')}?{urlencode({'unit': f'{unit.code} {unit.name}'})}"
