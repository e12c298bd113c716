"""Why does somebody see a thing, and what can he or she do with it? In sentences, from the rules themselves.

The clauses are those that `visible_to` asks, here one by one and for one post at a time; the actions are those of
`units.approval`. So this page can say nothing that the rules do not do.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import Model
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from units.approval import POWERS, RULES, Action, Power, State, acting_post, refusal
from units.clauses import Clause
from units.clock import today
from units.models import NetworkMember, Paper, Person, Post, Unit, User
from units.querysets import PersonQuerySet, keeps, kept, reads, reads_people

# Which thing stands at an address, by the address's name; higher rooms add theirs in ready().
_things: dict[str, Any] = {"units:unit_detail": Unit, "units:person_detail": Person}


def add(url_name: str, kind: type[Model]) -> None:
    """Lets the things of a kind, which have a page of their own, be asked about."""
    _things[url_name] = kind


def thing_at(address: str, *, by: User) -> Any:
    """Returns the thing whose page stands at an address of ours, None where there is none or `by` does not read it."""
    try:
        found = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return None
    kind = _things.get(found.view_name)
    return kind._default_manager.visible_to(by).filter(pk=found.kwargs["pk"]).first() if kind else None


def people_of(user: User) -> PersonQuerySet:
    """Returns the people whom the user may ask about: whose home unit, or a post's, he or she administers."""
    held = Post.objects.kept_by(user).not_ended(today()).values("person")
    return Person.objects.filter(kept(user, "unit__")) | Person.objects.filter(pk__in=held)


def place_of(person: Person, by: User) -> Unit:
    """Returns the unit by which the user knows a person: the home unit, or where the user administers a post."""
    if reads_people(by, person.unit):
        return person.unit
    held = Post.objects.kept_by(by).not_ended(today()).filter(person=person)
    return held.select_related("unit").order_by("pk")[0].unit


# --- the grounds -----------------------------------------------------------------------------------------------------


class Ground(NamedTuple):
    """One clause by which one post lets somebody read a thing."""

    clause: Clause
    post: Post


def grounds(thing: Any, user: User) -> Iterator[Ground]:
    """Yields each clause by which a held post lets the user read a thing; nothing where `visible_to` leaves it out."""
    manager = type(thing)._default_manager
    for post in user.held_posts:
        alone = in_post(user, post)
        for clause, rows in manager.get_queryset().clauses.items():
            if manager.filter(rows(alone), pk=thing.pk).exists():
                yield Ground(clause, post)


def in_post(user: User, post: Post) -> User:
    """Returns the user as somebody who acts in one post alone."""
    alone = copy(user)
    alone.acting_post, alone.current_posts = post, [post]
    return alone


# --- in words --------------------------------------------------------------------------------------------------------


# What goes without saying where the same post gives the narrower ground.
_WIDER = {Clause.SUBTREE: Clause.OWN, Clause.ADDRESSED_BENEATH: Clause.ADDRESSED}


class Can(NamedTuple):
    """Actions on a paper: their words, why they cannot be taken now or "", and the post in which they can."""

    labels: list[str]
    refused: str
    post: str


@dataclass
class Answer:
    """What an administrator is told: whether the person sees the thing, why or why not, what can be done with it."""

    sees: bool
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    actions: list[Can] = field(default_factory=list)


def explain(thing: Any, person: Person, *, by: User) -> Answer:
    """Returns the answer for a thing that `by` reads; a post at a unit that `by` does not read is not named."""
    user = getattr(person, "user", None) or User(person=person)
    shown = set(Post.objects.visible_to(by).filter(person=person).values_list("pk", flat=True))
    found = list(grounds(thing, user))
    answer = Answer(bool(found), warnings=_warnings(person, user))
    if found:
        plain = [one for one in found if (_WIDER.get(one.clause), one.post) not in found]
        answer.reasons = [_reason(one, thing) for one in plain if one.post.pk in shown]
    else:
        answer.reasons = [_denial(thing, in_post(user, post), post) for post in user.held_posts if post.pk in shown]
    if hidden := [post for post in user.held_posts if post.pk not in shown]:
        by_these = any(one.post in hidden for one in found)
        if by_these:
            answer.reasons.append(_("A post at a unit that you do not read gives the right."))
        elif not found:
            answer.reasons.append(_("Posts at units that you do not read do not give the right either."))
    answer.actions = _actions(thing, user, shown)
    return answer


