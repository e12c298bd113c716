"""Which kinds of activity does the form offer, in which order, and what does each one count?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import ActivityKind, Responsibility


class KindSelect(forms.Select):
    """A list of kinds whose options carry what the page's script shows: what is counted, what proves it, Saturdays."""

    kinds: dict[str, ActivityKind]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        kind = self.kinds.get(str(value))
        if kind:
            option["attrs"] |= {"data-counts": kind.counts, "data-hint": kind.in_language("hint")}
            if kind.on_saturdays:
                option["attrs"]["data-saturdays"] = "yes"
        return option


class KindField(forms.ModelChoiceField):
    """A kind of the catalogue. `offer` chooses what is shown; whether another one fits the unit, the form decides."""

    def __init__(self, **kwargs: Any):
        queryset = ActivityKind.objects.select_related("point__conclusion")
        super().__init__(queryset, widget=KindSelect, **kwargs)
        self.error_messages["invalid_choice"] = _("This kind of activity is not in the catalogue.")

    def offer(self, often: Iterable[ActivityKind], kinds: Iterable[ActivityKind]) -> None:
        """Sets the options: the unit's usual kinds first, then all of them by responsibility."""
        kinds, often = list(kinds), list(often)
        groups: list[Any] = [("", _("Choose a kind"))]
        if often:
            groups.append((_("Often used here"), [(kind.pk, str(kind)) for kind in often]))
        for responsibility in Responsibility:
            ours = [kind for kind in kinds if kind.responsibility == responsibility]
            groups.append((responsibility.label, [(kind.pk, str(kind)) for kind in ours]))
        self.widget.choices = groups
        self.widget.kinds = {str(kind.pk): kind for kind in [*kinds, *often]}
