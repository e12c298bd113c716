"""Two administrators at one tree in the same moment: the tree stays right, and who comes second reads why not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.cast import make_activity, make_unit, make_user
from tests.sessions import Session, held, until_waiting
from units import desk, networks, people
from units.approval import Action
from units.faults import faults
from units.models import Network, Person, Reorganisation, Role, Unit
from units.structure import add_unit, carry_out_due, close_unit, merge, move_unit

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def move(cast, unit, to, **options):
    return move_unit(unit, to=to, by=cast.hanoi_administrator, decision_number="12-QĐ/TĐTN", **options)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_of_two_moves_of_overlapping_subtrees_the_second_sees_what_the_first_did(cast):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    with held(cast.central):
        one = Session(lambda: move(cast, cast.ngocha, tayho))
        until_waiting(1)
        other = Session(lambda: move(cast, cast.badinh, cast.central))
        third = Session(lambda: move(cast, cast.chidoan3, cast.badinh))
        until_waiting(3)
    for session in (one, other, third):
        session.result()
    tree = {unit.code: unit.path for unit in Unit.objects.all()}
    assert tree["NGOCHA"] == tree["H003"] + f"{cast.ngocha.pk:08d}"
    assert tree["H001"] == tree["TW"] + f"{cast.badinh.pk:08d}"
    assert tree["CD3"] == tree["H001"] + f"{cast.chidoan3.pk:08d}"
    assert list(faults()) == []


def test_two_moves_of_one_unit_from_one_page_one_is_told_that_it_has_changed(cast):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    with held(cast.central):
        one = Session(lambda: move(cast, cast.ngocha, tayho, version=1))
        until_waiting(1)
        other = Session(lambda: move(cast, cast.ngocha, cast.hanoi, version=1))
        until_waiting(2)
    one.result()
    with pytest.raises(ValidationError, match="has changed since you opened it"):
        other.result()
    assert Unit.objects.get(code="NGOCHA").parent == tayho
    assert list(faults()) == []


def test_a_unit_added_while_its_superior_moves_stands_rightly(cast):
    new = Unit(
        code="CD9", name="Chi đoàn 9", short_name="Chi đoàn 9", level=5, kind="branch", parent=cast.ngocha,
        opened_on=date(2017, 1, 1),
    )  # fmt: skip
    with held(cast.central):
        moving = Session(lambda: move(cast, cast.badinh, cast.central))
        until_waiting(1)
        adding = Session(lambda: add_unit(new, by=cast.hanoi_administrator))
        closing = Session(
            lambda: close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
        )
        until_waiting(3)
    for session in (moving, adding, closing):
        session.result()
    assert list(faults()) == []


def test_nothing_moves_under_a_unit_that_is_being_closed(cast):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    with held(cast.central):
        closing = Session(lambda: close_unit(other, on=date(2017, 7, 1), reason="x", by=cast.hanoi_administrator))
        until_waiting(1)
        moving = Session(lambda: move(cast, cast.chidoan3, other))
        until_waiting(2)
    closing.result()
    with pytest.raises(ValidationError, match="is closed"):
        moving.result()
    assert list(faults()) == []


def join(cast, units, into, **options):
    told = {"on": date(2017, 7, 1), "decision_number": "30-QĐ", "reason": "Sáp nhập", "by": cast.hanoi_administrator}
    return merge(units, into=into, **told | options)


def test_of_a_merger_and_a_move_of_overlapping_subtrees_the_second_reads_why_not(cast):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    with held(cast.central):
        merging = Session(lambda: join(cast, [cast.ngocha], doican))
        until_waiting(1)
        moving = Session(lambda: move(cast, cast.ngocha, cast.hanoi))
        branch = Session(lambda: move(cast, cast.chidoan3, cast.badinh, on=date(2017, 11, 15)))
        until_waiting(3)
    merging.result()
    with pytest.raises(ValidationError, match="Đoàn cơ sở phường Ngọc Hà is closed"):
        moving.result()
    branch.result()
    branches = Unit.objects.get(code="CD3")
    assert [(row.parent.code, str(row.from_on)) for row in branches.placements.all()] == [
        ("NGOCHA", "2014-01-01"), ("DOICAN", "2017-07-01"), ("H001", "2017-11-15"),
    ]  # fmt: skip
    assert list(faults()) == []


def test_two_units_that_are_to_take_in_each_other_one_does_and_the_other_is_told(cast):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    with held(cast.central):
        one = Session(lambda: join(cast, [cast.ngocha], doican))
        until_waiting(1)
        other = Session(lambda: join(cast, [doican], cast.ngocha))
        until_waiting(2)
    one.result()
    with pytest.raises(ValidationError, match="Đoàn cơ sở phường Ngọc Hà is closed"):
        other.result()
    assert Unit.objects.get(code="NGOCHA").merged_into == doican
    assert Unit.objects.get(code="DOICAN").closed_on is None
    assert list(faults()) == []


def test_a_paper_sent_while_its_superior_is_merged_lies_on_the_successors_chain(cast):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    paper = make_activity(cast)
    with held(cast.central):
        merging = Session(lambda: join(cast, [cast.ngocha], doican))
        until_waiting(1)
        sending = Session(lambda: desk.take(Action.SUBMIT, paper, by=cast.secretary))
        sending.result()
    merging.result()
    paper.refresh_from_db()
    assert paper.holder == cast.badinh  # nobody can answer at Đội Cấn
    assert list(faults()) == []


def test_nobody_comes_to_a_unit_that_is_being_merged(cast):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    by, lan = cast.hanoi_administrator, cast.secretary.person
    with held(Person.objects.create(full_name="Lưu Thị Mới", unit=cast.ngocha)):  # who is to pass to the successor
        merging = Session(lambda: join(cast, [cast.ngocha], doican))
        until_waiting(1)
        adding = Session(lambda: people.add_person(Person(full_name="Bùi Văn Ba", unit=cast.ngocha), by=by))
        changing = Session(lambda: people.change_person(lan, by=by, unit=cast.ngocha))
        until_waiting(3)
    merging.result()
    for late in (adding, changing):
        with pytest.raises(ValidationError, match="Đoàn cơ sở phường Ngọc Hà is closed"):
            late.result()
    assert not Person.objects.filter(unit=cast.ngocha).exists()


def test_no_unit_joins_a_network_while_it_is_being_merged(cast, bloc):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    root = make_user("qttw", "Ngô Văn Gốc", cast.central, Role.ADMINISTRATOR)
    network = Network.objects.get()
    with held(Person.objects.create(full_name="Lưu Thị Mới", unit=cast.ngocha)):
        merging = Session(lambda: join(cast, [cast.ngocha], doican))
        until_waiting(1)
        joining = Session(lambda: networks.join(network, cast.ngocha, on=date(2017, 11, 15), by=root))
        until_waiting(2)
    merging.result()
    with pytest.raises(ValidationError, match="Đoàn cơ sở phường Ngọc Hà cannot join this network"):
        joining.result()
    assert not cast.ngocha.memberships.exists()


def test_what_is_due_is_done_once_though_two_carry_it_out(cast):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    row = Reorganisation.objects.create(
        kind="move", unit=cast.chidoan3, on=date(2017, 11, 1), by=cast.hanoi_administrator, terms={"to": doican.pk}
    )
    with held(row):
        sessions = [Session(carry_out_due), Session(carry_out_due)]
        until_waiting(2)
    assert [one.state for session in sessions for one in session.result()] == ["done", "done"]
    assert Unit.objects.get(code="CD3").placements.count() == 2
