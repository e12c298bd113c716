"""What does somebody say who sends a letter of guidance?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign import guiding
from campaign.guiding import Circle
from units.forms.verbs import VerbForm
from units.models import Unit, User

LONGEST = 20_000  # characters: some eight pages


class GuidanceForm(VerbForm):
    """A letter to all units of a circle, or to some of them."""

    number = forms.CharField(label=_("Number"), required=False, max_length=60)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}))
    whom = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect, initial="all")
    chosen = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Units"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, circle: Circle):
        super().__init__(data)
        self.circle = circle
        self.fields["chosen"].queryset = circle.units()
        self.fields["chosen"].label_from_instance = lambda unit: unit.name
        everybody = _("All members of the network") if circle.network else _("All units directly beneath")
        choices = [("all", everybody), ("some", _("Only the units ticked below"))]
        self.fields["whom"].choices = choices

    def issue(self, *, by: User) -> int | None:
        """Issues the letter and returns its key; None with the reasons in the form."""
        said = self.cleaned_data
        to = said["chosen"] if said["whom"] == "some" else None

        def work() -> dict:
            letter = guiding.issue(
                self.circle, to, number=said["number"], title=said["title"], text=said["text"], by=by
            )
            return {"guidance": letter.pk}

        answer = self.once("guiding.issue", work, by=by)
        return answer["guidance"] if answer else None
