"""How does somebody find people: by a few letters of the name, unit, role, whether they sign in?"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.clock import today
from units.filters.asked import AskedFilterSet
from units.filters.by_unit import UnitTextFilter
from units.filters.days import OnDayFilter, day_of
from units.filters.sorting import SortFilter
from units.models import Person, Post, Role
from units.querysets import PersonQuerySet, PostQuerySet

ALL = _("All")
ACCOUNTS = [("active", _("Can sign in")), ("closed", _("Account closed")), ("none", _("No account"))]


class PersonFilter(AskedFilterSet):
    """The filter of the list of people; the words of the search stand in a box of their own above it."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.HiddenInput)
    unit = UnitTextFilter()
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=[*Role.choices, ("none", _("No post"))], method="in_role", empty_label=ALL
    )
    account = django_filters.ChoiceFilter(label=_("Account"), choices=ACCOUNTS, method="with_account", empty_label=ALL)
    on = OnDayFilter()
    sort = SortFilter(
        label=pgettext_lazy("list", "Sorted by"), empty_label=_("Name"),
        fields=(("unit__sort_name", "unit"), ("born_on", "born")),
        field_labels={"unit__sort_name": pgettext_lazy("sort", "Unit"), "born_on": _("Date of birth")},
    )  # fmt: skip

    class Meta:
        model = Person
        fields: list[str] = []

    @cached_property
    def day(self) -> date | None:
        """The past day that is asked for; None for today."""
        return day_of(self)

    @property
    def posts(self) -> PostQuerySet:
        """The posts that the user sees, in force on the day that is asked for, today unless it lies in the past."""
        return Post.objects.visible_to(self.request.user).in_force(self.day or today())

    def filter_queryset(self, queryset: PersonQuerySet) -> PersonQuerySet:
        """Keeps on a past day those who held a post then, unless those without one are asked for."""
        found = super().filter_queryset(queryset)
        if self.day and not self.form.cleaned_data.get("role"):
            found = found.filter(Exists(self.posts.filter(person=OuterRef("pk"))))
        return found.prefetch_related(Prefetch("posts", self.posts.select_related("unit"), to_attr="posts_now"))

    def search(self, found: PersonQuerySet, name: str, text: str) -> PersonQuerySet:
        """Keeps the people whose name bears all the words, with or without accents."""
        return found.matching(text)

    def in_role(self, found: PersonQuerySet, name: str, role: str) -> PersonQuerySet:
        """Keeps those who hold such a post on the day, or none at all, as far as the user sees posts."""
        held = self.posts.filter(person=OuterRef("pk"))
        return found.filter(~Exists(held) if role == "none" else Exists(held.filter(role=role)))

    def with_account(self, found: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        """Keeps those who can sign in, no longer can, or have no account."""
        return found.filter(user=None) if value == "none" else found.filter(user__is_active=value == "active")
