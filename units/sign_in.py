"""In which words do people sign in? django-allauth's forms and refusals, said in our own (it has no Vietnamese)."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units import lockout, second_factor, sessions

REFUSALS: dict[str, Any] = DefaultAccountAdapter.error_messages | {
    "account_inactive": _("This account is closed."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code is not right, or it has run out. Enter the one that the app shows now."),
    "incorrect_password": _("This is not your password."),
    "invalid_login": _("The user name and the password do not belong together."),
    "invalid_password_reset": _("This way to a new password has been used or has run out. Ask for another."),
    "rate_limited": _("Too many tries in a short time. Wait a few minutes."),
    "same_as_current": _("This is your present password. Choose another."),
    "too_many_login_attempts": _("Too many tries in a short time. Wait a few minutes."),
    "unknown_email": _("No account has this mail address."),
    "username_password_mismatch": _("The user name and the password do not belong together."),
}


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor in our own words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": REFUSALS["incorrect_code"],
        "cannot_delete_authenticator": second_factor.KEEP_ONE,
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a security key first."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Says whether a factor may go: not the last one of somebody who needs one."""
        return not second_factor.is_last_needed(authenticator)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 (named by django-allauth)
        """Returns a name for a new key, which its owner may change."""
        return gettext("My key")


class _InOurWords(forms.Form):
    """Gives fields our labels; no placeholder stands where a label does, no link where a hint does."""

    words: ClassVar[dict[str, Any]] = {}
    without_help: ClassVar[tuple[str, ...]] = ("password", "oldpassword")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.words.items():
            if name not in self.fields:  # "remember" is asked for only where the installation lets people choose
                continue
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
            if name in self.without_help:
                self.fields[name].help_text = ""


class SignInForm(_InOurWords, account.LoginForm):
    """User name and password."""

    words = {
        "login": _("User name"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Signs in; a session that is to be remembered ends on its day, one that is not with the browser."""
        response = super().login(request, redirect_url)
        if self.cleaned_data.get("remember"):
            sessions.remember(request.session)
        return response


class ChangePasswordForm(_InOurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }


class NewPasswordForm(_InOurWords, account.ResetPasswordKeyForm):
    words = {"password1": _("New password"), "password2": _("New password once more")}


class ForgottenPasswordForm(_InOurWords, account.ResetPasswordForm):
    words = {"email": _("Mail address")}


class ConfirmPasswordForm(_InOurWords, account.ReauthenticateForm):
    words = {"password": _("Password")}


class SecondFactorForm(_InOurWords, AuthenticateForm):
    """The code after the password."""

    words = {"code": _("Six digits or recovery code")}

    def clean_code(self) -> str:
        """Whoever knows the password and guesses codes elsewhere does not keep the owner's own device out."""
        lockout.forgive_codes(context.request, self.user)
        return super().clean_code()


class ConfirmSecondFactorForm(_InOurWords, ReauthenticateForm):
    words = {"code": _("Six digits or recovery code")}


class SetUpAppForm(_InOurWords, ActivateTOTPForm):
    words = {"code": _("Six digits")}


class AddKeyForm(_InOurWords, AddWebAuthnForm):
    words = {"name": _("Name of the key")}


class RenameKeyForm(_InOurWords, EditWebAuthnForm):
    words = {"name": _("Name of the key")}
