"""Who keeps the catalogue of kinds, and how does a kind come, change and go? A package that knows only the models."""

from campaign.kinds import keeping
from campaign.kinds.changing import revise
from campaign.kinds.coming import add
from campaign.kinds.ending import call_off, withdraw
from campaign.kinds.keeping import INHERITED, OWN, SAID, keeps_national, may_keep, own_units
from campaign.kinds.seen import Foreseen, foresee, scheduled, used

__all__ = (
    "INHERITED", "OWN", "SAID", "Foreseen", "add", "call_off", "foresee", "keeping", "keeps_national", "may_keep",
    "own_units", "revise", "scheduled", "used", "withdraw",
)  # fmt: skip
