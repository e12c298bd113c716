"""What does a unit fill in to nominate somebody, and what is wrong with it before anything is written?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign import facts
from recognition.models import Nomination
from recognition.nominating import ALREADY, nominated_before
from units.forms.days import DayField
from units.forms.overtaken import Overtaken
from units.forms.rows import RowsField
from units.models import Person, User


class NominationForm(Overtaken, forms.ModelForm):
    """A dossier. The unit and the season stand in the instance; once it has been sent, the person stays as well."""

    citations: RowsField = RowsField(
        None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Activities that the nomination rests on"),
        error_messages={"invalid_choice": _("Choose among the accepted activities of your unit.")},
    )
    consent_on = DayField(
        label=_("Agreed on"),
        required=False,
        until_today=True,
        conditional=True,
        help_text=_("Needed where the box above is ticked: the day on which the nominee said so."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Nomination
        fields = ("person", "summary", "achievements", "consent", "consent_on")
        labels = {
            "person": _("Whom do you nominate?"),
            "summary": _("Summary (trích ngang)"),
            "consent": _("The nominee agrees to be named on the public honour roll"),
        }
        help_texts = {
            "summary": _("In one or two sentences, at most 300 characters: this goes on the list of nominees."),
            "achievements": _("What the nominee did for self, for work and for the community, and what came of it."),
            "consent": _("Without it the decision stands, but the public never sees the name."),
        }
        widgets = {
            "person": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "achievements": forms.Textarea(attrs={"rows": 10}),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["citations"].queryset = facts.citable(by, self.instance.unit)
        if self.instance.round:
            del self.fields["person"]
        else:
            people = Person.objects.visible_to(by).filter(unit=self.instance.unit_id)
            self.fields["person"].queryset = people
            self.fields["person"].error_messages |= {
                "required": _("Choose the person."), "invalid_choice": _("Choose a person of your unit."),
            }  # fmt: skip
        if self.instance.pk:
            self.initial.setdefault("version", self.instance.version)
            self.initial.setdefault("citations", list(self.instance.citations.values_list("activity_id", flat=True)))

    def clean(self) -> dict[str, Any]:
        """One person once a season; an agreement has its day, which has come."""
        data = super().clean() or {}
        person = data.get("person")
        if person and nominated_before(Nomination(pk=self.instance.pk, season=self.instance.season, person=person)):
            self.add_error("person", str(ALREADY) % {"person": person})
        if data.get("consent") and not data.get("consent_on") and "consent_on" not in self.errors:
            self.add_error("consent_on", _("Give the day on which the nominee agreed."))
        return data


def typed(data: Any) -> dict[str, Any]:
    """Returns what was typed so far, to be shown again without a word about what is still missing."""
    return {
        **{name: data.get(name, "") for name in ("person", "summary", "achievements", "consent_on", "version")},
        "consent": bool(data.get("consent")),
        "citations": data.getlist("citations"),
    }  # fmt: skip
