"""Which columns do the lists of units, people and records, and the desk, have in Excel?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource, Resource

from units.inbox import Row
from units.models import NetworkMember, Person, Record, Unit
from units.records import changes_of, note_of, subject_of


def unit_columns(to: str = "") -> tuple[Field, Field, Field, Field, Field]:
    """Returns the columns that name a unit: code, name, direct superior, level, sector. `to` leads to it."""
    return (
        Field(f"{to}code", _("Unit code")),
        Field(f"{to}name", pgettext_lazy("noun", "Unit")),
        Field(f"{to}parent__name", _("Direct superior")),
        Field(f"{to}level", _("Level")),
        Field(f"{to}sector", _("Sector")),
    )


class PersonExport(ModelResource):
    """People, one a row, with the posts they hold; `posts_now` is prefetched by the list."""

    full_name = Field("full_name", _("Full name"))
    born_on = Field("born_on", _("Date of birth"))
    sex = Field("sex", _("Sex"))
    unit = Field("unit__name", _("Home unit"))
    unit_code = Field("unit__code", _("Unit code"))
    position = Field("position", _("Position at work"))
    joined_on = Field("joined_on", _("In the post since"))
    posts = Field(column_name=_("Posts"))
    account = Field(column_name=_("User name"))

    widths = {"full_name": 28, "unit": 40, "position": 30, "posts": 50, "account": 18}

    class Meta:
        model = Person
        fields = (
            "full_name", "born_on", "sex", "unit", "unit_code", "position", "joined_on", "posts", "account",
        )  # fmt: skip
        export_order = fields

    def dehydrate_posts(self, person: Person) -> str:
        return "; ".join(str(post) for post in person.posts_now)

    def dehydrate_account(self, person: Person) -> str:
        user = getattr(person, "user", None)
        return user.username if user else ""


class MemberExport(ModelResource):
    """Members of a network, one a row."""

    code, name, superior, level = unit_columns("unit__")[:4]
    from_on = Field("from_on", _("Member from"))
    to_on = Field("to_on", _("Member until"))

    widths = {"name": 46, "superior": 40}

    class Meta:
        model = NetworkMember
        fields = ("code", "name", "superior", "level", "from_on", "to_on")
        export_order = fields


class HeadcountExport(Resource):
    """Units with the head-count of a year, their own or with what stands beneath (`unit.totals`)."""

    code = Field("code", _("Code"))
    name = Field("name", pgettext_lazy("unit", "Full name"))
    level = Field("get_level_display", _("Level"))
    year = Field("totals__year", _("Year"))
    young_officials = Field(column_name=_("Young officials"))
    members = Field(column_name=_("Union members"))
    women = Field(column_name=pgettext_lazy("headcount", "Women"))
    ethnic_minorities = Field(column_name=_("Ethnic minorities"))
    party_members = Field(column_name=_("Party members"))
    entered = Field("totals__entered", _("Branches that have entered"))
    asked = Field("totals__asked", _("Branches asked"))

    widths = {"code": 18, "name": 46, "level": 20}

    class Meta:
        export_order = (
            "code", "name", "level", "year", "young_officials", "members", "women", "ethnic_minorities",
            "party_members", "entered", "asked",
        )  # fmt: skip

    def dehydrate_young_officials(self, unit: Unit) -> int | None:
        return unit.totals.numbers["young_officials"]

    def dehydrate_members(self, unit: Unit) -> int | None:
        return unit.totals.numbers["members"]

    def dehydrate_women(self, unit: Unit) -> int | None:
        return unit.totals.numbers["women"]

    def dehydrate_ethnic_minorities(self, unit: Unit) -> int | None:
        return unit.totals.numbers["ethnic_minorities"]

    def dehydrate_party_members(self, unit: Unit) -> int | None:
        return unit.totals.numbers["party_members"]


class DeskExport(Resource):
    """What lies on somebody's desk, one paper a row (`units.inbox.Row`)."""

    kind = Field("kind_name", _("Kind of paper"))
    title = Field("title", _("Title"))
    unit = Field("unit_name", pgettext_lazy("noun", "Unit"))
    above = Field(column_name=_("Units above"))
    sender = Field("sender", _("Sent by"))
    submitted_at = Field("submitted_at", _("Sent on"))
    days_waiting = Field("days_waiting", _("Days waiting"))
    round = Field("round", _("Times sent"))

    widths = {"kind": 16, "title": 60, "unit": 40, "above": 40, "sender": 26, "submitted_at": 18}

    class Meta:
        export_order = ("kind", "title", "unit", "above", "sender", "submitted_at", "days_waiting", "round")

    def dehydrate_above(self, row: Row) -> str:
        return " › ".join(unit.short_name for unit in row.trail[1:])


class RecordExport(ModelResource):
    """The history, one line a row."""

    at = Field("at", _("When"))
    by = Field(column_name=_("By"))
    post = Field(column_name=_("In which post"))
    verb = Field("verb", pgettext_lazy("column", "What happened"))
    subject = Field(column_name=_("To what"))
    label = Field("label", _("Name at the time"))
    unit = Field("unit__name", pgettext_lazy("noun", "Unit"))
    changes = Field(column_name=_("Changes"))
    note = Field(column_name=_("Note"))

    widths = {"at": 18, "by": 26, "post": 30, "label": 40, "unit": 40, "changes": 60, "note": 40}

    class Meta:
        model = Record
        fields = ("at", "by", "post", "verb", "subject", "label", "unit", "changes", "note")
        export_order = fields

    def dehydrate_by(self, line: Record) -> str:
        return str(line.by or "")

    def dehydrate_post(self, line: Record) -> str:
        return str(line.post or "")

    def dehydrate_subject(self, line: Record) -> str:
        return subject_of(line)

    def dehydrate_note(self, line: Record) -> str:
        return note_of(line)

    def dehydrate_changes(self, line: Record) -> str:
        told = [(what, f"{before} → " if before else "", after or "–") for what, before, after in changes_of(line)]
        return "; ".join(f"{what}: {before}{after}" for what, before, after in told)
