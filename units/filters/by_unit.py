"""How does a list find the papers of a unit and of everything beneath from a few letters of its name?"""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.models import Level, Unit, User
from units.querysets import own, readable, within
from units.vietnamese.names import search_key, search_words

MOST_SUBTREES = 200  # ranges in one condition; more names than this are no longer a search


class UnitTextFilter(django_filters.CharFilter):
    """Finds rows by the text of their unit's name or of a unit above it: "ba dinh" finds all of Quận đoàn Ba Đình.

    `field_name` leads to the unit. Only units that the visitor sees are looked up; the FilterSet needs the request.
    """

    def __init__(self, field_name: str = "unit", **kwargs):
        kwargs.setdefault("label", pgettext_lazy("noun", "Unit"))
        kwargs.setdefault("help_text", _("A part of its name or of a unit's above it, with or without accents"))
        super().__init__(field_name=field_name, **kwargs)
        self._found: dict[str, Q] = {}

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value or not search_key(value):
            return qs
        if value not in self._found:  # the desk asks once for each kind of paper: the names are looked up once
            self._found[value] = in_units_called(value, self.parent.request.user, f"{self.field_name}__")
        return qs.filter(self._found[value])


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


def _subtrees(text: str, user: User) -> list[str]:
    """Returns the paths of the matching units that can have units beneath, without those inside another one."""
    above = {pk for post in user.current_posts for pk in post.unit.ancestor_ids}
    among = Unit.objects.filter(readable(user) | own(user, "pk") | Q(pk__in=above))
    matching = among.matching(text).filter(level__lt=Level.BRANCH).order_by("path")
    outer: list[str] = []
    for path in matching.values_list("path", flat=True)[:MOST_SUBTREES]:
        if path and not (outer and path.startswith(outer[-1])):
            outer.append(path)
    return outer
