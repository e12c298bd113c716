"""What does an administrator say where several units become one, one becomes several, or a closed one opens again?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from units import structure
from units.forms.dated import DatedForm
from units.forms.unit_choice import UnitField
from units.forms.verbs import VerbForm
from units.ladder import CODE
from units.models import Reorganisation, Unit, User
from units.querysets import UnitQuerySet

Kind = Reorganisation.Kind
MOST = 9  # units that come out of one


class MergeUnitsForm(DatedForm):
    """The decision by which a unit takes in others."""

    kind = Kind.MERGE

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    versions = forms.JSONField(widget=forms.HiddenInput)

    field_order = ("on", "reason", "decision_number")

    def __init__(self, data: Any = None, *, unit: Unit, others: Sequence[Unit]):
        super().__init__(data, unit=unit)
        self.others = others
        self.initial["versions"] = {str(one.pk): one.version for one in others}

    def clean_versions(self) -> dict[int, int]:
        """The versions of the merged units that the person saw, by key."""
        said = self.cleaned_data["versions"]
        if not isinstance(said, dict) or not all(isinstance(version, int) for version in said.values()):
            raise forms.ValidationError(_("Open the page again: what it sent cannot be read."))
        return {one.pk: said.get(str(one.pk), 0) for one in self.others}

    def merge(self, *, by: User) -> dict | None:
        """Merges the others into the unit and returns what that did, by name; None with the reasons in the form."""
        said = self.cleaned_data
        seen = said["versions"] | {self.unit.pk: said["version"]}

        def now(**told: Any) -> dict:
            done = structure.merge(self.others, into=self.unit, reason=said["reason"], versions=seen, **told)
            return {"papers": done.moved}

        return self.perform(by=by, now=now, terms={"units": [one.pk for one in self.others]})


class SplitUnitForm(DatedForm):
    """The decision by which a unit is divided: what comes out of it, and where each subordinate goes."""

    kind = Kind.SPLIT

    keeps_open = forms.ChoiceField(
        label=gettext_lazy("What becomes of the old unit?"),
        choices=[
            ("yes", gettext_lazy("It stays open, with the units that stay")),
            ("no", gettext_lazy("It is closed; every unit beneath goes to one of the new ones")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
    reason = forms.CharField(label=gettext_lazy("Reason for closing the old unit"), max_length=200, required=False)

    def __init__(
        self, data: Any = None, *, unit: Unit, beneath: Sequence[Unit], among: UnitQuerySet, lines: int
    ):  # fmt: skip
        super().__init__(data, unit=unit)
        self.beneath, self.lines = beneath, range(1, lines + 1)
        for line in self.lines:
            self.fields[f"code_{line}"] = forms.CharField(label=_("Code"), max_length=32, required=False)
            self.fields[f"name_{line}"] = forms.CharField(
                label=pgettext("unit", "Full name"), max_length=200, required=False
            )
            self.fields[f"short_name_{line}"] = forms.CharField(label=_("Short name"), max_length=80, required=False)
            known = UnitField(label=_("Or a unit that is there already"), required=False)
            known.among = among
            self.fields[f"unit_{line}"] = known
            for name in ("code", "name", "short_name", "unit"):  # one or the other: neither is called optional
                self.fields[f"{name}_{line}"].conditional = True
        places = [("", _("stays")), *((str(line), _("to unit %(n)d") % {"n": line}) for line in self.lines)]
        for child in beneath:
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(label=child.name, choices=places, required=False)
            self.fields[f"child_{child.pk}"].conditional = True

    def rows(self) -> list[dict[str, Any]]:
        """The bound fields of what comes out, a row for each."""
        names = ("code", "name", "short_name", "unit")
        return [{"number": line} | {name: self[f"{name}_{line}"] for name in names} for line in self.lines]

    def children(self) -> list[forms.BoundField]:
        """The bound fields that say where each subordinate goes."""
        return [self[f"child_{child.pk}"] for child in self.beneath]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.into: list[Unit] = []
        places: dict[str, int] = {}
        for line in self.lines:
            known, made = said.get(f"unit_{line}"), self._new(line, said)
            if known and made:
                self.add_error(f"unit_{line}", _("Either a new unit or one that is there already: clear one of them."))
            if unit := known or made:
                places[str(line)] = len(self.into)
                self.into.append(unit)
        self.where: dict[int, int] = {}
        for child in self.beneath:
            chosen = said.get(f"child_{child.pk}", "")
            if chosen in places:
                self.where[child.pk] = places[chosen]
            elif chosen:
                self.add_error(f"child_{child.pk}", _("Say first which unit this is."))
            elif said.get("keeps_open") == "no":
                self.add_error(f"child_{child.pk}", _("The old unit closes: where does this one go?"))
        if said.get("keeps_open") == "no" and not said.get("reason"):
            self.add_error("reason", _("Give the reason: whoever looks for the unit later reads it."))
        return said

    def _new(self, line: int, said: dict[str, Any]) -> Unit | None:
        typed = {name: said.get(f"{name}_{line}", "") for name in ("code", "name", "short_name")}
        if not any(typed.values()):
            return None
        for name, text in typed.items():
            if not text:
                self.add_error(f"{name}_{line}", _("This field is required."))
        if typed["code"] and not CODE.fullmatch(typed["code"]):
            wrong = _("A code is made of letters, digits, points and dashes, without spaces.")
            self.add_error(f"code_{line}", wrong)
        old = self.unit
        return Unit(kind=old.kind, sector=old.sector, territory=old.territory, in_scope=old.in_scope, **typed)

    def take_objections(self, error: ValidationError) -> None:
        """As every verb's; a code that is taken is said beside the code."""
        reasons = getattr(error, "error_dict", {}).get("into", [])
        for line in self.lines:
            code = self.cleaned_data.get(f"code_{line}")
            mine = [one for one in reasons if code and one.message.startswith(f"{code}: ")]
            for one in mine:
                self.add_error(f"code_{line}", one.message.removeprefix(f"{code}: "))
                reasons.remove(one)
        if not reasons and hasattr(error, "error_dict"):
            error.error_dict.pop("into", None)
        super().take_objections(error)

    def split(self, *, by: User) -> dict | None:
        """Divides the unit and returns what that did, by name; None with the reasons in the form."""
        said, keeps_open = self.cleaned_data, self.cleaned_data["keeps_open"] == "yes"

        def now(**told: Any) -> dict:
            done = structure.split(
                self.unit, into=self.into, where=self.where, keeps_open=keeps_open, reason=said["reason"],
                version=said["version"], **told,
            )  # fmt: skip
            return {"papers": done.moved}

        terms = {
            "into": [structure.described(one) for one in self.into], "keeps_open": keeps_open,
            "where": {str(key): place for key, place in self.where.items()},
        }  # fmt: skip
        return self.perform(by=by, now=now, terms=terms)


class ReopenUnitForm(DatedForm):
    """The decision by which a closed unit opens again."""

    kind = Kind.REOPEN

    def reopen(self, *, by: User) -> dict | None:
        """Opens the unit again; None with the reasons in the form."""

        def now(**told: Any) -> dict:
            structure.reopen_unit(self.unit, version=self.cleaned_data["version"], **told)
            return {}

        return self.perform(by=by, now=now)


class CallOffForm(VerbForm):
    """Why something scheduled is not done after all."""

    note = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def call_off(self, row: Reorganisation, *, by: User) -> bool:
        """Calls it off; False with the reasons in the form."""

        def work() -> dict:
            structure.call_off(row, by=by, note=self.cleaned_data["note"])
            return {}

        return self.once("structure.call_off", work, by=by) is not None
