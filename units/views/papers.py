"""How does a view come to a paper of any kind, and what does every page of a paper show?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from units.approval import Action, State, open_actions
from units.models import Paper, User
from units.querysets import readable


def kind_or_404(code: str) -> type[Paper]:
    """Returns the kind of paper that an address names, e.g. "campaign.plan"."""
    for kind in Paper.kinds():
        if kind.kind_code() == code:
            return kind
    raise Http404(code)


def action_or_404(name: str, *, among: tuple[Action, ...]) -> Action:
    """Returns the action that an address names."""
    if name not in among:
        raise Http404(name)
    return Action(name)


def readable_papers(kind: type[Paper], user: User) -> QuerySet:
    """Returns the papers of a kind that the user reads, with what the rules look at."""
    return kind._default_manager.visible_to(user).select_related(*kind.desk_related, "submitted_by__person")


def paper_or_404(code: str, pk: int, user: User) -> Paper:
    """Returns a paper of any kind that the user reads."""
    return get_object_or_404(readable_papers(kind_or_404(code), user), pk=pk)


def was_taken_back(code: str, pk: int, user: User) -> bool:
    """Says whether a paper that the user could read until its author took it back is a draft again."""
    sent_before = kind_or_404(code)._default_manager.filter(readable(user, "unit__"), pk=pk)
    return sent_before.filter(state=State.DRAFT, round__gte=1).exists()


def paper_context(paper: Paper, user: User) -> dict[str, Any]:
    """Returns what the page of a paper needs: `paper`, `open_actions`, `decisions` (its history, the oldest first),
    `last_return` (None unless it has come back), `changes` since then, and a fresh `request_id`."""
    decisions = list(paper.decisions.select_related("by__person", "desk", "to_desk"))
    returns = [line for line in decisions if line.action == Action.RETURN]
    return {
        "paper": paper,
        "open_actions": open_actions(paper, user),
        "decisions": decisions,
        "last_return": returns[-1] if returns else None,
        "changes": paper.changes_since_answer() if returns else [],
        "request_id": uuid4(),
    }


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Returns the address in `next` where it is one of ours, else the other one."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else otherwise


def after_answer(request: HttpRequest, action: Action, paper: Paper) -> str:
    """Returns where to go after a verb: to what was asked for; else an author to the paper, a desk to its desk."""
    authors = (Action.SUBMIT, Action.RECALL)
    return way_back(request, paper.get_absolute_url() if action in authors else reverse("desk"))
