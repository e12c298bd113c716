"""Head-counts from a sheet: the columns, what a file would do, writing it whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from units import bulk
from units.clock import now, today
from units.headcounts import FIRST_YEAR, NUMBERS, day_of
from units.loading.cells import Text, Whole
from units.loading.lookup import Units, is_called
from units.loading.plan import Line, Overtaken, Plan, What, source
from units.loading.rows import Progress, Row, read
from units.models import Headcount, Record, Unit, User
from units.models.headcount import LARGEST, PARTS
from units.querysets import kept as kept_units
from units.records import record_each


class HeadcountSheet(ModelResource):
    """The people of a unit in a year, one a row: the unit's own, those beneath it have rows of their own."""

    code = Field("unit__code", pgettext_lazy("headcount", "Unit code"), Text(32))
    unit = Field("unit__name", pgettext_lazy("noun", "Unit"), Text(200))
    year = Field("year", gettext_lazy("Year"), Whole(FIRST_YEAR, 2100))
    young_officials = Field("young_officials", gettext_lazy("Young officials"), Whole(0, LARGEST))
    members = Field("members", gettext_lazy("Union members"), Whole(0, LARGEST))
    women = Field("women", pgettext_lazy("headcount", "Women"), Whole(0, LARGEST))
    ethnic_minorities = Field("ethnic_minorities", gettext_lazy("Ethnic minorities"), Whole(0, LARGEST))
    party_members = Field("party_members", gettext_lazy("Party members"), Whole(0, LARGEST))

    widths = {"code": 18, "unit": 46, "year": 8}
    spellings = {"code": ["Mã", "Mã đơn vị"], "unit": ["Tên đơn vị"], "year": ["Năm"]}
    hints = {
        "code": gettext_lazy("The code of the unit, as in the list of units"),
        "unit": gettext_lazy("For reading; where it stands there, it must be the name of that unit"),
        "year": gettext_lazy("The year of the count"),
        "young_officials": gettext_lazy("Of this unit alone, without the units beneath it"),
        "members": gettext_lazy("Of the young officials; empty means: not counted"),
        "women": gettext_lazy("Of the young officials; empty means: not counted"),
        "ethnic_minorities": gettext_lazy("Of the young officials; empty means: not counted"),
        "party_members": gettext_lazy("Of the young officials; empty means: not counted"),
    }
    examples = [
        {
            "code": "CD3", "unit": "Chi đoàn 3", "year": "2017", "young_officials": "24", "members": "21",
            "women": "11", "ethnic_minorities": "2", "party_members": "9",
        }
    ]  # fmt: skip

    class Meta:
        model = Headcount
        fields = (
            "code", "unit", "year", "young_officials", "members", "women", "ethnic_minorities", "party_members",
        )  # fmt: skip
        export_order = fields


@dataclass(slots=True)
class Draft:
    """A head-count as a row would leave it; `stored` is the one that is there, None for a new one."""

    row: Row
    unit: Unit | None
    stored: Headcount | None = None
    values: dict[str, int | None] = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)


def kept(by: User) -> Any:
    """The head-counts of the units that somebody keeps."""
    found = Headcount.objects.filter(kept_units(by, "unit__")).select_related("unit")
    return found.order_by("unit__level", "unit__sort_name", "unit", "year")


def plan(content: bytes, *, by: User, tell: Progress) -> Plan:
    """Returns what a file of head-counts would do; ValidationError where it is no such file. Nothing is written."""
    sheet = read(content, HeadcountSheet, needed=("code", "year"), tell=tell)
    units = Units(by, {str(row.values.get("code") or "") for row in sheet.rows})
    drafts = [Draft(row, _unit_of(row, units)) for row in sheet.rows]
    stored = _stored([draft for draft in drafts if draft.unit])
    first: dict[tuple[int, int], int] = {}
    for draft in drafts:
        year = draft.row.values.get("year")
        if draft.unit is None or year is None:
            continue
        thing = (draft.unit.pk, year)
        if thing in first:
            text = _("Row %(number)d is about the same unit and year.")
            draft.row.wrong("year", text % {"number": first[thing]})
        first.setdefault(thing, draft.row.number)
        draft.stored = stored.get(thing)
        _compare(draft)
        if draft.changes:
            _check_year(draft, draft.unit, year)
    tell(len(drafts), len(drafts))
    return Plan([_line(draft) for draft in drafts], sheet.columns, sheet.beneath, drafts)


