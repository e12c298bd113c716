"""Which columns does the catalogue of kinds have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import ActivityKind


class KindExport(ModelResource):
    """Kinds of activity, one a row, each in the version that the list shows."""

    code = Field("code", _("Code"))
    name = Field(column_name=_("Kind of activity"))
    responsibility = Field(column_name=_("Responsibility"))
    point = Field("point__number", _("Point"))
    counts = Field("counts", _("What it counts"))
    adds = Field(column_name=_("How it adds up"))
    under = Field(column_name=_("Counts as"))
    unit = Field("unit__name", _("Added by"))
    sectors = Field(column_name=_("Meant for the sectors"))
    hint = Field(column_name=_("What proves it"))
    also = Field(column_name=_("Other names in use"))
    from_on = Field("from_on", _("In force from"))
    replaced_on = Field("replaced_on", _("Out of force from"))
    version = Field("version", _("Version"))

    widths = {"name": 50, "counts": 24, "under": 40, "unit": 36, "hint": 60, "also": 60, "sectors": 40}

    class Meta:
        model = ActivityKind
        fields = (
            "code", "name", "responsibility", "point", "counts", "adds", "under", "unit", "sectors", "hint", "also",
            "from_on", "replaced_on", "version",
        )  # fmt: skip
        export_order = fields

    def dehydrate_name(self, kind: ActivityKind) -> str:
        return str(kind)

    def dehydrate_responsibility(self, kind: ActivityKind) -> str:
        return str(kind.get_responsibility_display())

    def dehydrate_adds(self, kind: ActivityKind) -> str:
        return str(kind.get_aggregation_display())

    def dehydrate_under(self, kind: ActivityKind) -> str:
        return str(kind.under or "")

    def dehydrate_sectors(self, kind: ActivityKind) -> str:
        return ", ".join(row.get_sector_display() for row in kind.sectors.all() if row.restricts)

    def dehydrate_hint(self, kind: ActivityKind) -> str:
        return kind.in_language("hint")

    def dehydrate_also(self, kind: ActivityKind) -> str:
        return ", ".join(kind.aliases.splitlines())
