"""Which columns do the lists of units behind the summary's figures have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.summary.ladder import Ladder, Rung
from units.models import Unit
from units.resources import unit_columns


class _UnitRow(ModelResource):
    """What names a unit in either list."""

    code, name, superior, level, sector = unit_columns()

    widths = {"name": 46, "superior": 40, "sector": 26, "rung": 24}


class RungExport(_UnitRow):
    """Units on the deployment ladder, one a row."""

    rung = Field(column_name=_("Rung"))
    known = Ladder()

    class Meta:
        model = Unit
        fields = ("code", "name", "superior", "level", "sector", "rung")
        export_order = fields

    @classmethod
    def knowing(cls, known: Ladder) -> type[RungExport]:
        """Returns the resource with the rung of every unit, found once for the whole list."""
        return type("RungExport", (cls,), {"known": known})

    def dehydrate_rung(self, unit: Unit) -> str:
        return str(Rung(self.known.rung_of[unit.pk]).label)


class ReporterExport(_UnitRow):
    """Units from which reports are expected, one a row, with how many of their own have come."""

    asked = Field("asked", pgettext_lazy("reports", "Expected"))
    arrived = Field("arrived", pgettext_lazy("figure", "Arrived"))

    class Meta:
        model = Unit
        fields = ("code", "name", "superior", "level", "sector", "asked", "arrived")
        export_order = fields
