"""How does an officer enter the head-count of a year?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.forms.numbers import PeopleField
from units.forms.verbs import VerbForm
from units.headcounts import NUMBERS, count_heads
from units.models import Headcount, Unit, User
from units.models.headcount import LARGEST

LABELS = {
    "young_officials": pgettext_lazy("headcount", "Young officials"), "members": _("Union members"),
    "women": pgettext_lazy("headcount", "Women"), "ethnic_minorities": _("Ethnic minorities"),
    "party_members": _("Party members"),
}  # fmt: skip


class HeadcountForm(VerbForm):
    """Five numbers in one line; only the first is required."""

    data: Any
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, unit: Unit, year: int):
        self.unit, self.year = unit, year
        self.stored = Headcount.objects.filter(unit=unit, year=year).select_related("by__person").first()
        self.overtaken = False
        known = {name: getattr(self.stored, name) for name in NUMBERS} if self.stored else {}
        super().__init__(data, initial={"version": self.stored.version if self.stored else 0, **known})
        for name in NUMBERS:
            self.fields[name] = PeopleField(label=LABELS[name], required=name == NUMBERS[0], largest=LARGEST)

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The five fields, in the order in which they stand in the line."""
        return [self[name] for name in NUMBERS]

    def count(self, *, by: User) -> bool:
        """Enters the numbers; False with the reasons in the form. Who was overtaken sees both and can save again."""
        said = self.cleaned_data

        def work() -> dict:
            numbers = {name: said[name] for name in NUMBERS}
            count_heads(self.unit, year=self.year, by=by, version=said["version"], **numbers)
            return {}

        done = self.once("headcounts.count_heads", work, by=by) is not None
        if not done and (self.stored.version if self.stored else 0) != said["version"]:
            self.overtaken = True
            self.data = self.data.copy()
            self.data["version"], self.data["request_id"] = str(self.initial["version"]), str(uuid4())
        return done