def _unit_of(row: Row, units: Units) -> Unit | None:
    """Returns the kept unit of a row; says what is wrong with its code, its name and its year."""
    code, name, year = (row.values.get(column) for column in ("code", "unit", "year"))
    unit = units.get(str(code or ""))
    if unit is None:
        text = _("No unit that you administer has the code “%(code)s”.") % {"code": code}
        row.wrong("code", text if code else _("Give the code of the unit."))
    elif name and not is_called(unit, name):
        text = _("The code %(code)s is of %(unit)s: correct the code or the name.")
        row.wrong("unit", text % {"code": unit.code, "unit": unit.name})
    if year is None:
        row.wrong("year", _("Say of which year the numbers are."))
    return unit


def _check_year(draft: Draft, unit: Unit, year: int) -> None:
    """Numbers are entered for a unit that is there, for years that have come and at whose end it was there."""
    if unit.closed_on and unit.closed_on <= today():
        draft.row.wrong("code", _("%(unit)s is closed.") % {"unit": unit.name})
    elif year > today().year:
        draft.row.wrong("year", _("This year has not come yet."))
    elif not unit.is_open(day_of(year)):
        draft.row.wrong("year", _("%(unit)s did not exist in this year.") % {"unit": unit.name})


def _stored(drafts: list[Draft]) -> dict[tuple[int, int], Headcount]:
    units = {draft.unit.pk for draft in drafts if draft.unit}
    years = {year for draft in drafts if (year := draft.row.values.get("year")) is not None}
    found = Headcount.objects.filter(unit__in=units, year__in=years) if units and years else []
    return {(one.unit_id, one.year): one for one in found}


def _compare(draft: Draft) -> None:
    """A column that the sheet does not have changes nothing; an empty cell means that it was not counted."""
    row, stored = draft.row, draft.stored
    for name in NUMBERS:
        before = getattr(stored, name) if stored else None
        draft.values[name] = row.values.get(name, before)
        if draft.values[name] != before:
            draft.changes[name] = [_text(before), _text(draft.values[name])]
    whole = draft.values["young_officials"]
    if whole is None:
        row.wrong("young_officials", _("Say how many young officials there are."))
        return
    for name in PARTS:
        part = draft.values[name]
        if part is not None and part > whole:
            row.wrong(
                name, _("There cannot be more of these than the %(number)d young officials.") % {"number": whole}
            )


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _line(draft: Draft) -> Line:
    row, unit = draft.row, draft.unit
    year = row.values.get("year")
    what = What.NEW if draft.stored is None else What.CHANGED if draft.changes else What.UNCHANGED
    return Line(
        row.number, [What.WRONG if row.problems else what], str(row.values.get("code") or ""),
        f"{unit.name if unit else row.values.get('unit') or ''} · {year or ''}", level=unit.level if unit else 0,
        changes=draft.changes, problems=row.problems, seen=str(draft.stored.version if draft.stored else 0),
    )  # fmt: skip


def write(plan: Plan, *, by: User, file_name: str) -> None:
    """Writes a plan without faults inside the caller's transaction; Overtaken where somebody changed a count."""
    new = [draft for draft in plan.work if draft.stored is None]
    changed = [draft for draft in plan.work if draft.stored is not None and draft.changes]
    moment = now()
    years = {draft.row.values["year"] for draft in new}
    bulk.insert(
        Headcount,
        (Headcount(unit=one.unit, year=one.row.values["year"], by=by, at=moment, **one.values) for one in new),
    )
    made = {(one.unit_id, one.year): one for one in Headcount.objects.filter(year__in=years, by=by, at=moment)}
    for draft in new:
        draft.stored = made[draft.unit.pk, draft.row.values["year"]]
    _change(changed, by=by)
    for verb, drafts in ((Record.Verb.CREATED, new), (Record.Verb.CHANGED, changed)):
        record_each(verb, ((_named(one), _told(one, file_name), "") for one in drafts), by=by)


def _change(drafts: list[Draft], *, by: User) -> None:
    rows: list[Headcount] = [draft.stored for draft in drafts if draft.stored]
    keys = [row.pk for row in rows]
    held = Headcount.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    if dict(held.values_list("pk", "version")) != {row.pk: row.version for row in rows}:
        raise Overtaken
    for draft, row in zip(drafts, rows, strict=True):
        row.version, row.by, row.at = row.version + 1, by, now()
        for name, value in draft.values.items():
            setattr(row, name, value)
    Headcount.objects.bulk_update(rows, [*NUMBERS, "version", "by", "at"], batch_size=500)


def _named(draft: Draft) -> Headcount:
    assert draft.stored is not None  # written by now
    draft.stored.unit = draft.unit  # type: ignore[assignment]  # known by now; else each would be asked for by itself
    return draft.stored


def _told(draft: Draft, file_name: str) -> dict[str, Any]:
    return draft.changes | {"loaded_from": ["", source(file_name, draft.row.number)]}
