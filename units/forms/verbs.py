"""How does a form run a verb once, and how do the verb's objections come back beside the fields?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from units import receipts
from units.models import User


class VerbForm(forms.Form):
    """A form whose sending is one verb; sent twice, it is done once (product.md, rule 10)."""

    fields: dict[str, Any]  # each of its own class, as declared

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def get_initial_for_field(self, field: forms.Field, field_name: str):
        return uuid4() if field_name == "request_id" else super().get_initial_for_field(field, field_name)

    def validate_unique(self) -> None:
        """Leaves what must be unique to the verb: a repeat of this very request must not stumble over its own work."""

    def once(self, verb: str, work: Callable[[], dict], *, by: User) -> dict | None:
        """Runs `work` once for this request and returns what it gave, also to a repeat.

        Returns None where it raised ValidationError: nothing was done, and the reasons stand in the form.
        """
        try:
            receipt = receipts.once(self.cleaned_data["request_id"] or uuid4(), by=by, verb=verb, work=work)
        except ValidationError as error:
            self.take_objections(error)
            return None
        except receipts.Stranger:
            self.add_error(None, _("This page was left open too long. Nothing was done: look again, then decide."))
            return None
        return receipt.answer if receipt else {}

    def take_objections(self, error: ValidationError) -> None:
        """Puts a verb's reasons beside the fields that they are about, the rest on top."""
        named = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, reasons in named.items():
            field = self.fields.get(name)
            beside = field is not None and not field.widget.is_hidden
            self.add_error(name if beside else None, reasons)
