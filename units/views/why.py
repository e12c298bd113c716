"""An administrator asks why somebody sees a thing, or does not."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from units import trails, why
from units.approval import Power, units_with
from units.forms.why import SHOWN, WhyForm
from units.models import User
from units.requests import Request


@require_safe
def why_seen(request: Request) -> HttpResponse:
    """Finds the person and the thing, and says which post gives the right by which clause, or that none does."""
    if not units_with(request.user, Power.KEEP):
        raise Http404
    form = WhyForm(request.GET or None, by=request.user)
    asked = form.is_bound and form.is_valid()
    thing, person = form.thing, form.one
    _place(request.user, form)
    context = {
        "form": form, "thing": thing, "person": person, "found": [] if person else form.found[:SHOWN],
        "more": len(form.found) > SHOWN, "unit": why.unit_of(thing) if thing else None,
        "kind": thing._meta.verbose_name if thing else "",
        "answer": why.explain(thing, person, by=request.user) if asked and thing and person else None,
    }  # fmt: skip
    return render(request, "units/why_seen.html", context)


def _place(user: User, form: WhyForm) -> None:
    """Gives the people found, and the thing, the way to the unit by which the user knows them."""
    for one in form.found:
        one.place = why.place_of(one, user)
    places = [one.place for one in form.found]
    trails.with_trails([*places, why.unit_of(form.thing)] if form.thing else places)
