"""Which columns does the list of models have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import GoodPractice
from units.resources import unit_columns


class PracticeExport(ModelResource):
    """Models, one a row, with how often units have started from them."""

    title = Field("activity__title", _("What was done"))
    kind = Field("activity__kind", _("Kind of activity"))
    code, name, superior, level, sector = unit_columns("activity__unit__")
    by_unit = Field("unit__name", _("Featured by"))
    featured_on = Field("featured_on", _("Featured on"))
    reason = Field("reason", _("What others may learn from it"))
    started = Field("started", _("Started from it"))
    withdrawn_on = Field("withdrawn_on", _("Withdrawn on"))

    widths = {"title": 50, "kind": 36, "name": 40, "superior": 40, "by_unit": 40, "reason": 60}

    class Meta:
        model = GoodPractice
        fields = (
            "title", "kind", "code", "name", "superior", "level", "sector", "by_unit", "featured_on", "reason",
            "started", "withdrawn_on",
        )  # fmt: skip
        export_order = fields
