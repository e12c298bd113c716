"""Who are the people of the units, which posts do they hold, who keeps them?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from units import people, sheets, trails, ways_in
from units.clock import today
from units.filters.people import PersonFilter
from units.forms.people import ChangePersonForm, EndPostForm, HandOverForm, NewPersonForm, PostForm
from units.keys import key_of
from units.listing import listing
from units.loading import runs
from units.loading.people import PersonSheet, PostRows
from units.models import Person, Post, Record, User
from units.pieces import render_page
from units.querysets import RecordQuerySet, keeps
from units.records import told
from units.requests import Request
from units.resources import PersonExport
from units.views import choosing
from units.views.structure import METHODS, kept_unit, status

PAGE = 25


def _listed(request: Request) -> PersonFilter:
    """The people that the visitor sees, narrowed and sorted as the address says, with what a row needs."""
    seen = Person.objects.visible_to(request.user).select_related("unit", "user")
    return PersonFilter(request.GET, seen, request=request)


@require_safe
def person_list(request: Request) -> HttpResponse:
    """Finds people of the own subtree."""
    listed = _listed(request)
    context = listing(request, listed) | {"day": listed.day, "may_import": runs.may_import(request.user)}
    trails.with_trails([person.unit for person in context["page"]])
    return render_page(request, "units/person_list.html", context)


@require_safe
def person_export(request: Request) -> HttpResponse:
    """The same list as an Excel file; of a past day with the posts of that day."""
    listed = _listed(request)
    if listed.day:
        return sheets.download(PersonExport, listed.qs, by=request.user, name="can-bo", filters=listed)
    return sheets.download(
        PersonSheet, PostRows(listed.qs, by=request.user), by=request.user, name="can-bo", filters=listed
    )


@require_safe
def person_detail(request: Request, pk: int) -> HttpResponse:
    """Who somebody is, which posts are and were held, what an administrator can do about them."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("unit", "user"), pk=pk)
    trail = trails.steps_to(person.unit, by=request.user, last=person.full_name)
    context = {"person": person, "trail": trail, **_posts(request.user, person), **_keeping(request.user, person)}
    return render(request, "units/person_detail.html", context)


def _posts(user: User, person: Person) -> dict[str, Any]:
    """The posts of a person at units that the user sees, the latest first, and which of them the user can end."""
    posts = list(person.posts.visible_to(user).select_related("unit").order_by("-from_on", "-pk"))
    trails.with_trails([post.unit for post in posts])
    held = [post for post in posts if not post.to_on or post.to_on > today()]
    may_end = {post.pk for post in held if not post.to_on and person.pk != user.person_id and keeps(user, post.unit)}
    return {"held": held, "former": [post for post in posts if post not in held], "may_end": may_end}


def _keeping(user: User, person: Person) -> dict[str, Any]:
    """What an administrator of the person's unit sees and can do; nothing for others."""
    if not keeps(user, person.unit):
        return {"may_keep": False}
    account = getattr(person, "user", None)
    return {
        "may_keep": True, "account": account, "objection": people.account_objection(person, user),
        "way_closed": account is not None and ways_in.is_closed(account),
        "records": told(_history(person, account, user).select_related("by__person")[:PAGE]),
    }  # fmt: skip


def _history(person: Person, account: User | None, user: User) -> RecordQuerySet:
    """What happened to a person, to the posts that the user sees and to the account, the newest first."""
    posts = Post.objects.visible_to(user).filter(person=person).values("pk")
    lines = Record.objects.of(person) | Record.objects.filter(subject="units.post", subject_id__in=posts)
    return lines | Record.objects.of(account) if account else lines


