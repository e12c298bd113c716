"""Which columns does the list of those who are asked to acknowledge the conclusion have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from units.models import Unit


class AcknowledgementExport(ModelResource):
    """Units that are asked, one a row, with the day and the person where they have acknowledged."""

    code = Field("code", _("Unit code"))
    name = Field("name", pgettext_lazy("noun", "Unit"))
    superior = Field("parent__name", _("Direct superior"))
    level = Field("level", _("Level"))
    sector = Field("sector", _("Sector"))
    acknowledged_on = Field("acknowledged_on", _("Acknowledged"))
    acknowledged_by = Field("acknowledged_by", _("By"))

    widths = {"name": 46, "superior": 40, "sector": 26, "acknowledged_by": 28}

    class Meta:
        model = Unit
        fields = ("code", "name", "superior", "level", "sector", "acknowledged_on", "acknowledged_by")
        export_order = fields
