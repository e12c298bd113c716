"""Which file of activities shall be looked at, or loaded?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    """The sheet to look at first."""

    sheet = forms.FileField(
        label=_("Excel file"), help_text=_("A workbook (.xlsx) of at most 10 MB and 5,000 rows"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": _("The file is empty.")},
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """The sheet that was looked at, by its token, and the press of the button."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    request_id = forms.UUIDField(widget=forms.HiddenInput)
