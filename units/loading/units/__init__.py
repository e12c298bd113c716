"""Units from a sheet: `columns` as they are exported, `planning` against the tree, `writing` whole or not at all."""

from __future__ import annotations

from units.loading.units.planning import plan
from units.loading.units.writing import write
from units.models import Unit, User
from units.querysets import UnitQuerySet

__all__ = ["kept", "plan", "write"]


def kept(by: User) -> UnitQuerySet:
    """The units that somebody keeps, the higher ones first, as they are exported to be edited."""
    return Unit.objects.kept_by(by).select_related("parent")
