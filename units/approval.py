"""Who may do what with a paper, and when? The rules as tables; nothing here writes or queries.

Sources: product.md rules 5, 6, 8 and 9. `manage.py print_rules` prints the tables as a diagram.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from units.models import Paper, Post, User


class State(models.TextChoices):
    """Where a paper is in its life; every state has one owner: the author's unit or a desk."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    WAITING = "waiting", pgettext_lazy("state", "Waiting for an answer")
    RETURNED = "returned", pgettext_lazy("state", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("state", "Accepted")
    DECLINED = "declined", pgettext_lazy("state", "Declined")


class Action(models.TextChoices):
    """What can be done with a paper. `MOVED` and `LOADED` are lines that other verbs write in its history."""

    EDIT = "edit", pgettext_lazy("action", "Edit")
    DISCARD = "discard", pgettext_lazy("action", "Discard the draft")
    SUBMIT = "submit", pgettext_lazy("action", "Send")
    RECALL = "recall", pgettext_lazy("action", "Recall")
    APPROVE = "approve", pgettext_lazy("action", "Accept")
    RETURN = "return", pgettext_lazy("action", "Return")
    DECLINE = "decline", pgettext_lazy("action", "Decline")
    MOVED = "moved", pgettext_lazy("action", "Moved to another desk")
    LOADED = "loaded", pgettext_lazy("action", "Loaded from a file")


class Power(models.TextChoices):
    """One column of the table of roles (product.md, rule 5)."""

    READ_SUBTREE = "read_subtree", _("reads the subtree")
    DRAFT = "draft", _("drafts for the own unit")
    SEND = "send", _("sends for the own unit")
    DECIDE = "decide", _("decides activities and reports on the own desk")
    SIGN = "sign", _("decides plans and nominations, signs decisions, freezes summaries")
    KEEP = "keep", _("keeps units, posts and accounts of the subtree")


class Role(models.TextChoices):
    """What a post is; what it allows stands in `POWERS` and nowhere else."""

    SECRETARY = "secretary", _("Secretary or deputy secretary")
    OFFICER = "officer", _("Officer in charge")
    MEMBER = "member", _("Committee member")
    ADMINISTRATOR = "administrator", _("Unit administrator")
    VIEWER = "viewer", _("Viewer")


POWERS: dict[str, frozenset[Power]] = {
    Role.SECRETARY: frozenset({Power.READ_SUBTREE, Power.DRAFT, Power.SEND, Power.DECIDE, Power.SIGN}),
    Role.OFFICER: frozenset({Power.READ_SUBTREE, Power.DRAFT, Power.SEND, Power.DECIDE}),
    Role.MEMBER: frozenset({Power.DRAFT}),
    Role.ADMINISTRATOR: frozenset({Power.READ_SUBTREE, Power.KEEP}),
    Role.VIEWER: frozenset({Power.READ_SUBTREE}),
}


@dataclass(frozen=True)
class Rule:
    """One action: from which states, at whose place, with which power, to which state, with a reason or not.

    `at_desk` says whether the post must be at the desk's unit or at the author's. `to` is the state afterwards, None
    where it stays; an approval below the final desk moves the paper up and leaves it waiting. `power` None means the
    power that the kind of paper names for its decisions.
    """

    from_states: tuple[State, ...]
    at_desk: bool
    power: Power | None
    to: State | None
    note_required: bool = False


RULES: dict[str, Rule] = {
    Action.EDIT: Rule((State.DRAFT, State.RETURNED), False, Power.DRAFT, None),
    Action.DISCARD: Rule((State.DRAFT,), False, Power.DRAFT, None),
    Action.SUBMIT: Rule((State.DRAFT, State.RETURNED), False, Power.SEND, State.WAITING),
    Action.RECALL: Rule((State.WAITING,), False, Power.SEND, State.DRAFT),
    Action.APPROVE: Rule((State.WAITING,), True, None, State.ACCEPTED),
    Action.RETURN: Rule((State.WAITING,), True, None, State.RETURNED, note_required=True),
    Action.DECLINE: Rule((State.WAITING,), True, None, State.DECLINED, note_required=True),
}

_WRONG_STATE: dict[str, StrOrPromise] = {
    State.DRAFT: _("This paper has not been sent yet."),
    State.WAITING: _("This paper is waiting for an answer."),
    State.RETURNED: _("This paper has been returned to its author."),
    State.ACCEPTED: _("This paper has already been accepted."),
    State.DECLINED: _("This paper has already been declined."),
}


def post_with(user: User, power: Power, unit_id: int | None) -> Post | None:
    """Returns the user's current post at exactly that unit that carries the power, or None."""
    for post in user.current_posts:
        if post.unit_id == unit_id and power in POWERS[post.role]:
            return post
    return None


def units_with(user: User, power: Power) -> list[int]:
    """Returns the keys of the units where a current post of the user carries the power."""
    return [post.unit_id for post in user.current_posts if power in POWERS[post.role]]


def acting_post(action: str, paper: Paper, user: User) -> Post | None:
    """Returns the post in which the user would take the action, or None where no post allows it."""
    rule = RULES[action]
    place = paper.holder_id if rule.at_desk else paper.unit_id
    return post_with(user, rule.power or paper.deciding_power, place)


def refusal(action: str, paper: Paper, user: User) -> str:
    """Returns why the user may not take the action now, or "" if nothing stands against it."""
    rule = RULES[action]
    if paper.state not in rule.from_states:
        return str(_WRONG_STATE[paper.state])
    if acting_post(action, paper, user) is None:
        if rule.at_desk:
            return str(_("Only an officer of the unit on whose desk the paper lies can answer it."))
        return str(_("Only officers of the unit that wrote the paper can do this."))
    if rule.at_desk and (bar := paper.bar(user)):
        return bar
    if action == Action.RECALL and paper.steps:
        return str(_("The first desk has already answered: the paper can no longer be recalled."))
    if action == Action.DISCARD and paper.round:
        return str(_("This paper has been sent before: its history stays, it cannot be discarded."))
    if action == Action.DECLINE and not paper.can_be_declined:
        return str(_("Papers of this kind are returned with a reason, never declined."))
    return str(paper.objection(action))


def open_actions(paper: Paper, user: User) -> list[Action]:
    """Returns the actions that the user may take now, in the order of the table."""
    return [Action(action) for action in RULES if not refusal(action, paper, user)]
