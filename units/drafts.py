"""How is a draft written, so that nobody overwrites a colleague and nothing accepted changes?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.forms import ModelForm
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from units.approval import Action, Power, State, post_with, refusal
from units.models import Paper, Record, Unit, User
from units.records import record


def may_draft(user: User, unit: Unit) -> bool:
    """Says whether the user writes for that unit."""
    return post_with(user, Power.DRAFT, unit.pk) is not None


def save_draft(form: ModelForm, *, by: User, version: int | None = None, **fields: Any) -> Paper | None:
    """Saves a valid form of a paper in one transaction; None, with a message in the form, where it must not.

    A new paper needs a post that drafts for its unit (404 without one). An existing one must still be open to editing
    by `by` and unchanged since `version`, the one the person saw, without which it is not saved. `fields` are set
    before saving.
    """
    paper, stored = form.instance, None
    with transaction.atomic():
        if paper.pk is None:
            for name, value in fields.items():
                setattr(paper, name, value)
            if not may_draft(by, paper.unit):
                raise Http404
            paper.created_by = by
        else:
            stored = _locked(paper)
            problem = refusal(Action.EDIT, stored, by)
            if not problem and version != stored.version:
                problem = str(
                    _(
                        "Somebody else has changed this since you opened it. What you typed is still here: "
                        "compare it with the newer text, then save again."
                    )
                )
            if problem:
                form.add_error(None, problem)
                return None
            for name in ("state", "holder_id", "round", "steps", "submitted_by_id", "submitted_at", "sent_on"):
                setattr(paper, name, getattr(stored, name))
            for name, value in fields.items():
                setattr(paper, name, value)
            paper.version = stored.version + 1
        before = stored.content() if stored and stored.round else None
        form.save()
        if before is not None:
            _record_changes(paper, before, by=by, label=str(stored))
    return paper


def _record_changes(paper: Paper, before: dict[str, str], *, by: User, label: str) -> None:
    """Keeps who changed what of a paper that had been sent once; the same text again leaves no line.

    Of a draft, which nobody above reads, only that it was changed, under the name that it had: the record is read
    above.
    """
    after = paper.content()
    hidden = paper.state == State.DRAFT
    changes = {
        name: ["", "…"] if hidden else [text, after[name]] for name, text in before.items() if after[name] != text
    }
    if changes:
        record(Record.Verb.CHANGED, paper, by=by, changes=changes, label=label)


@transaction.atomic
def discard(paper: Paper, *, by: User) -> None:
    """Deletes a draft that was never sent; PermissionError with the reason where that is not allowed."""
    stored = _locked(paper)
    problem = refusal(Action.DISCARD, stored, by)
    if problem:
        raise PermissionError(problem)
    stored.delete()


def _locked(paper: Paper) -> Paper:
    """Locks the paper's unit, then the paper: in the order of `desk.take`, so that neither waits for the other.

    Http404 where it has just been discarded.
    """
    rows = type(paper)._default_manager
    Unit.objects.filter(pk__in=rows.filter(pk=paper.pk).values("unit")).hold()
    stored = rows.select_for_update(of=("self",)).select_related("unit").filter(pk=paper.pk).first()
    if stored is None:
        raise Http404
    return stored
