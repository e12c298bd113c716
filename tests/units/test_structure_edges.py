"""Days and desks where units move and close: the very day, the very superior."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campaign import periods
from campaign.models import Expected
from tests.campaign.half_years import make_period, open_half, send
from tests.cast import make_activity, make_unit
from units import desk, foresight
from units.approval import Action
from units.models import Level, Placement, Post, Record, Unit
from units.structure import add_unit, add_units, check_parent, close_unit, move_unit

DAY = date(2017, 11, 15)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def close(cast, unit, on):
    return close_unit(unit, on=on, reason="Giải thể", by=cast.hanoi_administrator)


def test_a_unit_closes_on_the_day_on_which_the_last_beneath_it_closes(cast):
    close(cast, cast.chidoan3, DAY)
    with pytest.raises(ValidationError, match="Units still stand under this one"):
        close(cast, cast.ngocha, date(2017, 11, 14))
    assert close(cast, cast.ngocha, DAY).closed_on == DAY


@pytest.mark.parametrize("codes", [["MOI", "moi"], ["cd3"]])
def test_many_units_come_with_codes_of_their_own_or_not_at_all(cast, codes):
    many = [Unit(code=one, name=one, short_name=one, level=5, kind="branch", parent=cast.ngocha) for one in codes]
    with pytest.raises(ValidationError, match="Another unit has this code") as refused:
        add_units(many, by=cast.hanoi_administrator)
    assert list(refused.value.error_dict) == ["code"]
    assert Unit.objects.count() == 8


def test_a_unit_may_close_on_the_day_it_was_opened_and_not_before(cast):
    made = make_unit("MOI", "Chi đoàn mới", Level.BRANCH, cast.ngocha, opened_on=DAY)
    with pytest.raises(ValidationError, match="opened later"):
        close(cast, made, date(2017, 11, 14))
    assert close(cast, made, DAY).closed_on == DAY


def test_under_a_closed_unit_nothing_is_added_or_moved(cast):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", Level.GRASSROOTS, cast.badinh)
    other = close(cast, other, DAY)
    with pytest.raises(ValidationError, match="is closed"):
        check_parent(cast.chidoan3, other)
    with pytest.raises(ValidationError, match="is closed"):
        move_unit(cast.chidoan3, to=other, by=cast.hanoi_administrator, decision_number="1")
    with pytest.raises(ValidationError, match="is closed"):
        make_unit("CON", "Chi đoàn con", Level.BRANCH, other)
    with pytest.raises(ValidationError, match="Another unit has this code"):
        add_unit(type(other)(code="cd3", name="X", level=5, parent=cast.ngocha, opened_on=DAY), by=None)


def test_two_moves_on_one_day_leave_one_line_for_the_day(cast):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", Level.GRASSROOTS, cast.badinh)
    third = make_unit("KIMMA", "Đoàn cơ sở phường Kim Mã", Level.GRASSROOTS, cast.badinh)
    for number, target in enumerate((other, third), start=1):
        unit = type(other).objects.get(pk=cast.chidoan3.pk)
        move_unit(unit, to=target, by=cast.hanoi_administrator, decision_number=str(number), on=DAY)
    lines = Placement.objects.filter(unit=cast.chidoan3).order_by("from_on")
    assert [(line.parent, line.from_on, line.to_on, line.decision_number) for line in lines] == [
        (cast.ngocha, date(2014, 1, 1), DAY, ""), (third, DAY, None, "2"),
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="only since 15/11/2017"):
        move_unit(unit, to=cast.ngocha, by=cast.hanoi_administrator, decision_number="3", on=date(2017, 11, 14))
    moves = Record.objects.of(cast.chidoan3).filter(verb="moved").order_by("pk")
    assert [line.changes["on"] for line in moves] == [["", "15/11/2017"]] * 2


def test_what_was_foreseen_of_a_move_is_what_the_move_does(cast):
    desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary)
    high = desk.take(Action.SUBMIT, make_activity(cast, title="Cao"), by=cast.secretary).papers[0]
    type(high).objects.filter(pk=high.pk).update(holder=cast.badinh)
    to = make_unit("KHOI", "Đoàn cơ sở Khối", Level.GRASSROOTS, cast.badinh)
    Post.objects.create(
        person=cast.hue_secretary.person, unit=to, role="secretary", title="Bí thư", from_on=date(2016, 1, 1)
    )
    effects = foresight.of_move(cast.chidoan3, to)
    assert (effects.waiting, effects.moving) == (2, 1)
    assert move_unit(cast.chidoan3, to=to, by=cast.hanoi_administrator, decision_number="1") == 1
    up = type(to).objects.get(pk=cast.chidoan3.pk)
    effects = foresight.of_move(up, cast.badinh)
    assert (effects.waiting, effects.moving) == (2, 1)
    assert move_unit(up, to=cast.badinh, by=cast.hanoi_administrator, decision_number="2") == 1
    assert {paper.holder for paper in type(high).objects.all()} == {cast.badinh}


def test_more_time_may_be_until_today_and_goes_beyond_the_last_day(cast):
    period = make_period(number=2, starts_on=date(2017, 7, 1), ends_on=date(2017, 11, 10), kind="quarter")
    periods.open_period(period, by=cast.central_secretary)
    row = Expected.objects.get(unit=cast.chidoan3)  # due on 12/11
    for day, message in ((date(2017, 11, 12), "past"), (date(2017, 11, 14), "past")):
        with pytest.raises(ValidationError, match=message):
            periods.extend(row, to=day, because="Bão", by=cast.ngocha_secretary)
    assert periods.extend(row, to=DAY, because="Bão", by=cast.ngocha_secretary).last_day == DAY
    with pytest.raises(ValidationError, match="after the present due day"):
        periods.extend(row, to=DAY, because="Bão", by=cast.ngocha_secretary)


def test_who_was_excused_before_the_closing_keeps_the_first_reason(cast):
    open_half(cast)
    row = Expected.objects.filter(unit=cast.chidoan3)
    row.update(excused_because="Mới lập")
    close(cast, cast.chidoan3, date(2017, 6, 1))
    assert row.get().excused_because == "Mới lập"
    send(cast.ngocha, cast.ngocha_secretary)
    close(cast, cast.ngocha, date(2017, 7, 2))
    assert Expected.objects.get(unit=cast.ngocha).excused_because == ""
