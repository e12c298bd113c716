"""Which unit does somebody mean who types a code or a name, and by which old name was it found?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Length, StrIndex, Substr

from units.models import Unit
from units.querysets import UnitQuerySet
from units.vietnamese.names import search_key, search_words


def best_first(found: UnitQuerySet, text: str) -> UnitQuerySet:
    """Returns units that match `text`, the likeliest first: the code, the short name, a name begins so, whole words.

    Within each by level, then name. `search_name` is code, name and short name one after another, a letter for a
    letter, so that a place in it says which of them begins there; a name with marks in it only falls one step back.
    """
    key = search_key(text)
    if not key:
        return found
    as_typed = len(" ".join(unicodedata.normalize("NFC", text).split()))
    code, name = Length("code"), Length("name")
    begins = Substr("search_name", code + name + Value(3), Value(len(key)))
    rank = Case(
        When(code__iexact=text.strip(), then=0),
        When(Q(short_begins=key, short_length=as_typed), then=1),
        When(Q(short_begins=key) | Q(name_begins=F("code_length") + Value(1)), then=2),
        When(Q(search_name__contains=f" {key} ") | Q(search_name__endswith=f" {key}"), then=3),
        default=4,
        output_field=IntegerField(),
    )
    said = found.alias(
        code_length=code, short_begins=begins, short_length=Length("short_name"),
        name_begins=StrIndex("search_name", Value(f" {key}")),
    )  # fmt: skip
    return said.alias(rank=rank).order_by("rank", "level", "sort_name", "pk")


def tell_old_names(units: Iterable[Unit], text: str) -> None:
    """Sets `unit.formerly`, the former names that bear a word of `text` which the names shown do not; else ""."""
    words = search_words(text)
    for unit in units:
        shown = search_key(f"{unit.code} {unit.name} {unit.short_name}") if words else ""
        missing = [word for word in words if word not in shown]
        lines = unit.former_names.splitlines() if missing else []
        bearing = [line for line in lines if any(word in search_key(line) for word in missing)]
        unit.formerly = "; ".join(dict.fromkeys(bearing))
