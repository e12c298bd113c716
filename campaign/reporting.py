"""How is a report compiled, frozen and accepted?"""

from __future__ import annotations

from campaign.models import Report
from units.models import User


def freeze(papers: list[Report], *, by: User) -> None:
    """Freezes a version of each report."""


def accept_listed(papers: list[Report], *, by: User) -> None:
    """Accepts the activities that the reports list."""
