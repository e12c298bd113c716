"""Writes anew what units tell those above about how many different people took part."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from campaign import participants


class Command(BaseCommand):
    help = "Writes all sketches of people anew; needed once after a new SECRET_KEY, under which the old ones are mute."

    def handle(self, *args, **options) -> None:
        self.stdout.write(_("Sketches of people: %(count)d.") % {"count": participants.rewrite_all()})
