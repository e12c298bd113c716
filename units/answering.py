"""What does somebody send along with a verb on a paper, and what are they told afterwards?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from units import desk, drafts, receipts
from units.approval import RULES, Action, State, refusal
from units.models import Paper, User

QUESTIONS = {
    Action.SUBMIT: gettext_lazy("Send this to the unit above?"),
    Action.RECALL: gettext_lazy("Take this back?"),
    Action.APPROVE: gettext_lazy("Accept this?"),
    Action.RETURN: gettext_lazy("Return this to its author?"),
    Action.DECLINE: gettext_lazy("Decline this for good?"),
    Action.DISCARD: gettext_lazy("Discard this draft?"),
}
BULK_QUESTIONS = {
    Action.SUBMIT: gettext_lazy("Send these to the unit above?"),
    Action.RECALL: gettext_lazy("Take these back?"),
    Action.APPROVE: gettext_lazy("Accept these?"),
    Action.RETURN: gettext_lazy("Return these to their authors?"),
    Action.DECLINE: gettext_lazy("Decline these for good?"),
}
_REASONS = {
    Action.RETURN: gettext_lazy("Why does it go back, and what should change?"),
    Action.DECLINE: gettext_lazy("Why is it declined?"),
}
# What is told of a kind's paper that was accepted for good, where that is not that it counts; see `tell_accepted`.
_ACCEPTED: dict[type[Paper], Callable[[Any, User, str], str]] = {}
TOO_OLD = gettext_lazy("This page was left open too long. Nothing was done: look again, then decide.")
MOST_IN_ADDRESS = 80  # a server takes some 4.000 characters
_TICKET = re.compile(r"(\d{1,18}):(\d{1,9})")


class AnswerForm(forms.Form):
    """What goes along with a verb: the request's number, the version that the person saw, and the reason."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    next = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=pgettext_lazy("to a decision", "Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The unit reads this exactly as you write it."),
    )

    def __init__(self, action: Action, data: Any = None, **initial: Any):
        super().__init__(data, initial={"request_id": uuid4(), **initial})
        note = self.fields["note"]
        if RULES[action].note_required:
            note.label, note.required = _REASONS[action], True
            note.error_messages["required"] = gettext_lazy("Give the reason: the author must know what to do.")
        elif action != Action.APPROVE:
            del self.fields["note"]

    @property
    def written(self) -> str:
        """What was written along, whether the form as a whole is right or not."""
        return (self.data.get("note") or "").strip()

    def show_about(self, version: int) -> None:
        """Makes the question one about this version: what was written stays, and can be sent once more."""
        self.initial["version"] = version
        if self.is_bound:
            self.data = {**dict(self.data.items()), "version": str(version), "request_id": str(uuid4())}


def tell_accepted(kind: type[Paper], sentence: Callable[[Any, User, str], str]) -> None:
    """Registers `sentence(paper, user, code)`: what somebody who accepts a paper of a kind for good is told."""
    _ACCEPTED[kind] = sentence


def answer(action: Action, paper: Paper, form: AnswerForm, *, by: User) -> str | None:
    """Takes the action with what a valid form says; returns what to tell, or None with the reason in the form."""
    version = form.cleaned_data["version"]
    outcome = _take(action, [paper], form, by, {} if version is None else {paper.pk: version}, partial=False)
    return told(action, outcome, by=by) if outcome else None


def answer_many(
    action: Action, papers: list[Paper], versions: dict[int, int], form: AnswerForm, *, by: User
) -> desk.Outcome | None:
    """Takes the action on the papers that allow it; None with the reason in the form where the page is too old."""
    return _take(action, papers, form, by, versions, partial=True)


def _take(
    action: Action, papers: list[Paper], form: AnswerForm, by: User, versions: dict[int, int], *, partial: bool
) -> desk.Outcome | None:
    note, number = form.cleaned_data.get("note", ""), form.cleaned_data["request_id"]
    try:
        outcome = desk.take(action, papers, by=by, note=note, versions=versions, request_id=number, partial=partial)
    except desk.Refused as refused:
        form.add_error(None, str(refused))
        return None
    except receipts.Stranger:
        outcome = desk.Outcome()
    if not outcome.papers and not (partial and outcome.refused):
        form.add_error(None, TOO_OLD)
        return None
    return outcome


