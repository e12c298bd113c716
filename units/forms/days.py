"""How does somebody type a day?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.clock import today
from units.vietnamese.dates import read_span
from units.vietnamese.messages import message
from units.vietnamese.unreadable import Unreadable


class DayField(forms.CharField):
    """One day as people write it, the day first: "27/6/2016", "27.06.2016", "2016-06-27"; `clean` gives a date.

    A `conditional` one is needed with what another field says: its hint tells when, and nothing calls it optional.
    """

    default_error_messages = {
        "not_a_day": _("Write one day, for example 27/06/2016."),
        "to_come": _("This day has not come yet: today is %(today)s."),
    }

    def __init__(self, *, until_today: bool = False, conditional: bool = False, **kwargs: Any):
        self.until_today = until_today
        self.conditional = conditional
        attrs = {"autocomplete": "off", "class": "day", "inputmode": "text"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=40, **kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            span = read_span(text)
        except Unreadable as error:
            raise forms.ValidationError(message(error), code=error.code) from error
        if span.precision != "day":
            raise forms.ValidationError(self.error_messages["not_a_day"], code="not_a_day")
        if self.until_today and span.start > today():
            known = {"today": f"{today():%d/%m/%Y}"}
            raise forms.ValidationError(self.error_messages["to_come"], code="to_come", params=known)
        return span.start

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
