"""Which units did somebody mean who typed their codes or names, one on each line?"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from units import tree
from units.models import Level, Unit
from units.querysets import UnitQuerySet, within
from units.vietnamese.names import best_matches, search_key

CODE_BEHIND = re.compile(r"\(([^()]+)\)\s*$")  # "Chi đoàn 3 (CD3)": what we write, somebody may type
MOST = 20


def reachable(unit: Unit) -> UnitQuerySet:
    """The units that may be named as partners: every unit down to district level, and all of the own province."""
    province = unit.path[: 2 * tree.WIDTH] if unit.path and unit.level > Level.CENTRAL else ""
    return Unit.objects.filter(Q(level__lte=Level.DISTRICT) | (within(province) if province else Q()))


class UnitsField(forms.CharField):
    """Units by code or name, one on each line; `find` looks them up once the author's unit is known."""

    def __init__(self, **kwargs: Any):
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        super().__init__(required=False, widget=widget, max_length=4000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple | QuerySet):
            return "\n".join(f"{unit.name} ({unit.code})" for unit in value if isinstance(unit, Unit))
        return value


def find(text: str, *, author: Unit) -> list[Unit]:
    """Returns the units named in a text, each once; ValidationError naming the line that fits none or several."""
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > MOST:
        raise forms.ValidationError(_("At most %(most)d units can be named.") % {"most": MOST})
    found: dict[int, Unit] = {}
    for line in lines:
        unit = _one(line, reachable(author))
        if unit.pk == author.pk:
            raise forms.ValidationError(_("“%(line)s” is the author itself.") % {"line": line})
        found[unit.pk] = unit
    return list(found.values())


def _one(line: str, units: UnitQuerySet) -> Unit:
    behind = CODE_BEHIND.search(line)
    code = (behind[1] if behind else line).strip()
    exact = units.filter(code__iexact=code).first()
    if exact:
        return exact
    key = search_key(line)
    near = list(units.matching(line)[: MOST + 1]) if key else []
    same = [unit for unit in near if key in (search_key(unit.name), search_key(unit.short_name))]
    if len(same) == 1 or (not same and len(near) == 1):
        return (same or near)[0]
    names = [f"{unit.name} ({unit.code})" for unit in same or near]
    if names:
        raise forms.ValidationError(
            _("“%(line)s” fits several units: %(names)s. Write the code.")
            % {"line": line, "names": ", ".join(best_matches(line, names, 3, at_least=0) or names[:3])}
        )
    raise forms.ValidationError(_("No unit was found for “%(line)s”.") % {"line": line})
