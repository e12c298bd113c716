"""Is the tree right? Prints every fault and exits with 1 if there is one."""

from django.core.management.base import BaseCommand, CommandError

from units.models import Unit
from units.structure import faults


class Command(BaseCommand):
    help = "Checks that every unit's path and open placement follow from its parent, and that levels fall strictly."

    def handle(self, *args, **options) -> None:
        found = list(faults())
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults in {Unit.objects.count()} units")
        self.stdout.write(self.style.SUCCESS(f"The tree is right: {Unit.objects.count()} units."))
