"""By what does somebody come into an account, who gave it, and when is it good no longer?

A way in reaches as far as the post in which it was given: when the person gets a post beyond, whoever gave the way in
(or typed in the mail address to which another would be sent) must not come in by it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q

from units.clock import now, today
from units.models import Post, Record, Unit, User
from units.querysets import keeps
from units.records import record

# What a line of history says of a password: how it was given, that its person chose it, or that it opens nothing more.
ONE_TIME, LINK, OWN, CLOSED = "one-time", "link", "own", "taken-away"
UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that could be read as another, or as a digit
AT_ONCE = 500  # as many people as one query is asked about


def one_time_password() -> str:
    """Returns a password that can be read out: three groups of four, 59 bits of chance."""
    return "-".join("".join(secrets.choice(UNMISTAKABLE) for _n in range(4)) for _n in range(3))


def has_one_time_password(user: User) -> bool:
    """Says whether the password of an account was given by an administrator and its person must choose another."""
    return _given_at(user) is not None


def has_run_out(user: User) -> bool:
    """Says whether a one-time password was given more than ONE_TIME_DAYS ago."""
    given = _given_at(user)
    return given is not None and given < now() - timedelta(days=settings.ONE_TIME_DAYS)


def is_closed(user: User) -> bool:
    """Says whether the way in was closed because of a new post, and none has been given since."""
    last = _last(user)
    return last is not None and last.changes["password"][1] == CLOSED


def _given_at(user: User) -> datetime | None:
    """When the one-time password of an account was given; None where its person has chosen another."""
    last = _last(user)
    return last.at if last and last.changes["password"][1] == ONE_TIME else None


def _last(user: User) -> Record | None:
    return Record.objects.of(user).filter(changes__has_key="password").first()


def write_mail(user: User, email: str) -> None:
    """Keeps another mail address, or none; links that were sent to the one before open nothing any more."""
    user.email = email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()  # where django-allauth remembers those before


def close_beyond(posts: Collection[Post], *, by: User | None) -> None:
    """Closes what does not reach to the posts that were just given: a link or one-time password that nobody has used
    yet, and a mail address that somebody else typed in."""
    held = [post for post in posts if not post.to_on or post.to_on > today()]
    units: dict[int, list[Unit]] = {}
    for post in held:
        units.setdefault(post.person_id, []).append(post.unit)
    for user, lines in _with_lines(sorted(units)):
        _close(user, lines, units[user.person_id], by=by)


def _close(user: User, lines: list[Record], units: list[Unit], *, by: User | None) -> None:
    given = next((line for line in lines if "password" in line.changes), None)
    typed = next((line for line in lines if "email" in line.changes or line.verb == Record.Verb.CREATED), None)
    changes = {}
    if given and given.changes["password"][1] in (ONE_TIME, LINK) and not _reaches(given, units, user):
        user.set_unusable_password()
        user.save(update_fields=["password"])
        changes["password"] = ["", CLOSED]
    if user.email and typed and not _reaches(typed, units, user):
        changes["email"] = [user.email, ""]
        write_mail(user, "")
    if changes:
        record(Record.Verb.CHANGED, user, by=by, changes=changes)


def _reaches(line: Record, units: list[Unit], user: User) -> bool:
    """Says whether what a line tells of was done by the person, at the server, or in a post above all these units."""
    if line.by is None or line.by_id == user.pk:
        return True
    return all(line.post.unit.contains(unit) if line.post else keeps(line.by, unit) for unit in units)


def _with_lines(people: list[int]) -> Iterator[tuple[User, list[Record]]]:
    """The accounts of people, held until the end of the transaction, each with the lines about its ways in, the latest
    first."""
    for start in range(0, len(people), AT_ONCE):
        asked = User.objects.filter(person__in=people[start : start + AT_ONCE]).order_by("pk")
        users = list(asked.select_for_update(of=("self",), no_key=True).select_related("person__unit"))
        about = Record.objects.filter(subject=User._meta.label_lower, subject_id__in=[user.pk for user in users])
        told = about.filter(
            Q(changes__has_key="password") | Q(changes__has_key="email") | Q(verb=Record.Verb.CREATED)
        ).select_related("by", "post__unit")
        lines: dict[int | None, list[Record]] = {}
        for line in told:
            lines.setdefault(line.subject_id, []).append(line)
        yield from ((user, lines.get(user.pk, [])) for user in users)
