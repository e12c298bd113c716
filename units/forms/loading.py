"""Which file shall be looked at?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.sheets.measuring import LARGEST, MEGABYTE


class SheetForm(forms.Form):
    """The sheet to look at first."""

    sheet = forms.FileField(
        label=gettext_lazy("Excel file"),
        help_text=gettext_lazy("A workbook (.xlsx) of at most 10 MB and 20,000 rows"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_sheet(self) -> Any:
        """A file that is not larger than what is read at all; what it holds is found out by reading it."""
        sheet: UploadedFile = self.cleaned_data["sheet"]
        if sheet.size and sheet.size > LARGEST:
            text = _("The file is larger than %(limit)d MB. Split it into several files.")
            raise forms.ValidationError(text % {"limit": LARGEST // MEGABYTE})
        return sheet
