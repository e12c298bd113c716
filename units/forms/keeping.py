"""How does an administrator say that somebody gets an account, a new way in, or none any more?"""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy

from units import invitations, people, second_factor
from units.forms.verbs import VerbForm
from units.models import Person, User


class Shown(NamedTuple):
    """What is shown once: a one-time password, or a link; neither of them to a repeat."""

    password: str = ""
    link: str = ""


class WayIn(VerbForm):
    """How somebody comes in who has no password yet, or no more."""

    way = forms.ChoiceField(
        label=gettext_lazy("How the person comes in"), initial="code", widget=forms.RadioSelect,
        choices=[
            ("code", gettext_lazy("A one-time password on paper")),
            ("link", gettext_lazy("A link to copy, mailed too where there is a mail address")),
        ],
    )  # fmt: skip


class AccountForm(WayIn, forms.ModelForm):
    """The account that is made for a person."""

    class Meta:
        model = User
        fields = ("username", "email")

    def __init__(self, data: Any = None, *, person: Person):
        super().__init__(data, initial={"username": suggested_name(person)})
        self.person = person
        self.order_fields(["username", "email", "way"])
        username, email = self.fields["username"], self.fields["email"]
        username.widget.attrs |= {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        username.help_text = gettext_lazy("Without spaces. The person types it to sign in.")
        email.help_text = gettext_lazy("Only if there is one: a forgotten password can be set anew by mail.")

    def invite(self, *, by: User) -> Shown | None:
        """Makes the account and returns what to show; None with the reasons in the form."""
        shown = [Shown()]

        def work() -> dict:
            how = {"username": self.cleaned_data["username"], "email": self.cleaned_data["email"], "by": by}
            if self.cleaned_data["way"] == "link":
                shown[0] = Shown(link=invitations.invite_by_link(self.person, **how)[1])
            else:
                shown[0] = Shown(password=people.invite(self.person, **how)[1])
            return {}

        return None if self.once("people.invite", work, by=by) is None else shown[0]


class InviteManyForm(VerbForm):
    """The people who get accounts, and slips, together."""

    people = forms.ModelMultipleChoiceField(Person.objects.none(), label=gettext_lazy("Who gets an account"))

    def __init__(self, data: Any = None, *, by: User):
        super().__init__(data)
        self.fields["people"].queryset = Person.objects.kept_by(by)

    def invite(self, *, by: User) -> list[invitations.Slip] | None:
        """Makes the accounts and returns the slips, [] to a repeat; None with the reasons in the form."""
        slips: list[invitations.Slip] = []

        def work() -> dict:
            found = self.cleaned_data["people"].order_by("unit__path", "sort_name", "pk")
            slips.extend(invitations.invite_many(found, by=by))
            return {}

        return None if self.once("people.invite_many", work, by=by) is None else slips


class RenewPasswordForm(WayIn):
    """An account whose person has forgotten the password, or lost the second factor with it."""

    factor = forms.BooleanField(
        label=gettext_lazy("Take the second factor away too"), required=False,
        help_text=gettext_lazy("Where the phone or the key is lost. The person sets another one up after signing in."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, account: User):
        super().__init__(data)
        self.account = account
        if not second_factor.of(account).exists():
            del self.fields["factor"]

    def renew(self, *, by: User) -> Shown | None:
        """Takes the present password away and returns what to show; None with the reasons in the form."""
        shown = [Shown()]

        def work() -> dict:
            if self.cleaned_data["way"] == "link":
                shown[0] = Shown(link=invitations.invitation_link(self.account, by=by))
            else:
                shown[0] = Shown(password=people.renew_password(self.account, by=by))
            if self.cleaned_data.get("factor"):
                second_factor.take_away(self.account, by=by)
            return {}

        return None if self.once("people.renew_password", work, by=by) is None else shown[0]


class MailForm(VerbForm, forms.ModelForm):
    """Where a forgotten password of an account is set anew by mail."""

    class Meta:
        model = User
        fields = ("email",)

    def __init__(self, data: Any = None, *, account: User):
        super().__init__(data, initial={"email": account.email})
        self.account = account
        self.fields["email"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none"}
        self.fields["email"].help_text = gettext_lazy(
            "Whoever reads mail there can set a new password. Leave it empty if there is none."
        )

    def change(self, *, by: User) -> bool:
        """Keeps the address; False with the reasons in the form."""

        def work() -> dict:
            people.change_mail(self.account, self.cleaned_data["email"], by=by)
            return {}

        return self.once("people.change_mail", work, by=by) is not None


class ActiveForm(VerbForm):
    """Why an account is closed or opened again."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def set_active(self, user: User, active: bool, *, by: User) -> bool:
        """Closes or opens the account; False with the reasons in the form."""

        def work() -> dict:
            people.set_active(user, active, by=by, reason=self.cleaned_data["reason"])
            return {}

        return self.once("people.set_active", work, by=by) is not None


def suggested_name(person: Person) -> str:
    """Returns a free user name made of the person's."""
    name = invitations.name_of(person)
    return invitations.free_name(
        name, set(User.objects.filter(username__startswith=name).values_list("username", flat=True))
    )
