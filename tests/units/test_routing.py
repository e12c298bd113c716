"""On which desk a paper lies: the direct superior's, or above it where nobody there may answer."""

from datetime import date

import pytest

from tests.cast import make_activity, make_plan, make_unit, make_user
from units import desk
from units.approval import Action
from units.faults import faults
from units.models import Post, Role
from units.structure import close_unit, move_unit

DAY = date(2017, 11, 1)


def fresh(user):
    """The same person at the next request: posts are read anew."""
    return type(user).objects.get(pk=user.pk)


def send(cast, activity):
    return desk.take(Action.SUBMIT, activity, by=cast.secretary).papers[0]


def test_where_the_sender_alone_could_answer_the_level_above_does(cast):
    Post.objects.filter(unit=cast.ngocha).delete()
    Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role=Role.SECRETARY, title="Bí thư", from_on="2016-01-01"
    )
    cast.secretary = fresh(cast.secretary)
    assert send(cast, make_activity(cast)).holder == cast.badinh


def test_the_roots_own_paper_needs_a_second_officer_of_the_root(cast):
    activity = make_activity(cast, unit=cast.central, by=cast.central_secretary)
    activity = desk.take(Action.SUBMIT, activity, by=cast.central_secretary).papers[0]
    assert activity.holder == cast.central
    with pytest.raises(desk.Refused):
        desk.take(Action.APPROVE, activity, by=cast.central_secretary)
    desk.take(Action.APPROVE, activity, by=cast.central_deputy)


def test_a_units_waiting_papers_move_with_it(cast):
    activity = send(cast, make_activity(cast))
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    make_user("doican", "Trịnh Thị Cấn", other)
    moved = move_unit(cast.chidoan3, to=other, by=cast.hanoi_administrator, decision_number="12-QĐ/QĐ")
    assert moved == 1
    activity.refresh_from_db()
    assert activity.holder == other
    line = activity.decisions.last()
    assert (line.action, line.desk, line.to_desk, line.note) == ("moved", cast.ngocha, other, "12-QĐ/QĐ")
    assert list(faults()) == []


def test_a_moved_paper_is_not_laid_on_a_desk_where_its_sender_alone_could_answer(cast):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    Post.objects.create(person=cast.secretary.person, unit=other, role=Role.SECRETARY, title="Bí thư", from_on=DAY)
    activity = send(cast, make_activity(cast))
    move_unit(cast.chidoan3, to=other, by=cast.hanoi_administrator, decision_number="12-QĐ/QĐ")
    activity.refresh_from_db()
    assert activity.holder == cast.badinh


def test_where_nobody_could_answer_the_level_above_does(cast):
    Post.objects.filter(unit=cast.ngocha).update(to_on=DAY)
    assert send(cast, make_activity(cast)).holder == cast.badinh


def test_an_officer_who_only_answers_activities_does_not_hold_up_a_plan(cast):
    Post.objects.filter(unit=cast.ngocha).update(role=Role.OFFICER)
    plan = desk.take(Action.SUBMIT, make_plan(cast), by=cast.secretary).papers[0]
    assert plan.holder == cast.badinh
    assert send(cast, make_activity(cast)).holder == cast.ngocha


def test_what_lies_on_the_desk_of_a_unit_that_closes_goes_to_the_desk_above(cast):
    activity = send(cast, make_activity(cast))
    for unit in (cast.chidoan3, cast.ngocha):
        close_unit(unit, on=DAY, reason="Giải thể", by=cast.hanoi_administrator, decision_number="8-QĐ/QĐ")
    activity.refresh_from_db()
    assert activity.holder == cast.badinh
    line = activity.decisions.last()
    assert (line.action, line.desk, line.to_desk, line.note) == ("moved", cast.ngocha, cast.badinh, "8-QĐ/QĐ")
    assert list(faults()) == []
