"""To which desk does a paper go next?"""

from __future__ import annotations

from units import tree
from units.clock import today
from units.models import Paper, Post, Unit, User


class Chain:
    """The units above a set of papers and who can decide there, in two queries."""

    def __init__(self, rows: list[Paper]):
        wanted = {pk for row in rows for pk in tree.ids(row.unit.path or "")}
        self.units = Unit.objects.in_bulk(wanted)
        self.day = today()
        self.deciders: dict[int, list[User]] = {}
        posts = Post.objects.in_force(self.day).carrying(rows[0].deciding_power).filter(unit__in=wanted)
        for post in posts.filter(person__user__is_active=True).select_related("person__user"):
            self.deciders.setdefault(post.unit_id, []).append(post.person.user)

    def first_desk(self, row: Paper) -> Unit:
        """The direct superior's desk; the root's own papers lie on the root's desk."""
        above = row.unit.ancestor_ids[::-1]
        return self._unless_own(row, above or [row.unit_id])

    def next_desk(self, row: Paper, desk: Unit) -> Unit:
        """The desk above the one where the paper lies; the root has none above it."""
        above = tree.ancestor_ids(desk.path or "")[::-1]
        return self._unless_own(row, above or [desk.pk])

    def desk_from(self, row: Paper, level: int) -> Unit:
        """The lowest desk above the paper's unit that is at least as high as a level."""
        above = row.unit.ancestor_ids[::-1]
        return self._unless_own(row, [pk for pk in above if self.units[pk].level <= level] or [row.unit_id])

    def _unless_own(self, row: Paper, desks: list[int]) -> Unit:
        # Where nobody could decide but who must not, or the unit is closed, the level above does (product.md, rule 6).
        for pk in desks[:-1]:
            able = any(not row.bar(user) for user in self.deciders.get(pk, []))
            if able and self.units[pk].is_open(self.day):
                return self.units[pk]
        return self.units[desks[-1]]
