"""What does an author write into a report beside the figures, and what does a superior write who gives more time?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from campaign.forms.days import SpanField
from campaign.models import Report

LONGEST = 20_000  # characters of a section: about eight pages

HINTS = {
    "guidance_text": _("Plans and documents issued, how the conclusion was made known, pilot units"),
    "self_text": _("Study, training, working style, clubs"),
    "work_text": _("Peak drives, new and hard tasks, initiatives, volunteer Saturdays"),
    "community_text": _("Volunteering, gratitude, children, borders and islands"),
    "commendation_text": _("Who was honoured, which models are worth spreading"),
    "inspection_text": _("Which units were visited, what was found"),
    "proposals": _("Main tasks of the next period; what you ask of the units above"),
}


class ReportForm(forms.ModelForm):
    """The narrative of a report, in the sections of domain.md §5.1; all may stay empty, the figures speak first."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = Report.NARRATIVE
        help_texts = HINTS
        widgets = {name: forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}) for name in Report.NARRATIVE}

    def __init__(self, data: Any = None, *, instance: Report):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        for name in Report.NARRATIVE:
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))

    def show_again(self, version: int) -> None:
        """Lets the person save once more, now over the newer text that stands beside."""
        data = QueryDict(mutable=True)
        data.update({**self.data, "version": str(version)})
        self.data = data


class ExtendForm(forms.Form):
    """Until when a unit gets more time, and why."""

    to = SpanField(label=_("New last day"), help_text=_("For example 20/7/2017; it ends at 24:00"))
    because = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The unit and its superiors read it."))

    def clean_to(self) -> date:
        """A single day."""
        span = self.cleaned_data["to"]
        if span.start != span.end:
            raise forms.ValidationError(_("Give one day, for example 20/7/2017."))
        return span.start


class ExcuseForm(forms.Form):
    """Why a unit need not report this time."""

    because = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The unit and its superiors read it."))
