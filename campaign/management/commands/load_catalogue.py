"""Loads the conclusion, the kinds of activity, the movements and the proposed calendar."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from campaign.catalogue import load_catalogue
from campaign.models import ActivityKind, Period


class Command(BaseCommand):
    help = "Loads the conclusion, the catalogue and the proposed calendar; what is there already stays as it is."

    def handle(self, *args, **options) -> None:
        conclusion = load_catalogue()
        said = {"conclusion": conclusion, "kinds": ActivityKind.objects.current().count()}
        text = _("%(conclusion)s. Kinds of activity: %(kinds)d. Reporting periods: %(periods)d.")
        self.stdout.write(text % (said | {"periods": Period.objects.count()}))
