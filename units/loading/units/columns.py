"""Which columns does a list of units have, out and in?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from units.loading.cells import Choice, Day, Text, YesNo
from units.models import Level, Sector, Unit, UnitKind


class UnitSheet(ModelResource):
    """Units, one a row, each with its direct superior: what is exported can be edited and read back.

    The last two columns leave empty: they are for what an edited row means, a decision and the day it takes effect.
    """

    code = Field("code", _("Code"), Text(32))
    name = Field("name", pgettext_lazy("unit", "Full name"), Text(200))
    short_name = Field("short_name", _("Short name"), Text(80))
    level = Field("level", _("Level"), Choice(Level.choices))
    kind = Field("kind", _("Kind"), Choice(UnitKind.choices))
    sector = Field("sector", _("Sector"), Choice(Sector.choices))
    territory = Field("territory", _("Territory code"), Text(5))
    in_scope = Field("in_scope", _("Within the conclusion's scope"), YesNo())
    superior_code = Field("parent__code", _("Code of the direct superior"), Text(32))
    superior = Field("parent__name", _("Direct superior"), Text(200))
    opened_on = Field("opened_on", _("Opened on"), Day())
    closed_on = Field("closed_on", _("Closed on"), Day())
    closed_reason = Field("closed_reason", _("Reason for closing"), Text(200))
    decision_number = Field(column_name=_("Decision number of the change"), widget=Text(60))
    on = Field(column_name=_("Change takes effect on"), widget=Day())

    widths = {"name": 46, "short_name": 26, "superior": 40, "kind": 26, "sector": 26, "closed_reason": 40}
    spellings = {
        "code": ["Mã đơn vị"],
        "name": ["Tên đơn vị", "Tên đầy đủ"],
        "short_name": ["Tên gọi tắt", "Tên viết tắt"],
        "superior_code": ["Mã đơn vị cấp trên", "Mã cấp trên", "Mã của Đoàn cấp trên trực tiếp"],
        "superior": ["Đơn vị cấp trên"],
    }
    hints = {
        "code": _("Letters, digits, points and dashes. It is how a row finds its unit; a new one gets a new code."),
        "name": _("In full, as on the seal"),
        "short_name": _("As in lists; empty means as the full name of a new unit"),
        "level": _("Trung ương, cấp tỉnh, cấp huyện, đoàn cơ sở or chi đoàn"),
        "kind": _("May be left empty where the level has one kind only"),
        "sector": _("Empty means several sectors for a new unit"),
        "territory": _("The code of the statistics office, for a province or a district"),
        "in_scope": _("yes or no; empty means yes for a new unit"),
        "superior_code": _("The code of the unit above it: one that exists or one of this file"),
        "superior": _("For reading; where the code is empty, the name finds the unit"),
        "opened_on": _("The first day of the unit; empty means today for a new unit"),
        "closed_on": _("The first day on which it is no longer there"),
        "decision_number": _("Needed where a unit is renamed, moved or closed"),
        "on": _("For a renaming or a move; empty means today"),
    }  # fmt: skip
    examples = [
        {
            "code": "BD-NGOCHA", "name": "Đoàn cơ sở phường Ngọc Hà", "short_name": "Ngọc Hà", "level": "Đoàn cơ sở",
            "sector": "Nhiều lĩnh vực", "superior_code": "H001", "opened_on": "1/1/2015",
        }
    ]  # fmt: skip

    class Meta:
        model = Unit
        fields = (
            "code", "name", "short_name", "level", "kind", "sector", "territory", "in_scope", "superior_code",
            "superior", "opened_on", "closed_on", "closed_reason", "decision_number", "on",
        )  # fmt: skip
        export_order = fields

    @staticmethod
    def needs() -> tuple[str, ...]:
        """The columns without which a row cannot be understood."""
        return ("code",)
