"""The edges of the desk's rules: what was sent before, who has an account, whose number a press of a button is."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import override_settings
from django.utils.translation import override

from campaign.models import Activity
from tests.cast import make_activity, make_plan, make_user
from units import desk, drafts, receipts
from units.approval import Action, open_actions
from units.models import Post, Role

DECEMBER = date(2017, 12, 4)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def send(cast, *papers):
    return desk.take(Action.SUBMIT, papers, by=cast.secretary).papers


def test_a_draft_that_was_sent_and_recalled_is_not_discarded_its_history_stays(cast):
    [activity] = send(cast, make_activity(cast))
    desk.take(Action.RECALL, activity, by=cast.secretary)
    activity.refresh_from_db()
    with pytest.raises(PermissionError, match="This paper has been sent before"):
        drafts.discard(activity, by=cast.secretary)
    assert open_actions(activity, cast.secretary) == ["edit", "submit"]
    assert [line.action for line in activity.decisions.all()] == ["submit", "recall"]
    drafts.discard(make_activity(cast, title="Nháp"), by=cast.secretary)
    assert Activity.objects.get() == activity


def test_where_the_only_officers_account_is_closed_the_level_above_answers(cast):
    type(cast.ngocha_secretary).objects.filter(pk=cast.ngocha_secretary.pk).update(is_active=False)
    [activity] = send(cast, make_activity(cast))
    assert activity.holder == cast.badinh


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMINISTRATOR, Role.VIEWER])
def test_a_desk_where_nobody_has_the_power_is_passed_over(cast, role):
    Post.objects.filter(unit=cast.ngocha).update(role=role)
    [activity] = send(cast, make_activity(cast))
    assert activity.holder == cast.badinh


def test_a_post_that_begins_tomorrow_does_not_answer_today(cast):
    Post.objects.filter(unit=cast.ngocha).update(from_on=date(2017, 11, 16))
    assert send(cast, make_activity(cast))[0].holder == cast.badinh
    Post.objects.filter(unit=cast.ngocha).update(from_on=date(2017, 11, 15))
    assert send(cast, make_activity(cast))[0].holder == cast.ngocha


def test_the_number_of_one_persons_press_is_no_use_to_another(cast):
    ours, theirs, number = make_activity(cast), make_activity(cast, unit=cast.hue_branch), uuid4()
    desk.take(Action.SUBMIT, ours, by=cast.secretary, request_id=number)
    with pytest.raises(receipts.Stranger):
        desk.take(Action.SUBMIT, theirs, by=cast.hue_branch_secretary, request_id=number)
    theirs.refresh_from_db()
    assert theirs.state == "draft"
    assert receipts.answer_to(number, by=cast.hue_branch_secretary, verb="desk.submit") is None
    assert receipts.answer_to(number, by=cast.secretary, verb="desk.recall") is None
    assert receipts.answer_to(number, by=cast.secretary, verb="desk.submit") == {"moved": [ours.pk], "refused": {}}


def test_what_take_hands_back_is_what_is_stored(cast):
    [activity] = send(cast, make_activity(cast))
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh")
    with override_settings(TODAY=DECEMBER):
        [again] = send(cast, activity)
    for paper in (again, Activity.objects.get()):
        assert (paper.sent_on, paper.round, paper.version) == (date(2017, 11, 15), 2, 4)
        assert (paper.state, paper.steps, paper.decided_at) == ("waiting", 0, None)


def test_of_two_recalled_at_once_only_the_one_never_answered_forgets_its_day(cast):
    answered, fresh = send(cast, make_activity(cast), make_activity(cast, title="Khác"))
    desk.take(Action.RETURN, answered, by=cast.ngocha_secretary, note="Thiếu ảnh")
    with override_settings(TODAY=DECEMBER):
        send(cast, answered)
        recalled = desk.take(Action.RECALL, [answered, fresh], by=cast.secretary).papers
    first_day = {answered.pk: date(2017, 11, 15), fresh.pk: None}
    assert {paper.pk: paper.sent_on for paper in recalled} == first_day
    assert dict(Activity.objects.values_list("pk", "sent_on")) == first_day


def test_one_refusal_of_many_stops_all_unless_the_rest_may_go(cast):
    [sent], draft = send(cast, make_activity(cast)), make_activity(cast, title="Nháp")
    with pytest.raises(desk.Refused) as caught:
        desk.take(Action.APPROVE, [sent, draft], by=cast.ngocha_secretary)
    assert caught.value.reasons == {draft.pk: "This paper has not been sent yet."}
    sent.refresh_from_db()
    assert sent.state == "waiting"
    outcome = desk.take(Action.APPROVE, [sent, draft], by=cast.ngocha_secretary, partial=True)
    assert ([paper.pk for paper in outcome.papers], list(outcome.refused)) == ([sent.pk], [draft.pk])


def test_a_plan_is_returned_never_declined(cast):
    [plan] = send(cast, make_plan(cast))
    with pytest.raises(desk.Refused, match="returned with a reason, never declined"):
        desk.take(Action.DECLINE, plan, by=cast.ngocha_secretary, note="Không hợp")
    assert open_actions(plan, cast.ngocha_secretary) == ["approve", "return"]


def test_whoever_drafts_for_two_units_sends_as_the_officer_of_the_papers_own(cast):
    Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role=Role.OFFICER, title="Cán bộ", from_on=date(2016, 1, 1)
    )
    sender = type(cast.secretary).objects.get(pk=cast.secretary.pk)
    make_user("ngocha2", "Mai Văn Bạn", cast.ngocha)
    paper = make_activity(cast, unit=cast.ngocha, by=sender)
    [paper] = desk.take(Action.SUBMIT, paper, by=sender).papers
    assert (paper.holder, paper.decisions.get().post_label) == (cast.badinh, "Cán bộ, Đoàn cơ sở phường Ngọc Hà")
