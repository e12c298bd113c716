"""Which post does a row mean, and does it fit with the others that the person holds?"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from units.loading.cells import tidy
from units.loading.lookup import Units
from units.loading.people.drafts import OF_POST, PersonDraft, PostDraft, overlap
from units.loading.people.persons import kept_unit
from units.loading.rows import Row
from units.models import Role, Unit


def post_of(row: Row, who: PersonDraft, units: Units) -> PostDraft | None:
    """Returns what a row makes of a post, an existing one (same unit, role and first day) or a new one."""
    if not any(row.has(name) for name in OF_POST):
        return None
    read = row.values
    role, since, unit = read.get("role"), read.get("from_on"), _unit(row, who, units)
    if role is None:
        row.wrong("role", _("Say which role the post is."))
    if since is None:
        row.wrong("from_on", _("Say from which day on the post is held."))
    if role is None or since is None or unit is None:
        return None
    post = PostDraft(
        row, unit, role, read.get("title") or "", since, read.get("to_on"), read.get("decision_number") or ""
    )
    same = [one for one in who.held if (one.role, one.from_on) == (role, since)]
    post.stored = next((one for one in same if one.unit_id == unit.pk), None)
    if post.stored is None and not row.has("post_unit_code") and who.stored:
        # A row that names no unit of the post means the post at home, also where the home has just become another.
        post.stored = next((one for one in same if one.unit_id == who.stored.unit_id), None)
        post.unit = post.stored.unit if post.stored else unit
    if post.stored is None:
        _begin(post)
    else:
        _change(post)
    who.posts.append(post)
    return post


def _unit(row: Row, who: PersonDraft, units: Units) -> Unit | None:
    code = str(row.values.get("post_unit_code") or "")
    if not code:
        return who.person.unit
    return kept_unit(row, "post_unit_code", code, "post_unit", str(row.values.get("post_unit") or ""), units)


def _begin(post: PostDraft) -> None:
    row = post.row
    if not post.title:
        with override(settings.LANGUAGE_CODE):
            post.title = str(Role(post.role).label)
    if post.to_on and post.to_on <= post.from_on:
        row.wrong("to_on", _("The post would end before it begins."))
    if not post.unit.is_open(post.from_on):
        row.wrong("from_on", _("%(unit)s does not exist on this day.") % {"unit": post.unit.name})
    elif (closed := post.unit.closed_on) and (post.to_on is None or post.to_on > closed):
        text = _("%(unit)s was closed on %(day)s: the post ended on that day at the latest.")
        row.wrong("to_on", text % {"unit": post.unit.name, "day": f"{closed:%d/%m/%Y}"})


def _change(post: PostDraft) -> None:
    """A column that the sheet does not have changes nothing; a post that has been ended stays ended."""
    row, stored = post.row, post.stored
    assert stored is not None
    for name in ("title", "decision_number"):
        value = getattr(post, name)
        if value and name not in row.problems and value != tidy(getattr(stored, name)):
            post.changes[name] = [getattr(stored, name), value]
    if "to_on" not in row.values or "to_on" in row.problems:
        post.to_on = stored.to_on
    elif post.to_on != stored.to_on:
        if stored.to_on:
            day = f"{stored.to_on:%d/%m/%Y}"
            row.wrong("to_on", _("This post has already been ended, on %(day)s.") % {"day": day})
        elif post.to_on and post.to_on <= stored.from_on:
            day = f"{stored.from_on:%d/%m/%Y}"
            row.wrong("to_on", _("The post began on %(day)s: it can only end later.") % {"day": day})
        elif post.to_on:
            post.changes["to_on"] = ["", f"{post.to_on:%d/%m/%Y}"]


def check_overlaps(who: PersonDraft) -> None:
    """Nobody holds the same role at the same unit twice at a time, in this file or beside what is here."""
    said = {one.stored.pk: one.to_on for one in who.posts if one.stored}
    spans = [(one.unit_id, one.role, one.from_on, said.get(one.pk, one.to_on), 0) for one in who.held]
    rows: dict[int, int] = {}
    for post in who.posts:
        if post.stored is not None:
            if post.stored.pk in rows:
                text = _("Row %(number)d is about the same post.")
                post.row.wrong("role", text % {"number": rows[post.stored.pk]})
            rows.setdefault(post.stored.pk, post.row.number)
            continue
        for unit, role, since, until, number in spans:
            same = (unit, role) == (post.unit.pk, post.role)
            if same and overlap((post.from_on, post.to_on), (since, until)):
                here = _("The person holds this post already, since %(day)s.") % {"day": f"{since:%d/%m/%Y}"}
                there = _("This post overlaps with that of row %(number)d.") % {"number": number}
                post.row.wrong("from_on", there if number else here)
        spans.append((post.unit.pk, post.role, post.from_on, post.to_on, post.row.number))
