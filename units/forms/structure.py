"""What does an administrator say of a unit: when it is added, renamed, moved, closed?"""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units import structure
from units.clock import today
from units.forms.dated import DatedForm, day_field, decision_field, perform
from units.forms.days import DayField
from units.forms.verbs import VerbForm
from units.ladder import CODE, KINDS
from units.models import Level, Reorganisation, Unit, UnitKind, User
from units.official import territory_in_text
from units.querysets import keeps


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
        self.fields["level"].choices = levels
        self.fields["level"].initial = levels[0][0] if levels else None
        self.fields["kind"].choices = [
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
    """A unit that is renamed or described anew; whoever keeps its superior also says whether it is a pilot unit
    and whether the conclusion is addressed to it."""

    on = day_field()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta(UnitForm.Meta):
        fields = (*UnitForm.Meta.fields, "is_pilot")

    def __init__(self, data: Any = None, *, unit: Unit, by: User):
        super().__init__(data, instance=copy(unit), initial={"version": unit.version, "on": today()})
        if unit.parent is None or not keeps(by, unit.parent):
            del self.fields["is_pilot"], self.fields["in_scope"]
        kinds = [(kind.value, kind.label) for kind in KINDS[unit.level]]
        self.fields["kind"].choices = kinds

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if {"name", "short_name"} & set(self.changed_data) and not said.get("decision_number"):
            self.add_error("decision_number", _("A unit is renamed by a decision: give its number."))
        return said

    def change(self, *, by: User) -> dict | None:
        """Changes the unit, or schedules it; None with the reasons in the form."""
        said = self.cleaned_data
        names = [name for name in structure.CHANGEABLE if name in self.fields]
        terms = {name: said[name] for name in names if name in self.changed_data}

        def now(**told: Any) -> dict:
            structure.change_unit(
                self.instance, version=said["version"], **told, **{name: said[name] for name in names}
            )
            return {}

        return perform(self, Reorganisation.Kind.RENAME, self.instance, by=by, now=now, terms=terms)


class MoveUnitForm(DatedForm):
    """The decision by which a unit moves under another superior."""

    kind = Reorganisation.Kind.MOVE

    def __init__(self, data: Any = None, *, unit: Unit, to: Unit):
        super().__init__(data, unit=unit)
        self.to = to

    def move(self, *, by: User) -> dict | None:
        """Moves the unit and returns how many papers changed desks, or schedules it; None with the reasons in the
        form."""

        def now(**told: Any) -> dict:
            version = self.cleaned_data["version"]
            return {"papers": structure.move_unit(self.unit, to=self.to, version=version, **told)}

        return self.perform(by=by, now=now, terms={"to": self.to.pk})


class CloseUnitForm(DatedForm):
    """The decision by which a unit is closed."""

    kind = Reorganisation.Kind.CLOSE

    on = day_field(gettext_lazy("Closed from the day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    field_order = ("on", "reason", "decision_number")

    def close(self, *, by: User) -> dict | None:
        """Closes the unit, or schedules it; None with the reasons in the form."""
        said = self.cleaned_data

        def now(**told: Any) -> dict:
            structure.close_unit(self.unit, reason=said["reason"], version=said["version"], **told)
            return {}

        return self.perform(by=by, now=now)
