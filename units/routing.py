"""To which desk does a paper go next?"""

from __future__ import annotations

from units import tree
from units.clock import today
from units.models import Paper, Post, Unit


class Chain:
    """The units above a set of papers and who can decide there, in two queries."""

    def __init__(self, rows: list[Paper]):
        wanted = {pk for row in rows for pk in tree.ids(row.unit.path or "")}
        self.units = Unit.objects.in_bulk(wanted)
        self.deciders: dict[int, set[int]] = {}
        posts = Post.objects.in_force(today()).carrying(rows[0].deciding_power).filter(unit__in=wanted)
        for unit_id, user_id in posts.filter(person__user__is_active=True).values_list("unit_id", "person__user__id"):
            self.deciders.setdefault(unit_id, set()).add(user_id)

    def first_desk(self, row: Paper) -> Unit:
        """The direct superior's desk; the root's own papers lie on the root's desk."""
        above = row.unit.ancestor_ids[::-1]
        return self._unless_own(row, above or [row.unit_id])

    def next_desk(self, row: Paper, desk: Unit) -> Unit:
        """The desk above the one where the paper lies; the root has none above it."""
        above = tree.ancestor_ids(desk.path or "")[::-1]
        return self._unless_own(row, above or [desk.pk])

    def _unless_own(self, row: Paper, desks: list[int]) -> Unit:
        # Where the sender is the only one who could decide, the level above does (product.md, rule 6).
        for pk in desks[:-1]:
            if self.deciders.get(pk) != {row.submitted_by_id}:
                return self.units[pk]
        return self.units[desks[-1]]
