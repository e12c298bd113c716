"""What is to be done with a unit on a later day: checked now, shown, called off, done on its day or said why not."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from tests.cast import make_unit, make_user
from units.clock import at
from units.duties import Urgency, duties_of
from units.faults import faults
from units.models import Post, Record, Reorganisation, Unit
from units.structure import (
    call_off,
    carry_out_due,
    close_unit,
    coming,
    described,
    merge,
    move_unit,
    schedule,
    scheduling,
)

Kind = Reorganisation.Kind
DECEMBER = date(2017, 12, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def doican(cast):
    return make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)


def plan(cast, kind, unit, **options):
    return schedule(kind, unit, on=DECEMBER, by=cast.hanoi_administrator, decision_number="60-QĐ", **options)


def on_its_day():
    with at(timezone.make_aware(timezone.datetime(2017, 12, 1, 1))):
        return carry_out_due()


def test_what_is_scheduled_waits_for_its_day_and_is_done_then_in_the_name_of_who_scheduled_it(cast, doican):
    row = plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    assert carry_out_due() == []
    assert Unit.objects.get(code="CD3").parent == cast.ngocha
    assert on_its_day() == [row]
    row.refresh_from_db()
    assert (row.state, row.terms) == ("done", {"to": doican.pk, "from": cast.ngocha.pk})
    assert Reorganisation.objects.count() == 1
    moved = Unit.objects.get(code="CD3")
    assert (moved.parent, moved.placements.last().from_on) == (doican, DECEMBER)
    lines = Record.objects.of(row)
    assert [(line.verb, line.by, line.unit) for line in lines] == [
        ("scheduled", cast.hanoi_administrator, cast.chidoan3)
    ]
    assert list(faults()) == []


def test_every_kind_is_done_on_its_day(cast, doican):
    closed = make_unit("CD9", "Chi đoàn 9", 5, doican)
    close_unit(closed, on=date(2017, 1, 1), reason="Giải thể", by=cast.hanoi_administrator)
    other = make_unit("KIMMA", "Đoàn cơ sở phường Kim Mã", 4, cast.badinh)
    gone = make_unit("CD8", "Chi đoàn 8", 5, other)
    plan(cast, Kind.RENAME, cast.chidoan3, terms={"name": "Chi đoàn Văn phòng", "sector": "health"})
    plan(cast, Kind.REOPEN, closed)
    plan(cast, Kind.CLOSE, gone, reason="Giải thể")
    plan(cast, Kind.MERGE, doican, reason="Sáp nhập", terms={"units": [cast.ngocha.pk]})
    new = Unit(code="KM1", name="Đoàn cơ sở KM1", short_name="KM1", kind="grassroots", sector="mixed")
    plan(
        cast, Kind.SPLIT, other, terms={"into": [described(new)], "where": {str(gone.pk): 0}, "keeps_open": True}
    )  # fmt: skip
    done = on_its_day()
    assert [(row.kind, row.state) for row in done] == [
        ("rename", "done"), ("reopen", "done"), ("close", "done"), ("merge", "done"), ("split", "failed"),
    ]  # fmt: skip
    tree = {unit.code: unit for unit in Unit.objects.all()}
    assert (tree["CD3"].name, tree["CD3"].sector, tree["CD3"].parent) == ("Chi đoàn Văn phòng", "health", doican)
    assert (tree["CD9"].closed_on, tree["CD8"].closed_on) == (None, DECEMBER)
    assert (tree["NGOCHA"].merged_into, tree["NGOCHA"].closed_on) == (doican, DECEMBER)
    assert "KM1" not in tree  # its only subordinate had been closed before
    assert list(faults()) == []


def test_what_cannot_be_done_says_why_stays_for_a_person_and_holds_up_nothing(cast, doican):
    first = plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    second = plan(cast, Kind.CLOSE, doican, reason="Giải thể")
    move_unit(cast.chidoan3, to=doican, by=cast.hanoi_administrator, decision_number="1")
    with override("en"):
        rows = on_its_day()
    assert [(row.pk, row.state, row.problem) for row in rows] == [
        (first.pk, "failed", "Đơn vị đã ở đó."),
        (second.pk, "failed", "Còn đơn vị trực thuộc: hãy chuyển hoặc kết thúc hoạt động các đơn vị đó trước."),
    ]
    assert on_its_day() == []
    assert [row.pk for row in coming.concerning(cast.chidoan3, by=cast.secretary)] == [first.pk]
    due = [duty.label for duty in duties_of(cast.hanoi_administrator) if duty.urgency == Urgency.LATE]
    assert due == [
        "Chi đoàn 3 comes under Đoàn cơ sở phường Đội Cấn", "Đoàn cơ sở phường Đội Cấn is closed: Giải thể",
    ]  # fmt: skip


def test_a_fault_of_ours_holds_up_nothing_either_and_is_not_tried_again(cast, doican, caplog):
    broken = plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    Reorganisation.objects.filter(pk=broken.pk).update(terms={})
    plan(cast, Kind.RENAME, doican, terms={"name": "Đoàn phường Đội Cấn"})
    rows = on_its_day()
    assert [row.state for row in rows] == ["failed", "done"]
    assert rows[0].problem
    assert "KeyError" in caplog.text
    assert on_its_day() == []


def test_what_is_called_off_while_it_is_tried_stays_called_off(cast, doican):
    row = plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    call_off(row, by=cast.hanoi_administrator)
    scheduling._fail(row.pk, "Đơn vị đã ở đó.")
    row.refresh_from_db()
    assert (row.state, row.problem) == ("called_off", "")


def test_of_several_posts_it_is_recorded_in_the_one_that_keeps_the_unit(cast, doican):
    keeping = Post.objects.get(person=cast.hanoi_administrator.person)
    Post.objects.create(
        person=cast.hanoi_administrator.person, unit=cast.central, role="member", title="Uỷ viên",
        from_on=date(2015, 1, 1),
    )  # fmt: skip
    cast.hanoi_administrator.acting_post = keeping
    plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    assert [row.state for row in on_its_day()] == ["done"]
    assert Record.objects.of(cast.chidoan3).get(verb="moved").post == keeping


def test_who_has_lost_the_right_has_it_done_by_nobody(cast, doican):
    plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    Post.objects.filter(person=cast.hanoi_administrator.person).update(to_on=date(2017, 11, 30))
    row = on_its_day()[0]
    assert row.state == "failed"
    assert Unit.objects.get(code="CD3").parent == cast.ngocha


@pytest.mark.parametrize(
    ("kind", "unit", "terms", "reason", "field", "why"),
    [
        ("move", "badinh", {"to": "hue"}, "", "parent", "You do not administer Tỉnh đoàn Thừa Thiên Huế"),
        ("move", "ngocha", {"to": "chidoan3"}, "", "parent", "higher level"),
        ("merge", "badinh", {"units": ["ngocha"]}, "x", "into", "own level"),
        ("close", "chidoan3", {}, "", "reason", "Give the reason"),
        ("close", "hanoi", {}, "x", "__all__", "do not administer"),
        ("reopen", "chidoan3", {}, "", "__all__", "is open"),
        ("rename", "chidoan3", {}, "", "__all__", "Nothing would change"),
        ("rename", "huecity", {"name": "X"}, "", "__all__", "do not administer"),
    ],
)
def test_what_can_be_known_now_is_said_now(cast, kind, unit, terms, reason, field, why):
    keys = {
        name: [getattr(cast, one).pk for one in value] if isinstance(value, list) else getattr(cast, value, value)
        for name, value in terms.items()
    }
    keys = {name: getattr(value, "pk", value) for name, value in keys.items()}
    with pytest.raises(ValidationError, match=why) as refused:
        plan(cast, Kind(kind), getattr(cast, unit), terms=keys, reason=reason)
    assert list(getattr(refused.value, "error_dict", {"__all__": 1})) == [field]
    assert Reorganisation.objects.count() == 0


def test_a_merger_that_would_end_a_post_of_ones_own_is_not_even_scheduled(cast, doican):
    post = Post.objects.create(
        person=cast.hanoi_administrator.person, unit=cast.ngocha, role="member", title="Uỷ viên",
        from_on=date(2015, 1, 1),
    )  # fmt: skip
    how = {"reason": "Sáp nhập", "terms": {"units": [cast.ngocha.pk]}}
    with pytest.raises(ValidationError, match="Nobody gives or ends own posts"):
        plan(cast, Kind.MERGE, doican, **how)
    Post.objects.filter(pk=post.pk).update(to_on=DECEMBER)
    assert plan(cast, Kind.MERGE, doican, **how).state == "scheduled"


def test_only_a_later_day_is_scheduled(cast, doican):
    with pytest.raises(ValidationError, match="give a later day"):
        schedule(Kind.MOVE, cast.chidoan3, on=date(2017, 11, 15), by=cast.hanoi_administrator, terms={"to": doican.pk})


def test_it_is_called_off_once_and_only_by_who_administers_the_unit(cast, doican):
    row = plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    with pytest.raises(ValidationError, match="do not administer"):
        call_off(row, by=cast.hue_secretary)
    assert call_off(row, by=cast.hanoi_administrator, note="Hoãn").state == "called_off"
    with pytest.raises(ValidationError, match="done already"):
        call_off(row, by=cast.hanoi_administrator)
    assert on_its_day() == []
    assert [line.verb for line in Record.objects.of(row)] == ["called_off", "scheduled"]


def test_what_is_to_come_is_told_at_every_unit_that_it_touches(cast, doican):
    row = plan(cast, Kind.MERGE, doican, reason="Sáp nhập", terms={"units": [cast.ngocha.pk]})
    for unit in (doican, cast.ngocha):
        told = coming.concerning(unit, by=cast.badinh_secretary)
        assert [(one.pk, one.sentence) for one in told] == [
            (row.pk, "Đoàn cơ sở phường Đội Cấn takes in Đoàn cơ sở phường Ngọc Hà")
        ]
    assert coming.concerning(cast.chidoan3, by=cast.secretary) == []
    assert coming.seen_by(cast.hue_secretary) == []
    assert coming.seen_by(cast.badinh_secretary) == [row]


def test_networks_and_units_that_one_does_not_see_are_told_of_by_nobody(cast, bloc):
    other = make_unit("K02", "Đoàn Khối 2", 3, cast.hanoi, kind="agencies_bloc")
    row = plan(cast, Kind.MERGE, bloc.hanoi_bloc, reason="Sáp nhập", terms={"units": [other.pk]})
    Reorganisation.objects.filter(pk=row.pk).update(state="failed", problem="Đoàn Khối 2 đã kết thúc hoạt động.")
    assert (coming.seen_by(bloc.secretary), coming.concerning(bloc.hanoi_bloc, by=bloc.secretary)) == ([], [])
    member = make_user("k01.uv", "Ngô Thị Uyên", bloc.hanoi_bloc, "member")
    told = [*coming.seen_by(member), *coming.seen_by(cast.hanoi_administrator)]
    assert [(one.sentence, one.why) for one in told] == [
        (f"{bloc.hanoi_bloc.name} takes in another unit", ""),
        (f"{bloc.hanoi_bloc.name} takes in Đoàn Khối 2", "Đoàn Khối 2 đã kết thúc hoạt động."),
    ]
    there = make_user("k02.uv", "Ngô Thị Vân", other, "member")
    assert [one.sentence for one in coming.concerning(other, by=there)] == ["Another unit takes in Đoàn Khối 2"]


def test_the_command_does_what_is_due_and_counts_it(cast, doican):
    plan(cast, Kind.MOVE, cast.chidoan3, terms={"to": doican.pk})
    plan(cast, Kind.MERGE, doican, reason="Sáp nhập", terms={"units": [cast.ngocha.pk]})
    merge(
        [cast.ngocha], into=doican, on=date(2017, 11, 1), decision_number="1", reason="x", by=cast.hanoi_administrator
    )
    said, wrong = StringIO(), StringIO()
    with at(timezone.make_aware(timezone.datetime(2017, 12, 1, 1))):
        call_command("carry_out_reorganisations", stdout=said, stderr=wrong)
    assert said.getvalue() == "Reorganisations done: 0. Not possible: 2.\n"
    assert len(wrong.getvalue().splitlines()) == 2