@require_http_methods(METHODS)
def person_create(request: Request, pk: int) -> HttpResponse:
    """Adds a person to a unit."""
    unit = kept_unit(request.user, pk)
    form = NewPersonForm(request.POST or None, unit=unit)
    if form.is_bound and form.is_valid() and (added := form.add(by=request.user)):
        messages.success(request, _("The person has been added."))
        return redirect("units:person_detail", added)
    context = {"form": form, "unit": unit, "trail": trails.steps_to(unit, by=request.user, last=_("Add a person"))}
    return render(request, "units/person_create.html", context, status=status(form))


@require_http_methods(METHODS)
def person_edit(request: Request, pk: int) -> HttpResponse:
    """Describes a person anew, or moves the person to another home unit."""
    person = kept_person(request.user, pk)
    form = ChangePersonForm(request.POST or None, person=person, by=request.user)
    if form.is_bound and form.is_valid() and form.change(by=request.user):
        messages.success(request, _("The person has been changed."))
        return redirect("units:person_detail", pk)
    context = {"form": form, "person": person, "trail": way_to(request.user, person, _("Change"))}
    return render(request, "units/person_edit.html", context, status=status(form))


@require_http_methods(METHODS)
def post_create(request: Request, pk: int) -> HttpResponse:
    """Gives a person a post."""
    person = kept_person(request.user, pk)
    form = PostForm(request.POST or None, person=person, by=request.user)
    if form.is_bound and form.is_valid() and form.appoint(by=request.user):
        messages.success(request, _("The post has been given."))
        return redirect("units:person_detail", pk)
    context = {"form": form, "person": person, "trail": way_to(request.user, person, _("Give a post"))}
    return render(request, "units/post_create.html", context, status=status(form))


@require_http_methods(METHODS)
def post_end(request: Request, pk: int) -> HttpResponse:
    """Ends a post on a day."""
    post = get_object_or_404(Post.objects.kept_by(request.user).select_related("person__unit", "unit"), pk=pk)
    form = EndPostForm(request.POST or None, post=post)
    if form.is_bound and form.is_valid() and form.end(by=request.user):
        messages.success(request, _("The end of the post has been entered."))
        return redirect("units:unit_detail", post.unit_id)
    trail = trails.steps_to(post.unit, by=request.user, last=_("End the post"))
    return render(request, "units/post_end.html", {"form": form, "post": post, "trail": trail}, status=status(form))


@require_http_methods(METHODS)
def post_hand_over(request: Request, pk: int) -> HttpResponse:
    """Finds who is to hold a post next, then ends it and begins it anew on a day."""
    post = get_object_or_404(Post.objects.kept_by(request.user).select_related("person__unit", "unit"), pk=pk)
    trail = trails.steps_to(post.unit, by=request.user, last=_("Hand the post over"))
    others = Person.objects.kept_by(request.user).exclude(pk=post.person_id).select_related("unit")
    to = others.filter(pk=key_of(request.GET.get("to"))).first()
    if to is None:
        found = choosing.search(request, others, first=others.filter(unit=post.unit))
        trails.with_trails([person.unit for person in found["found"]])
        return render(request, "units/post_hand_over_to.html", {"post": post, "trail": trail, **found})
    form = HandOverForm(request.POST or None, post=post, to=to)
    if form.is_bound and form.is_valid() and form.hand_over(by=request.user):
        messages.success(request, _("The post has been handed over."))
        return redirect("units:unit_detail", post.unit_id)
    context = {"form": form, "post": post, "to": to, "trail": trail}
    return render(request, "units/post_hand_over.html", context, status=status(form))


def kept_person(user: User, pk: int) -> Person:
    """Returns a person whose home unit the user administers; 404 for any other."""
    return get_object_or_404(Person.objects.kept_by(user).select_related("unit", "user"), pk=pk)


def way_to(user: User, person: Person, last: str) -> list[dict[str, str]]:
    """Returns the steps to a page about a person, by way of the person's own."""
    steps = trails.steps_to(person.unit, by=user, last=person.full_name)
    steps[-1]["href"] = reverse("units:person_detail", args=[person.pk])
    return [*steps, {"label": last, "href": ""}]
