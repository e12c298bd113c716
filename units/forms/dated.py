"""From which day, by which decision? What every reorganisation of a unit asks; a later day means scheduling it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from units import structure
from units.clock import today
from units.forms.days import DayField
from units.forms.verbs import VerbForm
from units.models import Reorganisation, Unit, User


def decision_field(*, required: bool) -> forms.CharField:
    """The number of the decision by which something is done, e.g. "12-QĐ/TĐTN"."""
    return forms.CharField(label=_("Decision number"), required=required, max_length=60)


def day_field(label: Any = "") -> DayField:
    """The day from which something counts: earlier, today, or later."""
    return DayField(
        label=label or _("From the day"),
        help_text=_("A day still to come: then it is scheduled, and done on that day."),
    )


class DatedForm(VerbForm):
    """A reorganisation of one unit: done at once where its day has come, else scheduled for that day."""

    kind: Reorganisation.Kind

    on = day_field()
    decision_number = decision_field(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, unit: Unit):
        super().__init__(data, initial={"version": unit.version, "on": today()})
        self.unit = unit

    def perform(self, *, by: User, now: Callable[..., dict], terms: dict[str, Any] | None = None) -> dict | None:
        """Runs `now(on=, by=, decision_number=)` and returns what it gave, or schedules `terms` and returns
        {"scheduled": True}; None with the reasons in the form."""
        return perform(self, self.kind, self.unit, by=by, now=now, terms=terms)


def perform(
    form: VerbForm,
    kind: Reorganisation.Kind,
    unit: Unit,
    *,
    by: User,
    now: Callable[..., dict],
    terms: dict[str, Any] | None,
) -> dict | None:
    """Does once what a valid form with `on` and `decision_number` asks for: now, or on the day; see `DatedForm`."""
    said = form.cleaned_data
    told = {"on": said["on"], "by": by, "decision_number": said["decision_number"]}

    def work() -> dict:
        if said["on"] <= today():
            return now(**told)
        structure.schedule(kind, unit, reason=said.get("reason", ""), terms=terms, **told)
        return {"scheduled": True}

    return form.once(f"structure.{kind}", work, by=by)
