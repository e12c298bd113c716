"""Which columns does the list of those who are asked to acknowledge the conclusion have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from units.models import Unit
from units.resources import unit_columns


class AcknowledgementExport(ModelResource):
    """Units that are asked, one a row, with the day and the person where they have acknowledged."""

    code, name, superior, level, sector = unit_columns()
    acknowledged_on = Field("acknowledged_on", _("Acknowledged"))
    acknowledged_by = Field("acknowledged_by", _("By"))

    widths = {"name": 46, "superior": 40, "sector": 26, "acknowledged_by": 28}

    class Meta:
        model = Unit
        fields = ("code", "name", "superior", "level", "sector", "acknowledged_on", "acknowledged_by")
        export_order = fields
