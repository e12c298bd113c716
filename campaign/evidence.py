"""How much evidence may lie beside one activity, and beside all activities of one unit?

Limits in settings: EVIDENCE_MOST_FILES and EVIDENCE_MAX_ACTIVITY_BYTES of an activity, EVIDENCE_MAX_UNIT_BYTES of a
unit. What one file may have, `units.intake` says.
"""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from campaign.models import ActivityFile
from units.intake import Accepted
from units.models import Unit

MEGABYTE = 1024 * 1024


def objections(
    new: Collection[Accepted], *, kept: Collection[ActivityFile], gone: Collection[int], unit: Unit | None
) -> list[str]:
    """Returns what stands against laying `new` beside an activity that keeps `kept` and loses `gone` (keys).

    Nothing new is never too much: limits may have become narrower since.
    """
    if not new:
        return []
    found = []
    if len(kept) + len(new) > settings.EVIDENCE_MOST_FILES:
        found.append(_("At most %(most)d files stand beside an activity.") % {"most": settings.EVIDENCE_MOST_FILES})
    size = sum(file.size for file in new)
    here = sum(file.size for file in kept) + size
    if here > settings.EVIDENCE_MAX_ACTIVITY_BYTES:
        said = _(
            "The files beside this activity have %(size)d MB together; at most %(limit)d MB are kept. Leave one out."
        )
        found.append(said % _in_megabytes(here, settings.EVIDENCE_MAX_ACTIVITY_BYTES))
    if unit:
        found += _beside_the_unit(size, gone, unit)
    return found


def _beside_the_unit(size: int, gone: Collection[int], unit: Unit) -> list[str]:
    standing = ActivityFile.objects.filter(paper__unit=unit).exclude(pk__in=gone)
    total = size + (standing.aggregate(total=Sum("size"))["total"] or 0)
    if total <= settings.EVIDENCE_MAX_UNIT_BYTES:
        return []
    said = _(
        "With these files the evidence of %(unit)s would have %(size)d MB; at most %(limit)d MB are kept of a unit. "
        "Save without them, or ask the administrator of your province for more room."
    )
    return [said % {"unit": unit.short_name, **_in_megabytes(total, settings.EVIDENCE_MAX_UNIT_BYTES)}]


def _in_megabytes(size: int, limit: int) -> dict[str, int]:
    return {"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
