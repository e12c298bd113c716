"""Two people at one paper in the same moment: who comes second learns it, nothing is done twice, nothing is lost."""

from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction
from django.forms import modelform_factory
from django.utils.translation import override

from campaign.models import Activity, ActivityDecision
from tests.cast import make_activity, make_unit, make_user
from tests.sessions import Session, held, until_waiting
from units import desk, drafts, receipts
from units.approval import Action
from units.faults import faults
from units.models import Post, Receipt, Role
from units.structure import move_unit

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def activity(cast):
    return desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]


def take(action, paper, by, **options):
    """One person's answer."""
    _ = by.current_posts  # read before the verb, as every request does
    return Session(lambda: desk.take(action, paper, by=by, **options))


def test_of_two_officers_who_decide_at_once_one_succeeds_and_the_other_reads_why_not(cast, activity):
    officer = make_user("ngocha.canbo", "Mai Thị Bạn", cast.ngocha, Role.OFFICER, "Cán bộ")
    seen = {activity.pk: activity.version}
    with held(activity):
        first = take(Action.APPROVE, activity, cast.ngocha_secretary, versions=seen)
        until_waiting(1)
        second = take(Action.RETURN, activity, officer, note="Thiếu ảnh", versions=seen)
        until_waiting(2)

    assert [paper.pk for paper in first.result().papers] == [activity.pk]
    with pytest.raises(desk.Refused, match="has changed since you opened it"):
        second.result()
    activity.refresh_from_db()
    assert (activity.state, activity.version) == ("accepted", 3)
    assert [line.action for line in activity.decisions.all()] == ["submit", "approve"]


def test_without_a_version_the_second_reads_that_it_is_already_accepted(cast, activity):
    officer = make_user("ngocha.canbo", "Mai Thị Bạn", cast.ngocha, Role.OFFICER, "Cán bộ")
    with held(activity):
        first = take(Action.APPROVE, activity, cast.ngocha_secretary)
        until_waiting(1)
        second = take(Action.APPROVE, activity, officer)
        until_waiting(2)

    first.result()
    with pytest.raises(desk.Refused, match="already been accepted"):
        second.result()
    assert activity.decisions.filter(action="approve").count() == 1


def test_the_same_request_while_the_first_is_still_running_gets_the_same_receipt(cast):
    paper, request_id = make_activity(cast), uuid4()
    with held(paper):
        first = take(Action.SUBMIT, paper, cast.secretary, request_id=request_id)
        until_waiting(1)
        second = take(Action.SUBMIT, paper, cast.secretary, request_id=request_id)
        until_waiting(2)

    one, other = first.result(), second.result()
    assert (one.repeated, other.repeated) == (False, True)
    assert len(one.receipt) == 10
    assert one.receipt == other.receipt
    assert [found.pk for found in other.papers] == [paper.pk]
    assert ActivityDecision.objects.filter(paper=paper).count() == 1
    assert Receipt.objects.count() == 1


def test_where_the_first_fails_the_second_does_the_work(cast):
    running, may_fail, request_id, done = Event(), Event(), uuid4(), []

    def fails():
        running.set()
        assert may_fail.wait(20)
        raise ValueError("the connection broke")

    def works():
        done.append("once")
        return {"done": True}

    first = Session(lambda: receipts.once(request_id, by=cast.secretary, verb="test", work=fails))
    assert running.wait(20)
    second = Session(lambda: receipts.once(request_id, by=cast.secretary, verb="test", work=works))
    until_waiting(1)
    may_fail.set()

    with pytest.raises(ValueError, match="broke"):
        first.result()
    assert second.result().answer == {"done": True}
    assert done == ["once"]


