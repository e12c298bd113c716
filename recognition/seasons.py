"""Which seasons concern a person, and in which may a unit nominate today?"""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from recognition.models import Nomination, Season
from units import tree
from units.approval import Power, units_with
from units.clock import today
from units.models import Record, Unit, User
from units.querysets import readable
from units.records import record


def visible_to(user: User) -> QuerySet[Season]:
    """The seasons of the user's units, of the units above them and, where a post reads downward, beneath."""
    on_the_way = {pk for post in user.current_posts for pk in tree.ids(post.unit.path or "")}
    found = Season.objects.filter(Q(unit__in=on_the_way) | readable(user, "unit__"))
    return found.select_related("unit").order_by("-closes_on", "level", "pk")


def open_for(unit: Unit) -> QuerySet[Season]:
    """The seasons in which the unit can nominate today: those of the units above it, the root's also for the root."""
    return open_today().filter(unit__in=unit.ancestor_ids or [unit.pk])


def open_today() -> QuerySet[Season]:
    """The seasons that take nominations today, the one that closes first on top."""
    found = Season.objects.filter(opens_on__lte=today(), closes_on__gte=today())
    return found.select_related("unit").order_by("closes_on", "level", "pk")


def openings(user: User) -> list[tuple[Season, Unit]]:
    """Returns every open season with each unit for which the user may nominate in it; at most one query."""
    writing = set(units_with(user, Power.DRAFT))
    units = {post.unit_id: post.unit for post in user.current_posts if post.unit_id in writing}
    if not units:
        return []
    above = {pk: unit.ancestor_ids or [pk] for pk, unit in units.items()}
    found = list(open_today().filter(unit__in={pk for keys in above.values() for pk in keys}))
    return [(season, unit) for season in found for pk, unit in units.items() if season.unit_id in above[pk]]


def tally(season: Season, *, by: User) -> dict[str, int]:
    """Returns how many nominations of the season the user reads, by state; one query."""
    rows = Nomination.objects.visible_to(by).filter(season=season).order_by().values("state")
    return dict(rows.annotate(number=Count("pk")).values_list("state", "number"))


def pass_on(unit: Unit, *, into: Unit, since: date, by: User) -> None:
    """Makes the successor of a merged unit the awarding unit of its seasons that were not over on that day, but for
    those of which it has one of the same name and year. Runs after `units.structure.merge`."""
    for season in Season.objects.filter(unit=unit, closes_on__gte=since).order_by("pk"):
        if not Season.objects.filter(unit=into, name_vi=season.name_vi, year=season.year).exists():
            season.unit = into
            season.save(update_fields=["unit"])
            record(Record.Verb.CHANGED, season, by=by, changes={"unit": [str(unit), str(into)]})
