"""Whom among the people that somebody keeps does each row mean, and what does it change of the person?"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from units.clock import today
from units.loading.cells import tidy
from units.loading.lookup import Units, is_called
from units.loading.people.drafts import PERSONAL, PersonDraft
from units.loading.rows import Row
from units.models import Person, Post, Unit, User
from units.querysets import keeps
from units.vietnamese.names import search_key

AT_ONCE = 5000


class Persons:
    """The people whom somebody keeps, as far as a file names them; one look-up by number, one by name and unit."""

    def __init__(self, rows: list[Row], units: Units, by: User):
        self.units = units
        # The units come along with the posts: SQLite refuses to look up a thousand different ones by themselves.
        posts = Prefetch("posts", Post.objects.select_related("unit"))
        people = Person.objects.select_related("unit", "user").prefetch_related(posts)
        numbers = sorted({row.values["number"] for row in rows if row.values.get("number")})
        homes = {unit.pk for row in rows if (unit := units.get(str(row.values.get("unit_code") or "")))}
        names = sorted({str(row.values.get("full_name")) for row in rows if not row.values.get("number")})
        self.by_number: dict[int, Person] = {}
        for first in range(0, len(numbers), AT_ONCE):
            found = people.filter(pk__in=numbers[first : first + AT_ONCE])
            self.by_number |= {one.pk: one for one in found if keeps(by, one.unit)}
        self.by_name: dict[tuple[str, int], list[Person]] = defaultdict(list)
        for first in range(0, len(names), AT_ONCE):
            for one in people.filter(unit__in=homes, full_name__in=names[first : first + AT_ONCE]):
                self.by_name[one.full_name, one.unit_id].append(one)
        self.drafts: list[PersonDraft] = []
        self.taken: dict[Any, list[PersonDraft]] = defaultdict(list)

    def take(self, row: Row) -> PersonDraft | None:
        """Returns whom a row means, the same for all rows about one person; None where nobody can be meant."""
        home = self._home(row)
        number, name = row.values.get("number"), str(row.values.get("full_name") or "")
        if number:
            stored = self.by_number.get(number)
            if stored is None:
                row.wrong("number", _("Nobody whom you administer has this number."))
                return None
        elif not name or home is None:
            if not name:
                row.wrong("full_name", _("Give the full name."))
            return None
        else:
            stored = self._called(row, name, home)
        known = self._known(row, stored, name, home)
        if known is not None:
            self._agree(row, known, home)
            return known
        draft = PersonDraft(row, copy(stored) if stored else Person(full_name=name, unit=home), stored)
        self._read(draft, home)
        self.drafts.append(draft)
        self.taken[stored.pk if stored else (name, home.pk if home else 0)].append(draft)
        return draft

    def _known(self, row: Row, stored: Person | None, name: str, home: Unit | None) -> PersonDraft | None:
        """Returns somebody whom a row before meant already; of two new ones, those born on the same day are one."""
        if stored:
            return next(iter(self.taken[stored.pk]), None)
        born = row.values.get("born_on")
        among = self.taken[name, home.pk if home else 0]
        return next((one for one in among if not (born and one.person.born_on and one.person.born_on != born)), None)

    def _called(self, row: Row, name: str, home: Unit) -> Person | None:
        born = row.values.get("born_on")
        found = [
            one for one in self.by_name.get((name, home.pk), []) if not (born and one.born_on and one.born_on != born)
        ]
        if len(found) > 1:
            row.wrong("number", _("Several people of this unit are called so: give the number."))
        return found[0] if len(found) == 1 else None

    def _home(self, row: Row) -> Unit | None:
        code, name = str(row.values.get("unit_code") or ""), str(row.values.get("unit") or "")
        if not code:
            if not row.values.get("number") and "unit_code" not in row.problems:
                row.wrong("unit_code", _("Give the code of the unit."))
            return None
        return kept_unit(row, "unit_code", code, "unit", name, self.units)

    def _read(self, draft: PersonDraft, home: Unit | None) -> None:
        """Takes over what a row says of the person; an empty cell leaves what is there."""
        row, person, stored = draft.first, draft.person, draft.stored
        for name in PERSONAL:
            if not row.has(name) or name in row.problems:
                continue
            value = row.values[name]
            before = getattr(stored, name) if stored else getattr(Person(), name)
            if value != (tidy(before) if isinstance(before, str) else before):
                setattr(person, name, value)
                draft.changes[name] = [_text(before), _text(value)]
        if home is not None and stored and home.pk != stored.unit_id:
            person.unit = home
            draft.changes["unit"] = [str(stored.unit), str(home)]
        self._check(draft)

    def _check(self, draft: PersonDraft) -> None:
        row, person = draft.first, draft.person
        if not search_key(person.full_name):
            row.wrong("full_name", _("A name has letters."))
        for name in ("born_on", "joined_on"):
            day = getattr(person, name)
            if day and day > today():
                row.wrong(name, _("This day has not come yet: today is %(today)s.") % {"today": f"{today():%d/%m/%Y}"})
        if person.born_on and person.joined_on and person.joined_on < person.born_on:
            row.wrong("joined_on", _("This day lies before the date of birth."))

    def _agree(self, row: Row, draft: PersonDraft, home: Unit | None) -> None:
        """A further row about somebody says the same, or nothing."""
        differ = [
            name for name in PERSONAL
            if row.has(name) and row.values[name] != draft.first.values.get(name)
        ]  # fmt: skip
        if home is not None and home.pk != draft.person.unit_id:
            differ.append("unit_code")
        for name in differ:
            text = _("Row %(number)d says otherwise of the same person.")
            row.wrong(name, text % {"number": draft.first.number})


def kept_unit(row: Row, column: str, code: str, name_column: str, name: str, units: Units) -> Unit | None:
    """Returns the kept unit of a code, whose name must be the one beside it; says what is wrong in the row."""
    if column in row.problems:
        return None
    unit = units.get(code)
    if unit is None:
        row.wrong(column, _("No unit that you administer has the code “%(code)s”.") % {"code": code})
    elif name and not is_called(unit, name):
        text = _("The code %(code)s is of %(unit)s: correct the code or the name.")
        row.wrong(name_column, text % {"code": unit.code, "unit": unit.name})
    return unit


def check_username(row: Row, name: str) -> None:
    """Says where a user name has characters that none may have."""
    try:
        User._meta.get_field("username").run_validators(name)
    except ValidationError as error:
        row.wrong("username", " ".join(error.messages))


def _text(value: Any) -> str:
    return "" if value in (None, "") else str(value)
