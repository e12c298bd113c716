"""Where does an expected report stand, as somebody who may look at it sees it, and did it come in time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import pgettext_lazy

from units.clock import today

if TYPE_CHECKING:
    from campaign.models import Expected


class Standing(models.TextChoices):
    """The states of an expected report; a subordinate's draft is nobody's business and shows as missing."""

    MISSING = "missing", pgettext_lazy("report", "Not there yet")
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    WAITING = "waiting", pgettext_lazy("state", "Waiting for an answer")
    RETURNED = "returned", pgettext_lazy("state", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("state", "Accepted")
    EXCUSED = "excused", pgettext_lazy("report", "Excused")


class Timeliness(models.TextChoices):
    """Whether a report came by its last day."""

    ON_TIME = "on_time", pgettext_lazy("report", "Arrived on time")
    LATE = "late", pgettext_lazy("report", "Arrived late")
    OVERDUE = "overdue", pgettext_lazy("report", "Overdue")


def timeliness(row: Expected) -> Timeliness | None:
    """Returns whether a row with `standing` came in time or is overdue; None where it is excused or not yet due."""
    standing = row.standing
    if standing in (Standing.WAITING, Standing.ACCEPTED):
        return Timeliness.LATE if row.report.is_late else Timeliness.ON_TIME
    overdue = standing != Standing.EXCUSED and row.last_day < today()
    return Timeliness.OVERDUE if overdue else None
