"""Which units are meant by the codes of a whole file? One look-up for all of them, and of each whether it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models.functions import Upper

from units.loading.cells import tidy
from units.models import Unit, User
from units.querysets import keeps
from units.vietnamese.names import search_key

AT_ONCE = 5000  # codes in one question: SQLite takes no more than 32,766 values


def key_of(code: str) -> str:
    """Returns a code as it is compared: two units never differ in capitals alone."""
    return code.casefold()


def is_called(unit: Unit, name: str) -> bool:
    """Says whether a unit bears a name, without regard to accents and case."""
    names = (tidy(unit.name), tidy(unit.short_name))
    return name in names or search_key(name) in map(search_key, names)


class Units:
    """The units that somebody keeps, among those that a file names, by code; `taken` are codes of all others.

    Others are unknown: nothing here says that they exist, but that their codes are no longer free.
    """

    def __init__(self, by: User, codes: Iterable[str]):
        self.by_code: dict[str, Unit] = {}
        self.taken: set[str] = set()
        for unit in _with_codes(codes):
            if keeps(by, unit):
                self.by_code[key_of(unit.code)] = unit
            else:
                self.taken.add(key_of(unit.code))

    def get(self, code: str) -> Unit | None:
        """Returns the kept unit of that code."""
        return self.by_code.get(key_of(code))


def _with_codes(codes: Iterable[str]) -> Iterator[Unit]:
    """The units whose code is one of these but for capitals; each engine has its own capital of "đ", so both ways."""
    written = {code: None for code in codes if code}
    asked = sorted({code.upper() for code in written} | {_ascii_upper(code) for code in written})
    for first in range(0, len(asked), AT_ONCE):
        folded = Unit.objects.annotate(folded=Upper("code")).prefetch_related("reorganisations")  # for is_open
        yield from folded.filter(folded__in=asked[first : first + AT_ONCE]).order_by()


def _ascii_upper(text: str) -> str:
    return "".join(letter.upper() if letter.isascii() else letter for letter in text)
