"""How does somebody type one day?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.vietnamese.dates import read_span
from units.vietnamese.messages import message
from units.vietnamese.unreadable import Unreadable


class DayField(forms.CharField):
    """One day as people write it: "27/6/2016", "ngày 27 tháng 6 năm 2016"; `clean` gives a date."""

    default_error_messages = {"span": _("Give one day, for example 27/06/2016.")}

    def __init__(self, **kwargs: Any):
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "day"})
        super().__init__(widget=widget, max_length=80, **kwargs)

    def clean(self, value: Any) -> date | None:
        """Returns the day, None where nothing was typed and nothing must be."""
        text = super().clean(value)
        if not text:
            return None
        try:
            span = read_span(text)
        except Unreadable as error:
            raise forms.ValidationError(message(error), code=error.code) from error
        if span.start != span.end:
            raise forms.ValidationError(self.error_messages["span"], code="span")
        return span.start

    def prepare_value(self, value: Any) -> Any:
        """Writes a stored day the way it is typed."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
