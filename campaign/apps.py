"""What we set out to do, what we did, what it adds up to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    name = "campaign"
    verbose_name = _("Campaign")

    def ready(self) -> None:
        """Tells desk and tree what sending, accepting and closing mean here; home and units' pages what there is."""
        from campaign import activities, duties, foresight, inheriting, panels, participants, periods, reporting
        from campaign import oddities as odd
        from campaign.models import Activity, Plan, Report
        from campaign.summary.silence import SILENT
        from units import answering, desk, distinctions, oddities, structure
        from units import duties as home
        from units import foresight as reorganising
        from units.approval import Action

        desk.after(Activity, Action.APPROVE, participants.rewrite)
        desk.after(Report, Action.SUBMIT, reporting.freeze)
        desk.after(Report, Action.APPROVE, reporting.accept_listed)
        structure.after_closing.append(periods.excuse_closed)
        structure.after_moving.append(activities.replace_ancestors)
        structure.after_merging.append(inheriting.pass_letters)
        structure.choose_heirs(Plan, inheriting.plans_for, writes=())
        structure.choose_heirs(Report, inheriting.reports_for, writes=("expected",))
        reorganising.register(foresight.tell)
        home.register(duties.duties)
        home.register_offer(duties.offers)
        panels.add()
        panels.explain()
        distinctions.add(SILENT)
        oddities.tell(Activity, odd.find, rules=odd.rules, most=odd.most)
        answering.tell_accepted(Plan, duties.after_acceptance)
