"""What does a unit write into its plan, and what is wrong with it before anything is written?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.filters.activity import years
from campaign.forms.targets import MORE, PREFIX, TargetFormSet, kinds_for, rows_of, with_rows, with_share
from campaign.models import Plan, Target
from units.approval import Power, units_with
from units.clock import today
from units.forms.overtaken import Overtaken
from units.keys import key_of
from units.models import Unit, User


class PlanForm(Overtaken, forms.ModelForm):
    """The plan and its targets as one form: valid together, saved together."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=pgettext_lazy("noun", "Unit"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, help_text=_("Left empty, it names the movement and the year")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    prepares = False
    request_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Plan
        fields = ("unit", "year", "title", "objectives", "organisation")
        widgets = {"objectives": forms.Textarea(attrs={"rows": 6}), "organisation": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "objectives": _("What the unit sets out to do for each of the three responsibilities"),
            "organisation": _("Who does what until when, with which means"),
        }

    def __init__(self, data: QueryDict | None = None, *, by: User, instance: Plan | None = None, **kwargs: Any):
        super().__init__(self._in_rows(data, instance, by), instance=instance, **kwargs)
        self.units = self._units_of(by)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in self.units])
        if len(self.units) == 1:
            self.fields["unit"].widget, self.fields["unit"].required = forms.HiddenInput(), False
        self.fields["year"].choices = years()
        self.initial.setdefault("unit", self.units[0].pk if self.units else None)
        self.initial.setdefault("year", today().year)
        self.initial["version"] = self.instance.version if self.instance.pk else None
        self.superior = self._superior()
        self.shares = list(self.superior.targets.select_related("kind")) if self.superior else []
        self.targets = TargetFormSet(
            self.data if self.is_bound else None, instance=self.instance, prefix=PREFIX,
            form_kwargs={"kinds": kinds_for(self.chosen_unit), "shares": self._total_shares()},
        )  # fmt: skip
        if self.prepares:
            self._point_at_what_is_new()

    def _in_rows(self, data: QueryDict | None, plan: Plan | None, by: User) -> QueryDict | None:
        """Adds the rows that a button asked for; every posted row finds its target or becomes a new one."""
        if data is None:
            return None
        rows, blank = rows_of(data), 0
        self.prepares = "more" in data or "share" in data
        if share := key_of(data.get("share")):
            seen = Plan.objects.visible_to(by)
            source = Target.objects.select_related("kind").filter(plan__in=seen, pk=share).first()
            rows = with_share(rows, source) if source else rows
        elif "more" in data:
            blank = MORE
        return with_rows(data, rows, plan or Plan(), blank=blank)

    def _point_at_what_is_new(self) -> None:
        """The cursor goes to what a button has laid out: how many of the share, or the first of the blank rows."""
        share = self.data.get("share")
        shares = [row for row in self.targets if share and row["derived_from"].value() == share]
        rows, name = (shares[-1:], "amount") if share else (self.targets.forms[-MORE:], "about")
        for row in rows[:1]:
            row.fields[name].widget.attrs["autofocus"] = True

    def _units_of(self, by: User) -> list[Unit]:
        """The units to choose from; a written plan keeps its own."""
        if self.instance.pk:
            return [self.instance.unit]
        wanted, home = set(units_with(by, Power.DRAFT)), by.home_post.unit_id if by.home_post else None
        units = {post.unit_id: post.unit for post in by.current_posts if post.unit_id in wanted}
        return sorted(units.values(), key=lambda unit: unit.pk != home)

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit that the form is about at the moment."""
        chosen = str(self["unit"].value() or "")
        found = [unit for unit in self.units if str(unit.pk) == chosen]
        return next(iter(found or self.units), None)

    @property
    def chosen_year(self) -> int | None:
        """The year that the form is about at the moment."""
        chosen = str(self["year"].value() or "")
        return int(chosen) if chosen.isdecimal() and len(chosen) == 4 else None

    @property
    def taken(self) -> Plan | None:
        """The plan that the unit already has for that year, another one than this."""
        others = Plan.objects.filter(unit=self.chosen_unit, year=self.chosen_year or 0)
        return others.exclude(pk=self.instance.pk).first()

    def _superior(self) -> Plan | None:
        """The accepted plan of the nearest unit above for that year."""
        if self.chosen_unit is None or self.chosen_year is None:
            return None
        return Plan.objects.superior_of(self.chosen_unit, self.chosen_year).select_related("unit").first()

    def _total_shares(self) -> list[Target]:
        return [target for target in self.shares if target.shape == Target.Shape.TOTAL]

    def is_valid(self) -> bool:
        """Says whether the plan and all its targets can be saved."""
        targets = self.targets.is_valid()
        return super().is_valid() and targets

    def clean(self) -> dict[str, Any]:
        """One plan a unit and year; the title is written where it was left empty."""
        data = super().clean() or self.cleaned_data
        if not data.get("unit") and self.chosen_unit and "unit" not in self.errors:
            data["unit"] = self.chosen_unit
        unit, year = data.get("unit"), data.get("year")
        if unit and year and Plan.objects.filter(unit=unit, year=year).exclude(pk=self.instance.pk).exists():
            self.refuse_year(year)
        if year and not data.get("title"):
            with override(settings.LANGUAGE_CODE):
                data["title"] = gettext("Plan for the movement “3 responsibilities” in %(year)d") % {"year": year}
        return data

    def refuse_year(self, year: int) -> None:
        """Says beside the year that there is a plan for it."""
        self.add_error("year", _("The unit already has a plan for %(year)d: open that one.") % {"year": year})

    def save(self, commit: bool = True) -> Plan:
        """Saves the plan and its targets; called inside the transaction of `units.drafts.save_draft`."""
        plan = super().save(commit)
        self.targets.instance = plan
        self.targets.save()
        return plan

    def without_errors(self) -> PlanForm:
        """The form as it was typed, not yet judged: a button only asked for more rows."""
        self.cleaned_data, self._errors = {}, ErrorDict()
        self.targets.without_errors()  # type: ignore[attr-defined]  # of Rows: the stubs do not see the base
        return self
