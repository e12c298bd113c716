"""What would a sheet of people do to people, posts and accounts? Read once, looked up once, judged in memory."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from units.clock import today
from units.loading.lookup import Units
from units.loading.people.columns import PersonSheet
from units.loading.people.drafts import PersonDraft, RowDraft
from units.loading.people.persons import AT_ONCE, Persons, check_username
from units.loading.people.posts import check_overlaps, post_of
from units.loading.plan import Line, Plan, What
from units.loading.rows import Progress, Row, read
from units.models import User
from units.querysets import keeps


def plan(content: bytes, *, by: User, tell: Progress) -> Plan:
    """Returns what a file of people would do; ValidationError where it is no such file. Nothing is written."""
    sheet = read(content, PersonSheet, needed=("full_name",), tell=tell)
    rows = _drafts(sheet.rows, by)
    tell(len(rows), len(rows))
    return Plan([_line(one) for one in rows], sheet.columns, sheet.beneath, rows)


def _drafts(rows: list[Row], by: User) -> list[RowDraft]:
    units = Units(by, {str(row.values.get(name) or "") for row in rows for name in ("unit_code", "post_unit_code")})
    persons = Persons(rows, units, by)
    drafts = [RowDraft(row, persons.take(row)) for row in rows]
    for draft in drafts:
        if draft.person is not None:
            draft.post = post_of(draft.row, draft.person, units)
    for person in persons.drafts:
        check_overlaps(person)
        _check_own(person, by)
    _check_accounts(drafts, by)
    return drafts


def _check_own(who: PersonDraft, by: User) -> None:
    """Nobody gives or takes own posts."""
    for post in who.posts:
        if who.stored and who.stored.pk == by.person_id and (post.stored is None or post.changes):
            post.row.wrong("role", _("Nobody gives or ends own posts: another administrator does."))


def _check_accounts(drafts: list[RowDraft], by: User) -> None:
    """A user name makes an account where there is none; it is free, and its person is kept by nobody else."""
    asked = {str(one.row.values.get("username") or "").lower() for one in drafts} - {""}
    taken = _taken(sorted(asked))
    given: dict[str, RowDraft] = {}
    for draft in drafts:
        row, who, name = draft.row, draft.person, str(draft.row.values.get("username") or "")
        if not name or who is None or "username" in row.problems:
            continue
        account = getattr(who.stored, "user", None) if who.stored else None
        if account is not None:
            if account.username != name:
                row.wrong("username", _("A sheet does not change the user name of an account."))
            continue
        first = given.setdefault(name.casefold(), draft)
        if first is not draft and first.person is who:
            continue
        check_username(row, name)
        if name.lower() in taken:
            row.wrong("username", _("This user name is taken."))
        elif first is not draft:
            row.wrong("username", _("Row %(number)d has the same user name.") % {"number": first.row.number})
        elif who.username:
            row.wrong("username", _("One person has one account."))
        elif elsewhere := _kept_elsewhere(who, by):
            row.wrong("username", _("The administrator of %(unit)s keeps the account.") % {"unit": elsewhere})
        draft.invites, who.username = True, name


def _taken(names: list[str]) -> set[str]:
    found: set[str] = set()
    for first in range(0, len(names), AT_ONCE):
        users = User.objects.annotate(folded=Lower("username")).filter(folded__in=names[first : first + AT_ONCE])
        found |= {name.lower() for name in users.values_list("username", flat=True)}
    return found


def _kept_elsewhere(who: PersonDraft, by: User) -> str:
    if who.stored and who.stored.pk == by.person_id:
        return who.stored.unit.name
    held = [post.unit for post in who.held if post.to_on is None or post.to_on > today()]
    return next((unit.name for unit in held if not keeps(by, unit)), "")


def _line(draft: RowDraft) -> Line:
    row, who, post = draft.row, draft.person, draft.post
    name = who.person.full_name if who else str(row.values.get("full_name") or "")
    label = f"{name} · {post.title}, {post.unit.short_name}" if post else name
    line = Line(row.number, list(_happens(draft)), name, label, problems=row.problems)
    if who is not None:
        line.under = who.person.unit.code
        line.changes = (who.changes if who.stored and who.first is row else {}) | (post.changes if post else {})
        line.seen = str(who.stored.pk if who.stored else 0)
    if post is not None and post.stored is None:
        line.changes = line.changes | {"role": ["", str(post.role)]}
    if draft.invites:
        line.changes = line.changes | {"username": ["", str(row.values["username"])]}
    return line


def _happens(draft: RowDraft) -> Iterator[str]:
    row, who, post = draft.row, draft.person, draft.post
    if row.problems or who is None:
        yield What.WRONG
        return
    fresh = who.stored is None and who.first is row
    if fresh or (post is not None and post.stored is None):
        yield What.NEW
    if (who.stored and who.first is row and who.changes) or (post and post.changes and not post.ends):
        yield What.CHANGED
    if post and post.ends:
        yield What.ENDED
    if draft.invites:
        yield What.INVITED
    touched = fresh or draft.invites or (who.first is row and who.stored and who.changes)
    if not touched and (post is None or (post.stored and not post.changes)):
        yield What.UNCHANGED
