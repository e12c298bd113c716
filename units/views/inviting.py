"""How does an administrator make the accounts of many people at once, with a slip to print for each?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units import invitations, trails
from units.forms.keeping import InviteManyForm
from units.models import Unit
from units.requests import Request
from units.views.keeping import site
from units.views.structure import METHODS, kept_unit, status

MOST = 100  # on one page: as many as one prints and hands out together


@never_cache
@require_http_methods(METHODS)
def people_invite(request: Request, pk: int) -> HttpResponse:
    """Shows who holds a post at a unit or beneath it and cannot sign in yet, makes the accounts, shows the slips."""
    unit = kept_unit(request.user, pk)
    form = InviteManyForm(request.POST or None, by=request.user)
    if form.is_bound and form.is_valid() and (slips := form.invite(by=request.user)) is not None:
        return _slips(request, unit, slips)
    found = invitations.waiting(unit, by=request.user)
    listed, trail = list(found[:MOST]), trails.steps_to(unit, by=request.user, last=_("Make accounts"))
    trails.with_trails([person.unit for person in listed])
    context = {"form": form, "unit": unit, "people": listed, "all": found.count(), "trail": trail}
    return render(request, "units/people_invite.html", context, status=status(form))


def _slips(request: Request, unit: Unit, slips: list[invitations.Slip]) -> HttpResponse:
    """The slips, in answer to the very sending that made the accounts; they are kept nowhere."""
    trails.with_trails([slip.person.unit for slip in slips])
    trail = trails.steps_to(unit, by=request.user, last=_("Make accounts"))
    context = {"slips": slips, "unit": unit, "site": site(request), "trail": trail}
    return render(request, "units/account_slips.html", context)
