"""What does somebody say who adds a kind to the catalogue, changes it or withdraws it?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import kinds
from campaign.kinds.keeping import INHERITED, OWN, PACK
from campaign.models import ActivityKind, KindSector, Point, Responsibility
from units.clock import today
from units.forms.days import DayField
from units.forms.verbs import VerbForm
from units.models import Sector, Unit, User

SECTORS = [sector for sector in Sector if sector != Sector.MIXED]
NOTHING = [("", _("None"))]
LONG = {"rows": 2}


class SaidForm(VerbForm):
    """What is said of a kind itself, and of each sector: an example and what proves it there."""

    on = DayField(label=_("From the day"), help_text=_("Today or later. What has been logged keeps its version."))
    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    hint_vi = forms.CharField(
        label=_("What proves it, in Vietnamese"), max_length=300, required=False, widget=forms.Textarea(LONG)
    )
    hint_en = forms.CharField(
        label=_("What proves it, in English"), max_length=300, required=False, widget=forms.Textarea(LONG)
    )
    aliases = forms.CharField(
        label=_("Other names in use"), required=False, max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text=_("One on each line: lists from Excel are understood by them, and people find the kind"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, kind: ActivityKind | None = None, initial: dict[str, Any] | None = None):
        super().__init__(data, initial={"on": today(), **self._shown(kind), **(initial or {})})
        self.kind = kind
        for sector in SECTORS:
            self._ask(sector)

    def _shown(self, kind: ActivityKind | None) -> dict[str, Any]:
        if kind is None:
            return {}
        shown = {name: getattr(kind, name) for name in (*OWN, *INHERITED)} | {"seen": kind.pk}
        for row in kind.sectors.all():
            shown |= {f"{row.sector}_{name}": getattr(row, name) for name in PACK}
        return shown

    def _ask(self, sector: Sector) -> None:
        texts = {
            "example_vi": _("Example in Vietnamese"), "example_en": _("Example in English"),
            "evidence_vi": _("What proves it, in Vietnamese"), "evidence_en": _("What proves it, in English"),
        }  # fmt: skip
        label = _("Meant for this sector; others do not see it unless they are ticked too")
        self.fields[f"{sector}_restricts"] = forms.BooleanField(label=label, required=False)
        for name, text in texts.items():
            self.fields[f"{sector}_{name}"] = forms.CharField(
                label=text, required=False, max_length=300, widget=forms.Textarea(LONG)
            )

    @property
    def by_sector(self) -> list[dict[str, Any]]:
        """The fields of each sector: {label, fields, filled}, filled where something stands in them."""
        found = []
        for sector in SECTORS:
            fields = [self[f"{sector}_{name}"] for name in PACK]
            filled = any(field.value() or field.errors for field in fields)
            found.append({"label": sector.label, "fields": fields, "filled": filled})
        return found

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that are of no sector."""
        sectors = tuple(f"{sector}_" for sector in SECTORS)
        return [field for field in self.visible_fields() if not field.name.startswith(sectors)]

    def sectors(self) -> list[KindSector]:
        """What is said of sectors, unsaved; those of which nothing is said are left out."""
        rows = []
        for sector in SECTORS:
            said = {name: _lines(self.cleaned_data[f"{sector}_{name}"]) for name in PACK}
            if any(said.values()):
                rows.append(KindSector(sector=sector, **said))
        return rows

    def said(self) -> dict[str, Any]:
        """What is said of the kind itself, by its fields."""
        return {name: _lines(self.cleaned_data[name]) for name in (*OWN, *INHERITED) if name in self.cleaned_data}


def _lines(value: Any) -> Any:
    """Ends lines as they are kept: a browser sends its own ends, which are no change."""
    return "\n".join(filter(None, map(str.strip, value.splitlines()))) if isinstance(value, str) else value


