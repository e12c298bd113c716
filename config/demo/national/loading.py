"""In which order is the country at national size made? Province by province, so that memory stays as it is."""

from __future__ import annotations

from io import StringIO
from itertools import groupby

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from campaign.catalogue import load_catalogue
from config.demo.loading import FOUNDED_AT, Say, count_for_the_planner, step, swiftly
from config.demo.national.people import Town, headcounts, seats_of
from config.demo.national.shape import BRANCHES, GRASSROOTS, Share, shares
from config.demo.national.units import Growth, placement
from config.demo.people import second_posts
from units import bulk, tree
from units.clock import at
from units.models import Headcount, Person, Placement, Post, Record, Unit, User
from units.records import record_all

ACCOUNTS = 150_000
SAID_AFTER = 10  # provinces


def load(*, say: Say = lambda _text: None) -> None:
    """Makes the country at national size in an empty database; `say` is told each step with its seconds."""
    with transaction.atomic(), swiftly(), at(FOUNDED_AT):
        with step(_("the official units, the conclusion and its catalogue"), say):
            load_catalogue()
            call_command("load_units", stdout=StringIO())
        official = list(Unit.objects.order_by("path").select_related("parent"))
        lacking = ACCOUNTS - sum(len(seats_of(unit)) for unit in official) - 2 * GRASSROOTS - BRANCHES
        growth, town, wanted = Growth(max(unit.pk for unit in official) + 1), Town(lacking), shares(official)
        provinces = [list(units) for _path, units in groupby(official, key=_province_path)]
        for some in (provinces[i : i + SAID_AFTER] for i in range(0, len(provinces), SAID_AFTER)):
            ends = {"first": some[0][0].short_name, "last": some[-1][0].short_name}
            with step(_("units, people and accounts, from %(first)s to %(last)s") % ends, say):
                for units in some:
                    _write(units, growth, town, wanted)
        _go_on_counting(Unit, Person, User)
        with step(_("counting the rows for the planner of queries"), say):
            count_for_the_planner()


def _province_path(unit: Unit) -> str:
    """What the paths of a province-level unit and of everything beneath it begin with; the centre stands alone."""
    return (unit.path or "")[: 2 * tree.WIDTH]


def _write(official: list[Unit], growth: Growth, town: Town, wanted: dict[str, Share]) -> None:
    grown = [one for unit in official if unit.code in wanted for one in growth.under(unit, wanted[unit.code])]
    bulk.insert(Unit, grown, keyed=True)
    bulk.insert(Placement, map(placement, grown))
    record_all(Record.Verb.CREATED, grown, by=None)
    units = [*official, *grown]
    settled = list(town.settle(units, official[0].territory))
    bulk.insert(Person, (one.person for one in settled), keyed=True)
    seconds = second_posts(((one.seat, one.person) for one in settled), {unit.code: unit for unit in units})
    bulk.insert(Post, [*(one.post for one in settled), *seconds])
    bulk.insert(User, (one.user for one in settled), keyed=True)
    bulk.insert(Headcount, headcounts(settled))


def _go_on_counting(*kinds: type[models.Model]) -> None:
    """Tells the engine which keys are taken: these were given by us."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
            cursor.execute(statement)
