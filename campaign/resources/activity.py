"""Which columns does the activity log have in Excel?"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import Activity, Movement, Responsibility
from campaign.models.activity import COUNTS, CountState
from units.models import Unit
from units.vietnamese.display import format_span


class ActivityExport(ModelResource):
    """The log as it leaves: one row an activity, every figure with its state where that is not a plain number."""

    day = Field("started_on", _("Day"))
    last_day = Field("ended_on", _("Last day"))
    period = Field(column_name=pgettext_lazy("activity", "When"))
    unit = Field("unit__name", pgettext_lazy("noun", "Unit"))
    unit_code = Field("unit__code", _("Unit code"))
    superiors = Field(column_name=_("Superior units"))
    responsibility = Field(column_name=_("Responsibility"))
    kind = Field("kind", _("Kind of activity"))
    title = Field("title", _("What was done"))
    place = Field("place", _("Place"))
    turnout = Field(column_name=_("Turnout"))
    people = Field(column_name=_("Distinct people"))
    citizens = Field(column_name=_("Citizens served"))
    result = Field(column_name=_("Result"))
    result_of = Field("result_of", _("Out of"))
    result_unit = Field(column_name=_("Unit of measure"))
    value = Field(column_name=_("Value (đồng)"))
    hours = Field(column_name=_("Hours of work"))
    approximate = Field(column_name=_("Approximate figures"))
    movements = Field("movements_named", _("Also claimed by"))
    partners = Field("partners_named", _("Co-organising units"))
    document = Field("document_number", _("Proving document"))
    span_total = Field("is_span_total", _("Total of a span"))
    state = Field("state", _("State"))
    sent_on = Field("sent_on", _("First sent on"))
    source = Field("source", _("Source"))

    widths = {"title": 50, "unit": 36, "superiors": 46, "kind": 36, "source": 40, "place": 26, "responsibility": 24}

    class Meta:
        model = Activity
        fields = (
            "day", "last_day", "period", "unit", "unit_code", "superiors", "responsibility", "kind", "title", "place",
            "turnout", "people", "citizens", "result", "result_of", "result_unit", "value", "hours", "approximate",
            "movements", "partners", "document", "span_total", "state", "sent_on", "source",
        )  # fmt: skip
        export_order = fields

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language = (get_language() or "vi")[:2]
        self.not_applicable = gettext("not applicable")
        self.labels = {name: str(getattr(Activity._meta.get_field(name), "verbose_name", name)) for name in COUNTS}
        self.responsibilities = {one.value: str(one.label) for one in Responsibility}

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        """Brings what a row needs: each unit and kind once for thousands of rows, not anew with every row."""
        return queryset.select_related(None).prefetch_related(None).prefetch_related(
            "unit", "kind", "province", "district", "grassroots",
            Prefetch("also_serves", Movement.objects.all(), to_attr="movements_named"),
            Prefetch("co_organisers", Unit.objects.all(), to_attr="partners_named"),
        )  # fmt: skip

    def dehydrate_period(self, activity: Activity) -> str:
        precision: Any = activity.precision
        return format_span(activity.started_on, activity.ended_on, precision, self.language)

    def dehydrate_superiors(self, activity: Activity) -> str:
        above = [activity.province, activity.district, activity.grassroots]
        return " › ".join(unit.short_name for unit in above if unit and unit.pk != activity.unit_id)

    def dehydrate_responsibility(self, activity: Activity) -> str:
        return self.responsibilities[activity.kind.responsibility]

    def dehydrate_result_unit(self, activity: Activity) -> str:
        return activity.result_unit or activity.kind.counts if activity.result is not None else ""

    def dehydrate_approximate(self, activity: Activity) -> str:
        return ", ".join(label for name, label in self.labels.items() if getattr(activity, f"{name}_approximate"))

    def dehydrate_turnout(self, activity: Activity) -> int | str | None:
        return self._count(activity, "turnout")

    def dehydrate_people(self, activity: Activity) -> int | str | None:
        return self._count(activity, "people")

    def dehydrate_citizens(self, activity: Activity) -> int | str | None:
        return self._count(activity, "citizens")

    def dehydrate_result(self, activity: Activity) -> int | str | None:
        return self._count(activity, "result")

    def dehydrate_value(self, activity: Activity) -> int | str | None:
        return self._count(activity, "value")

    def dehydrate_hours(self, activity: Activity) -> int | str | None:
        return self._count(activity, "hours")

    def _count(self, activity: Activity, name: str) -> int | str | None:
        """The number; "không áp dụng" where there can be none; an empty cell where nobody knows."""
        if getattr(activity, f"{name}_state") == CountState.NOT_APPLICABLE:
            return self.not_applicable
        return getattr(activity, name)
