"""The choices above the summary and above the lists behind its figures: year, month, responsibility, stage, unit."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Conclusion, Responsibility
from campaign.summary.links import OWN
from campaign.summary.scope import Scope
from campaign.summary.table import orders
from units.as_on import THEN
from units.filters.by_unit import TREES
from units.models import Level, Network, Unit, User
from units.networks import members_of
from units.querysets import reads_beneath, reads_down_to


class ScopeForm(forms.Form):
    """Reads a scope from the address; what makes no sense is said beside the field and left out of the scope.

    Before a conclusion is entered there is nothing to sum up: Http404.
    """

    fields: dict[str, Any]  # each of its own class, as declared

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    month = forms.TypedChoiceField(label=_("Month"), coerce=int, empty_value=None, required=False)
    responsibility = forms.ChoiceField(
        label=_("Responsibility"), required=False, choices=[("", _("All three")), *Responsibility.choices]
    )
    stage = forms.ChoiceField(
        label=_("What is counted"),
        required=False,
        choices=[
            ("accepted", pgettext_lazy("stage", "Accepted activities")),
            ("reported", pgettext_lazy("stage", "Sent activities, accepted or not")),
        ],
    )
    tree = forms.ChoiceField(label=_("Units"), required=False, choices=TREES)
    network = forms.ChoiceField(label=_("Counted over"), required=False)
    everything = forms.BooleanField(label=_("Also units outside the conclusion's scope"), required=False)

    asked_network: Network | None = None

    def __init__(self, data: Any = None, *, prefix: str | None = None):
        super().__init__(data, prefix=prefix)
        conclusion = Conclusion.objects.order_by("-issued_on").first()
        if conclusion is None:
            raise Http404
        self.conclusion = conclusion
        years = range(conclusion.starts_on.year, conclusion.ends_on.year + 1)
        span = f"{conclusion.starts_on.year}–{conclusion.ends_on.year}"
        self.fields["year"].choices = [("", span), *((year, str(year)) for year in years)]
        months = [("", _("All months")), *((number, str(number)) for number in range(1, 13))]
        self.fields["month"].choices = months

    def offer_networks(self, unit: Unit, *, by: User) -> None:
        """Offers the networks that a unit holds, to whoever reads beneath it; over a network the tree is as now."""
        may_hold = unit.level <= Level.PROVINCE and reads_down_to(by, unit)
        held = {str(one.pk): one for one in unit.networks.all()} if may_hold else {}
        self.asked_network = held.get(self.data.get("network", ""))
        if not held:
            self.fields.pop("network", None)
            return
        named = [(key, str(one)) for key, one in held.items()]
        beneath = format_lazy(_("{unit} and what stands beneath it"), unit=unit.short_name)
        self.fields["network"].choices = [("", beneath), *named]
        if self.asked_network:
            self.fields.pop("tree", None)

    def clean(self) -> dict:
        """A month alone names no span."""
        data = super().clean() or {}
        if data.get("month") and not data.get("year"):
            self.add_error("month", _("Choose the year as well."))
        return data

    def scope(self, unit: Unit, *, by: User) -> Scope:
        """Returns what was asked for about a unit; whoever does not read beneath it is told of the unit alone."""
        self.offer_networks(unit, by=by)
        self.is_valid()
        data, network = self.cleaned_data, self.asked_network
        year, month = data.get("year"), data.get("month")
        start, end = self.conclusion.starts_on, self.conclusion.ends_on
        if year:
            last = month or 12
            start, end = date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])
        return Scope(
            unit,
            start,
            end,
            data.get("responsibility") or "",
            data.get("stage") or "accepted",
            bool(data.get("everything")),
            alone=not reads_beneath(by, unit),
            then=data.get("tree") == THEN,
            network=network,
            members=tuple(members_of(network, by=by)) if network else (),
        )


class SummaryForm(ScopeForm):
    """The choices above the summary: the scope, and the order of its table."""

    sort = forms.ChoiceField(label=_("Table sorted by"), required=False)

    def __init__(self, data: Any = None, *, prefix: str | None = None):
        super().__init__(data, prefix=prefix)
        self.fields["sort"].choices = orders()


class BehindForm(ScopeForm):
    """The choices above a list behind a figure: the scope, of all the unit or of one part of it."""

    of = forms.ChoiceField(label=_("Everything under"), required=False)

    def offer(self, unit: Unit, *, by: User) -> None:
        """Offers the units directly beneath one (or the members of its network), to whoever reads there."""
        self.offer_networks(unit, by=by)
        beneath = Unit.objects.ever_beneath(unit) if reads_beneath(by, unit) else Unit.objects.none()
        if self.data.get("tree") != THEN:
            beneath = beneath.under(unit)
        if self.asked_network:
            beneath = members_of(self.asked_network, by=by)
        self.beneath = {str(child.pk): child for child in beneath.order_by("level", "sort_name")}
        if not self.beneath:
            del self.fields["of"]
            return
        named = [(key, child.short_name) for key, child in self.beneath.items()]
        itself = (OWN, format_lazy(_("{unit} itself"), unit=unit.short_name))
        whole = [("", str(self.asked_network))] if self.asked_network else [("", unit.short_name), itself]
        self.fields["of"].choices = [*whole, *named]

    def narrowed(self, scope: Scope) -> Scope:
        """Returns the part of the scope that was asked for."""
        of = self.cleaned_data.get("of")
        if of == OWN:
            return scope.itself()
        return scope.of(self.beneath[of]) if of else scope
