"""What may stand in a cell, and what is said of what may not? Widgets of django-import-export, one for each format."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.widgets import Widget

from units.vietnamese.dates import read_span
from units.vietnamese.messages import message
from units.vietnamese.names import search_key
from units.vietnamese.numbers import read_count
from units.vietnamese.unreadable import Unreadable

YES = {"co", "yes", "x", "true", "1", "dung"}
NO = {"khong", "no", "false", "0", "sai"}
NOTHING = ("", None)
UNSEEN = {"Cc", "Cf", "Cs"}  # control and format characters, halves of a pair


def tidy(text: str) -> str:
    """Returns a text with composed accents, one space between words and none around, nothing that cannot be seen."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not text.isprintable():  # a cell can hold "_x0000_", which no engine takes
        text = "".join(letter for letter in text if unicodedata.category(letter) not in UNSEEN)
    return " ".join(text.split())


def said(value: object) -> str:
    """Returns what a cell says as text; a sheet gives every number with decimals, 7 as 7.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value))


class Text(Widget):
    """A line of text, at most so many characters."""

    def __init__(self, most: int):
        super().__init__()
        self.most = most

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Returns the text; ValueError where it is too long."""
        if value in NOTHING:
            return ""
        text = said(value)
        if len(text) > self.most:
            raise ValueError(_("This is longer than %(most)d characters.") % {"most": self.most})
        return text


class Choice(Widget):
    """One of a few words, in either language, or its key."""

    def __init__(self, choices: Iterable[tuple[Any, Any]]):
        super().__init__()
        self.choices = list(choices)

    @cached_property
    def words(self) -> dict[str, Any]:
        """Every spelling with what it means."""
        found = {search_key(str(key)): key for key, _label in self.choices}
        for language, _name in settings.LANGUAGES:
            with override(language):
                found |= {search_key(str(label)): key for key, label in self.choices}
        return found

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Returns the key, None for an empty cell; ValueError for a word that is none of them."""
        if value in NOTHING:
            return None
        key = search_key(said(value))
        if key not in self.words:
            names = ", ".join(str(label) for _key, label in self.choices)
            text = {"text": _short(value), "names": names}
            raise ValueError(_("“%(text)s” is none of: %(names)s.") % text)
        return self.words[key]


class YesNo(Widget):
    """Yes or no, as the export writes it, or a cross."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        """Returns the answer, None for an empty cell; ValueError for anything else."""
        if value in NOTHING:
            return None
        key = search_key(said(value))
        if key in YES or key in NO:
            return key in YES
        raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": _short(value)})


class Day(Widget):
    """One day, as a date of the sheet or as people write it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        """Returns the day, None for an empty cell; ValueError for a month, a year, a span or no date."""
        if value in NOTHING:
            return None
        try:
            span = read_span(value)
        except Unreadable as error:
            raise ValueError(message(error)) from None
        if span.precision != "day" or span.start != span.end:
            raise ValueError(_("Write one day, for example 27/06/2016."))
        return span.start


class Whole(Widget):
    """A whole number from zero up to `most`."""

    def __init__(self, least: int, most: int):
        super().__init__()
        self.least, self.most = least, most

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        """Returns the number, None for an empty cell; ValueError for what is none, is approximate or out of range."""
        if value in NOTHING:
            return None
        try:
            found = read_count(int(value) if isinstance(value, float) and value.is_integer() else value)
        except Unreadable as error:
            raise ValueError(message(error)) from None
        if found.approximate or found.of is not None or found.state == "not_applicable":
            raise ValueError(_("“%(text)s” is no exact number.") % {"text": _short(value)})
        if found.value is not None and not self.least <= found.value <= self.most:
            bounds = {"least": self.least, "most": self.most}
            raise ValueError(_("Write a number from %(least)d to %(most)d.") % bounds)
        return found.value


def _short(value: object) -> str:
    return Truncator(str(value)).chars(60)
