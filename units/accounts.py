"""How do people sign in? Accounts are invited, never self-made; every sign-in is a line of history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from units import acting, lockout, people, ways_in
from units.first import ThisFirst, on_the_way
from units.models import Record, User
from units.records import record
from units.requests import page_of_form, wants_json
from units.sign_in import REFUSALS

# In the session of somebody who signed in with a password that an administrator had given.
CHOOSE_PASSWORD = "choose_password"  # noqa: S105 the name of a mark, no password


class AccountAdapter(DefaultAccountAdapter):
    """The product's choices in django-allauth: no self sign-up (product.md, rule 7), sign-ins recorded."""

    error_messages = REFUSALS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Says whether one may go on to an address; what no address can be read from ("http://[") is none of ours."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts a try where it comes from; too many are refused before the password is looked at."""
        self._login_failed_rl_usage = lockout.count(request, credentials.get("username", ""))
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def pre_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponse | None:
        """Refuses a one-time password that has run out, and records the attempt."""
        if ways_in.has_run_out(user):
            record(Record.Verb.SIGN_IN_FAILED, user, by=None)
            messages.error(request, _("This one-time password has run out. Ask your administrator for another."))
            return redirect("account_login")
        return super().pre_login(request, user, **said)

    def post_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponse:
        """Leaves on the device the sign by which it is known from then on."""
        response = super().post_login(request, user, **said)
        lockout.know_device(request, response, user.username)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs in and records it, both or neither."""
        with transaction.atomic():
            super().login(request, user)
            record(Record.Verb.SIGNED_IN, user, by=user)
        acting.choose_the_only(request, user)
        if ways_in.has_one_time_password(user):
            request.session[CHOOSE_PASSWORD] = True

    def logout(self, request: HttpRequest) -> None:
        """Signs out and records it, both or neither."""
        with transaction.atomic():
            if request.user.is_authenticated:
                record(Record.Verb.SIGNED_OUT, request.user, by=request.user)
            super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Records a failed attempt at a known account; unknown names leave no line."""
        super().authentication_failed(request, **credentials)
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        if user:
            record(Record.Verb.SIGN_IN_FAILED, user, by=None)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tells who knows the password that the account is closed, and records the attempt."""
        record(Record.Verb.SIGN_IN_FAILED, user, by=None)
        return super().respond_user_inactive(request, user)

    def set_password(self, user: User, password: str) -> None:
        """Keeps a password that the person chose, with a line of history."""
        people.own_password(user, password)
        if self.request is not None:
            self.request.session.pop(CHOOSE_PASSWORD, None)
            lockout.forgive(self.request, user.username)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has changed the password goes on to what is to do."""
        return reverse("home")

    def get_user_search_fields(self) -> list[str]:
        """Accounts are found by user name and mail address; names belong to the person."""
        return ["username", "email"]


class SignInFirst(LoginRequiredMiddleware):
    """Middleware: whoever sends something after the session has ended is told plainly that nothing was saved."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> Any:
        """Asks to sign in; from there people go on to the page that they wanted, or on which they had typed."""
        if wants_json(request):
            return JsonResponse({"status": "signed out"}, status=401)
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.warning(request, _("Your session had ended: what you sent did not arrive, and nothing was saved."))
        login, field = self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        return redirect_to_login(page_of_form(request), login, field)


class OwnPasswordFirst(ThisFirst):
    """Middleware: a password that an administrator gave opens nothing but the page where one chooses another."""

    def instead(self, request: Any, name: str, kwargs: Mapping[str, Any]) -> HttpResponse | None:
        """Sends there whoever has yet to choose; from there they go on to the page that they wanted."""
        if not request.session.get(CHOOSE_PASSWORD):
            return None
        return on_the_way(
            "account_change_password", request.get_full_path() if request.method == "GET" else reverse("home")
        )
