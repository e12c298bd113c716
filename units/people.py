"""How do people come to posts and accounts? The verbs; each writes its line of history in the same transaction.

Nobody gives posts to or takes them from oneself, and nobody keeps the account of somebody who also holds a post
where another administrator keeps the posts: an account opens everything that its person may do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from units.clock import today
from units.models import Person, Post, Record, Unit, User
from units.querysets import keeps
from units.records import difference, record
from units.ways_in import ONE_TIME, OWN, close_beyond, one_time_password, write_mail

CHANGEABLE = ("full_name", "born_on", "sex", "unit", "position", "joined_on")


@transaction.atomic
def add_person(person: Person, *, by: User | None) -> Person:
    """Adds an unsaved person; ValidationError where the unit is closed."""
    person.unit = _held(person.unit)
    _check_open(person.unit)
    person.save()
    record(Record.Verb.CREATED, person, by=by)
    return person


def seen(person: Person) -> str:
    """Returns a short sign of what a form shows of a person; another one later means that somebody changed it."""
    shown = "\n".join(str(getattr(person, name) or "") for name in CHANGEABLE)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


@transaction.atomic
def change_person(person: Person, *, by: User, as_seen: str = "", **fields: Any) -> Person:
    """Changes what is `CHANGEABLE` of a person; nothing is written where nothing changed.

    ValidationError where somebody changed it since the form showed it `as_seen`, or the new home unit is closed.
    """
    fields |= {"unit": _held(fields["unit"])} if "unit" in fields else {}
    stored = Person.objects.select_for_update().get(pk=person.pk)
    before = Person.objects.select_related("unit").get(pk=person.pk)
    if as_seen and as_seen != seen(before):
        raise ValidationError(
            _("Somebody else has changed this since you opened it. What you typed is still here: compare it with the "
              "newer text, then save again.")
        )  # fmt: skip
    for name in CHANGEABLE:
        setattr(stored, name, fields.get(name, getattr(stored, name)))
    changes = difference(before, stored, list(CHANGEABLE))
    if "unit" in changes:
        _check_open(stored.unit)
    if changes:
        stored.full_clean()
        stored.save()
        record(Record.Verb.CHANGED, stored, by=by, changes=changes)
    return stored


# --- posts -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def appoint(
    person: Person, *, unit: Unit, role: str, title: str, from_on: date, by: User | None, decision_number: str = ""
) -> Post:
    """Gives a person a post at a unit from a day on; ValidationError where it overlaps with the same post."""
    _not_oneself(person, by)
    unit = _held(unit, [person.pk])
    if not unit.is_open(from_on):
        raise ValidationError({"from_on": _("%(unit)s does not exist on this day.") % {"unit": unit.name}})
    _check_open(unit)
    same = Post.objects.filter(person=person, unit=unit, role=role)
    if same.not_ended(from_on).exists():
        raise ValidationError({"from_on": _("The person holds this post already, on this day or later.")})
    post = Post(
        person=person, unit=unit, role=role, title=title, from_on=from_on, decision_number=decision_number
    )  # fmt: skip
    post.full_clean()
    post.save()
    record(
        Record.Verb.CREATED, post, by=by,
        changes={"role": ["", role], "person": ["", str(person)], "from_on": ["", f"{from_on:%d/%m/%Y}"]},
    )  # fmt: skip
    close_beyond([post], by=by)
    return post


@transaction.atomic
def end_post(post: Post, *, on: date, by: User, decision_number: str = "") -> Post:
    """Ends a post: `on` is the first day on which it is no longer held."""
    post = Post.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=post.pk)
    _not_oneself(post.person, by)
    if post.to_on:
        raise ValidationError(_("This post has already been ended, on %(day)s.") % {"day": f"{post.to_on:%d/%m/%Y}"})
    if on <= post.from_on:
        day = f"{post.from_on:%d/%m/%Y}"
        raise ValidationError({"on": _("The post began on %(day)s: it can only end later.") % {"day": day}})
    post.to_on = on
    post.save(update_fields=["to_on"])
    changes = {"person": ["", str(post.person)], "to_on": ["", f"{on:%d/%m/%Y}"]}
    record(Record.Verb.CHANGED, post, by=by, changes=changes, note=decision_number)
    return post


@transaction.atomic
def hand_over(post: Post, *, to: Person, on: date, title: str, by: User, decision_number: str = "") -> Post:
    """Ends a post and gives the same one to another person from that day on, or neither; returns the new post."""
    if to.pk == post.person_id:
        raise ValidationError(_("This person holds the post already."))
    _held(post.unit, [post.person_id, to.pk])
    end_post(post, on=on, by=by, decision_number=decision_number)
    said: dict[str, Any] = {"unit": post.unit, "role": post.role, "title": title, "decision_number": decision_number}
    try:
        return appoint(to, from_on=on, by=by, **said)
    except ValidationError as error:
        named = error.error_dict if hasattr(error, "error_dict") else {}
        raise ValidationError({"on": named["from_on"]}) if "from_on" in named else error from None


def _held(unit: Unit, people: Collection[int] = ()) -> Unit:
    """Holds a unit, which then does not close meanwhile, and people, in the order of every verb; returns it anew."""
    Unit.objects.filter(pk=unit.pk).hold()
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values("pk"))
    return Unit.objects.get(pk=unit.pk)


def _check_open(unit: Unit) -> None:
    if unit.closed_on:
        raise ValidationError(_("%(unit)s is closed.") % {"unit": unit.name})


def _not_oneself(person: Person, by: User | None) -> None:
    if by is not None and by.person_id == person.pk:
        raise ValidationError(_("Nobody gives or ends own posts: another administrator does."))


# --- accounts --------------------------------------------------------------------------------------------------------


def account_objection(person: Person, by: User) -> str:
    """Returns why `by` does not keep the account of this person, or ""."""
    if by.person_id == person.pk:
        return _("This is your own account: another administrator keeps it.")
    posts = Post.objects.filter(person=person).not_ended(today()).select_related("unit")
    for unit in [person.unit, *(post.unit for post in posts)]:
        if not keeps(by, unit):
            return _("This person also has a post at %(unit)s: the administrator there keeps the account.") % {
                "unit": unit.name
            }
    return ""


@transaction.atomic
def give_account(person: Person, *, username: str, password: str | None, by: User | None, email: str = "") -> User:
    """Makes the account of a person; without a password nobody can sign in to it yet."""
    user = User.objects.create_user(username, password, person=person, email=email)
    record(Record.Verb.CREATED, user, by=by)
    return user


@transaction.atomic
def invite(person: Person, *, username: str, by: User, email: str = "") -> tuple[User, str]:
    """Makes the account of a person with a one-time password, which is returned here and nowhere else."""
    password = one_time_password()
    user = open_account(person, username=username, password=password, by=by, email=email)
    record(Record.Verb.CHANGED, user, by=by, changes={"password": ["", ONE_TIME]})
    return user, password


@transaction.atomic
def open_account(person: Person, *, username: str, password: str | None, by: User, email: str = "") -> User:
    """Makes the account of a person whom `by` keeps and who has none; ValidationError where the name is taken."""
    may_keep(person, by)
    if User.objects.filter(person=person).exists():
        raise ValidationError(_("This person has an account already."))
    taken = ValidationError({"username": _("This user name is taken.")})
    if User.objects.filter(username__iexact=User.normalize_username(username)).exists():
        raise taken
    try:
        return give_account(person, username=username, password=password, by=by, email=email)
    except IntegrityError:  # another administrator gave the same name at the same moment
        raise taken from None


@transaction.atomic
def renew_password(user: User, *, by: User) -> str:
    """Gives an account a new one-time password and returns it; whoever is signed in there is signed out."""
    may_keep(user.person, by)
    password = one_time_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Record.Verb.CHANGED, user, by=by, changes={"password": ["", ONE_TIME]})
    return password


@transaction.atomic
def own_password(user: User, password: str) -> None:
    """Keeps the password that a person chose; the one-time password, if that is what it replaces, is spent."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Record.Verb.CHANGED, user, by=user, changes={"password": ["", OWN]})


@transaction.atomic
def set_active(user: User, active: bool, *, by: User, reason: str = "") -> User:
    """Closes an account, which ends its sessions for good, or opens it again."""
    may_keep(user.person, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        end_sessions(user)
        record(Record.Verb.OPENED if active else Record.Verb.CLOSED, user, by=by, note=reason)
    return user


def end_sessions(user: User) -> None:
    """Signs an account out wherever it is signed in."""
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def change_mail(user: User, email: str, *, by: User) -> None:
    """Gives an account another mail address, or none: its keeper does, or the person."""
    if user.pk != by.pk:
        may_keep(user.person, by)
    user = User.objects.select_for_update(of=("self",)).select_related("person__unit").get(pk=user.pk)
    before, email = user.email, email.strip().lower()  # django-allauth finds them in small letters
    if before != email:
        write_mail(user, email)
        record(Record.Verb.CHANGED, user, by=by, changes={"email": [before, email]})


def may_keep(person: Person, by: User) -> None:
    """Raises ValidationError where `by` does not keep the account of a person, who gets no post elsewhere now."""
    Person.objects.select_for_update().get(pk=person.pk)
    if objection := account_objection(person, by):
        raise ValidationError(objection)
