"""What is to be done with a unit on a later day, and what becomes of it when that day has come?"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from units.approval import POWERS, Power
from units.clock import today
from units.models import Post, Record, Reorganisation, Unit, User
from units.querysets import keeps
from units.records import record
from units.structure.changing import CHANGEABLE, change_unit, check_superiors
from units.structure.closing import check_close, check_reopen, close_unit, reopen_unit, stand_under_on
from units.structure.merging import merge
from units.structure.moving import check_move, move_unit
from units.structure.register import Kind
from units.structure.rules import check_merger, check_open, check_own_posts, check_right
from units.structure.splitting import check_children, check_split, split

logger = logging.getLogger(__name__)
State = Reorganisation.State
DESCRIBED = ("code", "name", "short_name", "kind", "sector", "territory", "in_scope")


@transaction.atomic
def schedule(
    kind: Reorganisation.Kind,
    unit: Unit,
    *,
    on: date,
    by: User,
    decision_number: str = "",
    reason: str = "",
    terms: dict[str, Any] | None = None,
) -> Reorganisation:
    """Keeps what is to be done with a unit on a later day; everything but that day's own state is checked now.

    `terms`: rename {field: new value}; move {"to": key}; merge {"units": [keys]} into the unit; split {"into":
    [{"unit": key} or a description], "where": {"key of a subordinate": place in `into`}, "keeps_open": bool}.
    ValidationError, naming the field, where it cannot be.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if on <= today():
        raise ValidationError({"on": _("Only what is to come is scheduled: give a later day.")})
    row = Reorganisation(
        kind=kind, unit=unit, on=on, by=by, decision_number=decision_number, reason=reason, terms=terms or {}
    )
    _CHECKS[kind](row)
    row.save()
    _record(Record.Verb.SCHEDULED, row, by=by, note=decision_number)
    return row


@transaction.atomic
def call_off(row: Reorganisation, *, by: User, note: str = "") -> Reorganisation:
    """Takes back what was scheduled and is not done; ValidationError where it is, or where `by` may not."""
    row = Reorganisation.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    if row.state not in (State.SCHEDULED, State.FAILED):
        raise ValidationError(_("This is done already, or was called off."))
    if not may_call_off(by, row):
        raise ValidationError(_("You do not administer %(unit)s and its superior.") % {"unit": row.unit.name})
    row, _new = Reorganisation.objects.update_or_create(pk=row.pk, defaults={"state": State.CALLED_OFF})
    _record(Record.Verb.CALLED_OFF, row, by=by, note=note)
    return row


def may_call_off(user: User, row: Reorganisation) -> bool:
    """Says whether the user administers the unit and, but for a change of name, its superior."""
    return keeps(user, row.unit) and (row.kind == Kind.RENAME or keeps(user, row.unit.parent or row.unit))


def carry_out_due(day: date | None = None) -> list[Reorganisation]:
    """Does what is due on a day (today unless given) or was due before, in its order, each in its own transaction.

    Each is done in the name of whoever scheduled it, who must still have the right. Where one cannot be done it says
    why and stays for a person, also by a fault of ours; the next is tried all the same. Returns the rows as they are.
    """
    due = Reorganisation.objects.filter(state=State.SCHEDULED, on__lte=day or today()).order_by("on", "pk")
    return [carry_out(pk) for pk in due.values_list("pk", flat=True)]


def carry_out(pk: int) -> Reorganisation:
    """Does one thing that is due; a row that is no longer scheduled is left as it is."""
    rows = Reorganisation.objects.select_related("unit", "by")
    try:
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            row = rows.select_for_update(of=("self",)).get(pk=pk)
            if row.state == State.SCHEDULED:
                _do(row)
    except ValidationError as error:
        with override(settings.LANGUAGE_CODE):
            _fail(pk, " ".join(error.messages))
    except Exception:
        logger.exception("The scheduled reorganisation %d could not be done.", pk)
        with override(settings.LANGUAGE_CODE):
            _fail(pk, str(_("It could not be done: a fault of ours. Nothing was changed.")))
    return rows.get(pk=pk)


def _fail(pk: int, problem: str) -> None:
    """Keeps why; what somebody called off meanwhile stays called off."""
    Reorganisation.objects.filter(pk=pk, state=State.SCHEDULED).update(state=State.FAILED, problem=problem)


def _do(row: Reorganisation) -> None:
    if not row.by.is_active:
        raise ValidationError(_("The account of %(person)s is closed.") % {"person": row.by})
    row.by.current_posts = _keeping(row)
    _CHECKS[row.kind](row)
    _VERBS[row.kind](row, on=row.on, by=row.by, decision_number=row.decision_number, planned=row)
    row.refresh_from_db()
    if row.state != State.DONE:
        raise ValidationError(_("It is so already: nothing was left to do."))