def test_two_sets_that_overlap_are_answered_paper_by_paper_without_a_deadlock(cast):
    papers = [
        desk.take(Action.SUBMIT, make_activity(cast, title=f"Việc {n}"), by=cast.secretary).papers[0] for n in range(6)
    ]
    officer = make_user("ngocha.canbo", "Mai Thị Bạn", cast.ngocha, Role.OFFICER, "Cán bộ")
    with held(papers[0]):
        first = take(Action.APPROVE, papers[:4], cast.ngocha_secretary, partial=True)
        until_waiting(1)
        second = take(Action.APPROVE, papers[::-1][:4] + papers[:1], officer, partial=True)
        until_waiting(2)

    one, other = first.result(), second.result()
    assert len(one.papers) + len(other.papers) == 6
    assert len(one.refused) + len(other.refused) == 3
    assert ActivityDecision.objects.filter(action="approve").count() == 6


def test_an_answer_while_its_desk_moves_is_given_and_nobody_waits_forever(cast, activity):
    """The answer locks the paper, then refers to its desk; the move changes the desk, then looks for papers."""
    with held(activity):
        answer = take(Action.APPROVE, activity, cast.ngocha_secretary)
        until_waiting(1)
        move = Session(lambda: move_unit(cast.ngocha, to=cast.hanoi, by=cast.hanoi_administrator, decision_number="7"))
        until_waiting(2)

    assert [paper.state for paper in answer.result().papers] == ["accepted"]
    assert move.result() == 0
    assert list(faults()) == []


def test_what_is_sent_while_its_unit_moves_lies_on_the_new_superiors_desk(cast):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    make_user("doican", "Trịnh Thị Cấn", other)
    paper, earlier = make_activity(cast), make_activity(cast, title="Đã gửi")
    earlier = desk.take(Action.SUBMIT, earlier, by=cast.secretary).papers[0]
    with held(earlier):
        move = Session(lambda: move_unit(cast.chidoan3, to=other, by=cast.hanoi_administrator, decision_number="7"))
        until_waiting(1)
        sending = take(Action.SUBMIT, paper, cast.secretary)
        until_waiting(2)

    move.result()
    sending.result()
    assert [(one.pk, one.holder_id) for one in Activity.objects.order_by("pk")] == [
        (paper.pk, other.pk),
        (earlier.pk, other.pk),
    ]


def test_saving_and_sending_while_a_colleague_sends_is_answered_and_locks_nothing_up(cast):
    paper = make_activity(cast)
    colleague = make_user("chidoan3.pho", "Mai Thị Phó", cast.chidoan3, Role.SECRETARY, "Phó Bí thư")
    with held(paper):
        first = Session(lambda: save_and_send(cast, paper))
        until_waiting(1)
        second = take(Action.SUBMIT, paper, colleague)
        until_waiting(2)

    first.result()
    with pytest.raises(desk.Refused, match="waiting for an answer"):
        second.result()
    paper.refresh_from_db()
    assert (paper.title, paper.state, paper.round) == ("Sửa rồi gửi", "waiting", 1)


def save_and_send(cast, paper):
    _ = cast.secretary.current_posts  # read once per request, before the verb
    form = modelform_factory(Activity, fields=["title"])({"title": "Sửa rồi gửi"}, instance=paper)
    with transaction.atomic():
        assert drafts.save_draft(form, by=cast.secretary, version=1)
        desk.take(Action.SUBMIT, paper, by=cast.secretary)


def test_a_move_and_a_sending_from_two_of_its_units_come_one_after_the_other(cast):
    """The branch's key is smaller than its new superior's: only one order of locking serves both."""
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    move_unit(cast.chidoan3, to=doican, by=cast.hanoi_administrator, decision_number="1-QĐ")
    Post.objects.create(
        person=cast.secretary.person, unit=doican, role=Role.SECRETARY, title="Bí thư", from_on="2016-01-01"
    )
    papers = [make_activity(cast), make_activity(cast, unit=doican)]
    with held(cast.chidoan3):
        first = take(Action.SUBMIT, papers, cast.secretary)
        until_waiting(1)
        second = Session(lambda: move_unit(doican, to=tayho, by=cast.hanoi_administrator, decision_number="2-QĐ"))
        until_waiting(2)

    assert len(first.result().papers) == 2
    second.result()
    assert list(faults()) == []
