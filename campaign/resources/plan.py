"""Which columns does the list of plans have in Excel?"""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import Plan
from campaign.progress import Progress


class PlanExport(ModelResource):
    """The plans as they leave: one row a plan, its targets with what has been reached of each in one cell."""

    year = Field("year", _("Year"))
    unit = Field("unit__name", pgettext_lazy("noun", "Unit"))
    unit_code = Field("unit__code", _("Unit code"))
    level = Field(column_name=_("Level"))
    title = Field("title", _("Title"))
    state = Field("state", _("State"))
    sent_on = Field("sent_on", _("First sent on"))
    superior = Field("under__unit__name", _("Under the plan of"))
    targets = Field(column_name=_("Targets"))
    reached = Field(column_name=_("Targets reached"))
    details = Field(column_name=_("Targets and what has been reached"))

    widths = {"unit": 36, "title": 50, "superior": 36, "details": 80}
    known: dict[int, Progress] = {}

    class Meta:
        model = Plan
        fields = (
            "year", "unit", "unit_code", "level", "title", "state", "sent_on", "superior", "targets", "reached",
            "details",
        )  # fmt: skip
        export_order = fields

    @classmethod
    def knowing(cls, known: dict[int, Progress]) -> type[PlanExport]:
        """Returns the resource with the progress of every target, counted once for the whole list."""
        return type("PlanExport", (cls,), {"known": known})

    def dehydrate_level(self, plan: Plan) -> str:
        return plan.unit.get_level_display()

    def dehydrate_targets(self, plan: Plan) -> int:
        return len(plan.targets.all())

    def dehydrate_reached(self, plan: Plan) -> int:
        return sum(target.pk in self.known and self.known[target.pk].is_reached for target in plan.targets.all())

    def dehydrate_details(self, plan: Plan) -> str:
        return "\n".join(self._detail(target) for target in plan.targets.all())

    def _detail(self, target) -> str:
        found = self.known.get(target.pk)
        if found is None:
            return str(target)
        reached = number_format(found.reached, force_grouping=True)
        said = {"target": target, "reached": reached, "percent": found.percent}
        return gettext("%(target)s – reached %(reached)s (%(percent)d%%)") % said
