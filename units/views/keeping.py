"""How does an administrator give, renew, close and open the accounts of the own people?"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units import invitations, people
from units.clock import now
from units.forms.keeping import AccountForm, ActiveForm, MailForm, RenewPasswordForm, Shown
from units.models import Person, User
from units.requests import Request
from units.views.people import kept_person, way_to
from units.views.structure import METHODS, status


def _person(user: User, pk: int) -> Person:
    """A person whose account the user keeps; 404 where there are others who do."""
    person = kept_person(user, pk)
    if people.account_objection(person, user):
        raise Http404
    return person


def _account(user: User, pk: int) -> tuple[Person, User]:
    person = _person(user, pk)
    account = getattr(person, "user", None)
    if account is None:
        raise Http404
    return person, account


@never_cache
@require_http_methods(METHODS)
def account_create(request: Request, pk: int) -> HttpResponse:
    """Makes an account and shows its one-time password, once."""
    person = _person(request.user, pk)
    if request.method != "POST" and hasattr(person, "user"):
        return redirect("units:person_detail", pk)
    form = AccountForm(request.POST or None, person=person)
    if form.is_bound and form.is_valid() and (shown := form.invite(by=request.user)) is not None:
        return _show(request, person, shown)
    context = {"form": form, "person": person, "trail": way_to(request.user, person, _("Make an account"))}
    return render(request, "units/account_create.html", context, status=status(form))


@never_cache
@require_http_methods(METHODS)
def account_renew(request: Request, pk: int) -> HttpResponse:
    """Gives an account a new one-time password and shows it, once."""
    person, account = _account(request.user, pk)
    form = RenewPasswordForm(request.POST or None, account=account)
    if form.is_bound and form.is_valid() and (shown := form.renew(by=request.user)) is not None:
        return _show(request, person, shown)
    context = {"form": form, "person": person, "trail": way_to(request.user, person, _("New password"))}
    return render(request, "units/account_renew.html", context, status=status(form))


@require_http_methods(METHODS)
def account_mail(request: Request, pk: int) -> HttpResponse:
    """Gives an account another mail address, or none."""
    person, account = _account(request.user, pk)
    form = MailForm(request.POST or None, account=account)
    if form.is_bound and form.is_valid() and form.change(by=request.user):
        messages.success(request, _("The mail address has been changed."))
        return redirect("units:person_detail", pk)
    context = {"form": form, "person": person, "trail": way_to(request.user, person, _("Mail address"))}
    return render(request, "units/account_mail.html", context, status=status(form))


@require_http_methods(METHODS)
def account_deactivate(request: Request, pk: int) -> HttpResponse:
    """Closes an account; whoever is signed in there is out at once."""
    return _set_active(request, pk, False)


@require_http_methods(METHODS)
def account_activate(request: Request, pk: int) -> HttpResponse:
    """Opens a closed account again."""
    return _set_active(request, pk, True)


def _set_active(request: Request, pk: int, active: bool) -> HttpResponse:
    person, account = _account(request.user, pk)
    form = ActiveForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.set_active(account, active, by=request.user):
        messages.success(request, _("The account is open again.") if active else _("The account has been closed."))
        return redirect("units:person_detail", pk)
    last = _("Open the account") if active else _("Close the account")
    context = {"form": form, "person": person, "trail": way_to(request.user, person, last)}
    template = "units/account_activate.html" if active else "units/account_deactivate.html"
    return render(request, template, context, status=status(form))


def site(request: Request) -> str:
    """Returns the address at which people open the product, as it stands on their slips."""
    return f"{request.scheme}://{request.get_host()}"


def _show(request: Request, person: Person, shown: Shown) -> HttpResponse:
    """The slip for the person: shown in answer to the very sending that made it, kept nowhere."""
    account = User.objects.select_related("person__unit").get(person=person)
    link = request.build_absolute_uri(shown.link) if shown.link else ""
    mailed = bool(link) and invitations.can_be_mailed(account) and invitations.mail(account, link)
    context = {
        "person": person, "account": account, "password": shown.password, "link": link, "mailed": mailed,
        "site": site(request), "until": now() + timedelta(days=settings.LINK_DAYS),
        "trail": way_to(request.user, person, _("Account")),
    }  # fmt: skip
    return render(request, "units/account_slip.html", context)
