"""How does a person change the mail address to which a forgotten password is answered?"""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.forms.keeping import MailForm
from units.requests import Request
from units.views.structure import METHODS, status


@never_cache
@require_http_methods(METHODS)
@reauthentication_required
def account_mail(request: Request) -> HttpResponse:
    """Asks for the own address anew; whoever finds a device signed in does not pass the password."""
    form = MailForm(request.POST or None, account=request.user)
    if form.is_bound and form.is_valid() and form.change(by=request.user):
        messages.success(request, _("The mail address has been changed."))
        return redirect("home")
    return render(request, "account/mail.html", {"form": form}, status=status(form))
