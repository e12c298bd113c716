"""How does a form take several rows by their keys, whatever somebody sends for a key?"""

from __future__ import annotations

from typing import Any

from django import forms

from units.keys import LONGEST, key_of

MOST_KEYS = 200


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to tick; a key that no column can hold is an invalid choice, not an error of the database."""

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, list | tuple) else ():
            if len(str(one)) > LONGEST:
                wrong = self.error_messages["invalid_choice"]
                raise forms.ValidationError(wrong, code="invalid_choice", params={"value": one})
        return super().clean(value)


class KeysField(forms.CharField):
    """Keys of rows in a hidden field, with spaces between them; what is no key is left out."""

    def __init__(self, **kwargs: Any):
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)

    def clean(self, value: Any) -> set[int]:
        return {key_of(word) for word in str(value or "").split()[:MOST_KEYS]} - {0}
