"""How do people come to posts and accounts? The verbs; each writes its line of history in the same transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from units.models import Person, Post, Record, Unit, User
from units.records import difference, record


@transaction.atomic
def add_person(person: Person, *, by: User | None) -> Person:
    """Adds an unsaved person."""
    person.save()
    record(Record.Verb.CREATED, person, by=by)
    return person


@transaction.atomic
def change_person(person: Person, *, by: User, before: Person) -> Person:
    """Saves changes of a person, whose state before is given; nothing is written where nothing changed."""
    changes = difference(before, person, ["full_name", "born_on", "sex", "unit", "position", "joined_on"])
    if changes:
        person.save()
        record(Record.Verb.CHANGED, person, by=by, changes=changes)
    return person


@transaction.atomic
def appoint(
    person: Person, *, unit: Unit, role: str, title: str, from_on: date, by: User | None, decision_number: str = ""
) -> Post:
    """Gives a person a post at a unit from a day on."""
    post = Post(
        person=person, unit=unit, role=role, title=title, from_on=from_on, decision_number=decision_number
    )
    post.full_clean()
    post.save()
    record(Record.Verb.CREATED, post, by=by, changes={"from_on": ["", f"{from_on:%d/%m/%Y}"]})
    return post


@transaction.atomic
def end_post(post: Post, *, on: date, by: User) -> Post:
    """Ends a post: `on` is the first day on which it is no longer held."""
    post.to_on = on
    post.full_clean()
    post.save(update_fields=["to_on"])
    record(Record.Verb.CHANGED, post, by=by, changes={"to_on": ["", f"{on:%d/%m/%Y}"]})
    return post


@transaction.atomic
def give_account(person: Person, *, username: str, password: str | None, by: User | None, email: str = "") -> User:
    """Makes the account of a person; without a password nobody can sign in to it yet."""
    user = User.objects.create_user(username, password, person=person, email=email)
    record(Record.Verb.CREATED, user, by=by)
    return user
