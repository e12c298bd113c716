"""Which page of a list is asked for, however long the list is?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

MOST = 1000  # rows that are counted and can be gone through page by page


class MoreThan(int):
    """A number that is known to be passed: "more than 1.000" where it is written (`number` in templates)."""


class Pages(Paginator):
    """Pages of a queryset that count no further than a thousand rows, since counting costs as much as finding.

    The keys of the first thousand rows come in one query; from them follow how many there are and which stand on a
    page. Whoever looks for what lies beyond narrows the list, sorts it or takes it along as a file.
    """

    @property
    def _rows(self) -> Any:
        return self.object_list  # a queryset here, which Django's Paginator does not ask for

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self._rows.values_list("pk", flat=True)[: MOST + 1])

    @cached_property
    def count(self) -> int:
        """How many rows there are, a `MoreThan` where there are more than are counted."""
        return MoreThan(MOST) if len(self._keys) > MOST else len(self._keys)

    def page(self, number: Any) -> Page:
        """Returns a page with its rows as a list, in their order."""
        number = self.validate_number(number)
        keys = self._keys[: self.count][(number - 1) * self.per_page :][: self.per_page]
        found = self._rows.filter(pk__in=keys).order_by() if keys else ()
        rows = {row.pk: row for row in found}
        return Page([rows[key] for key in keys if key in rows], number, self)

    @property
    def goes_on(self) -> bool:
        """Says whether there are rows that no page shows."""
        return isinstance(self.count, MoreThan)
