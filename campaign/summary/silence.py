"""Which units are silent? The lowest rung of the ladder as a condition on rows, for lists of units."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import acknowledging
from campaign.models import Acknowledgement, Activity, Plan
from units.distinctions import Distinction
from units.querysets import UnitQuerySet


def silent(found: UnitQuerySet, value: str, day: date) -> UnitQuerySet:
    """Keeps the units that stand on `Rung.RECEIVED` on a day, counted from the movement's beginning; or the others.

    Only units within the conclusion's scope are asked to say anything: the others are neither.
    """
    conclusion = acknowledging.current()
    if conclusion is None:
        return found.none()
    said = _has_said(conclusion.starts_on, min(day, conclusion.ends_on))
    return found.in_scope().filter(~said if value == "yes" else said)


def _has_said(start: date, last: date) -> Q:
    told = Acknowledgement.objects.filter(unit=OuterRef("pk"), acknowledged_on__lte=last)
    planned = Plan.objects.sent().filter(unit=OuterRef("pk"), year__range=(start.year, last.year))
    # the subtree of each row: no step of a path is 99999999 (units.tree.step)
    beyond = Concat(OuterRef("path"), Value("9" * 8))
    done = Activity.objects.sent().between(start, last).in_scope().order_by()
    done = done.filter(unit__path__gte=OuterRef("path"), unit__path__lt=beyond)
    return Q(Exists(told)) | Q(Exists(planned)) | Q(Exists(done))


SILENT = Distinction(
    "silent", pgettext_lazy("ladder", "Silent"),
    (("yes", _("Nothing has come back yet")), ("no", _("Something has come back"))), silent,
)  # fmt: skip
