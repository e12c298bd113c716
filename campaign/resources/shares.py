"""Which columns does the list of shares in others' activities have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from campaign.models import Partnership


class ShareExport(ModelResource):
    """Shares, one a row: the activity, who entered it, who is said to have taken part, and what that unit says."""

    day = Field("activity__started_on", _("Day"))
    title = Field("activity__title", _("What was done"))
    author = Field("activity__unit__name", _("Entered by"))
    code = Field("unit__code", _("Unit code"))
    unit = Field("unit__name", _("Partner"))
    state = Field("state", _("Answer"))
    turnout = Field("turnout", _("Turnout from this unit (person-times)"))
    note = Field("note", _("Note"))
    by = Field("answered_by__person__full_name", _("By"))

    widths = {"title": 50, "author": 40, "unit": 40, "note": 40, "by": 28}

    class Meta:
        model = Partnership
        fields = ("day", "title", "author", "code", "unit", "state", "turnout", "note", "by")
        export_order = fields
