"""How does somebody write the targets of a plan: about what, in which measure, how many, as a share of what?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.allotment import is_share_of
from campaign.forms.kinds import in_list
from campaign.models import ActivityKind, Plan, Responsibility, Target
from units.models import Unit
from units.vietnamese.messages import message
from units.vietnamese.numbers import read_count, read_money
from units.vietnamese.unreadable import Unreadable

PREFIX = "targets"
MORE = 3  # blank rows offered at a time
MOST = 60  # targets of one plan; more is a list of activities
COLUMNS = ("id", "about", "measure", "amount", "derived_from", "note", "DELETE")


class TargetForm(forms.ModelForm):
    """One row: a kind of activity or a whole responsibility, the measure, the amount as people write it."""

    fields: dict[str, Any]  # each of its own class, as declared

    about = forms.ChoiceField(
        label=pgettext_lazy("target", "About"), error_messages={"required": _("Choose what the target is about.")}
    )
    amount = forms.CharField(
        label=_("How many to reach"),
        max_length=40,
        error_messages={"required": _("Write how many you want to reach, at least 1.")},
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )

    class Meta:
        model = Target
        fields = ("measure", "derived_from", "note")
        labels = {"measure": _("Measured by"), "derived_from": _("Share of the superior's target"), "note": _("Note")}

    def __init__(self, *args: Any, kinds: list[ActivityKind], shares: list[Target], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kinds = {_key(kind): kind for kind in kinds}
        self.shares = shares
        own = self.instance.kind if self.instance.pk else None
        if own:
            self.kinds.setdefault(_key(own), own)
        self.fields["about"].choices = self._abouts()
        self._offer_shares()
        if self.instance.pk:
            self.initial["about"] = _key(own) if own else self.instance.responsibility
            self.initial["amount"] = number_format(self.instance.amount, use_l10n=True, force_grouping=True)

    def _abouts(self) -> list[Any]:
        """Returns a group for each responsibility: the whole of it, then its kinds."""
        whole = _("All of it: %(responsibility)s")
        groups: list[Any] = [("", _("Choose what it is about"))]
        for responsibility in Responsibility:
            kinds = [(key, in_list(kind)) for key, kind in self.kinds.items() if kind.responsibility == responsibility]
            everything = (responsibility.value, whole % {"responsibility": responsibility.label})
            groups.append((responsibility.label, [everything, *kinds]))
        return groups

    def _offer_shares(self) -> None:
        field = self.fields["derived_from"]
        keys = [share.pk for share in self.shares]
        field.queryset = Target.objects.filter(pk__in=keys)
        shares = [(share.pk, _share(share)) for share in self.shares]
        field.choices = [("", _("No, our own")), *shares]
        if not keys:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Reads what the row is about and how many, and holds a share to what it is a share of."""
        data = super().clean() or self.cleaned_data
        source, about = data.get("derived_from"), data.get("about")
        if about in self.kinds:
            self.instance.kind, self.instance.responsibility = self.kinds[about], self.kinds[about].responsibility
        elif about:
            self.instance.kind, self.instance.responsibility = None, about
        self._check_measure(data)
        self._read_amount(data)
        if source and not self.errors and not is_share_of(self.instance, source):
            self.add_error("derived_from", _("The superior's target counts something else: “%(target)s”.")
                           % {"target": source})  # fmt: skip
        return data

    @property
    def has_content(self) -> bool:
        """Says whether the row holds anything that could be taken out."""
        typed = (self[name].value() for name in ("about", "amount", "derived_from", "note"))
        return bool(self.instance.pk) or any(typed)

    def _check_measure(self, data: dict[str, Any]) -> None:
        self.instance.measure, kind = data.get("measure", ""), self.instance.kind
        if data.get("measure") != Target.Measure.RESULT or "about" in self.errors:
            return
        if kind is None:
            self.add_error("measure", _("Choose one kind of activity: results are counted as that kind counts them."))
        elif kind.aggregation == ActivityKind.Aggregation.RATIO:
            self.add_error("measure", _("“%(kind)s” is counted as so many out of so many: choose another measure.")
                           % {"kind": kind})  # fmt: skip

    def _read_amount(self, data: dict[str, Any]) -> None:
        if "amount" in self.errors:
            return
        read = read_money if data.get("measure") == Target.Measure.VALUE else read_count
        try:
            value = read(data["amount"]).value
        except Unreadable as error:
            self.add_error("amount", message(error))
            return
        if not value:
            self.add_error("amount", _("Write how many you want to reach, at least 1."))
            return
        self.instance.amount = value


