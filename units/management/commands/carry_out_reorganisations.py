"""Does what is due with units today: once a day, soon after midnight."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from units.models import Reorganisation
from units.structure import carry_out_due


class Command(BaseCommand):
    help = "Carries out the reorganisations that were scheduled for today or before; what cannot be done says why."

    def handle(self, *args, **options) -> None:
        rows = carry_out_due()
        failed = [row for row in rows if row.state == Reorganisation.State.FAILED]
        for row in failed:
            self.stderr.write(f"{row}: {row.problem}")
        said = {"done": len(rows) - len(failed), "failed": len(failed)}
        self.stdout.write(_("Reorganisations done: %(done)d. Not possible: %(failed)d.") % said)
