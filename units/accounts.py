"""How do people sign in? Accounts are invited, never self-made; every sign-in is a line of history."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from units.models import Record, User
from units.records import record
from units.sign_in import REFUSALS


class AccountAdapter(DefaultAccountAdapter):
    """The product's choices in django-allauth: no self sign-up (product.md, rule 7), sign-ins recorded."""

    error_messages = REFUSALS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs in and records it, both or neither."""
        with transaction.atomic():
            super().login(request, user)
            record(Record.Verb.SIGNED_IN, user, by=user)

    def logout(self, request: HttpRequest) -> None:
        """Signs out and records it, both or neither."""
        with transaction.atomic():
            if request.user.is_authenticated:
                record(Record.Verb.SIGNED_OUT, request.user, by=request.user)
            super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Records a failed attempt at a known account; unknown names leave no line."""
        super().authentication_failed(request, **credentials)
        user = User.objects.filter(username=credentials.get("username", "")).first()
        if user:
            record(Record.Verb.SIGN_IN_FAILED, user, by=None)

    def get_user_search_fields(self) -> list[str]:
        """Accounts are found by user name and mail address; names belong to the person."""
        return ["username", "email"]
