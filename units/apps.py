"""The platform: who we are, who stands above whom, how a paper travels upward."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Units")

    def ready(self) -> None:
        """Tells the desk to whom a paper goes back whose unit has been merged; every kind is known by now."""
        from units import desk, structure
        from units.approval import Action
        from units.models import Paper

        for kind in Paper.kinds():
            desk.after(kind, Action.RETURN, structure.pass_returned)