def told(action: Action, outcome: desk.Outcome, *, by: User) -> str:
    """Returns the sentence that says what was done with one paper, with its receipt code."""
    paper, known = outcome.papers[0], {"code": outcome.receipt}
    if outcome.repeated:
        return _("This had already been done: it was not done twice. Receipt code: %(code)s") % known
    known |= {"desk": str(paper.holder), "unit": str(paper.unit), "title": paper.title}
    if action == Action.SUBMIT:
        sentence = _("Sent. It lies on the desk of %(desk)s. Receipt code: %(code)s")
    elif action == Action.RECALL:
        sentence = _("Taken back: it is a draft again. Receipt code: %(code)s")
    elif action == Action.RETURN:
        sentence = _("Returned to %(unit)s with your reason. Receipt code: %(code)s")
    elif action == Action.DECLINE:
        sentence = _("Declined; %(unit)s reads your reason. Receipt code: %(code)s")
    elif paper.state == State.ACCEPTED and type(paper) in _ACCEPTED:
        return _ACCEPTED[type(paper)](paper, by, outcome.receipt)
    elif paper.state == State.ACCEPTED:
        sentence = _("Accepted: “%(title)s” of %(unit)s counts from now on. Receipt code: %(code)s")
    else:
        sentence = _("Accepted here: “%(title)s” is passed on to %(desk)s. Receipt code: %(code)s")
    return sentence % known


def discard(paper: Paper, form: AnswerForm, *, by: User) -> bool:
    """Discards a draft; False with the reason in the form where that is not allowed."""

    def work() -> dict:
        drafts.discard(paper, by=by)
        return {}

    try:
        receipts.once(form.cleaned_data["request_id"], by=by, verb="drafts.discard", work=work)
    except PermissionError as refused:
        form.add_error(None, str(refused))
        return False
    except receipts.Stranger:
        form.add_error(None, TOO_OLD)
        return False
    return True


# --- many at once ----------------------------------------------------------------------------------------------------


def tickets(values: list[str]) -> dict[int, int]:
    """Reads "key:version" as checkboxes carry it; what is none is passed over."""
    return {int(match[1]): int(match[2]) for value in values if (match := _TICKET.fullmatch(value))}


def address_of(papers: list[Paper], versions: dict[int, int], back: str) -> str:
    """Returns the query that asks about the same papers once more: a session may end while the reason is written.

    Of more papers than an address can name it is the way back alone.
    """
    tickets = [("papers", f"{paper.pk}:{versions[paper.pk]}") for paper in papers]
    return urlencode([*(tickets if len(tickets) <= MOST_IN_ADDRESS else []), ("next", back)])


def foreseen(action: Action, papers: list[Paper], versions: dict[int, int], *, by: User) -> list[tuple[Paper, str]]:
    """Returns each paper with the reason why it will be left where it is, "" where nothing stands against it."""
    changed = _("This paper has changed since you opened it. Nothing was done: read it again, then decide.")
    return [
        (paper, changed if paper.version != versions[paper.pk] else refusal(action, paper, by)) for paper in papers
    ]


def told_of_many(action: Action, outcome: desk.Outcome) -> str:
    """Returns the sentence that says how many papers were answered, with the receipt code."""
    sentences = {
        Action.SUBMIT: _("Papers sent: %(number)d. Receipt code: %(code)s"),
        Action.RECALL: _("Papers taken back: %(number)d. Receipt code: %(code)s"),
        Action.APPROVE: _("Papers accepted: %(number)d. Receipt code: %(code)s"),
        Action.RETURN: _("Papers returned: %(number)d. Receipt code: %(code)s"),
        Action.DECLINE: _("Papers declined: %(number)d. Receipt code: %(code)s"),
    }
    return sentences[action] % {"number": len(outcome.papers), "code": outcome.receipt}
