"""Whom does a row mean, and what would it make of the person, the post and the account?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from units.loading.rows import Row
from units.models import Person, Post, Unit

PERSONAL = ("full_name", "born_on", "sex", "position", "joined_on")
OF_POST = ("role", "title", "post_unit_code", "from_on", "to_on")


@dataclass(slots=True, eq=False)
class PersonDraft:
    """Somebody as the rows would leave him or her; `first` is the row that says who it is."""

    first: Row
    person: Person
    stored: Person | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    username: str = ""
    posts: list[PostDraft] = field(default_factory=list)

    @property
    def held(self) -> list[Post]:
        """The posts that are here already."""
        return list(self.stored.posts.all()) if self.stored else []


@dataclass(slots=True, eq=False)
class PostDraft:
    """A post as a row would leave it; `stored` is the one that is here, None for a new one."""

    row: Row
    unit: Unit
    role: str
    title: str
    from_on: date
    to_on: date | None
    decision_number: str
    stored: Post | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Says whether the row ends a post."""
        return self.stored is not None and "to_on" in self.changes


@dataclass(slots=True)
class RowDraft:
    """A row with whom and what it means, as far as that is known."""

    row: Row
    person: PersonDraft | None = None
    post: PostDraft | None = None
    invites: bool = False


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Says whether two spans, each until the day before its end, share a day."""
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])
