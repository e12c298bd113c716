"""How does a plan for people become people and posts? In bulk, with the lines that the verbs for one would write."""

from __future__ import annotations

from typing import Any

from units.loading.people.drafts import PERSONAL, PersonDraft, PostDraft, RowDraft
from units.loading.plan import Overtaken, Plan, source
from units.models import DerivedColumn, Person, Post, Record, User
from units.records import record_each
from units.ways_in import close_beyond

CHANGEABLE = ("title", "to_on", "decision_number")


def write(plan: Plan, *, by: User, file_name: str) -> None:
    """Writes a plan without faults inside the caller's transaction; accounts are made later, when their one-time
    passwords can be shown. Overtaken where somebody changed a person meanwhile."""
    rows: list[RowDraft] = plan.work
    persons = list({id(row.person): row.person for row in rows if row.person}.values())
    _hold([one.stored for one in persons if one.stored])
    new = [one for one in persons if one.stored is None]
    Person.objects.bulk_create([one.person for one in new], batch_size=500)
    _tell(Record.Verb.CREATED, new, by=by, file_name=file_name)
    changed = [one for one in persons if one.stored and one.changes]
    for one in changed:
        one.person.full_clean()
    Person.objects.bulk_update(
        [one.person for one in _sorted_anew(changed)], [*PERSONAL, "unit", "search_name", "sort_name"], batch_size=500
    )
    _tell(Record.Verb.CHANGED, changed, by=by, file_name=file_name)
    _posts([(one, post) for one in persons for post in one.posts], by=by, file_name=file_name)


def _hold(people: list[Person]) -> None:
    """Holds the people whose rows are written, and their posts, in the order of every verb: by key."""
    held = Person.objects.select_for_update().filter(pk__in=[one.pk for one in people]).order_by("pk")
    now = {one.pk: one for one in held}
    if any(_shown(now.get(one.pk)) != _shown(one) for one in people):
        raise Overtaken


def _shown(person: Person | None) -> Any:
    return [getattr(person, name) for name in (*PERSONAL, "unit_id")] if person else None


def _sorted_anew(drafts: list[PersonDraft]) -> list[PersonDraft]:
    """Fills the columns that search and order go by, which an update of many does not."""
    for draft in drafts:
        for column in Person._meta.concrete_fields:
            if isinstance(column, DerivedColumn):
                column.pre_save(draft.person, add=False)
    return drafts


def _tell(verb: str, drafts: list[PersonDraft], *, by: User, file_name: str) -> None:
    told = (
        (one.person, (one.changes if one.stored else {}) | _from(file_name, one.first.number), "") for one in drafts
    )
    record_each(verb, told, by=by)


def _posts(drafts: list[tuple[PersonDraft, PostDraft]], *, by: User, file_name: str) -> None:
    """Posts end before others begin: nobody holds the same one twice, not even for a moment."""
    changed = [(_changed(who, post), post, who) for who, post in drafts if post.stored and post.changes]
    Post.objects.bulk_update([row for row, _post, _who in changed], list(CHANGEABLE), batch_size=500)
    told = (
        (row, {"person": ["", str(who.person)]} | post.changes | _from(file_name, post.row.number), "")
        for row, post, who in changed
    )
    record_each(Record.Verb.CHANGED, told, by=by)
    new = [(_new(who, post), post, who) for who, post in drafts if post.stored is None]
    Post.objects.bulk_create([row for row, _post, _who in new], batch_size=500)
    record_each(Record.Verb.CREATED, ((row, _begun(post, who, file_name), "") for row, post, who in new), by=by)
    close_beyond([row for row, _post, who in new if who.stored], by=by)


def _new(who: PersonDraft, post: PostDraft) -> Post:
    return Post(
        person=who.person, unit=post.unit, role=post.role, title=post.title, from_on=post.from_on, to_on=post.to_on,
        decision_number=post.decision_number,
    )  # fmt: skip


def _changed(who: PersonDraft, post: PostDraft) -> Post:
    row = post.stored
    assert row is not None
    for name in post.changes:
        setattr(row, name, getattr(post, name))
    row.person = who.person
    return row


def _begun(post: PostDraft, who: PersonDraft, file_name: str) -> dict[str, Any]:
    begun = {"role": ["", post.role], "person": ["", str(who.person)], "from_on": ["", f"{post.from_on:%d/%m/%Y}"]}
    ends = {"to_on": ["", f"{post.to_on:%d/%m/%Y}"]} if post.to_on else {}
    return begun | ends | _from(file_name, post.row.number)


def _from(file_name: str, number: int) -> dict[str, Any]:
    return {"loaded_from": ["", source(file_name, number)]}


def invited(plan: Plan) -> dict[str, str]:
    """Returns {key of the person: user name} for the accounts that a written plan asks for, as JSON keeps it."""
    rows: list[RowDraft] = plan.work
    return {str(row.person.person.pk): row.person.username for row in rows if row.invites and row.person}
