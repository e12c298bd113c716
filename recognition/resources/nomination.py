"""Which columns does the list of nominations have in Excel (danh sách trích ngang, domain.md §3)?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from recognition.models import Nomination
from units.models import Unit, User
from units.querysets import reads_people

# A unit is shown with its path: five levels at most, so four superiors.
SUPERIORS = "unit__parent__parent__parent__parent"


class NominationExport(ModelResource):
    """The list of nominees as it leaves: one row a nomination."""

    person = Field("person__full_name", _("Nominee"))
    born_on = Field("person__born_on", _("Date of birth"))
    position = Field("person__position", _("Position at work"))
    unit = Field("unit__name", pgettext_lazy("noun", "Unit"))
    superiors = Field(column_name=_("Superior units"))
    season = Field(column_name=_("Award season"))
    summary = Field("summary", _("Summary (trích ngang)"))
    state = Field("state", _("State"))
    desk = Field("holder__name", _("Desk"))
    sent_on = Field("sent_on", _("First sent on"))
    consent = Field("consent", _("Agrees to be named"))
    decision_number = Field(column_name=_("Decision number"))
    decided_on = Field(column_name=_("Date of the decision"))

    widths = {"person": 28, "position": 30, "unit": 36, "superiors": 46, "season": 36, "summary": 60, "desk": 30}

    class Meta:
        model = Nomination
        fields = (
            "person", "born_on", "position", "unit", "superiors", "season", "summary", "state", "desk", "sent_on",
            "consent", "decision_number", "decided_on",
        )  # fmt: skip
        export_order = fields

    reader: User

    @classmethod
    def to(cls, reader: User) -> type[NominationExport]:
        """Returns the resource as it leaves with somebody: nothing about people across a network."""
        return type("NominationExport", (cls,), {"reader": reader})

    def dehydrate_born_on(self, nomination: Nomination) -> object:
        return nomination.person.born_on if reads_people(self.reader, nomination.unit) else None

    def dehydrate_superiors(self, nomination: Nomination) -> str:
        names: list[str] = []
        above: Unit | None = nomination.unit.parent
        while above:
            names.insert(0, above.short_name)
            above = above.parent
        return " › ".join(names)

    def dehydrate_season(self, nomination: Nomination) -> str:
        return str(nomination.season)

    def dehydrate_decision_number(self, nomination: Nomination) -> str:
        decision = getattr(nomination, "honour", None)
        return decision.decision_number if decision else ""

    def dehydrate_decided_on(self, nomination: Nomination) -> object:
        decision = getattr(nomination, "honour", None)
        return decision.decided_on if decision else None
