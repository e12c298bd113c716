"""Whatever is done to a tree, in whatever order and however late it is entered: nothing about it is wrong."""

from contextlib import suppress
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from campaign.activities import place_ancestors
from campaign.models import Activity
from tests.cast import make_activity, make_unit, make_user
from units import desk
from units.approval import Action
from units.faults import faults
from units.models import Role, Unit
from units.structure import add_unit, close_unit, merge, move_unit, reopen_unit, split

DAYS = [date(2016, 1, 1), date(2016, 5, 1), date(2016, 9, 1), date(2017, 3, 1), date(2017, 11, 15)]
VERBS = ["add", "move", "merge", "merge", "split", "close", "reopen"]
STEPS = some.lists(
    some.tuples(
        some.sampled_from(VERBS), some.sampled_from(DAYS), some.integers(0, 30), some.integers(0, 30),
        some.integers(0, 30),
    ),
    min_size=3, max_size=9,
)  # fmt: skip


def one_of(units, number):
    return units[number % len(units)]


def do(number, verb, day, a, b, c, by):
    """One step with units chosen by the numbers; most that make no sense are refused."""
    units = list(Unit.objects.exclude(parent=None).order_by("pk"))
    unit, other, third = one_of(units, a), one_of(units, b), one_of(units, c)
    told = {"on": day, "by": by, "decision_number": str(number)}
    peers = [one for one in units if one.level == unit.level and one != unit and not one.closed_on] or units
    if verb == "add":
        new = Unit(
            code=f"M{number}", name="Mới", short_name="Mới", level=min(other.level + 1 + c % 2, 5), kind="branch",
            parent=other, opened_on=day,
        )  # fmt: skip
        add_unit(new, by=by)
    elif verb == "move":
        above = [one for one in Unit.objects.order_by("pk") if one.level < unit.level and not one.closed_on]
        move_unit(unit, to=one_of(above, b), **told)
    elif verb == "merge":
        merge(list({one_of(peers, b), one_of(peers, c)}), into=unit, reason="Sáp nhập", **told)
    elif verb == "split":
        into = [Unit(code=f"S{number}", name="Tách", short_name="Tách", kind=unit.kind), one_of(peers, c)]
        where = {child.pk: (b + child.pk) % 2 for child in unit.children.filter(closed_on=None) if b % 3 or c % 2}
        split(unit, into=into, where=where, keeps_open=bool(b % 2), reason="Chia tách", **told)
    elif verb == "close":
        close_unit(unit, reason="Giải thể", **told)
    else:
        shut = [one for one in units if one.closed_on] or [third]
        reopen_unit(one_of(shut, b), **told)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(steps=STEPS)
def test_no_sequence_of_changes_leaves_anything_wrong(cast, steps):
    with transaction.atomic():
        by = make_user("trunguong.quantri", "Chu Văn Quản", cast.central, Role.ADMINISTRATOR, "Quản trị")
        caugiay = make_unit("H005", "Quận đoàn Cầu Giấy", 3, cast.hanoi)
        make_unit("CD8", "Chi đoàn 8", 5, make_unit("DICH", "Đoàn cơ sở phường Dịch Vọng", 4, caugiay))
        for unit, who in ((cast.chidoan3, cast.secretary), (cast.ngocha, cast.ngocha_secretary)):
            for day in (date(2015, 6, 1), date(2016, 6, 1), date(2017, 6, 1)):
                paper = make_activity(cast, unit=unit, by=who, started_on=day, ended_on=day)
                place_ancestors(paper)
                paper.save()
                if day.year != 2016:
                    desk.take(Action.SUBMIT, paper, by=who)
        for number, step in enumerate(steps):
            with suppress(ValidationError), transaction.atomic():
                do(number, *step, by)
        assert list(faults()) == []
        for kept in Activity.objects.all():
            before = kept.province_id, kept.district_id, kept.grassroots_id, kept.branch_id
            place_ancestors(kept)
            assert before == (kept.province_id, kept.district_id, kept.grassroots_id, kept.branch_id)
        transaction.set_rollback(True)
