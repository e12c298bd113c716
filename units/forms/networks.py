"""What does an administrator say when a unit joins a network or leaves it?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import networks
from units.clock import today
from units.forms.days import DayField
from units.forms.unit_choice import UnitField
from units.forms.verbs import VerbForm
from units.models import Network, NetworkMember, User


class JoinForm(VerbForm):
    """The unit that becomes a member, and from which day on."""

    unit = UnitField(
        label=pgettext_lazy("noun", "Unit"),
        error_messages={"unknown": _("No unit that can join this network is called “%(text)s”.")},
    )
    on = DayField(label=_("Member from"))

    def __init__(self, data: Any = None, *, network: Network, by: User):
        super().__init__(data, initial={"on": today()})
        self.fields["unit"].among = networks.joinable(network, by)
        self.network = network

    def join(self, *, by: User) -> bool:
        """Makes the unit a member; False with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            return {"member": networks.join(self.network, said["unit"], on=said["on"], by=by).pk}

        return self.once("networks.join", work, by=by) is not None


class LeaveForm(VerbForm):
    """The day from which a unit is no longer a member."""

    on = DayField(label=_("Member until"), help_text=_("The first day on which the unit is no longer a member"))

    def __init__(self, data: Any = None, *, member: NetworkMember):
        super().__init__(data, initial={"on": today()})
        self.member = member

    def leave(self, *, by: User) -> bool:
        """Ends the membership; False with the reasons in the form."""

        def work() -> dict:
            networks.leave(self.member, on=self.cleaned_data["on"], by=by)
            return {}

        return self.once("networks.leave", work, by=by) is not None
