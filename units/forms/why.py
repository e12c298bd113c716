"""About whom, and about which thing, does an administrator ask?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import why
from units.forms.unit_choice import UnitField
from units.keys import LONGEST
from units.models import Person, Unit, User

SHOWN = 20


class WhyForm(forms.Form):
    """A person by name or key, and a thing: a unit by name or code, or whatever has a page, by its address."""

    fields: dict[str, Any]  # each of its own class, as declared

    person = forms.RegexField(rf"^\d{{1,{LONGEST}}}$", required=False, widget=forms.HiddenInput)
    who = forms.CharField(
        label=_("Who"), required=False, max_length=120, help_text=_("A part of the name, with or without accents")
    )
    unit = UnitField(
        label=pgettext_lazy("noun", "Unit"), required=False,
        error_messages={"unknown": _("You read no unit that is called “%(text)s”.")},
    )  # fmt: skip
    address = forms.CharField(
        label=_("Or the address of a page"), required=False, max_length=400,
        help_text=_("Of an activity, a plan, a report, a nomination, a letter, a unit or a person"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: User):
        super().__init__(data)
        self.by = by
        self.fields["unit"].among = Unit.objects.visible_to(by)
        for field in self.fields.values():
            field.conditional = True  # a person and a thing, each by one of two ways
        self.found: list[Person] = []
        self.thing: Any = None

    def clean(self) -> dict[str, Any]:
        """Finds the person among those whom the administrator keeps, and the thing among what he or she reads."""
        said = super().clean() or {}
        self.found = self._people(said)
        if said.get("who") and not self.found:
            self.add_error("who", _("No person whom you administer is called so."))
        self.thing = said.get("unit")
        if said.get("address") and self.thing is None:
            self.thing = why.thing_at(said["address"], by=self.by)
            if self.thing is None:
                self.add_error("address", _("Nothing that you read stands at this address."))
        if "unit" in self.data:  # the button was pressed; a link from another page names one of the two alone
            self._ask_for_both(said)
        return said

    def _ask_for_both(self, said: dict[str, Any]) -> None:
        if not said.get("who") and not said.get("person"):
            self.add_error("who", _("Say about whom you ask."))
        if self.thing is None and not self.errors.keys() & {"unit", "address"}:
            self.add_error("unit", _("Name a unit, or give the address of a page."))

    def _people(self, said: dict[str, Any]) -> list[Person]:
        among = why.people_of(self.by).select_related("unit", "user")
        if said.get("person"):
            return list(among.filter(pk=said["person"]))
        return list(among.matching(said["who"])[: SHOWN + 1]) if said.get("who") else []

    @property
    def one(self) -> Person | None:
        """The person who is meant, where the words leave no choice."""
        return self.found[0] if len(self.found) == 1 else None
