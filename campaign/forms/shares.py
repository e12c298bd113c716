"""What does a unit fill in about its share in another one's activity?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import sharing
from campaign.forms.counts import CountField
from campaign.models import Partnership
from units.forms.verbs import VerbForm
from units.models import User

ANSWERS = [
    (sharing.Answer.CONFIRMED.value, pgettext_lazy("share", "It took part")),
    (sharing.Answer.DENIED.value, pgettext_lazy("share", "It did not take part")),
]


class ShareForm(VerbForm):
    """Yes, with how many, or no."""

    state = forms.ChoiceField(label=_("Did the unit take part?"), choices=ANSWERS, widget=forms.RadioSelect)
    turnout = CountField(
        label=_("Turnout from this unit (person-times)"),
        help_text=_("Part of the activity’s turnout, not more people. Leave it empty if nobody counted."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, share: Partnership):
        said = {"state": share.state if share.answered_at else None, "turnout": share.turnout, "note": share.note}
        super().__init__(data, initial={**said, "since": sharing.seen(share)})
        self.share = share

    def answer(self, *, by: User) -> dict | None:
        """Gives the unit's word; None with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            share = sharing.answer(
                self.share, said["state"], turnout=said["turnout"].value, note=said["note"], since=said["since"], by=by
            )
            return {"share": share.pk}

        return self.once("campaign.answer_share", work, by=by)
