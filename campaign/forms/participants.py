"""Who is ticked of the unit's own people, and how does that make the head-count?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign import participants
from campaign.forms.counts import CountsForm
from campaign.models import Activity
from campaign.models.activity import CountState
from units.forms.rows import RowsField
from units.models import Person, Unit, User


class PersonField(RowsField):
    """People by their names, with what they do at work where that is known."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name} · {obj.position}" if obj.position else obj.full_name


class ParticipantsForm(CountsForm):
    """The counts of an activity, and the people behind the head-count where somebody ticks them."""

    participants = PersonField(
        Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label=_("Tick who took part"),
        help_text=_("Your unit alone reads the names; all others see the number. It becomes the head-count above."),
    )  # fmt: skip
    everybody = forms.BooleanField(label=_("Everybody on the list"), required=False)

    fields: dict[str, Any]  # each of its own class, as declared

    by: User
    ticked: Collection[Person] = ()

    def offer_people(self, units: Iterable[Unit]) -> None:
        """Offers the people of the units, and whoever is ticked already though they have left since."""
        wanted, kept = Q(unit__in=[unit.pk for unit in units]), []
        if self.instance.pk:
            kept = list(self.instance.participants.values_list("person", flat=True))
        self.kept = set(kept)
        self.fields["participants"].queryset = Person.objects.filter(wanted | Q(pk__in=kept)).order_by(
            "sort_name", "pk"
        )
        if kept:
            self.initial.update({"participants": kept, "people": ""})

    def check_ticked(self, unit: Unit | None) -> None:
        """Makes the ticked people the head-count; says beside the field what it does not agree with."""
        chosen = list(self.cleaned_data.get("participants") or [])
        if self.cleaned_data.get("everybody"):
            chosen = [one for one in self.fields["participants"].queryset if not unit or one.unit_id == unit.pk]
        self.ticked = chosen
        if not chosen:
            return
        if unit and any(one.unit_id != unit.pk and one.pk not in self.kept for one in chosen):
            self.add_error("participants", _("Tick people of the unit whose activity this is."))
        self._compare(len(chosen))
        self.instance.people, self.instance.people_state = len(chosen), CountState.GIVEN
        self.instance.people_approximate = False

    def _compare(self, ticked: int) -> None:
        typed, turnout = self.cleaned_data.get("people"), self.cleaned_data.get("turnout")
        other = typed is not None and typed.value is not None and typed.value != ticked
        if other or self.cleaned_data.get("people_absent"):
            message = _("%(ticked)d people are ticked below: leave this empty, the ticks are counted.")
            self.add_error("people", forms.ValidationError(message, params={"ticked": ticked}))
        most = turnout.value if turnout and not self.instance.turnout_approximate else None
        if most is not None and ticked > most:
            message = _("%(ticked)d people are ticked, but there are %(turnout)d person-times: check the two.")
            self.add_error("participants", forms.ValidationError(message, params={"ticked": ticked, "turnout": most}))

    def save(self, commit: bool = True) -> Activity:
        """Saves the activity with who took part."""
        activity = super().save(commit)
        participants.tick(activity, self.ticked, by=self.by, label=self.initial.get("title", ""))
        return activity
