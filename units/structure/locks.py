"""In which order do verbs that change the tree hold it? The root, then the units by key, then papers (README)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.models import Unit
from units.querysets import within


def lock_tree() -> None:
    """Lets verbs that change the shape of the tree come one after another, each seeing what the one before did.

    The root's row is locked without its key, so that papers and posts that refer to the root go on meanwhile.
    """
    Unit.objects.filter(parent=None).hold()


def hold_subtrees(units: Iterable[Unit], *, also: Iterable[Unit] = ()) -> None:
    """Whoever is sending a paper there ends first, whoever begins now sees the new chain.

    All rows at once and in the order in which a sending holds them: neither waits for the other.
    """
    paths = Unit.objects.filter(pk__in=[unit.pk for unit in units]).values_list("path", flat=True)
    held = Q(pk__in=[unit.pk for unit in also if unit.pk])
    for path in paths:
        held |= within(path or "")
    Unit.objects.filter(held).hold()


def locked(unit: Unit, version: int | None) -> Unit:
    """Returns a unit as it is now, held; ValidationError where somebody changed it since the version seen."""
    stored = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if version is not None and version != stored.version:
        raise ValidationError(_("This unit has changed since you opened it. Nothing was done: look at it again."))
    return stored
