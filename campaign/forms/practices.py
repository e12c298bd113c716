"""Why is an activity a model for others, and why is it one no longer?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign import practices
from campaign.models import Activity, GoodPractice
from units.forms.verbs import VerbForm
from units.models import Unit, User


class FeatureForm(VerbForm):
    """What others may learn from an activity, and beneath which of the person's units it is offered."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Offered by"), empty_label=None)
    reason = forms.CharField(
        label=_("What others may learn from it"), max_length=practices.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The units of its sector beneath yours read it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: list[Unit]):
        super().__init__(data)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.only = units[0] if len(units) == 1 else None
        if self.only:
            del self.fields["unit"]

    def feature(self, activity: Activity, *, by: User) -> int | None:
        """Features the activity and returns the key of the model; None with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            unit = self.only or said["unit"]
            return {"practice": practices.feature(activity, unit=unit, reason=said["reason"], by=by).pk}

        answer = self.once("practices.feature", work, by=by)
        return answer["practice"] if answer else None


class WithdrawForm(VerbForm):
    """Why a model is no longer offered."""

    because = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def withdraw(self, practice: GoodPractice, *, by: User) -> bool:
        """Withdraws the model; False with the reasons in the form."""

        def work() -> dict:
            practices.withdraw(practice, because=self.cleaned_data["because"], by=by)
            return {"practice": practice.pk}

        return self.once("practices.withdraw", work, by=by) is not None
