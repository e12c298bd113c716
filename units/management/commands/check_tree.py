"""Is the tree right? Prints every fault and exits with 1 if there is one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from units.faults import faults
from units.models import Unit


class Command(BaseCommand):
    help = "Checks that every unit's path and open placement follow from its parent, and that levels fall strictly."

    def handle(self, *args, **options) -> None:
        found = list(faults())
        for fault in found:
            self.stderr.write(fault)
        said = {"faults": len(found), "units": Unit.objects.count()}
        if found:
            raise CommandError(_("Faults in the tree: %(faults)d. Units: %(units)d.") % said)
        self.stdout.write(self.style.SUCCESS(_("The tree is right. Units: %(units)d.") % said))
