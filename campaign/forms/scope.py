"""The choices above the summary: year, month, responsibility, stage."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Conclusion, Responsibility
from campaign.summary.scope import Scope
from units.models import Unit


class ScopeForm(forms.Form):
    """Reads a scope from the address; what makes no sense is said beside the field and left out of the scope."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    month = forms.TypedChoiceField(label=_("Month"), coerce=int, empty_value=None, required=False)
    responsibility = forms.ChoiceField(
        label=_("Responsibility"), required=False, choices=[("", _("All three")), *Responsibility.choices]
    )
    stage = forms.ChoiceField(
        label=_("What is counted"),
        required=False,
        choices=[
            ("accepted", pgettext_lazy("stage", "Accepted activities")),
            ("reported", pgettext_lazy("stage", "Sent activities, accepted or not")),
        ],
    )
    everything = forms.BooleanField(label=_("Also units outside the conclusion's scope"), required=False)

    def __init__(self, data, conclusion: Conclusion):
        super().__init__(data)
        self.conclusion = conclusion
        years = range(conclusion.starts_on.year, conclusion.ends_on.year + 1)
        span = f"{conclusion.starts_on.year}–{conclusion.ends_on.year}"
        self.fields["year"].choices = [("", span), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        months = [("", _("All months")), *((number, str(number)) for number in range(1, 13))]
        self.fields["month"].choices = months  # type: ignore[attr-defined]

    def clean(self) -> dict:
        """A month alone names no span."""
        data = super().clean() or {}
        if data.get("month") and not data.get("year"):
            self.add_error("month", _("Choose the year as well."))
        return data

    def scope(self, unit: Unit) -> Scope:
        """Returns what was asked for about a unit."""
        self.is_valid()
        data = self.cleaned_data
        year, month = data.get("year"), data.get("month")
        start, end = self.conclusion.starts_on, self.conclusion.ends_on
        if year:
            last = month or 12
            start, end = date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])
        return Scope(
            unit,
            start,
            end,
            data.get("responsibility") or "",
            data.get("stage") or "accepted",
            bool(data.get("everything")),
        )
