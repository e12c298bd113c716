"""Which file of activities shall be looked at, or loaded?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units.forms import loading


class SheetForm(loading.SheetForm):
    """The sheet to look at first."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].help_text = _("A workbook (.xlsx) of at most 10 MB and 5,000 rows")


class ConfirmForm(forms.Form):
    """The sheet that was looked at, by its token, and the press of the button."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    request_id = forms.UUIDField(widget=forms.HiddenInput)