def _share(target: Target) -> str:
    """Returns what a superior's target asks for, as its kind counts it."""
    counts = target.get_measure_display()
    if target.measure == Target.Measure.RESULT and target.kind:
        counts = target.kind.counts
    amount = number_format(target.amount, use_l10n=True, force_grouping=True)
    return f"{target.kind or target.get_responsibility_display()}: {amount} {counts}"


def _key(kind: ActivityKind) -> str:
    return f"kind-{kind.pk}"


class Rows(BaseInlineFormSet):
    """The rows of a plan."""

    @property
    def has_errors(self) -> bool:
        """Says whether anything is wrong in any row, or with the rows as a whole."""
        return self.is_bound and (any(self.errors) or bool(self.non_form_errors()))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this target out")

    def without_errors(self) -> None:
        """The rows as they were typed, not yet judged."""
        self._errors, self._non_form_errors = [], ErrorList()
        for form in self.forms:
            errors = ErrorDict()
            form.cleaned_data, form._errors = {}, errors  # type: ignore[attr-defined]  # Django's own, private
            self._errors.append(errors)


TargetFormSet = forms.inlineformset_factory(
    Plan, Target, form=TargetForm, formset=Rows, extra=MORE, max_num=MOST, absolute_max=MOST,
    validate_max=True, can_delete=True,
)  # fmt: skip


# --- the rows as they are posted -------------------------------------------------------------------------------------


def rows_of(data: QueryDict) -> list[dict[str, str]]:
    """Returns the rows of a posted form as they were typed, the empty ones too: a row keeps its place on the page."""
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    number = min(int(total), MOST) if total.isdecimal() and len(total) < 9 else 0
    rows = [{name: data.get(f"{PREFIX}-{row}-{name}", "") for name in COLUMNS} for row in range(number)]
    return [empty_row() if is_empty(row) else row for row in rows]


def empty_row() -> dict[str, str]:
    """Returns a row in which nothing is typed."""
    return dict.fromkeys(COLUMNS, "") | {"measure": Target.Measure.ACTIVITIES.value}


def is_empty(row: dict[str, str]) -> bool:
    """Says whether a row holds nothing, whatever its measure says: one of them is always chosen."""
    return not any(row[name].strip() for name in COLUMNS if name != "measure")


def with_rows(data: QueryDict, rows: list[dict[str, str]], plan: Plan, *, blank: int) -> QueryDict:
    """Returns the posted data with these rows and so many blank ones behind them.

    A row whose target is no longer there, because a colleague took it out meanwhile, becomes a new one: nothing that
    was typed is lost.
    """
    known = {str(pk) for pk in plan.targets.values_list("pk", flat=True)} if plan.pk else set()
    seen: set[str] = set()
    for row in rows:
        row["id"] = row["id"] if row["id"] in known - seen else ""
        seen.add(row["id"])
    ordered = sorted(rows, key=lambda row: not row["id"])
    new = QueryDict(mutable=True)
    for name in data:
        if not name.startswith(f"{PREFIX}-"):
            new.setlist(name, data.getlist(name))
    for number, row in enumerate(ordered):
        for name, value in row.items():
            if value:
                new[f"{PREFIX}-{number}-{name}"] = value
    new[f"{PREFIX}-TOTAL_FORMS"] = str(min(len(ordered) + blank, MOST))
    new[f"{PREFIX}-INITIAL_FORMS"] = str(sum(bool(row["id"]) for row in ordered))
    return new


def with_share(rows: list[dict[str, str]], source: Target) -> list[dict[str, str]]:
    """Returns the rows with a share of the superior's target in the first empty one, else in a new one."""
    place = next((number for number, row in enumerate(rows) if is_empty(row)), len(rows))
    return [*rows[:place], share_row(source), *rows[place + 1 :]]


def share_row(source: Target) -> dict[str, str]:
    """Returns a row that takes over a share of the superior's target; only the amount is left to write."""
    about = _key(source.kind) if source.kind else source.responsibility
    return empty_row() | {"about": about, "measure": source.measure, "derived_from": str(source.pk)}


def kinds_for(unit: Unit | None) -> list[ActivityKind]:
    """Returns the kinds that a plan of the unit can be about."""
    current = ActivityKind.objects.current().in_order()
    return list(current.for_unit(unit) if unit else current)
