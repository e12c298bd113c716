"""What does a unit write beside its figures? Sentences without numbers, for a branch or for a union above branches."""

from __future__ import annotations

from random import Random

from campaign.models import Report
from config.demo.texts import texts
from units.models import Level, Unit

# Field of the report → where its sentences stand; a branch has no inspection and no models of its own to tell of.
PARTS = {
    "guidance_text": ("guidance",), "self_text": ("self",), "work_text": ("work",), "community_text": ("community",),
    "commendation_text": ("models",), "inspection_text": ("inspection",), "strengths": ("strengths",),
    "shortcomings": ("shortcomings",), "causes": ("causes",), "proposals": ("next", "proposals"),
}  # fmt: skip


def narrative(unit: Unit, roll: Random) -> dict[str, str]:
    """Returns the texts of a report by field."""
    words = texts("campaign", "papers")["report"]["branch" if unit.level == Level.BRANCH else "superior"]
    written = {}
    for field in Report.NARRATIVE:
        parts = [words[part] for part in PARTS[field] if part in words]
        if len(parts) == 1 and field.endswith("_text") and roll.random() < 0.5:
            written[field] = " ".join(roll.sample(parts[0], 2))
        else:
            written[field] = " ".join(roll.choice(part) for part in parts)
    return written


def plan_texts(unit: Unit, roll: Random) -> tuple[str, str]:
    """Returns the objectives and the organisation of a plan."""
    words = texts("campaign", "papers")["plan"]["branch" if unit.level == Level.BRANCH else "superior"]
    return "\n".join(roll.sample(words["purpose"], 2)), "\n".join(roll.sample(words["measures"], 3))
