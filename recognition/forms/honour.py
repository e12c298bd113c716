"""What does the awarding unit fill in when it has decided, or when an entry has to leave the honour roll?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from recognition import nominating
from recognition.models import Honour, Nomination
from units.forms.days import DayField
from units.forms.verbs import VerbForm
from units.models import User


class HonourForm(VerbForm, forms.ModelForm):
    """The decision as it stands on paper: number, day, signatory, and for what."""

    decided_on = DayField(
        label=_("Date of the decision"), until_today=True, help_text=_("As it stands on the decision: 20/10/2017")
    )

    class Meta:
        model = Honour
        fields = ("decision_number", "decided_on", "signatory", "citation_text")
        help_texts = {
            "decision_number": _("As it stands on the decision: 512-QĐ/TWĐTN"),
            "signatory": _("Name and title of who signed"),
            "citation_text": _("One sentence; it stands on the honour roll."),
        }
        widgets = {"citation_text": forms.Textarea(attrs={"rows": 3})}

    def record(self, nomination: Nomination, *, by: User) -> bool:
        """Records the decision; False with the reasons in the form."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}

        def work() -> dict:
            return {"pk": nominating.honour(nomination, by=by, **said).pk}

        return self.once("recognition.honour", work, by=by) is not None


class TakeDownForm(VerbForm):
    """Why an entry leaves the honour roll."""

    because = forms.CharField(
        label=_("Why is it taken off the honour roll?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The decision stands; the public no longer sees it. The reason stays in the records."),
    )

    def take_down(self, entry: Honour, *, by: User) -> bool:
        """Takes the entry down; False with the reasons in the form."""

        def work() -> dict:
            return {"pk": nominating.take_down(entry, because=self.cleaned_data["because"], by=by).pk}

        return self.once("recognition.take_down", work, by=by) is not None
