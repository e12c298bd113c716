"""Which columns do the lists of letters of guidance and of their addressees have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import Guidance, GuidanceAddressee
from units.resources import unit_columns


class GuidanceExport(ModelResource):
    """Letters, one a row, with how many addressees have acknowledged, of those that the person reads."""

    number = Field("number", _("Number"))
    title = Field("title", _("Title"))
    unit = Field("unit__name", _("Issued by"))
    network = Field(column_name=_("To the network"))
    issued_on = Field("issued_on", _("Issued on"))
    asked = Field("asked", _("Addressees"))
    answered = Field("answered", _("Acknowledged"))

    widths = {"title": 60, "unit": 46, "network": 40}

    class Meta:
        model = Guidance
        fields = ("number", "title", "unit", "network", "issued_on", "asked", "answered")
        export_order = fields

    def dehydrate_network(self, letter: Guidance) -> str:
        return str(letter.network or "")


class AddresseeExport(ModelResource):
    """Addressees of one letter, one a row, with the day and the person where they have acknowledged."""

    code, name, superior, level = unit_columns("unit__")[:4]
    acknowledged_on = Field("acknowledged_on", _("Acknowledged"))
    by = Field("by__person__full_name", _("By"))

    widths = {"name": 46, "superior": 40, "by": 28}

    class Meta:
        model = GuidanceAddressee
        fields = ("code", "name", "superior", "level", "acknowledged_on", "by")
        export_order = fields
