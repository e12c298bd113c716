"""Loads the conclusion, the kinds of activity, the movements and the proposed calendar."""

from django.core.management.base import BaseCommand

from campaign.catalogue import load_catalogue
from campaign.models import ActivityKind, Period


class Command(BaseCommand):
    help = "Loads the conclusion, the catalogue and the proposed calendar; what is there already stays as it is."

    def handle(self, *args, **options) -> None:
        conclusion = load_catalogue()
        self.stdout.write(
            f"{conclusion}: {ActivityKind.objects.current().count()} kinds of activity, "
            f"{Period.objects.count()} reporting periods"
        )
