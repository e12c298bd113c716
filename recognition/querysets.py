"""Which nominations and honours? The words in which recognition asks for them."""

from __future__ import annotations

from typing import Self

from django.db import models

from units.querysets import PaperQuerySet


class NominationQuerySet(PaperQuerySet):
    """Nominations, in the words of recognition."""

    def undecided(self) -> Self:
        """Those accepted at the last desk that still lack a decision with number and date."""
        return self.accepted().filter(honour=None)


class HonourQuerySet(models.QuerySet):
    """Honours, in the words of recognition."""

    def on_the_roll(self) -> Self:
        """Those that the public sees: the honoured person agreed and nobody took the entry down."""
        return self.filter(nomination__consent=True, taken_down_at=None)
