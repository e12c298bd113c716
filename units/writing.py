"""How is the form of a paper saved, and sent by the same press of a button, whole or not at all and only once?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from units import desk, drafts, receipts
from units.approval import Action
from units.models import Paper, Receipt, User

NOT_YOURS = _("This page was opened by somebody else. Open it again, then send.")
GONE = _("This was saved before and has been discarded since. Open a new form.")

P = TypeVar("P", bound=Paper)


@dataclass(frozen=True)
class Written(Generic[P]):
    """What became of one press of a button: the paper, its receipt, and whether the same press had come before."""

    paper: P
    receipt: str
    sent: bool
    repeated: bool = False


class _NothingSaved(Exception):
    """Undoes what was begun; the form already says why."""


def write(
    form: ModelForm,
    kind: type[P],
    *,
    by: User,
    verb: str,
    version: int | None,
    send: bool = False,
    request_id: UUID | None = None,
    also: Callable[[P], object] | None = None,
    clash: Callable[[], bool] | None = None,
    **fields: Any,
) -> Written[P] | None:
    """Saves a valid form as a draft and, with `send`, lays it on the superior's desk: all of it or nothing.

    None, with the reason in the form, where it must not be. The same `request_id` again gives the same paper and the
    same receipt and does nothing (product.md, rule 10). `also(paper)` writes what belongs to the paper beside its row,
    in the same transaction. `clash()` says, in the form, which constraint somebody else's row has brought down on this
    one, and whether it knows; else the error is raised. `fields` are set before saving.
    """
    is_new = form.instance.pk is None
    try:
        with transaction.atomic():
            receipt, fresh = receipts.claim(request_id, by=by, verb=verb)
            if receipt and not fresh:
                return _first_answer(receipt, form, kind, by=by)
            paper = cast("P | None", drafts.save_draft(form, by=by, version=version, **fields))
            if paper is None:
                raise _NothingSaved
            if also:
                also(paper)
            if send:
                desk.take(Action.SUBMIT, paper, by=by)
                paper.refresh_from_db()
            if receipt:
                receipt.answer = {"pk": paper.pk, "sent": send}
                receipt.save(update_fields=["answer"])
            return Written(paper, receipt.code if receipt else "", send)
    except desk.Refused as refused:
        form.add_error(None, str(refused))
    except receipts.Stranger:
        form.add_error(None, str(NOT_YOURS))
    except IntegrityError:
        if clash is None or not clash():
            raise
    except _NothingSaved:
        pass
    if is_new:
        form.instance.pk, form.instance._state.adding = None, True
    return None


def written_before(kind: type[P], request_id: UUID | None, *, by: User, verb: str) -> Written[P] | None:
    """Returns what the same press of a button led to before, None for a new one or where its paper is gone.

    For a repeat that can no longer be checked like the first, because its own paper has taken the only place.
    """
    found = Receipt.objects.filter(request_id=request_id, by=by, verb=verb).first() if request_id else None
    return _of(found, kind, by=by) if found else None


def _first_answer(receipt: Receipt, form: ModelForm, kind: type[P], *, by: User) -> Written[P] | None:
    found = _of(receipt, kind, by=by)
    if found is None:
        form.add_error(None, str(GONE))
    return found


def _of(receipt: Receipt, kind: type[P], *, by: User) -> Written[P] | None:
    seen = kind._default_manager.visible_to(by)
    paper = cast("P | None", seen.filter(pk=receipt.answer.get("pk")).first())
    return Written(paper, receipt.code, receipt.answer.get("sent", False), repeated=True) if paper else None
