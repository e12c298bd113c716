"""What does the awarding unit fill in when it has decided, or when an entry has to leave the honour roll?"""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from recognition.forms.day import DayField
from recognition.models import Honour


class HonourForm(forms.ModelForm):
    """The decision as it stands on paper: number, day, signatory, and for what."""

    decided_on = DayField(label=_("Date of the decision"), help_text=_("As it stands on the decision: 20/10/2017"))
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Honour
        fields = ("decision_number", "decided_on", "signatory", "citation_text")
        help_texts = {
            "decision_number": _("As it stands on the decision: 512-QĐ/TWĐTN"),
            "signatory": _("Name and title of who signed"),
            "citation_text": _("One sentence; it stands on the honour roll."),
        }
        widgets = {"citation_text": forms.Textarea(attrs={"rows": 3})}


class TakeDownForm(forms.Form):
    """Why an entry leaves the honour roll."""

    because = forms.CharField(
        label=_("Why is it taken off the honour roll?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The decision stands; the public no longer sees it. The reason stays in the records."),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
