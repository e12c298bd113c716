"""The tables of the campaign; each module says which question it answers."""

from campaign.models.activity import Activity, ActivityDecision, ActivityFile, CountState
from campaign.models.catalogue import ActivityKind, KindSector, Movement
from campaign.models.conclusion import Acknowledgement, Conclusion, Point, Responsibility
from campaign.models.counting_once import Partnership, Resemblance
from campaign.models.guidance import Guidance, GuidanceAddressee
from campaign.models.participants import Participant, PeopleSketch
from campaign.models.plan import Plan, PlanDecision, Target
from campaign.models.practice import GoodPractice
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
    "GoodPractice",
    "Guidance",
    "GuidanceAddressee",
    "KindSector",
    "Movement",
    "Participant",
    "Partnership",
    "PeopleSketch",
    "Period",
    "Plan",
    "PlanDecision",
    "Point",
    "Report",
    "ReportActivity",
    "ReportDecision",
    "ReportSource",
    "ReportVersion",
    "Resemblance",
    "Responsibility",
    "Target",
]
