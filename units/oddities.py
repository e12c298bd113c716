"""What should somebody who answers a paper look at twice? Higher rooms tell it of their kinds in ready()."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from units.models import Paper, User


@dataclass(frozen=True)
class Oddity:
    """One thing to look at twice: its name in code, its word for a chip, the sentence that says what it goes by."""

    reason: str
    label: str
    sentence: str


Found = dict[int, list[Oddity]]


@dataclass(frozen=True)
class _Teller:
    find: Callable[[Collection[int], User], Found]
    rules: Callable[[], list[str]]
    most: Callable[[], int]


@dataclass(frozen=True)
class Looked:
    """What was found among the papers of a kind: the oddities by the papers' keys, and the versions of all others."""

    odd: Found = field(default_factory=dict)
    rest: dict[int, int] = field(default_factory=dict)
    left_out: bool = False

    @property
    def tickets(self) -> list[str]:
        """What the other papers' checkboxes would carry."""
        return [f"{pk}:{version}" for pk, version in self.rest.items()]


_tellers: dict[str, _Teller] = {}


def tell(
    kind: type[Paper],
    find: Callable[[Collection[int], User], Found],
    *,
    rules: Callable[[], list[str]],
    most: Callable[[], int],
) -> None:
    """Registers what finds the oddities of a kind's papers by their keys, the sentences that say by which rules, and
    how many papers are looked at for one page."""
    _tellers[kind.kind_code()] = _Teller(find, rules, most)


def look(code: str, papers: QuerySet, *, by: User) -> Looked:
    """Looks at papers of a kind, those that wait longest first; nothing is found where nobody tells of the kind.

    The number of queries is the same for one paper and for as many as are looked at.
    """
    if (teller := _tellers.get(code)) is None:
        return Looked()
    most = teller.most()
    lying = list(papers.order_by("submitted_at", "pk").values_list("pk", "version")[: most + 1])
    versions = dict(lying[:most])
    odd = teller.find(versions, by) if versions else {}
    return Looked(odd, {pk: version for pk, version in versions.items() if pk not in odd}, len(lying) > most)


def show(papers: list[Paper], *, by: User) -> None:
    """Gives each of some papers of one kind its `oddities`, for a page."""
    teller = _tellers.get(papers[0].kind_code()) if papers else None
    odd = teller.find([paper.pk for paper in papers], by) if teller else {}
    for paper in papers:
        paper.oddities = odd.get(paper.pk, [])  # type: ignore[attr-defined]  # for pages


def rules(code: str) -> list[str]:
    """Returns the sentences that say what is looked at twice among papers of a kind."""
    return _tellers[code].rules() if code in _tellers else []
