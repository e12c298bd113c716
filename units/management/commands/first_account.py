"""Who can sign in to a new installation? Makes the root unit, if there is none, and the first account at it."""

import getpass
import os
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from units import people
from units.clock import today
from units.models import Level, Person, Role, Unit, UnitKind, User
from units.structure import add_unit


class Command(BaseCommand):
    help = (
        "Makes the first account of a real installation: a person with two posts at the central office, administrator "
        "and secretary. The password is asked for, or read from FIRST_PASSWORD."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--title", default="Bí thư", help="title of the secretary's post")

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        try:
            taken = User.objects.exists()
        except DatabaseError as error:
            raise CommandError(_("The tables are missing: run “manage.py migrate” first.")) from error
        if taken:
            raise CommandError(
                _("There are accounts already: an administrator of the central office makes the others.")
            )
        try:
            password = os.environ.get("FIRST_PASSWORD") or getpass.getpass(_("Password:") + " ")
        except EOFError as error:
            raise CommandError(_("There is no terminal to ask for the password: set FIRST_PASSWORD.")) from error
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        root = Unit.objects.filter(parent=None).first() or add_unit(
            Unit(
                code="TW",
                name="Trung ương Đoàn TNCS Hồ Chí Minh",
                short_name="Trung ương Đoàn",
                level=Level.CENTRAL,
                kind=UnitKind.CENTRAL,
                opened_on=date(1931, 3, 26),
            ),
            by=None,
        )
        person = people.add_person(Person(full_name=options["full_name"], unit=root), by=None)
        for role, title in ((Role.ADMINISTRATOR, "Quản trị"), (Role.SECRETARY, options["title"])):
            people.appoint(person, unit=root, role=role, title=title, from_on=today(), by=None)
        people.give_account(person, username=options["username"], password=password, by=None)
        said = {"name": options["username"]}
        self.stdout.write(self.style.SUCCESS(_("%(name)s can sign in at the central office.") % said))