def _keeping(row: Reorganisation) -> list[Post]:
    """Returns the one post, of several that its author may hold, in which it is done and recorded: the highest that
    keeps the unit. None, where no post does any more."""
    posts = row.by.current_posts
    return [post for post in posts if Power.KEEP in POWERS[post.role] and post.unit.contains(row.unit)][:1]


def described(unit: Unit) -> dict[str, Any]:
    """Returns a unit that comes out of a division as terms keep it."""
    return {"unit": unit.pk} if unit.pk else {name: getattr(unit, name) for name in DESCRIBED}


def _record(verb: str, row: Reorganisation, *, by: User, note: str) -> None:
    told = {"kind": ["", row.kind], "on": ["", f"{row.on:%d/%m/%Y}"]}
    record(verb, row, by=by, unit=row.unit, label=row.unit.name, note=note, changes=told)


# --- what each kind asks and does ------------------------------------------------------------------------------------


def _check_rename(row: Reorganisation) -> None:
    if not keeps(row.by, row.unit):
        raise ValidationError(_("You do not administer this unit."))
    check_open(row.unit)
    check_superiors(row.unit, row.terms, by=row.by)
    if not row.terms or set(row.terms) - set(CHANGEABLE):
        raise ValidationError(_("Nothing would change: change something first."))


def _check_move(row: Reorganisation) -> None:
    to = Unit.objects.get(pk=row.terms["to"])
    check_right(row.by, row.unit)
    if not keeps(row.by, to):
        raise ValidationError({"parent": _("You do not administer %(unit)s.") % {"unit": to.name}})
    check_move(row.unit, to)


def _check_merge(row: Reorganisation) -> None:
    units = _units(row.terms["units"])
    check_right(row.by, row.unit, *units)
    check_merger(units, row.unit)
    check_own_posts(row.by, row.on, *units)
    _check_reason(row)


def _check_split(row: Reorganisation) -> None:
    where, keeps_open = _where(row), row.terms["keeps_open"]
    check_right(row.by, row.unit)
    check_split(row.unit, _into(row), where, keeps_open=keeps_open, by=row.by)
    check_children(
        {child.pk: child for child in stand_under_on(row.unit, today())}, where, keeps_open=keeps_open
    )  # fmt: skip
    if not keeps_open:
        _check_reason(row)


def _check_close(row: Reorganisation) -> None:
    check_right(row.by, row.unit)
    check_close(row.unit)
    _check_reason(row)


def _check_reopen(row: Reorganisation) -> None:
    check_reopen(row.unit, by=row.by)


def _check_reason(row: Reorganisation) -> None:
    if not row.reason:
        raise ValidationError({"reason": _("Give the reason: whoever looks for the unit later reads it.")})


def _units(keys: list[int]) -> list[Unit]:
    found = Unit.objects.select_related("parent").in_bulk(keys)
    return [found[key] for key in keys]


def _into(row: Reorganisation) -> list[Unit]:
    return [
        Unit.objects.get(pk=one["unit"])
        if "unit" in one
        else Unit(level=row.unit.level, parent=row.unit.parent, **one)
        for one in row.terms["into"]
    ]


def _where(row: Reorganisation) -> dict[int, int]:
    return {int(key): place for key, place in row.terms["where"].items()}


_CHECKS: dict[str, Callable[[Reorganisation], None]] = {
    Kind.RENAME: _check_rename,
    Kind.MOVE: _check_move,
    Kind.MERGE: _check_merge,
    Kind.SPLIT: _check_split,
    Kind.CLOSE: _check_close,
    Kind.REOPEN: _check_reopen,
}
_VERBS: dict[str, Callable[..., Any]] = {
    Kind.RENAME: lambda row, **told: change_unit(row.unit, **told, **row.terms),
    Kind.MOVE: lambda row, **told: move_unit(row.unit, to=Unit.objects.get(pk=row.terms["to"]), **told),
    Kind.MERGE: lambda row, **told: merge(
        _units(row.terms["units"]), into=row.unit, reason=row.reason, **told
    ),
    Kind.SPLIT: lambda row, **told: split(
        row.unit, into=_into(row), where=_where(row), keeps_open=row.terms["keeps_open"], reason=row.reason, **told
    ),
    Kind.CLOSE: lambda row, **told: close_unit(row.unit, reason=row.reason, **told),
    Kind.REOPEN: lambda row, **told: reopen_unit(row.unit, **told),
}  # fmt: skip
