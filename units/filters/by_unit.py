"""How does a list find the papers of a unit and of everything beneath from a few letters of its name?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import django_filters
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.as_on import THEN
from units.models import Level, Placement, Unit, User
from units.querysets import UnitQuerySet, own, readable, within
from units.vietnamese.names import search_key, search_words

MOST_SUBTREES = 200  # ranges in one condition; more names than this are no longer a search

TREES = [("", pgettext_lazy("tree", "Where they stand now")), (THEN, pgettext_lazy("tree", "Where they stood then"))]


class TreeFilter(django_filters.ChoiceFilter):
    """By which tree the unit beside it is looked for: as it is now, or as it was on the day of each row.

    Narrows nothing itself: `UnitTextFilter` asks for it (product.md, Rulings: As then).
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Units above"))
        kwargs.setdefault("empty_label", TREES[0][1])
        super().__init__(choices=TREES[1:], **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs


class UnitTextFilter(django_filters.CharFilter):
    """Finds rows by the text of their unit's name or of a unit above it: "ba dinh" finds all of Quận đoàn Ba Đình.

    `field_name` leads to the unit. Only units that the visitor sees are looked up; the FilterSet needs the request.
    `stood` gives the placement of a row's unit on the row's own day, where the list can also be asked by that.
    """

    def __init__(self, field_name: str = "unit", *, stood: Callable[[], QuerySet[Placement]] | None = None, **kwargs):
        self.stood = stood
        kwargs.setdefault("label", pgettext_lazy("noun", "Unit"))
        kwargs.setdefault("help_text", _("A part of its name or of a unit's above it, with or without accents"))
        super().__init__(field_name=field_name, **kwargs)
        self._found: dict[str, Q] = {}

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value or not search_key(value):
            return qs
        if self.stood and self.parent.form.cleaned_data.get("tree") == THEN:
            return self._stood_under(qs, value, self.stood())
        if value not in self._found:  # the desk asks once for each kind of paper: the names are looked up once
            self._found[value] = in_units_called(value, self.parent.request.user, f"{self.field_name}__")
        return qs.filter(self._found[value])

    def _stood_under(self, qs: QuerySet, value: str, stood: QuerySet[Placement]) -> QuerySet:
        """The rows whose unit stood, on the row's own day, under one that is or was called so."""
        places = Placement.objects.filter(unit__in=named(value, self.parent.request.user)).order_by("path")
        condition = Q(pk__in=[])
        for path in _outermost(places.values_list("path", flat=True).distinct()[:MOST_SUBTREES]):
            condition |= within(path, "stood_")
        path_then = Coalesce(Subquery(stood.values("path")[:1]), f"{self.field_name}__path")
        return qs.alias(stood_path=path_then).filter(condition)


def in_units_called(text: str, user: User, prefix: str = "unit__") -> Q:
    """Returns the condition that a unit, or one above it, is called `text`; one query.

    Looked up are the units that `user` sees and those on the way to them, which are shown with them anyway.
    """
    words = search_words(text)
    condition = Q(**{f"{prefix}search_name__contains": words[0]}) if words else Q()
    for word in words[1:]:
        condition &= Q(**{f"{prefix}search_name__contains": word})
    for path in _subtrees(text, user):
        condition |= within(path, prefix)
    return condition


def named(text: str, user: User) -> UnitQuerySet:
    """Returns the units called `text`, of those that a person sees and those on the way to them."""
    above = {pk for post in user.current_posts for pk in post.unit.ancestor_ids}
    return Unit.objects.filter(readable(user) | own(user, "pk") | Q(pk__in=above)).matching(text)


def _subtrees(text: str, user: User) -> list[str]:
    """Returns the paths of the matching units that can have units beneath, without those inside another one."""
    matching = named(text, user).filter(level__lt=Level.BRANCH).order_by("path")
    return _outermost(matching.values_list("path", flat=True)[:MOST_SUBTREES])


def _outermost(paths: Iterable[str | None]) -> list[str]:
    """Returns, of paths in their order, those that lie in no other one."""
    outer: list[str] = []
    for path in paths:
        if path and not (outer and path.startswith(outer[-1])):
            outer.append(path)
    return outer
