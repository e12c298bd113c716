"""What should whoever answers look at twice? Words beside rows of the desk, which higher rooms add in ready()."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from units.inbox import Row
from units.models import Paper, User

# For the keys of papers and who looks at them: the words beside those that have any. One query for a whole page.
Tell = Callable[[list[int], User], dict[int, str]]

_told: list[tuple[str, Tell]] = []


def add(kind: type[Paper], tell: Tell) -> None:
    """Adds words to the papers of a kind."""
    _told.append((kind.kind_code(), tell))


def give(rows: Iterable[Row], user: User) -> None:
    """Fills `marks` of every row."""
    by_kind: dict[str, dict[int, Row]] = {}
    for row in rows:
        by_kind.setdefault(row.kind_code, {})[row.pk] = row
    for code, tell in _told:
        if code in by_kind:
            for pk, words in tell(list(by_kind[code]), user).items():
                by_kind[code][pk].marks.append(words)
