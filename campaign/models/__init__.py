"""The tables of the campaign; each module says which question it answers."""

from campaign.models.activity import Activity, ActivityDecision, ActivityFile, CountState
from campaign.models.conclusion import (
    Acknowledgement,
    ActivityKind,
    Conclusion,
    KindSector,
    Movement,
    Point,
    Responsibility,
)
from campaign.models.guidance import Guidance, GuidanceAddressee
from campaign.models.plan import Plan, PlanDecision, Target
from campaign.models.report import (
    DueDay,
    Expected,
    Period,
    Report,
    ReportActivity,
    ReportDecision,
    ReportSource,
    ReportVersion,
)

__all__ = [
    "Acknowledgement",
    "Activity",
    "ActivityDecision",
    "ActivityFile",
    "ActivityKind",
    "Conclusion",
    "CountState",
    "DueDay",
    "Expected",
    "Guidance",
    "GuidanceAddressee",
    "KindSector",
    "Movement",
    "Period",
    "Plan",
    "PlanDecision",
    "Point",
    "Report",
    "ReportActivity",
    "ReportDecision",
    "ReportSource",
    "ReportVersion",
    "Responsibility",
    "Target",
]
