"""What does an administrator say of a unit: when it is added, renamed, moved, closed?"""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units import structure
from units.clock import today
from units.forms.days import DayField
from units.forms.verbs import VerbForm
from units.ladder import CODE, KINDS
from units.models import Level, Unit, UnitKind, User
from units.official import territory_in_text


def decision_field(*, required: bool) -> forms.CharField:
    """The number of the decision by which something is done, e.g. "12-QĐ/TĐTN"."""
    return forms.CharField(label=gettext_lazy("Decision number"), required=required, max_length=60)


class UnitForm(VerbForm, forms.ModelForm):
    """What can be said of a unit that stands where it stands."""

    decision_number = decision_field(required=False)

    class Meta:
        model = Unit
        fields: tuple[str, ...] = ("name", "short_name", "kind", "sector", "territory", "in_scope")

    def clean_territory(self) -> str:
        """The code of an existing province or district, or ""."""
        code = self.cleaned_data["territory"]
        try:
            territory_in_text(code) if code else None
        except KeyError:
            raise forms.ValidationError(_("No province or district has this code of the statistics office.")) from None
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        level = said.get("level") or self.instance.level
        if level and said.get("kind") and said["kind"] not in KINDS[int(level)]:
            kinds = ", ".join(str(kind.label) for kind in KINDS[int(level)])
            self.add_error("kind", _("A unit of this level is one of: %(kinds)s.") % {"kinds": kinds})
        return said


class NewUnitForm(UnitForm):
    """A unit that is added under a superior."""

    opened_on = DayField(label=gettext_lazy("Opened on"), until_today=True)

    field_order = ("code", "name", "short_name", "level", "kind", "sector", "territory", "in_scope", "opened_on")

    class Meta(UnitForm.Meta):
        fields = ("code", "level", *UnitForm.Meta.fields, "opened_on")

    def __init__(self, data: Any = None, *, parent: Unit):
        super().__init__(data, instance=Unit(parent=parent), initial={"opened_on": today()})
        self.parent = parent
        levels = [choice for choice in Level.choices if choice[0] > parent.level]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        self.fields["level"].initial = levels[0][0] if levels else None
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in UnitKind if any(kind in KINDS[level] for level, _label in levels)
        ]

    def clean_code(self) -> str:
        """A code that can stand in an address and a cell; whether it is free is asked by the verb."""
        code = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("A code is made of letters, digits, points and dashes, without spaces."))
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        day = said.get("opened_on")
        if day and not self.parent.is_open(day):
            self.add_error("opened_on", _("%(unit)s does not exist on this day.") % {"unit": self.parent.name})
        return said

    def add(self, *, by: User) -> int | None:
        """Adds the unit and returns its key; None with the reasons in the form."""

        def work() -> dict:
            number = self.cleaned_data["decision_number"]
            return {"unit": structure.add_unit(self.instance, by=by, decision_number=number).pk}

        answer = self.once("structure.add_unit", work, by=by)
        return answer["unit"] if answer else None


class ChangeUnitForm(UnitForm):
    """A unit that is renamed or described anew."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, unit: Unit):
        super().__init__(data, instance=copy(unit), initial={"version": unit.version})
        kinds = [(kind.value, kind.label) for kind in KINDS[unit.level]]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if {"name", "short_name"} & set(self.changed_data) and not said.get("decision_number"):
            self.add_error("decision_number", _("A unit is renamed by a decision: give its number."))
        return said

    def change(self, *, by: User) -> bool:
        """Changes the unit; False with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            structure.change_unit(
                self.instance, by=by, decision_number=said["decision_number"], version=said["version"],
                **{name: said[name] for name in structure.CHANGEABLE},
            )  # fmt: skip
            return {}

        return self.once("structure.change_unit", work, by=by) is not None


class MoveUnitForm(VerbForm):
    """The decision by which a unit moves under another superior."""

    on = DayField(label=gettext_lazy("From the day"), until_today=True)
    decision_number = decision_field(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, unit: Unit, to: Unit):
        super().__init__(data, initial={"version": unit.version, "on": today()})
        self.unit, self.to = unit, to

    def move(self, *, by: User) -> int | None:
        """Moves the unit and returns how many papers changed desks; None with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            moved = structure.move_unit(
                self.unit, to=self.to, by=by, decision_number=said["decision_number"], on=said["on"],
                version=said["version"],
            )  # fmt: skip
            return {"papers": moved}

        answer = self.once("structure.move_unit", work, by=by)
        return None if answer is None else answer["papers"]


class CloseUnitForm(VerbForm):
    """The decision by which a unit is closed."""

    on = DayField(label=gettext_lazy("Closed from the day"), until_today=True)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    decision_number = decision_field(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, unit: Unit):
        super().__init__(data, initial={"version": unit.version, "on": today()})
        self.unit = unit

    def close(self, *, by: User) -> bool:
        """Closes the unit; False with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            structure.close_unit(
                self.unit, on=said["on"], reason=said["reason"], by=by, decision_number=said["decision_number"],
                version=said["version"],
            )  # fmt: skip
            return {}

        return self.once("structure.close_unit", work, by=by) is not None
