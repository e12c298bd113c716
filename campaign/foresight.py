"""What does reorganising units mean for what is expected of them and for what they set out to do?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.formats import number_format
from django.utils.translation import ngettext

from campaign.models import Expected, Target
from units.clock import today
from units.models import Reorganisation, Unit

Kind = Reorganisation.Kind
ENDING = (Kind.CLOSE, Kind.MERGE, Kind.SPLIT)


def tell(kind: str, units: Sequence[Unit]) -> Iterator[str]:
    """Yields sentences about expected reports and targets of this year; see `units.foresight`."""
    if kind in ENDING:
        number = Expected.objects.filter(unit__in=units).counted().missing().count()
        yield from _told(number, ngettext(
            "%(number)s report is still expected; it is excused if it is not due before the unit closes.",
            "%(number)s reports are still expected; those not due before the unit closes are excused.", number,
        ))  # fmt: skip
    if kind in (*ENDING, Kind.MOVE):
        number = Target.objects.filter(plan__unit__in=units, plan__year=today().year).count()
        yield from _told(number, ngettext(
            "%(number)s target of a plan for this year stays with the unit that set it.",
            "%(number)s targets of plans for this year stay with the units that set them.", number,
        ))  # fmt: skip


def _told(number: int, sentence: str) -> list[str]:
    return [sentence % {"number": number_format(number, force_grouping=True)}] if number else []
