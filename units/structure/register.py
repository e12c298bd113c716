"""What was done with a unit, by which decision? Every verb leaves one line; a scheduled one becomes that line."""

from __future__ import annotations

from datetime import date
from typing import Any

from units.clock import now
from units.models import Reorganisation, Unit, User

Kind = Reorganisation.Kind


def note_done(
    kind: Reorganisation.Kind,
    unit: Unit,
    *,
    on: date,
    by: User | None,
    decision_number: str = "",
    reason: str = "",
    terms: dict[str, Any] | None = None,
    planned: Reorganisation | None = None,
) -> None:
    """Writes that a reorganisation is done: into the scheduled row where there is one. What nobody did, a load for
    example, leaves no line."""
    if by is None:
        return
    told: dict[str, Any] = {"decision_number": decision_number, "reason": reason, "terms": terms or {}}
    told |= {"state": Reorganisation.State.DONE, "done_at": now(), "problem": ""}
    if planned:
        Reorganisation.objects.update_or_create(pk=planned.pk, defaults=told)
    else:
        Reorganisation.objects.create(kind=kind, unit=unit, on=on, by=by, **told)
