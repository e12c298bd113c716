"""By what else are units told apart? What only higher rooms know of them, offered as filters of the list of units.

A higher room adds its own in ready(): units never asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from units.querysets import UnitQuerySet


@dataclass(frozen=True)
class Distinction:
    """A filter: its word in the address, its label, its choices, and which units a choice keeps on a day."""

    name: str
    label: str | Promise
    choices: tuple[tuple[str, str | Promise], ...]
    keep: Callable[[UnitQuerySet, str, date], UnitQuerySet]


_distinctions: dict[str, Distinction] = {}


def add(distinction: Distinction) -> None:
    """Offers one more filter above the list of units; one of the same name takes its place."""
    _distinctions[distinction.name] = distinction


def offered() -> list[Distinction]:
    """Returns the distinctions that were added, in that order."""
    return list(_distinctions.values())
