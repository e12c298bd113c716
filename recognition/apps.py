"""Whom we thank: seasons, nominations, decisions, the honour roll."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecognitionConfig(AppConfig):
    name = "recognition"
    verbose_name = _("Recognition")

    def ready(self) -> None:
        """Tells the home page what is due here and what one may begin; units' pages where their nominations are;
        the last desk what comes after it."""
        from recognition import duties, panels, seasons
        from recognition.models import Nomination
        from units import answering, structure, why
        from units import duties as home

        structure.after_merging.append(seasons.pass_on)
        home.register(duties.duties)
        home.register_offer(duties.offers)
        panels.add()
        why.add("recognition:nomination_detail", Nomination)
        answering.tell_accepted(Nomination, duties.after_acceptance)
