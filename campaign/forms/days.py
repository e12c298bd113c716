"""How does somebody type when something was?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from units.vietnamese.dates import Span, read_span
from units.vietnamese.messages import message
from units.vietnamese.unreadable import Unreadable


class SpanField(forms.CharField):
    """A day, a span or a period as people write it: "27/6/2016", "7-9/4/2016", "3/2017"; `clean` gives a Span."""

    def __init__(self, **kwargs: Any):
        attrs = {"autocomplete": "off", "class": "day"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=80, **kwargs)

    def clean(self, value: Any) -> Span | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_span(text)
        except Unreadable as error:
            raise forms.ValidationError(message(error), code=error.code) from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
