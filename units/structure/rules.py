"""What stands against a change of the tree? Rules alone; every objection names its field and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units import tree
from units.clock import today
from units.models import Level, Post, Succession, Unit, User
from units.querysets import keeps
from units.spans import not_ended_on


def may_reorganise(user: User, unit: Unit) -> bool:
    """Says whether the user administers a unit and its superior: nobody moves or closes the unit of the own post."""
    return unit.parent is not None and keeps(user, unit) and keeps(user, unit.parent)


def check_right(user: User, *units: Unit) -> None:
    """Raises ValidationError for the first unit that the user may not reorganise."""
    for unit in units:
        if not may_reorganise(user, unit):
            raise ValidationError(_("You do not administer %(unit)s and its superior.") % {"unit": unit.name})


def check_parent(unit: Unit, parent: Unit | None) -> None:
    """Raises ValidationError unless `parent` is of a strictly higher level, open, and not beneath the unit."""
    if parent is None:
        if unit.level != Level.CENTRAL:
            raise ValidationError({"parent": _("Only the central office has no superior.")})
        return
    if parent.level >= unit.level:
        raise ValidationError({"parent": _("The direct superior must be of a higher level than the unit.")})
    if unit.path and tree.contains(unit.path, parent.path or ""):
        raise ValidationError({"parent": _("A unit cannot stand under itself.")})
    if parent.closed_on:
        raise ValidationError({"parent": closed(parent)})


def closed(unit: Unit) -> str:
    """Says that a unit is closed."""
    return str(_("%(unit)s is closed.") % {"unit": unit.name})


def check_open(*units: Unit) -> None:
    """Raises ValidationError for the first unit that is closed, or to be closed."""
    for unit in units:
        if unit.closed_on:
            raise ValidationError(closed(unit))


def check_day(day: date, *units: Unit) -> None:
    """Raises ValidationError where a day has not come, or one of the units was not there or moved since then.

    What happened later is already written down as it happened: it would have to be entered anew, after this.
    """
    if day > today():
        known = {"today": f"{today():%d/%m/%Y}"}
        raise ValidationError({"on": _("This day has not come yet: today is %(today)s.") % known})
    for unit in units:
        if day < unit.opened_on:
            opened = f"{unit.opened_on:%d/%m/%Y}"
            raise ValidationError({"on": _("The unit was opened later, on %(day)s.") % {"day": opened}})
        current = unit.placements.get(to_on=None)
        if day < current.from_on:
            since = f"{current.from_on:%d/%m/%Y}"
            raise ValidationError({"on": _("The unit has stood where it is only since %(day)s.") % {"day": since}})


def check_merger(units: Sequence[Unit], into: Unit) -> None:
    """Raises ValidationError unless open units of one level can be merged into another one of that level."""
    if not units:
        raise ValidationError({"units": _("Choose at least one unit to be merged.")})
    if into.parent_id is None or any(unit.parent_id is None for unit in units):
        raise ValidationError({"into": _("The central office is not merged with anything.")})
    if into.pk in {unit.pk for unit in units}:
        raise ValidationError({"into": _("A unit cannot be merged into itself.")})
    if into.closed_on:
        raise ValidationError({"into": closed(into)})
    check_open(*units)
    if any(unit.level != into.level for unit in units):
        raise ValidationError({"into": _("Units are merged into one of their own level.")})


def check_own_posts(user: User, day: date, *units: Unit) -> None:
    """Raises ValidationError where the user holds a post of these units beyond a day: it would end with the unit."""
    if Post.objects.filter(unit__in=units, person=user.person_id).not_ended(day).exists():
        raise ValidationError(_("Nobody gives or ends own posts: another administrator does."))


def check_successions(day: date, *units: Unit) -> None:
    """Raises ValidationError where a unit was merged with another, or divided, after that day."""
    later = Succession.objects.filter(on__gt=day)
    for unit in units:
        if (later.filter(predecessor=unit) | later.filter(successor=unit)).exists():
            raise ValidationError({"on": _("%(unit)s was merged or divided after this day.") % {"unit": unit.name}})


def check_apart(day: date, into: Unit, *units: Unit) -> None:
    """Raises ValidationError where the unit that others go up in stood beneath one of them on that day or later."""
    paths = into.placements.filter(not_ended_on(day)).values_list("path", flat=True)
    above = {pk for path in paths for pk in tree.ancestor_ids(path)}
    for unit in units:
        if unit.pk in above:
            said = {"into": into.name, "unit": unit.name}
            raise ValidationError({"on": _("%(into)s stood under %(unit)s after this day.") % said})
