"""Writing a nomination: choosing the season, filling in the dossier, looking for people and deeds, saving, sending."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recognition import nominating, seasons
from recognition.eligibility import rules
from recognition.forms.choosing import LookForm, offer
from recognition.forms.nomination import NominationForm, typed
from recognition.models import Nomination
from units import trails
from units.approval import Action, Power, post_with, refusal, units_with
from units.keys import key_of
from units.pieces import render_page
from units.requests import Request
from units.writing import Written


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_create(request: Request) -> HttpResponse:
    """A new nomination: first which season and for which unit, where there is a choice; then the dossier."""
    if not units_with(request.user, Power.DRAFT):
        raise Http404
    if before := _answered(request):
        return before
    openings = seasons.openings(request.user)
    asked = (request.GET.get("season", ""), request.GET.get("unit", ""))
    fitting = [(season, unit) for season, unit in openings if asked == (str(season.pk), str(unit.pk))]
    chosen = fitting or (openings if len(openings) == 1 else [])
    if not chosen:
        return render(request, "recognition/nomination_begin.html", {"openings": openings})
    season, unit = chosen[0]
    return _dossier(request, Nomination(season=season, unit=unit))


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_edit(request: Request, pk: int) -> HttpResponse:
    """Corrects a draft or a returned nomination of the visitor's unit; a draft may change to another open season."""
    rows = Nomination.objects.visible_to(request.user).select_related("unit", "holder", "season", "person")
    nomination = get_object_or_404(rows, pk=pk)
    if before := _answered(request):
        return before
    refused = refusal(Action.EDIT, nomination, request.user)
    if refused and request.method == "GET":
        messages.warning(request, refused)
        return redirect(nomination)
    wanted = key_of(request.GET.get("season"))
    if wanted and not nomination.round:
        nomination.season = get_object_or_404(seasons.open_for(nomination.unit), pk=wanted)
    return _dossier(request, nomination)


def _dossier(request: Request, nomination: Nomination) -> HttpResponse:
    """Shows the form; saves or sends it where a button says so."""
    if request.method == "GET" or request.POST.get("then") == "look":
        so_far = typed(request.POST) if request.POST else None
        return _form_page(request, NominationForm(instance=nomination, by=request.user, initial=so_far))
    form = NominationForm(request.POST, instance=nomination, by=request.user)
    done = _nominate(request, form) if form.is_valid() else None
    return _told(request, done) if done else _form_page(request, form, status=422)


def _answered(request: Request) -> HttpResponse | None:
    """Leads a press of a button that came before to where the first one led."""
    number = _number(request)
    before = nominating.answered(number, by=request.user)
    return _told(request, before) if before else None


def _number(request: Request) -> UUID | None:
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError:
        return None


def _nominate(request: Request, form: NominationForm) -> Written[Nomination] | None:
    done = nominating.nominate(
        form,
        by=request.user,
        version=form.cleaned_data["version"],
        send=request.POST.get("then") == "send",
        request_id=form.cleaned_data["request_id"],
    )
    if done is None and form.instance.pk:
        form.show_again(Nomination.objects.get(pk=form.instance.pk))
    return done


def _told(request: Request, done: Written[Nomination]) -> HttpResponse:
    """Goes to the nomination and says what became of it."""
    nomination = done.paper
    if not done.sent:
        text = _("Saved as a draft. Nobody above sees it until you send it.")
    elif done.repeated or nomination.holder is None:
        text = _("This was sent before. Receipt code: %(code)s") % {"code": done.receipt}
    else:
        text = _("Sent to %(desk)s. Receipt code: %(code)s") % {"desk": nomination.holder, "code": done.receipt}
    messages.success(request, text)
    return redirect(nomination)


def _form_page(request: Request, form: NominationForm, status: int = 200) -> HttpResponse:
    nomination, look = form.instance, LookForm(request.POST or None)
    person = nomination.person_id if nomination.round else form["person"].value()
    context = {
        "form": form, "look": look, "nomination": nomination, "rules": rules(nomination.season),
        "offer": offer(nomination, look, by=request.user, person=person, cited=form["citations"].value() or ()),
        "may_send": post_with(request.user, Power.SEND, nomination.unit_id) is not None,
        "others": [] if nomination.round else seasons.open_for(nomination.unit).exclude(pk=nomination.season_id),
        "trail": trails.steps_to(nomination.unit, by=request.user, last=_("Nominate")),
        "last_return": nomination.pk and nomination.decisions.filter(action=Action.RETURN).last(),
    }  # fmt: skip
    return render_page(request, "recognition/nomination_form.html", context, piece="offered", status=status)
