"""How does a person end one of the own sessions? django-allauth ends all others at once, not one."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from units.models import Record
from units.records import record
from units.requests import Request


@require_POST
def session_end(request: Request, pk: int) -> HttpResponse:
    """Signs the person out on one other device."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    session.end()
    record(Record.Verb.SIGNED_OUT, request.user, by=request.user)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")
