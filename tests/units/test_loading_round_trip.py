"""Out to Excel and back: whatever the tree, people and numbers are, a sheet that nobody edited changes nothing."""

from __future__ import annotations

import unicodedata
from datetime import date

from django.db import transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.cast import make_unit
from tests.units.sheets import dry, exported
from units.ladder import KINDS
from units.models import Headcount, Level, Person, Post, Role, Sector
from units.structure import close_unit

LETTERS = some.sampled_from("aăâđêôơưẩợỹZ09 =+-@'\"&<>_,.;()/–…\u00a0\u200b\x01\t%")
NAMES = some.tuples(
    some.text(LETTERS, min_size=1, max_size=40).filter(lambda text: any(letter.isalpha() for letter in text)),
    some.sampled_from(["NFC", "NFD"]),
).map(lambda pair: unicodedata.normalize(pair[1], pair[0]))  # fmt: skip
DAYS = some.dates(date(2014, 1, 2), date(2017, 11, 15))
ROWS = some.lists(
    some.fixed_dictionaries({
        "above": some.integers(0, 99), "down": some.integers(1, 3), "kind": some.integers(0, 9),
        "name": NAMES, "short": NAMES, "code": some.sampled_from(["00{}", "A{}", "1.{}", "Đ-{}", "9{}"]),
        "sector": some.sampled_from(Sector.values), "opened": DAYS, "in_scope": some.booleans(),
        "territory": some.sampled_from(["", "01", "001"]), "closes": some.booleans(),
        "count": some.none() | some.tuples(some.integers(0, 9), some.none() | some.integers(0, 9)),
        "person": some.none() | NAMES, "born": some.none() | some.dates(date(1950, 1, 1), date(1999, 1, 1)),
        "posts": some.lists(some.tuples(some.sampled_from(Role.values), DAYS, NAMES), max_size=2,
                            unique_by=lambda post: post[0]),
    }),
    max_size=5,
)  # fmt: skip


def grow(cast, rows):
    """Makes units beneath Hà Nội with their people and numbers, as the rows say."""
    units = [cast.hanoi]
    for number, row in enumerate(rows):
        above = units[row["above"] % len(units)]
        if above.level == Level.BRANCH:
            above = cast.hanoi
        level = min(above.level + row["down"], Level.BRANCH)
        kinds = KINDS[level]
        unit = make_unit(
            row["code"].format(number), row["name"], level, above, kind=kinds[row["kind"] % len(kinds)],
            sector=row["sector"], opened_on=max(row["opened"], above.opened_on), in_scope=row["in_scope"],
            territory=row["territory"],
        )  # fmt: skip
        unit.short_name = row["short"]
        unit.save()
        if row["count"]:
            young, women = row["count"]
            Headcount.objects.create(unit=unit, year=2017, young_officials=young + (women or 0), women=women)
        if row["person"]:
            person = Person.objects.create(full_name=row["person"], unit=unit, born_on=row["born"])
            for role, since, title in row["posts"]:
                Post.objects.create(person=person, unit=unit, role=role, title=title, from_on=since)
        units.append(unit)
    for unit, row in zip(units[:0:-1], rows[::-1], strict=True):
        if row["closes"] and not unit.children.exists():
            close_unit(unit, on=date(2017, 11, 15), reason=row["name"], by=cast.hanoi_administrator)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, languages=some.sampled_from([("vi", "en"), ("en", "vi"), ("vi", "vi")]))
def test_what_is_exported_and_read_back_changes_nothing(cast, rows, languages):
    out, back = languages
    with transaction.atomic():
        grow(cast, rows)
        for kind in ("units", "headcounts", "people"):
            with override(out):
                content = exported(kind, by=cast.hanoi_administrator)
            with override(back):
                plan = dry(kind, content, by=cast.hanoi_administrator)
            assert {(*line.what, *line.problems.items()) for line in plan.lines} <= {("unchanged",)}, kind
            assert not plan.beneath
        transaction.set_rollback(True)
