"""How does somebody answer a paper, or many at once? Every verb asks first on a GET and is taken on a POST."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from units import answering, desk, oddities, receipts
from units.answering import AnswerForm
from units.approval import Action, refusal
from units.models import Paper
from units.requests import Request
from units.views.papers import (
    action_or_404,
    after_answer,
    kind_or_404,
    paper_or_404,
    readable_papers,
    was_taken_back,
    way_back,
)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_action(request: Request, kind: str, pk: int, action: str) -> HttpResponse:
    """Takes one verb on one paper."""
    verb = action_or_404(action, among=desk.MOVES)
    form = _form(request, verb)
    paper = readable_papers(kind_or_404(kind), request.user).filter(pk=pk).first()
    if paper is None:
        return _gone(request, kind, pk, form)
    if form.is_bound and form.is_valid() and (told := answering.answer(verb, paper, form, by=request.user)):
        messages.success(request, told)
        return redirect(after_answer(request, verb, paper))
    return _ask(request, verb, kind, pk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_discard(request: Request, kind: str, pk: int) -> HttpResponse:
    """Throws away a draft that was never sent."""
    form, verb = _form(request, Action.DISCARD), "drafts.discard"
    sent = form.is_bound and form.is_valid()
    if sent and receipts.answer_to(form.cleaned_data["request_id"], by=request.user, verb=verb) is not None:
        return redirect(way_back(request, reverse("home")))
    paper = paper_or_404(kind, pk, request.user)
    if sent and answering.discard(paper, form, by=request.user):
        messages.success(request, _("The draft has been discarded."))
        return redirect(way_back(request, reverse("home")))
    return _ask(request, Action.DISCARD, kind, pk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_bulk(request: Request, kind: str, action: str) -> HttpResponse:
    """Takes one verb on many papers of a kind: first shows what it will touch, then does it, tells what was left."""
    verb = action_or_404(action, among=desk.MOVES)
    asked = request.POST if request.method == "POST" else request.GET
    versions = answering.tickets(asked.getlist("papers"))
    papers = list(readable_papers(kind_or_404(kind), request.user).filter(pk__in=versions).order_by("submitted_at"))
    if not papers:
        messages.warning(request, _("Choose at least one paper."))
        return redirect(way_back(request, reverse("desk")))
    form = AnswerForm(verb, request.POST if "confirmed" in request.POST else None, next=asked.get("next", ""))
    if form.is_bound and form.is_valid():
        outcome = answering.answer_many(verb, papers, versions, form, by=request.user)
        if outcome:
            return _tell_of_many(request, verb, papers, outcome)
    return _ask_of_many(request, verb, papers, versions, form)


# --- what is shown when nothing was done yet, or not everything ------------------------------------------------------


def _form(request: Request, verb: Action) -> AnswerForm:
    data = request.POST if request.method == "POST" else None
    return AnswerForm(verb, data, next=request.GET.get("next", ""))


def _status(form: AnswerForm) -> int:
    if not form.is_bound:
        return 200
    return 409 if form.non_field_errors() else 422


def _gone(request: Request, kind: str, pk: int, form: AnswerForm) -> HttpResponse:
    """A paper that its author took back while somebody was writing the answer; what was written is shown."""
    if form.is_bound and was_taken_back(kind, pk, request.user):
        return render(request, "units/paper_gone.html", {"note": form.written}, status=409)
    raise Http404(f"{kind} {pk}")


def _ask(request: Request, verb: Action, kind: str, pk: int, form: AnswerForm) -> HttpResponse:
    """Shows the question, or why the answer was not taken, about the paper as it is now."""
    paper = paper_or_404(kind, pk, request.user)
    status, refused = _status(form), refusal(verb, paper, request.user)
    form.show_about(paper.version)
    last = paper.decisions.select_related("by__person").last()
    context = {
        "form": form,
        "paper": paper,
        "action": verb,
        "question": answering.QUESTIONS[verb],
        "refused": refused,
        "kind_name": paper._meta.verbose_name,
        "history": [last] if last else [],
    }
    return render(request, "units/paper_action.html", context, status=status)


def _ask_of_many(
    request: Request, verb: Action, papers: list[Paper], versions: dict[int, int], form: AnswerForm
) -> HttpResponse:
    foreseen = answering.foreseen(verb, papers, versions, by=request.user)
    if verb == Action.APPROVE:
        oddities.show(papers, by=request.user)
    back = way_back(request, reverse("desk"))
    context = {
        "form": form,
        "action": verb,
        "question": answering.BULK_QUESTIONS[verb],
        "back": back,
        "again": answering.address_of(papers, versions, back),
        "ready": [paper for paper, reason in foreseen if not reason],
        "left": [(paper, reason) for paper, reason in foreseen if reason],
    }
    return render(request, "units/paper_bulk.html", context, status=_status(form))


def _tell_of_many(request: Request, verb: Action, papers: list[Paper], outcome: desk.Outcome) -> HttpResponse:
    told, back = answering.told_of_many(verb, outcome), way_back(request, reverse("desk"))
    if not outcome.refused:
        messages.success(request, told)
        return redirect(back)
    left = [(paper, outcome.refused[paper.pk]) for paper in papers if paper.pk in outcome.refused]
    context = {"told": told, "done": outcome.papers, "left": left, "receipt": outcome.receipt, "back": back}
    return render(request, "units/papers_answered.html", context)