class NationalForm(SaidForm):
    """A national kind: also what it counts, and how that adds up."""

    responsibility = forms.ChoiceField(label=_("Responsibility"), choices=Responsibility.choices)
    also_responsibility = forms.ChoiceField(
        label=_("Also claimed by"), choices=[*NOTHING, *Responsibility.choices], required=False
    )
    point = forms.ModelChoiceField(Point.objects.none(), label=_("Point of the conclusion"))
    counts_vi = forms.CharField(label=_("What it counts, in Vietnamese"), max_length=60, help_text="hồ sơ, buổi, km")
    counts_en = forms.CharField(label=_("What it counts, in English"), max_length=60)
    aggregation = forms.ChoiceField(label=_("How it adds up"), choices=ActivityKind.Aggregation.choices)
    on_saturdays = forms.BooleanField(label=_("Falls on Saturdays: another day is asked about"), required=False)
    has_level = forms.BooleanField(label=_("Has a level: province, district, grassroots union"), required=False)
    is_drive = forms.BooleanField(label=_("Is a peak drive"), required=False)

    field_order = (
        "on", "code", "name_vi", "name_en", "responsibility", "also_responsibility", "point", "counts_vi",
        "counts_en", "aggregation", "hint_vi", "hint_en", "aliases", "on_saturdays", "has_level", "is_drive",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = Point.objects.order_by("conclusion", "number")


class NewNationalForm(NationalForm):
    """A national kind that is not in the catalogue yet."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, required=False, help_text=_("Stays for ever. Left empty, it follows the name.")
    )

    def unsaved(self) -> ActivityKind:
        """The kind as it would be added."""
        last = ActivityKind.objects.aggregate(last=Max("order"))["last"] or 0
        return ActivityKind(**{"order": last + 1, **self.said()}, code=self.cleaned_data["code"])

    def enter(self, *, by: User) -> str | None:
        """Adds the kind and returns its code; None with the reasons in the form."""
        return _enter(self, by)


class NewOwnForm(SaidForm):
    """A kind that a province or a bloc adds beneath a national one."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=pgettext_lazy("noun", "Unit"))

    field_order = ("unit", "on")

    def __init__(self, data: Any = None, *, national: ActivityKind, units: list[Unit]):
        super().__init__(data, initial={"unit": units[0].pk})
        self.national = national
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()

    def unsaved(self) -> ActivityKind:
        """The kind as it would be added."""
        return ActivityKind(**self.said(), unit=self.cleaned_data["unit"], under=self.national)

    def enter(self, *, by: User) -> str | None:
        """Adds the kind and returns its code; None with the reasons in the form."""
        return _enter(self, by)


def _enter(form: NewNationalForm | NewOwnForm, by: User) -> str | None:
    def work() -> dict:
        return {"code": kinds.add(form.unsaved(), form.sectors(), on=form.cleaned_data["on"], by=by).code}

    answer = form.once("kinds.add", work, by=by)
    return answer["code"] if answer else None


class Revising:
    """A new version of a kind that somebody looked at."""

    def enter(self, *, by: User) -> bool:
        """Replaces the version from the day on; False with the reasons in the form."""
        form: Any = self
        seen = seen_version(form.kind, form.cleaned_data["seen"])

        def work() -> dict:
            return {"kind": kinds.revise(seen, form.said(), form.sectors(), on=form.cleaned_data["on"], by=by).pk}

        return form.once("kinds.revise", work, by=by) is not None

    def foreseen(self) -> dict[str, Any]:
        """What changes, and whom it touches."""
        form: Any = self
        new = kinds.keeping.copy_of(form.kind)
        for name, value in form.said().items():
            setattr(new, name, value)
        changes = kinds.keeping.changes(form.kind, new, form.sectors())
        return {"changes": changes, "foreseen": kinds.foresee(form.kind, on=form.cleaned_data["on"])}


class ChangeNationalForm(Revising, NationalForm):
    """A national kind, anew from a day on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ChangeOwnForm(Revising, SaidForm):
    """A unit's own kind, anew from a day on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(VerbForm):
    """The day from which a kind is no longer offered."""

    on = DayField(label=_("From the day"), help_text=_("Today or later. What has been logged keeps it."))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kind: ActivityKind):
        super().__init__(data, initial={"on": today(), "seen": kind.pk})
        self.kind = kind

    def enter(self, *, by: User) -> bool:
        """Withdraws the kind; False with the reasons in the form."""
        seen = seen_version(self.kind, self.cleaned_data["seen"])

        def work() -> dict:
            kinds.withdraw(seen, on=self.cleaned_data["on"], by=by)
            return {}

        return self.once("kinds.withdraw", work, by=by) is not None


def seen_version(kind: ActivityKind, key: int) -> ActivityKind:
    """Returns the version that the page showed when it was opened; one that has gone since is no longer the latest."""
    found = ActivityKind.objects.filter(code=kind.code, pk=key).first()
    return found or ActivityKind(pk=key, code=kind.code, unit=kind.unit, under=kind.under, total_code=kind.total_code)
