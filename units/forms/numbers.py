"""How does somebody type a whole number of people: "1.250", "25", "không có"?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from units.vietnamese.messages import message
from units.vietnamese.numbers import read_count
from units.vietnamese.unreadable import Unreadable


class PeopleField(forms.CharField):
    """A number of people as one writes it; `clean` gives an int, None for nothing or "không có số liệu".

    A telephone shows its numeric keys.
    """

    default_error_messages = {
        "required": _("Enter a number; 0 if there is nobody."),
        "about": _("Write the exact number, not about how many."),
        "share": _("Write one number here, not a share."),
    }

    def __init__(self, *, largest: int, **kwargs: Any):
        self.largest = largest
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "number"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            read = read_count(text)
        except Unreadable as error:
            raise forms.ValidationError(message(error), code=error.code) from error
        wrong = "about" if read.approximate else "share" if read.of is not None else ""
        if wrong or (self.required and read.value is None):
            wrong = wrong or "required"
            raise forms.ValidationError(self.error_messages[wrong], code=wrong)
        if (read.value or 0) > self.largest:
            raise forms.ValidationError(message(Unreadable("too_large", text)), code="too_large")
        return read.value

    def prepare_value(self, value: Any) -> Any:
        return number_format(value, use_l10n=True, force_grouping=True) if isinstance(value, int) else value
