"""How does a unit stand in a row of a table? Worked out once for a page, so that the template only writes it down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from units.models import Unit
from units.templatetags.numbers import number


class Row(NamedTuple):
    """A unit with the address of its page, its words and numbers as they are written.

    `unit` is there where another name is told beneath its own; else None. `down` leads one level of the tree down, ""
    where nothing stands beneath; `said` is what is read aloud there.
    """

    href: str
    name: str
    marks: str
    unit: Unit | None
    way: str
    code: str
    level: str
    sector: str
    number: str
    down: str
    said: str


def rows(units: Iterable[Unit], *, day: date | None) -> Iterator[Row]:
    """Gives, when they are drawn, the rows of units that have their numbers (`child_count`) by then, and their ways
    (`way`) where those are shown."""
    page, _zero, asked = reverse("units:unit_detail", args=[0]).rpartition("0")
    on = f"on={day:%Y-%m-%d}" if day else ""
    asked += on and f"?{on}"
    language = get_language() or ""
    beneath = _("Beneath %(unit)s: %(n)s")
    for unit in units:
        said = vars(unit)  # beside the columns what was set on it for this page
        told = said.get("now_called") or said.get("formerly")
        many = number(said["child_count"])
        yield Row(
            href=f"{page}{unit.pk}{asked}", name=unit.name, marks=_marks_of(unit, language, day),
            unit=unit if told else None, way=said.get("way", ""), code=unit.code,
            level=unit.get_level_display(), sector=unit.get_sector_display(), number=many,
            down=f"?under={unit.pk}{on and f'&{on}'}" if said["child_count"] else "",
            said=beneath % {"unit": unit.name, "n": many},
        )  # fmt: skip


def _marks_of(unit: Unit, language: str, day: date | None) -> str:
    """The marks of a unit, drawn once for all that bear the same."""
    if not unit.is_marked:
        return ""
    return _marks(language, day, unit.is_pilot, unit.closed_on, unit.in_scope, unit.is_demonstration)


@lru_cache
def _marks(_language: str, day: date | None, pilot: bool, closed: date | None, inside: bool, made_up: bool) -> str:
    unit = {"is_pilot": pilot, "closed_on": closed, "in_scope": inside, "is_demonstration": made_up}
    return render_to_string("units/unit_marks.html", {"unit": unit, "day": day})
