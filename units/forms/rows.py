"""How does a form take several rows by their keys, whatever somebody sends for a key?"""

from __future__ import annotations

from typing import Any

from django import forms

from units.keys import LONGEST


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to tick; a key that no column can hold is an invalid choice, not an error of the database."""

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, list | tuple) else ():
            if len(str(one)) > LONGEST:
                wrong = self.error_messages["invalid_choice"]
                raise forms.ValidationError(wrong, code="invalid_choice", params={"value": one})
        return super().clean(value)
