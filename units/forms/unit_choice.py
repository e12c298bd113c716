"""Which unit is meant by a code or a part of a name?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.models import Unit
from units.querysets import UnitQuerySet
from units.trails import with_trails

SHOWN = 5


class UnitField(forms.CharField):
    """A unit named by its code, or by words that only one unit bears, with or without accents; `clean` gives the Unit.

    The form sets `among`, the units to choose from.
    """

    default_error_messages = {
        "unknown": _("No unit that you administer is called “%(text)s”."),
        "several": _("Several units are called so. Write the code: %(units)s."),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", _("Its code, or its name with or without accents"))
        super().__init__(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)
        self.among: UnitQuerySet = Unit.objects.none()

    def clean(self, value: Any) -> Unit | None:
        text = super().clean(value)
        if not text:
            return None
        exact = self.among.filter(code__iexact=text).first()
        if exact:
            return exact
        found = list(self.among.matching(text)[: SHOWN + 1])
        named = [unit for unit in found if text.casefold() in (unit.name.casefold(), unit.short_name.casefold())]
        found = named if len(named) == 1 else found
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text})
        if len(found) > 1:
            units = {"units": _named(found)}
            raise forms.ValidationError(self.error_messages["several"], code="several", params=units)
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Unit.objects.filter(pk=value).first()
        return value.code if isinstance(value, Unit) else value


def _named(units: list[Unit]) -> str:
    with_trails(units[:SHOWN])
    listed = [f"{unit.code} ({', '.join([unit.short_name, *_above(unit)])})" for unit in units[:SHOWN]]
    return "; ".join([*listed, "…"] if len(units) > SHOWN else listed)


def _above(unit: Unit) -> list[str]:
    return [one.short_name for one in unit.trail[-1:]]
