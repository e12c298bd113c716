"""What does the page of the activity form show besides its fields?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaign.forms.kinds import hints
from campaign.models import Activity, ActivityFile, ActivityKind
from campaign.models.activity import COUNTS
from units.clock import today
from units.intake import file_bytes, photo_bytes

SATURDAY = 5

FOLDED = (
    "people", "participants", "value", "hours", "description", "primary_movement", "also_serves", "project_level",
    "co_organisers", "document_number", "document_on", "result_unit", "internal_backlog", "is_span_total", "ended_on",
    "turnout_absent", "citizens_absent", "result_absent", "people_absent", "value_absent", "hours_absent",
)  # fmt: skip


class Shown(forms.ModelForm):
    """The part of `ActivityForm` that its templates read."""

    fields: dict[str, Any]  # each of its own class, as declared

    kinds: dict[int, ActivityKind]
    alike: Sequence[Activity] = ()

    def ask(self, alike: Sequence[Activity]) -> None:
        """Shows what may be the same activity: it is saved with the word that it is another one."""
        self.alike = alike

    @property
    def said_different(self) -> str:
        """What the button sends along that says so of everything shown, and of what was shown before."""
        keys = {*self.cleaned_data["different"], *(one.pk for one in self.alike)}
        return " ".join(str(key) for key in sorted(keys))

    @property
    def unfolded(self) -> bool:
        """Says whether the fold has to stand open: something in it is wrong or already filled in."""
        return any(self[name].errors or self[name].value() for name in FOLDED)

    @property
    def absent_fields(self) -> list[forms.BoundField]:
        """The choices that say why a figure is not there."""
        return [self[f"{name}_absent"] for name in COUNTS]

    @property
    def says_absent(self) -> bool:
        """Says whether any of these choices was made or is wrong."""
        return any(field.errors or field.value() for field in self.absent_fields)

    @property
    def standing_files(self) -> list[tuple[ActivityFile, bool]]:
        """The files beside the activity, each with whether it is ticked to be taken away."""
        ticked = self["removed"].value() or []
        return [(file, str(file.pk) in ticked) for file in self.fields["removed"].queryset]

    @property
    def chosen_kind(self) -> ActivityKind | None:
        """The kind that the form shows as chosen."""
        chosen = str(self["kind"].value() or "")
        return next((kind for kind in self.kinds.values() if str(kind.pk) == chosen), None)

    @property
    def kind_hint(self) -> str:
        """What proves an activity of the chosen kind, in the words of the unit's sector."""
        return self._hints[0]

    @property
    def kind_example(self) -> str:
        """What an activity of the chosen kind is like in the unit's sector."""
        return self._hints[1]

    @property
    def _hints(self) -> tuple[str, str]:
        kind = self.chosen_kind
        return hints(kind, self.fields["kind"].widget.packs.get(kind.pk)) if kind else ("", "")

    @property
    def result_counts(self) -> str:
        """What the result counts: the own unit of measure, else the kind's."""
        return self["result_unit"].value() or (self.chosen_kind.counts if self.chosen_kind else "")

    @property
    def shortcuts(self) -> list[tuple[str, str]]:
        """The likeliest days, each one tap away: today, yesterday, last Saturday."""
        day = today()
        saturday = day - timedelta(days=(day.weekday() - SATURDAY) % 7)
        named = {day: _("Today"), day - timedelta(days=1): _("Yesterday"), saturday: _("Last Saturday")}
        return [(str(label), f"{when:%d/%m/%Y}") for when, label in named.items()]

    @property
    def drawn_on(self) -> str:
        """The real day on which the form is drawn, for a browser that keeps it; "" where the day is a setting."""
        return "" if settings.TODAY else today().isoformat()

    @property
    def largest_file(self) -> int:
        """The most bytes that any one file may have."""
        return max(photo_bytes(), file_bytes())
