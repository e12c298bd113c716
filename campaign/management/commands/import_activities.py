"""Loads a sheet of activities through the application's own import, telling for each row what it understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.loading.reading import Understood
from campaign.loading.sheet import Loading, beneath, load
from campaign.templatetags.activity import span
from units.approval import Power
from units.clock import today
from units.models import Level, Post, User


class Command(BaseCommand):
    help = "Loads a sheet (.xlsx) of activities: all its rows or, if one is wrong, none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--as", dest="username", help="who loads; else the administrator of the root")

    def handle(self, *, file: Path, dry_run: bool, username: str | None, **options: Any) -> None:
        by = _loader(username)
        try:
            loading = load(file.read_bytes(), by=by, name=file.name, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except ValidationError as error:
            raise CommandError(f"{file}: {' '.join(error.messages)}") from error
        for row in loading.rows:
            self._tell(row)
        if loading.beneath:
            self.stdout.write(self.style.WARNING(f"    !  {beneath(loading)}"))
        self.stdout.write(_sum(loading, dry_run))
        if loading.wrong:
            raise CommandError(_("Nothing was written: correct the rows above and try again."))

    def _tell(self, row: Understood) -> None:
        """Prints a row: its number, what becomes of it, what it was understood as, what is wrong with it."""
        self.stdout.write(f"{row.number:>5}  {_becomes(row)}")
        activity = row.activity
        facts = [str(activity.unit)] if activity.unit_id else []
        facts += [span(activity)] if activity.started_on else []
        facts += [str(activity.kind)] if activity.kind_id else []
        self.stdout.write(f"       {' · '.join([*facts, activity.title])}")
        for note in row.notes:
            self.stdout.write(f"       = {note}")
        for column, text in row.problems_by_column:
            self.stdout.write(self.style.ERROR(f"       ! {column}: {text}"))


def _becomes(row: Understood) -> str:
    if row.problems:
        return pgettext("row", "wrong")
    return row.same_as or (_("new, accepted") if row.accepted else _("new, draft"))


def _sum(loading: Loading, dry_run: bool) -> str:
    said = {
        "rows": len(loading.rows), "new": len(loading.new), "accepted": loading.accepted, "drafts": loading.drafts,
        "known": len(loading.known), "wrong": len(loading.wrong),
    }  # fmt: skip
    if dry_run:
        return _("Rows: %(rows)d. Would be written: %(new)d (%(accepted)d as accepted, %(drafts)d as drafts). "
                 "Already here: %(known)d. Wrong: %(wrong)d.") % said  # fmt: skip
    if loading.written:
        return _("Rows: %(rows)d. Written: %(new)d (%(accepted)d as accepted, %(drafts)d as drafts). "
                 "Already here: %(known)d.") % said  # fmt: skip
    return _("Rows: %(rows)d. Right: %(new)d. Already here: %(known)d. Wrong: %(wrong)d.") % said


def _loader(username: str | None) -> User:
    """Returns who is said to load; without a name the only administrator of the root."""
    if username:
        try:
            return User.objects.get(username=username, is_active=True)
        except User.DoesNotExist as error:
            raise CommandError(_("There is no account %(name)s.") % {"name": username}) from error
    posts = Post.objects.in_force(today()).carrying(Power.KEEP).filter(unit__level=Level.CENTRAL)
    found = list(User.objects.filter(person__posts__in=posts, is_active=True).distinct()[:2])
    if len(found) != 1:
        raise CommandError(
            _("Say with --as USERNAME who loads: the central office has no administrator, or more than one.")
        )
    return found[0]
