"""What else does a change of the tree mean? Higher rooms fill these lists in `ready()`; all run in its transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from units.models import Paper

# `verb(unit, by=)` after a unit was closed, also by a merger.
after_closing: list[Callable[..., object]] = []

# `verb(keys, since=)` with the keys of the units whose placements changed from a day on.
after_moving: list[Callable[..., object]] = []

# `verb(unit, into=, since=, by=)` for each unit that was merged into another.
after_merging: list[Callable[..., object]] = []

# Of which kinds only some drafts can pass to a successor: `choose(papers, to)` returns those that can and may set
# further columns of theirs, which are named beside it.
choosers: dict[type[Paper], tuple[Callable[[list[Any], Any], list[Any]], tuple[str, ...]]] = {}


def choose_heirs(kind: type[Paper], choose: Callable[[list[Any], Any], list[Any]], *, writes: tuple[str, ...]) -> None:
    """Registers which drafts of a kind can pass to a successor, and which columns `choose` sets beside the unit."""
    choosers[kind] = choose, writes
