"""Among whom and among what does an author choose: the unit's people with the season's rules, its accepted deeds?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign import facts
from campaign.facts import Fact
from recognition.models import Nomination
from units.forms.days import DayField
from units.keys import key_of
from units.models import Person, User

PEOPLE_SHOWN = 20
DEEDS_SHOWN = 25


class LookForm(forms.Form):
    """Narrows what the page offers, without losing what was typed: by a name, by the days of the activities."""

    who = forms.CharField(label=gettext_lazy("Find a person by name"), required=False, max_length=80)
    since = DayField(label=gettext_lazy("Activities from"), required=False)
    until = DayField(label=gettext_lazy("until"), required=False)

    def __init__(self, data: Any = None):
        super().__init__({} if data is None else data)
        self.is_valid()


@dataclass(frozen=True)
class Candidate:
    """One person of the unit and what of the season's rules is not met."""

    person: Person
    problems: list[str]
    chosen: bool


@dataclass(frozen=True)
class Offer:
    """What the page offers to choose from, what was chosen before on top; how much more there is."""

    candidates: list[Candidate]
    more_people: int
    deeds: list[tuple[Fact, bool]]
    more_deeds: int


def offer(
    nomination: Nomination, look: LookForm, *, by: User, person: object = None, cited: Iterable[object] = ()
) -> Offer:
    """Returns the people and the activities to choose from, in a fixed number of queries.

    `person` and `cited` are the keys as typed: what was chosen stays on the page, whatever is looked for.
    """
    asked = look.cleaned_data
    candidates, more_people = _people(nomination, asked.get("who") or "", str(person or ""), by)
    chosen = {key_of(key) for key in cited}
    found = facts.citable(by, nomination.unit, since=asked.get("since"), until=asked.get("until"))
    newest = list(found.values_list("pk", flat=True)[: DEEDS_SHOWN + 1])
    still = facts.citable(by, nomination.unit).filter(pk__in=chosen).values_list("pk", flat=True)
    deeds = [(one, one.pk in chosen) for one in facts.fact({*newest[:DEEDS_SHOWN], *still})]
    more_deeds = found.count() - DEEDS_SHOWN if len(newest) > DEEDS_SHOWN else 0
    return Offer(candidates, more_people, sorted(deeds, key=lambda deed: not deed[1]), more_deeds)


def _people(nomination: Nomination, name: str, chosen: str, by: User) -> tuple[list[Candidate], int]:
    """The candidates of that name with the chosen one among them, and how many more there are."""
    people = Person.objects.visible_to(by).filter(unit=nomination.unit_id)
    found = list(people.matching(name)[: PEOPLE_SHOWN + 1])
    more = people.matching(name).count() - PEOPLE_SHOWN if len(found) > PEOPLE_SHOWN else 0
    shown = found[:PEOPLE_SHOWN]
    if key_of(chosen) not in {one.pk for one in shown}:
        shown = [*people.filter(pk=key_of(chosen)), *shown]
    others = Nomination.objects.filter(season=nomination.season_id, person__in=shown).exclude(pk=nomination.pk)
    taken = set(others.values_list("person", flat=True))
    return [
        Candidate(
            one,
            [*([_("Already nominated in this season")] if one.pk in taken else []), *nomination.season.problems(one)],
            str(one.pk) == chosen,
        )
        for one in shown
    ], more
