"""In which words do people sign in? django-allauth's forms and refusals, said in our own (it has no Vietnamese)."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SIX_DIGITS = _("Six digits")

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
        "cannot_delete_authenticator": _("The second factor of this account cannot be turned off."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a security key first."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 (named by django-allauth)
        """Returns a name for a new key, which its owner may change."""
        return gettext("My key")


def _reword(form: forms.Form, **labels: str | Promise) -> None:
    """Gives fields our labels; no placeholder stands where a label does, no link where a hint does."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        if name in ("password", "oldpassword"):
            field.help_text = ""


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, login=_("User name"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self, oldpassword=_("Present password"), password1=_("New password"), password2=_("New password once more")
        )


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password1=_("New password"), password2=_("New password once more"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, email=_("Mail address"))


class ConfirmPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password=_("Password"))


class SecondFactorForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code=_("Six digits or recovery code"))


class ConfirmSecondFactorForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code=_("Six digits or recovery code"))


class SetUpAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code=SIX_DIGITS)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, name=_("Name of the key"))


class RenameKeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, name=_("Name of the key"))
