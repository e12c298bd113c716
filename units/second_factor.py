"""Who needs a second factor beside the password, and has it been set up? (product.md, rule 7)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from units.first import ThisFirst
from units.models import Record, User
from units.people import may_keep
from units.records import record

KEEP_ONE = _("Officers at this level sign in with a second factor: set up another one before you turn off the last.")


def is_needed(user: User) -> bool:
    """Says whether a post that the user holds now, acted in or not, stands at a level that asks for one."""
    return any(post.unit.level <= settings.SECOND_FACTOR_FROM_LEVEL for post in user.held_posts)


def of(user: User) -> Any:
    """Returns the authenticator apps and the keys of an account; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


@transaction.atomic
def take_away(user: User, *, by: User | None) -> bool:
    """Takes the second factor of somebody who has lost it away, recovery codes and all; its keeper does, or who has
    access to the machine (None), and it is recorded. Who needs one sets up another before anything else. Returns
    whether there was any."""
    if by:
        may_keep(user.person, by)
    gone = Authenticator.objects.filter(user=user).delete()[0] > 0
    if gone:
        record(Record.Verb.CHANGED, user, by=by, changes={"second_factor": ["", "lost"]})
    return gone


def is_missing(user: User) -> bool:
    """Says whether the user needs a second factor and has set none up."""
    return is_needed(user) and not of(user).exists()


def is_last_needed(authenticator: Authenticator) -> bool:
    """Says whether a factor is the last one of somebody who needs one."""
    user = authenticator.user
    return is_needed(user) and not of(user).exclude(pk=authenticator.pk).exists()


class SecondFactorFirst(ThisFirst):
    """Middleware: whoever needs a second factor gets nothing but the pages where one is set up, until there is one."""

    open_before = ThisFirst.open_before | {
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }  # fmt: skip

    def instead(self, request: Any, name: str, kwargs: Mapping[str, Any]) -> HttpResponse | None:
        """Sends there whoever has yet to set one up, and keeps the last one where it is."""
        user = request.user
        if not settings.SECOND_FACTOR_FROM_LEVEL:
            return None
        if name == "mfa_remove_webauthn" and (key := of(user).filter(pk=kwargs["pk"]).first()) and is_last_needed(key):
            messages.error(request, KEEP_ONE)  # django-allauth asks its adapter about the app alone
            return redirect("mfa_list_webauthn")
        return redirect("mfa_index") if is_missing(user) else None
