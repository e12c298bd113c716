"""What lies on which desk of the made-up country, and since when?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from units.models import Paper, Unit

P = TypeVar("P", bound=Paper)


def by_desk(waiting: Iterable[P]) -> list[tuple[Unit, list[P]]]:
    """Returns waiting papers in groups, each with the unit on whose desk they lie, in the order of their codes."""
    groups: dict[str, tuple[Unit, list[P]]] = {}
    for paper in sorted(waiting, key=lambda paper: (paper.unit.code, paper.pk)):
        if paper.holder:
            groups.setdefault(paper.holder.code, (paper.holder, []))[1].append(paper)
    return [groups[code] for code in sorted(groups)]


def latest_sending(papers: Iterable[Paper]) -> datetime:
    """Returns the moment at which the last of some sent papers was sent."""
    return max(paper.submitted_at for paper in papers if paper.submitted_at)