def _warnings(person: Person, user: User) -> list[str]:
    said = []
    if user.pk is None:
        said.append(_("The person has no account and cannot sign in: what follows would hold with one."))
    elif not user.is_active:
        said.append(_("The account is closed: the person cannot sign in. What follows would hold if it were open."))
    if not user.held_posts:
        said.append(_("The person holds no post today, and rights come from posts alone."))
    elif len(user.held_posts) > 1:
        said.append(_("The person holds several posts and acts in one at a time: only that post counts then."))
    return said


def _reason(ground: Ground, thing: Any) -> str:
    said = {"post": ground.post.title, "at": ground.post.unit.name, "unit": unit_of(thing).name}
    match ground.clause:
        case Clause.OWN:
            return _("As %(post)s at %(at)s: whoever holds a post there sees what belongs to that unit.") % said
        case Clause.SUBTREE:
            return _("As %(post)s at %(at)s: this post reads what stands beneath, and %(unit)s does.") % said
        case Clause.NETWORK:
            return _("As %(post)s at %(at)s: %(at)s holds a network, and %(unit)s belongs to it (%(network)s).") % (
                said | {"network": _membership(ground.post.unit, unit_of(thing))}
            )
        case Clause.CO_ORGANISED:
            return _("As %(post)s at %(at)s: %(at)s co-organised this activity, and it has been sent.") % said
        case Clause.PUBLISHED:
            return (
                _("As %(post)s at %(at)s: %(unit)s stands above, and its accepted plan is open to all beneath.") % said
            )
        case Clause.ADDRESSED:
            return _("As %(post)s at %(at)s: the letter is addressed to %(at)s.") % said
        case Clause.ADDRESSED_BENEATH:
            return _("As %(post)s at %(at)s: the letter is addressed to a unit that stands beneath %(at)s.") % said
        case Clause.ADDRESSED_ACROSS:
            return (
                _("As %(post)s at %(at)s: the letter is addressed to a unit of the network that %(at)s holds.") % said
            )
        case Clause.OFFERED:
            return (
                _("As %(post)s at %(at)s: %(unit)s stands above and offers this as a model to units like %(at)s.")
                % said
            )
        case _:
            return _("It is the person's own.")


def _denial(thing: Any, user: User, post: Post) -> str:
    unit = unit_of(thing)
    said = {"post": post.title, "at": post.unit.name, "unit": unit.name, "role": post.get_role_display()}
    if isinstance(thing, Paper) and thing.state == State.DRAFT and reads(user, unit):
        return (
            _("As %(post)s at %(at)s: reads %(unit)s, but this paper is a draft, which its own unit alone sees.")
            % said
        )
    if isinstance(thing, Person) and reads(user, unit):
        return _("As %(post)s at %(at)s: reads %(unit)s across a network, which does not reach to its people.") % said
    if Power.READ_SUBTREE not in POWERS[post.role] and post.unit.contains(unit):
        return _("As %(post)s at %(at)s: %(role)s sees what belongs to that unit, not what stands beneath it.") % said
    return (
        _("As %(post)s at %(at)s: %(unit)s does not stand beneath it, and nothing else opens this to that post.")
        % said
    )


def _membership(holder: Unit, unit: Unit) -> str:
    above = [*unit.ancestor_ids, unit.pk]
    member = NetworkMember.objects.in_force(today()).filter(network__holder=holder, unit__in=above)
    return str(member.select_related("network")[0].network)


def _actions(thing: Any, user: User, shown: set[int]) -> list[Can]:
    """What the rules allow and refuse, the allowed first; what has the same answer stands together."""
    if isinstance(thing, Unit | Person):
        refused = (
            "" if keeps(user, unit_of(thing)) else _("Only administrators of the unit or of one above it do this.")
        )
        return [Can([str(capfirst(Power.KEEP.label))], refused, "")]
    answers: dict[tuple[str, str], list[str]] = {}
    for action in RULES if isinstance(thing, Paper) else ():
        post, refused = acting_post(action, thing, user), refusal(action, thing, user)
        named = str(post) if post and post.pk in shown and not refused else ""
        answers.setdefault((refused, named), []).append(str(Action(action).label))
    return sorted((Can(labels, *answer) for answer, labels in answers.items()), key=lambda can: bool(can.refused))


def unit_of(thing: Any) -> Unit:
    """Returns the unit that a thing belongs to."""
    return thing if isinstance(thing, Unit) else thing.unit
