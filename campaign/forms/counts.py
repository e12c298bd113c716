"""How does somebody type a count: "hơn 800", "0", nothing at all, "không áp dụng", "4,57 tỷ"?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Activity
from campaign.models.activity import COUNTS, CountState
from units.vietnamese.messages import message
from units.vietnamese.numbers import ReadCount, read_count, read_money
from units.vietnamese.unreadable import Unreadable

ABSENT = [
    ("", _("as written above")),
    (CountState.NOT_AVAILABLE, pgettext_lazy("count", "not available")),
    (CountState.NOT_APPLICABLE, pgettext_lazy("count", "not applicable")),
]


class CountField(forms.CharField):
    """A number as people write it; `clean` gives a ReadCount. `of` allows "62/62"; `money` reads whole đồng."""

    def __init__(self, *, money: bool = False, of: bool = False, **kwargs: Any):
        self.money, self.of = money, of
        mode = "text" if money or of else "numeric"
        kwargs = {"required": False, "max_length": 80, **kwargs}
        attrs = {"inputmode": mode, "autocomplete": "off", "class": "number"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> ReadCount:
        text = super().clean(value)
        try:
            read = read_money(text) if self.money else read_count(text)
        except Unreadable as error:
            raise forms.ValidationError(message(error), code=error.code) from error
        if read.of is not None and not self.of:
            raise forms.ValidationError(_("Write one number here, not a share."), code="share")
        return read


class CountsForm(forms.ModelForm):
    """The six counted values of an activity: a text each, a tick for "about", a choice for why there is none."""

    turnout = CountField(
        label=_("Members and young people taking part (person-times)"),
        help_text=_("Who came twice counts twice. “hơn 800” is read as about 800; leave it empty if nobody counted."),
    )
    citizens = CountField(label=_("Citizens served (person-times)"))
    result = CountField(label=_("Result"), of=True)
    people = CountField(
        label=_("Distinct people among them"), help_text=_("Each person once, however often he or she came.")
    )
    value = CountField(label=_("Value"), money=True, help_text=_("In đồng: 4,57 tỷ, 350 triệu or 12.500.000"))
    hours = CountField(label=_("Hours of work"))

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            label = self.fields[name].label
            self.fields[f"{name}_approximate"] = forms.BooleanField(label=_("about"), required=False)
            self.fields[f"{name}_absent"] = forms.ChoiceField(label=label, choices=ABSENT, required=False)
            if self.instance.pk:
                self.initial.setdefault(name, as_typed(self.instance, name))
                self.initial.setdefault(f"{name}_approximate", getattr(self.instance, f"{name}_approximate"))
                absent = getattr(self.instance, f"{name}_state") == CountState.NOT_APPLICABLE
                self.initial.setdefault(f"{name}_absent", CountState.NOT_APPLICABLE if absent else "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in COUNTS:
            read = cleaned.get(name)
            if read is not None:
                self._put(name, read, cleaned.get(f"{name}_absent") or "")
        self._check_people()
        return cleaned

    def _put(self, name: str, read: ReadCount, absent: str) -> None:
        """Sets a count with its state and mark on the activity, as the database wants them."""
        if absent and read.value is not None:
            self.add_error(name, _("You wrote a number and said that there is none. Keep one of the two."))
            return
        state = absent or read.state
        about = read.approximate or self.cleaned_data.get(f"{name}_approximate", False)
        setattr(self.instance, name, read.value)
        setattr(self.instance, f"{name}_state", state)
        setattr(self.instance, f"{name}_approximate", about and state == CountState.GIVEN)
        if name == "result":
            self.instance.result_of = read.of

    def _check_people(self) -> None:
        turnout, people = self.cleaned_data.get("turnout"), self.cleaned_data.get("people")
        if not (turnout and people) or turnout.value is None or people.value is None:
            return
        exact = not (self.instance.turnout_approximate or self.instance.people_approximate)
        if exact and people.value > turnout.value:
            self.add_error("people", _("More people than person-times: check the two numbers."))


def as_typed(activity: Activity, name: str) -> str:
    """Returns what somebody would type to get the count that the activity has."""
    value = getattr(activity, name)
    if value is None:
        return ""
    text = number_format(value, use_l10n=True, force_grouping=True)
    return f"{text}/{activity.result_of}" if name == "result" and activity.result_of is not None else text
