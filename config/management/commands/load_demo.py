"""Makes the demonstration, once, in an empty database that says that it is one; a second run changes nothing."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaign.models import Activity, Plan, Report
from config.demo.accounts import ACCOUNTS, PASSWORD
from config.demo.loading import load
from config.demo.national.loading import load as load_nation
from recognition.models import Nomination
from units.models import Person, Unit, User


class Command(BaseCommand):
    help = "Loads the demonstration into an empty database; refuses where DEMO is off or where real data stand."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--scale", type=float, default=1.0, help="share of the provinces to fill, 0 to 1")
        parser.add_argument(
            "--size", choices=("small", "national"), default="small",
            help="national: 133,000 units and 150,000 accounts of the whole country, and no papers",
        )  # fmt: skip

    def handle(self, *, scale: float, size: str, **options) -> None:
        if not settings.DEMO:
            raise CommandError(_("The demonstration needs DEMO=true: its accounts have a published password."))
        if Person.objects.filter(is_demonstration=True).exists():
            self.stdout.write(_("The demonstration is here already: nothing was changed."))
        elif Unit.objects.exists() or User.objects.exists():
            raise CommandError(
                _(
                    "There are data that are not the demonstration's: nothing was loaded. Name an empty database in "
                    "DATABASE_URL, for instance sqlite:///var/demo.sqlite3."
                )
            )
        else:
            self._load(scale, size)
        self._tell_accounts()

    def _load(self, scale: float, size: str) -> None:
        self.stdout.write(_("Loading the demonstration (a few minutes, once):"))
        started = time.monotonic()
        if size == "national":
            load_nation(say=self._say)
        else:
            load(scale=scale, say=self._say)
        call_command("check_tree", stdout=self.stdout)
        kinds = (Person, User) if size == "national" else (Person, Plan, Activity, Report, Nomination)
        counts = [f"{model._meta.verbose_name_plural}: {model._default_manager.count()}" for model in kinds]
        self.stdout.write(", ".join(counts))
        self.stdout.write(_("In all %(seconds)d seconds.") % {"seconds": time.monotonic() - started})

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()

    def _tell_accounts(self) -> None:
        self.stdout.write(
            "\n" + _("Demonstration accounts, all with the password %(password)s:") % {"password": PASSWORD}
        )
        for one in ACCOUNTS:
            self.stdout.write(f"  {one['username']:<14}{one['who']}: {one['do']}")
        self.stdout.write("")
