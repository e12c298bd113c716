"""Who helps somebody who has lost a second factor and whom nobody keeps? Whoever has access to the machine."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from units import people, second_factor
from units.models import User


class Command(BaseCommand):
    help = (
        "Takes the second factor and the recovery codes of an account away, ends its sessions and records it: for the "
        "last administrator of the root, whom nobody else keeps. The password stays; who needs a second factor sets "
        "up another one after the next sign-in."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        said = {"name": options["username"]}
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account “%(name)s”.") % said)
        if not second_factor.take_away(user, by=None):
            raise CommandError(_("“%(name)s” has no second factor.") % said)
        people.end_sessions(user)
        self.stdout.write(self.style.SUCCESS(_("“%(name)s” signs in with the password alone now.") % said))
