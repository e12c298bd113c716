"""How does a kind come into the catalogue?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from campaign.kinds import keeping
from campaign.models import ActivityKind, KindSector
from units.models import Record, User
from units.records import record
from units.vietnamese.names import search_key

LONGEST_CODE = 40


@transaction.atomic
def add(kind: ActivityKind, sectors: Sequence[KindSector], *, on: date, by: User) -> ActivityKind:
    """Adds an unsaved kind from a day on: a national one, or one of its `unit` beneath the national `under`.

    What of an own kind is its national one's is taken from there; without a code it gets one from its name.
    ValidationError where the person may not, the national kind is not in force that day, or code or name is taken.
    """
    kind.total_code = kind.under.code if kind.under else kind.code
    rows = keeping.held(kind, by=by)
    keeping.check_day(on)
    if kind.unit_id:
        kind.under = _national(rows, kind, on)
        keeping.inherit(kind, kind.under)
    keeping.check_sectors(sectors, kind.under)
    check_name(kind)
    kind.code, kind.from_on, kind.version = kind.code or code_for(kind), on, 1
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError as error:
        raise ValidationError({"code": _("This code is taken: choose another one.")}) from error
    keeping.write_sectors(kind, sectors)
    changes = {"from_on": ["", str(on)]}
    record(Record.Verb.CREATED, kind, by=by, unit=keeping.answerable(kind, by), changes=changes)
    return kind


def code_for(kind: ActivityKind) -> str:
    """Returns a free code from the name: "book_fair", "book_fair_2"; for a unit's own kind with the unit's code,
    "t01-ngay_hoi_sach"."""
    name = search_key(kind.name_vi if kind.unit else kind.name_en).replace(" ", "_")
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "_"))
    start = f"{search_key(kind.unit.code).replace(' ', '_')}-" if kind.unit else ""
    code = f"{start}{plain}"[:LONGEST_CODE].strip("_-")
    beginning = code[: LONGEST_CODE - 4]
    taken = set(ActivityKind.objects.filter(code__startswith=beginning).values_list("code", flat=True))
    numbered = (f"{beginning}_{number}" for number in count(2))
    return code if code not in taken else next(other for other in numbered if other not in taken)


def check_name(kind: ActivityKind) -> None:
    """ValidationError for a name that another kind bears: nobody could tell the two apart in a list."""
    theirs = Q(unit=None) | Q(unit=kind.unit_id) if kind.unit_id else Q(unit=None)
    others = ActivityKind.objects.filter(theirs, replaced_on=None).exclude(code=kind.code)
    if search_key(kind.name_vi) in {search_key(name) for name in others.values_list("name_vi", flat=True)}:
        raise ValidationError({"name_vi": _("Another kind is called so already.")})


def _national(rows: list[ActivityKind], kind: ActivityKind, on: date) -> ActivityKind:
    if kind.under is None or kind.under.unit_id:
        raise ValidationError({"under": _("A unit's own kind stands beneath a national one.")})
    found = keeping.in_force(rows, kind.under.code, on)
    if found is None:
        raise ValidationError(
            {"on": _("Its national kind “%(kind)s” is not in force on this day.") % {"kind": kind.under}}
        )
    keeping.check_lasting(rows, kind.under.code, on)
    return found
