"""What were the three responsibilities called before 2015?

The conclusion itself names them in its first sentence: the movement began in 2009 with work, the people and oneself;
its point 1 renames and reorders them. The older names are read and compared, never offered and never written.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaign.models import Responsibility
from units.vietnamese.names import search_key


@dataclass(frozen=True)
class Older:
    """A responsibility as it was called until 2014, and which of today's it is compared with."""

    name: str
    responsibility: Responsibility


OLDER = (
    Older("Trách nhiệm với công việc", Responsibility.WORK),
    Older("Trách nhiệm với nhân dân", Responsibility.COMMUNITY),
    Older("Trách nhiệm với chính mình", Responsibility.SELF),
)


def bare(name: str) -> str:
    """Returns the name without accents and without "trách nhiệm với", which some write and some leave out."""
    return search_key(name).removeprefix("trach nhiem ").removeprefix("voi ")


BY_NAME = {bare(older.name): older.responsibility for older in OLDER}


def compared() -> str:
    """Returns the sentence that says how figures from before 2015 are compared with those of today."""
    pairs = [f"{older.name.removeprefix('Trách nhiệm với ')} → {older.responsibility.label}" for older in OLDER]
    said = _("Until 2014 the three were called otherwise. Older figures are compared so: %(pairs)s.")
    return said % {"pairs": "; ".join(pairs)}
