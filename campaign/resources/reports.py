"""Which columns does the list of expected reports have in Excel?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import Expected
from campaign.standing import Standing, timeliness
from units.resources import unit_columns


class ExpectedExport(ModelResource):
    """The list as it is seen: a row for each unit and period, with the figures of what was sent.

    Needs rows with `standing`, and the unit, its superior, the period and the report beside them.
    """

    period = Field(column_name=_("Period"))
    code, unit, superior, level, sector = unit_columns("unit__")
    due_on = Field("due_on", _("Due on"))
    extended_to = Field("extended_to", _("Extended to"))
    standing = Field(column_name=_("State"))
    timeliness = Field(column_name=_("Timeliness"))
    sent_on = Field(column_name=_("First sent on"))
    activities = Field(column_name=_("Activities"))
    turnout = Field(column_name=_("Turnout"))
    citizens = Field(column_name=_("Citizens served"))
    value = Field(column_name=_("Value (đồng)"))
    because = Field(column_name=_("Reason"))

    widths = {"unit": 40, "superior": 36, "because": 40, "period": 22}

    class Meta:
        model = Expected
        fields = (
            "period", "code", "unit", "superior", "level", "sector", "due_on", "extended_to", "standing", "timeliness",
            "sent_on", "activities", "turnout", "citizens", "value", "because",
        )  # fmt: skip
        export_order = fields

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.standings = {one.value: str(one.label) for one in Standing}
        self.periods: dict[int, str] = {}

    def dehydrate_period(self, row: Expected) -> str:
        if row.period_id not in self.periods:
            self.periods[row.period_id] = str(row.period)
        return self.periods[row.period_id]

    def dehydrate_standing(self, row: Expected) -> str:
        return self.standings[row.standing]

    def dehydrate_timeliness(self, row: Expected) -> str:
        found = timeliness(row)
        return str(found.label) if found else ""

    def dehydrate_sent_on(self, row: Expected):
        return row.report.sent_on if _is_sent(row) else None

    def dehydrate_activities(self, row: Expected) -> int | None:
        return _figure(row, "activities")

    def dehydrate_turnout(self, row: Expected) -> int | None:
        return _figure(row, "turnout")

    def dehydrate_citizens(self, row: Expected) -> int | None:
        return _figure(row, "citizens")

    def dehydrate_value(self, row: Expected) -> int | None:
        return _figure(row, "value")

    def dehydrate_because(self, row: Expected) -> str:
        return row.excused_because or row.extended_because


def _is_sent(row: Expected) -> bool:
    return row.standing in (Standing.WAITING, Standing.RETURNED, Standing.ACCEPTED)


def _figure(row: Expected, name: str) -> int | None:
    return row.report.figures["total"]["reported"]["all"][name] if _is_sent(row) and row.report.figures else None
