"""The tables of recognition; each module says which question it answers."""

from recognition.models.nomination import Citation, Honour, Nomination, NominationDecision
from recognition.models.season import Season

__all__ = ["Citation", "Honour", "Nomination", "NominationDecision", "Season"]
