"""Is it one activity or two? What a reviewer says of a pair."""

from __future__ import annotations

from typing import Any

from django import forms

from campaign import resembling
from campaign.models import Resemblance
from units.forms.verbs import VerbForm
from units.models import User

Verdict = Resemblance.Verdict


class VerdictForm(VerbForm):
    """Two buttons, each a verdict; `seen` is the one that the page showed."""

    verdict = forms.ChoiceField(choices=[(one.value, one.label) for one in (Verdict.DIFFERENT, Verdict.SAME)])
    seen = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, pair: Resemblance):
        super().__init__(data, initial={"seen": pair.verdict})
        self.pair = pair

    def judge(self, *, by: User) -> dict | None:
        """Records the verdict; None with the reason in the form."""
        said = self.cleaned_data

        def work() -> dict:
            resembling.judge(self.pair, said["verdict"], seen=said["seen"], by=by)
            return {"pair": self.pair.pk}

        return self.once("campaign.judge_pair", work, by=by)
