"""Which day of the past does somebody want to see a page of?"""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from units.clock import today
from units.forms.days import DayField


class OnDayForm(forms.Form):
    """A day that has come; empty asks for today."""

    on = DayField(label=_("As it was on the day"), required=False, until_today=True)

    @property
    def day(self) -> date | None:
        """The past day that is asked for; None for today and for what is no day."""
        day = self.cleaned_data.get("on") if self.is_valid() else None
        return day if day and day < today() else None
