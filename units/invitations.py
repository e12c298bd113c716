"""How do people come in the first time: by a link, or with a one-time password on paper, one by one or by the hundred?

A link is the one that a forgotten password is set anew by: signed, good once and for some days, kept nowhere.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from itertools import chain, count
from smtplib import SMTPException
from typing import NamedTuple

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from units import people
from units.clock import today
from units.models import Person, Post, Record, Unit, User
from units.querysets import PersonQuerySet, keeps, kept, within
from units.records import record, record_each
from units.vietnamese.names import search_key
from units.ways_in import LINK, ONE_TIME, one_time_password

# 59 bits of chance need no slow hash, which would take an hour for ten thousand; the first sign-in makes it slow.
QUICK = 1000


class Slip(NamedTuple):
    """What one person needs to come in the first time; shown once, kept nowhere."""

    person: Person
    username: str
    password: str


# --- by a link -------------------------------------------------------------------------------------------------------


@transaction.atomic
def invite_by_link(person: Person, *, username: str, by: User, email: str = "") -> tuple[User, str]:
    """Makes the account of a person and returns it with a link as `invitation_link` does."""
    user = people.open_account(person, username=username, password=None, by=by, email=email)
    return user, invitation_link(user, by=by)


@transaction.atomic
def invitation_link(user: User, *, by: User) -> str:
    """Returns the address (without the host) where a person chooses a password: good once, for LINK_DAYS.

    The password until now no longer opens the account, and whoever is signed in there is signed out.
    """
    people.may_keep(user.person, by)
    user = User.objects.select_related("person__unit").get(pk=user.pk)  # the address may have been changed meanwhile
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(Record.Verb.CHANGED, user, by=by, changes={"password": ["", LINK]})
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )


def can_be_mailed(user: User) -> bool:
    """Says whether the account has a mail address and the installation sends mail."""
    return bool(user.email) and not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def mail(user: User, link: str) -> bool:
    """Mails a link (with its host), in the product's first language; False where it could not be sent."""
    with override(settings.LANGUAGE_CODE):
        said = {"name": str(user), "username": user.username, "link": link, "days": settings.LINK_DAYS}
        subject = render_to_string("account/email/invitation_subject.txt", said).strip()
        text = render_to_string("account/email/invitation_message.txt", said).strip()
    try:
        return bool(send_mail(subject, text, None, [user.email]))
    except (OSError, SMTPException):
        logging.getLogger(__name__).exception("An invitation could not be mailed.")
        return False


# --- by the hundred --------------------------------------------------------------------------------------------------


def waiting(unit: Unit, *, by: User) -> PersonQuerySet:
    """The people at a unit and beneath it who hold a post, or will, have no account, and whom `by` can make one."""
    posts = Post.objects.not_ended(today()).filter(person=OuterRef("pk"))
    beyond = posts.exclude(kept(by, "unit__"))
    there = Person.objects.kept_by(by).filter(within(unit.path or "", "unit__"), user=None)
    found = there.filter(Exists(posts), ~Exists(beyond))
    return found.select_related("unit").order_by("unit__path", "sort_name", "pk")


def objections(found: Sequence[Person], by: User) -> dict[int, str]:
    """Returns {person's key: why `by` does not make this person an account}, in one query for all of them."""
    wrong = {person.pk: _("This person has an account already.") for person in found if hasattr(person, "user")}
    posts = Post.objects.filter(person__in=found).not_ended(today()).select_related("unit")
    units = [(person.pk, person.unit) for person in found] + [(post.person_id, post.unit) for post in posts]
    for key, unit in units:
        if key not in wrong and not keeps(by, unit):
            wrong[key] = _("The administrator of %(unit)s keeps the account.") % {"unit": unit.name}
    return wrong


@transaction.atomic
def invite_many(
    found: Sequence[Person],
    *,
    by: User,
    usernames: Mapping[int, str] | None = None,
    emails: Mapping[int, str] | None = None,
) -> list[Slip]:
    """Makes the accounts of many people, each with a one-time password; returns a slip for each, in the same order.

    `usernames` and `emails` go by the person's key; who has no name there gets one made of the own. ValidationError
    with a line for each person who cannot get an account: then nobody does.
    """
    keys = [person.pk for person in found]
    list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))
    held = {person.pk: person for person in Person.objects.filter(pk__in=keys).select_related("unit", "user")}
    asked = [held[key] for key in keys]
    if wrong := objections(asked, by):
        raise ValidationError([f"{held[key].full_name}: {reason}" for key, reason in wrong.items()])
    names = _names(asked, usernames or {})
    passwords = [one_time_password() for _person in asked]
    users = [
        User(person=person, username=name, email=(emails or {}).get(person.pk, ""), password=_quick_hash(password))
        for person, name, password in zip(asked, names, passwords, strict=True)
    ]
    try:
        with transaction.atomic():
            users = User.objects.bulk_create(users, batch_size=500)
    except IntegrityError:
        raise ValidationError(_("Somebody else gave one of these user names at the same moment: try again.")) from None
    record_each(Record.Verb.CREATED, ((user, {"password": ["", ONE_TIME]}, "") for user in users), by=by)
    return [Slip(*one) for one in zip(asked, names, passwords, strict=True)]


def _names(asked: Sequence[Person], given: Mapping[int, str]) -> list[str]:
    """A free user name for each, those that are given first."""
    taken = {name.casefold() for name in User.objects.values_list("username", flat=True)}
    wrong = []
    for name in given.values():
        User._meta.get_field("username").run_validators(name)
        if name.casefold() in taken:
            wrong.append(name)
        taken.add(name.casefold())
    if wrong:
        raise ValidationError(_("Taken already, or there twice: %(names)s") % {"names": ", ".join(wrong)})
    names = []
    for person in asked:
        name = given.get(person.pk) or free_name(name_of(person), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def name_of(person: Person) -> str:
    """Returns the given name and the initials before it: Hoàng Thị Ánh gives "anhht"."""
    *before, given = search_key(person.full_name).split() or ["nguoi"]
    return given + "".join(word[0] for word in before)


def free_name(name: str, taken: set[str]) -> str:
    """Returns the name, or the first of name2, name3, … that is not taken."""
    numbered = (f"{name}{number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def _quick_hash(password: str) -> str:
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(password, hasher.salt(), iterations=QUICK)
