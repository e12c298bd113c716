"""How a paper moves: the verb itself, on real papers of the cast."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils.translation import override

from campaign.models import Activity, ActivityDecision
from tests.cast import make_activity, make_plan, make_user
from units import desk
from units.approval import Action, State
from units.models import Post, Role
from units.structure import close_unit, move_unit

DAY = date(2017, 11, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def fresh(user):
    """The same person at the next request: posts are read anew."""
    return type(user).objects.get(pk=user.pk)


def send(cast, activity):
    return desk.take(Action.SUBMIT, activity, by=cast.secretary).papers[0]


def test_a_sent_activity_lies_on_the_direct_superiors_desk(cast):
    activity = send(cast, make_activity(cast))
    assert (activity.state, activity.holder, activity.round) == ("waiting", cast.ngocha, 1)
    assert activity.sent_on.isoformat() == "2017-11-15"
    line = activity.decisions.get()
    assert (line.action, line.by, line.post_label) == ("submit", cast.secretary, "Bí thư, Chi đoàn 3")
    assert (line.from_state, line.to_state, line.desk, line.to_desk) == ("draft", "waiting", None, cast.ngocha)


def test_it_is_returned_with_a_reason_sent_again_and_accepted(cast):
    activity = send(cast, make_activity(cast))
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh")
    activity.refresh_from_db()
    assert (activity.state, activity.holder) == ("returned", None)
    Activity.objects.filter(pk=activity.pk).update(place="Nhà văn hoá")
    activity = send(cast, activity)
    assert (activity.round, activity.state) == (2, "waiting")
    assert activity.changes_since_answer() == [("place", "", "Nhà văn hoá")]
    activity = desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary).papers[0]
    assert (activity.state, activity.holder) == ("accepted", None)
    assert [line.action for line in activity.decisions.all()] == ["submit", "return", "submit", "approve"]


@pytest.mark.parametrize("action", [Action.RETURN, Action.DECLINE])
def test_no_reason_no_return(cast, action):
    activity = send(cast, make_activity(cast))
    with pytest.raises(desk.Refused):
        desk.take(action, activity, by=cast.ngocha_secretary, note="  ")
    activity.refresh_from_db()
    assert activity.state == State.WAITING
    assert activity.decisions.count() == 1


def test_recall_works_until_the_first_desk_has_answered(cast):
    activity = send(cast, make_activity(cast))
    activity = desk.take(Action.RECALL, activity, by=cast.secretary).papers[0]
    assert (activity.state, activity.holder) == ("draft", None)
    activity = send(cast, activity)
    desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary)
    with pytest.raises(desk.Refused):
        desk.take(Action.RECALL, activity, by=cast.secretary)


@pytest.mark.parametrize(
    "who",
    ["secretary", "member", "viewer", "badinh_secretary", "hanoi_secretary", "central_secretary", "hue_secretary"],
)
def test_nobody_but_the_desk_itself_answers(cast, who):
    activity = send(cast, make_activity(cast))
    with pytest.raises(desk.Refused):
        desk.take(Action.APPROVE, activity, by=getattr(cast, who))
    activity.refresh_from_db()
    assert activity.state == State.WAITING


def test_who_sent_a_paper_does_not_answer_it_though_the_post_would_allow_it(cast):
    Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role=Role.OFFICER, title="Cán bộ", from_on="2016-01-01"
    )
    cast.secretary = fresh(cast.secretary)
    activity = send(cast, make_activity(cast))
    assert activity.holder == cast.ngocha
    with pytest.raises(desk.Refused, match="another officer"):
        desk.take(Action.APPROVE, activity, by=cast.secretary)
    desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary)


def test_a_stale_version_is_refused_and_nothing_is_done(cast):
    activity = send(cast, make_activity(cast))
    seen = {activity.pk: activity.version}
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh")
    send(cast, activity)
    with pytest.raises(desk.Refused, match="has changed since"):
        desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary, versions=seen)


def test_a_repeated_send_gets_the_same_receipt_and_does_nothing(cast):
    activity, request_id = make_activity(cast), uuid4()
    first = desk.take(Action.SUBMIT, activity, by=cast.secretary, request_id=request_id)
    second = desk.take(Action.SUBMIT, activity, by=cast.secretary, request_id=request_id)
    assert (first.repeated, second.repeated) == (False, True)
    assert first.receipt == second.receipt
    assert len(first.receipt) == 10
    assert ActivityDecision.objects.filter(paper=activity).count() == 1


def test_a_refused_send_leaves_no_receipt_behind(cast):
    activity, request_id = make_activity(cast), uuid4()
    with pytest.raises(desk.Refused):
        desk.take(Action.SUBMIT, activity, by=cast.member, request_id=request_id)
    assert desk.take(Action.SUBMIT, activity, by=cast.secretary, request_id=uuid4()).repeated is False


def test_a_set_is_taken_whole_or_not_at_all_unless_asked_otherwise(cast):
    good, bad = send(cast, make_activity(cast)), make_activity(cast, title="Chưa gửi")
    with pytest.raises(desk.Refused):
        desk.take(Action.APPROVE, [good, bad], by=cast.ngocha_secretary)
    good.refresh_from_db()
    assert good.state == State.WAITING
    outcome = desk.take(Action.APPROVE, [good, bad], by=cast.ngocha_secretary, partial=True)
    assert [paper.pk for paper in outcome.papers] == [good.pk]
    assert list(outcome.refused) == [bad.pk]


@pytest.mark.parametrize("action", [Action.APPROVE, Action.RETURN])
def test_twenty_papers_cost_as_many_queries_as_one(cast, action):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    papers = [send(cast, make_activity(cast, title=f"Việc {n}")) for n in range(21)]
    _ = cast.ngocha_secretary.current_posts  # read once per request, before the verb
    with CaptureQueriesContext(connection) as one:
        desk.take(action, papers[:1], by=cast.ngocha_secretary, note="Lý do")
    with CaptureQueriesContext(connection) as twenty:
        desk.take(action, papers[1:], by=cast.ngocha_secretary, note="Lý do")
    assert len(twenty) == len(one)


def test_history_cannot_be_edited_or_deleted(cast):
    line = send(cast, make_activity(cast)).decisions.get()
    for wrong in (line.save, line.delete, ActivityDecision.objects.all().delete):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(TypeError):
        ActivityDecision.objects.update(note="x")


def test_a_closed_unit_sends_no_plan_and_still_what_it_did_while_it_was_open(cast):
    plan, activity = make_plan(cast), make_activity(cast)
    close_unit(cast.chidoan3, on=DAY, reason="Giải thể", by=cast.hanoi_administrator)
    with pytest.raises(desk.Refused, match="Chi đoàn 3 is closed"):
        desk.take(Action.SUBMIT, plan, by=cast.secretary)
    assert send(cast, activity).holder == cast.ngocha


def test_what_is_recalled_unanswered_was_never_sent_what_was_answered_keeps_its_day(cast):
    activity = send(cast, make_activity(cast))
    activity = desk.take(Action.RECALL, activity, by=cast.secretary).papers[0]
    activity.refresh_from_db()
    assert activity.sent_on is None
    with override_settings(TODAY=date(2017, 12, 1)):
        activity = send(cast, activity)
    activity.refresh_from_db()
    assert activity.sent_on == date(2017, 12, 1)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh")
    with override_settings(TODAY=date(2017, 12, 5)):
        send(cast, activity)
        desk.take(Action.RECALL, activity, by=cast.secretary)
    activity.refresh_from_db()
    assert (activity.state, activity.sent_on) == ("draft", date(2017, 12, 1))


def test_a_unit_does_not_move_under_itself_or_under_an_equal(cast):
    for target in (cast.ngocha, cast.chidoan3):
        with pytest.raises(ValidationError):
            move_unit(cast.ngocha, to=target, by=cast.hanoi_administrator, decision_number="1")
    with pytest.raises(ValidationError):
        move_unit(cast.badinh, to=cast.huecity, by=cast.hanoi_administrator, decision_number="1")


def test_a_newcomer_at_the_desk_answers_what_lies_there(cast):
    activity = send(cast, make_activity(cast))
    newcomer = make_user("ngocha.moi", "Mai Văn Mới", cast.ngocha, Role.OFFICER, "Cán bộ")
    assert list(Activity.objects.on_desks_of(newcomer)) == [activity]
    assert list(Activity.objects.on_desks_of(cast.secretary)) == []
