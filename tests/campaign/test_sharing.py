"""Partners say of their share themselves, part of the turnout and added to nothing; and who reads what they said."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campaign import duties, panels, sharing
from campaign.models import Partnership
from campaign.summary import totals
from campaign.summary.scope import Scope
from tests.campaign.pages import page, text
from tests.cast import make_activity, make_unit, make_user
from tests.sessions import Session, held, until_waiting
from units import desk
from units.approval import Action
from units.models import Record, Role

YEAR = date(2017, 1, 1), date(2017, 12, 31)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def shared(cast):
    """A blood donation of Chi đoàn 3 with a turnout of 20, done together with Chi đoàn 4 and Huế's court branch."""
    cast.cd4 = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    cast.cd4_secretary = make_user("chidoan4", "Lê Thị Tư", cast.cd4)
    activity = make_activity(cast)
    activity.co_organisers.set([cast.cd4, cast.hue_branch])
    cast.activity = desk.take(Action.SUBMIT, activity, by=cast.secretary).papers[0]
    cast.ours, cast.theirs = (activity.partnerships.get(unit=unit) for unit in (cast.cd4, cast.hue_branch))
    return cast


def said(share):
    share.refresh_from_db()
    return share.state, share.turnout, share.note, share.answered_by


def test_the_partners_own_secretary_or_officer_speaks_and_nobody_else(shared):
    member = make_user("chidoan4.uyvien", "Đỗ Thị Uỷ", shared.cd4, Role.MEMBER, "Uỷ viên")
    for other in (shared.secretary, shared.ngocha_secretary, shared.hue_branch_secretary, member):
        with pytest.raises(ValidationError, match="Only the secretary or an officer"):
            sharing.answer(shared.ours, "confirmed", turnout=8, by=other)
    sharing.answer(shared.ours, "confirmed", turnout=8, note="Cả tổ", by=shared.cd4_secretary)
    assert said(shared.ours) == ("confirmed", 8, "Cả tổ", shared.cd4_secretary)
    line = Record.objects.get(subject="campaign.partnership")
    assert (line.unit, line.label) == (shared.cd4, "Chi đoàn 4")  # neither title nor note
    assert line.changes == {"state": ["asked", "confirmed"], "turnout": ["", "8"]}


def test_of_a_draft_nothing_is_asked_yet(cast):
    activity = make_activity(cast)
    activity.co_organisers.set([cast.hue_branch])
    share = Partnership.objects.get()
    assert not sharing.awaited_from(cast.hue_branch_secretary).exists()
    with pytest.raises(ValidationError, match="once the activity has been sent"):
        sharing.answer(share, "confirmed", by=cast.hue_branch_secretary)


def test_all_shares_together_are_no_more_than_the_whole(shared):
    sharing.answer(shared.ours, "confirmed", turnout=15, by=shared.cd4_secretary)
    with pytest.raises(ValidationError) as refused:
        sharing.answer(shared.theirs, "confirmed", turnout=6, by=shared.hue_branch_secretary)
    assert refused.value.message_dict == {
        "turnout": ["The activity has a turnout of 20 in all; after the other partners’ shares 5 are left."]
    }
    sharing.answer(shared.theirs, "confirmed", turnout=5, by=shared.hue_branch_secretary)
    assert said(shared.theirs)[:2] == ("confirmed", 5)


def test_who_did_not_take_part_has_no_share_and_the_same_word_again_leaves_no_line(shared):
    sharing.answer(shared.ours, "denied", turnout=8, by=shared.cd4_secretary)
    sharing.answer(shared.ours, "denied", turnout=8, by=shared.cd4_secretary)
    assert said(shared.ours)[:2] == ("denied", None)
    assert Record.objects.filter(subject="campaign.partnership").count() == 1


def test_a_colleagues_answer_is_not_overwritten_unseen(shared):
    officer = make_user("chidoan4.canbo", "Mai Văn Bạn", shared.cd4, Role.OFFICER, "Cán bộ")
    before = sharing.seen(shared.ours)
    sharing.answer(shared.ours, "confirmed", turnout=8, since=before, by=shared.cd4_secretary)
    with pytest.raises(ValidationError, match="A colleague has answered since"):
        sharing.answer(shared.ours, "denied", since=before, by=officer)
    shared.ours.refresh_from_db()
    sharing.answer(shared.ours, "denied", since=sharing.seen(shared.ours), by=officer)
    assert said(shared.ours)[0] == "denied"


def test_saving_the_activity_again_keeps_what_partners_said(shared):
    sharing.answer(shared.ours, "confirmed", turnout=8, by=shared.cd4_secretary)
    shared.activity.co_organisers.set([shared.cd4])
    assert said(shared.ours)[:2] == ("confirmed", 8)
    assert Partnership.objects.count() == 1
    with pytest.raises(ValidationError, match="no longer names this unit"):
        sharing.answer(shared.theirs, "confirmed", by=shared.hue_branch_secretary)


def test_the_home_page_asks_and_the_units_page_tells_of_what_was_confirmed(shared):
    asked = [duty for duty in duties.duties(shared.cd4_secretary) if duty.verb == "Confirm your unit’s share"]
    assert [(duty.label, duty.detail) for duty in asked] == [
        ("Hiến máu tình nguyện · Chi đoàn 4", "Chi đoàn 3 names your unit as a partner")
    ]
    assert panels._shared(shared.cd4, shared.ngocha_secretary) == ""
    sharing.answer(shared.ours, "confirmed", turnout=8, by=shared.cd4_secretary)
    assert list(sharing.awaited_from(shared.cd4_secretary)) == []
    told = "Took part in 1 activity of others: 8 person-times"
    for user in (shared.cd4_secretary, shared.ngocha_secretary):
        assert panels._shared(shared.cd4, user) == told
    assert sharing.taken_part(shared.cd4, shared.hue_secretary) == {"activities": 0, "turnout": 0}


def test_a_share_is_added_to_no_total(shared):
    desk.take(Action.APPROVE, shared.activity, by=shared.ngocha_secretary)
    sharing.answer(shared.ours, "confirmed", turnout=8, by=shared.cd4_secretary)
    assert totals.sums(totals.counted(Scope(shared.ngocha, *YEAR)))["turnout"] == 20
    assert totals.sums(totals.counted(Scope(shared.cd4, *YEAR)))["turnout"] == 0


def test_the_list_is_what_its_reader_reads_and_its_file_says_the_same(shared):
    sharing.answer(shared.ours, "confirmed", turnout=8, note="Cả tổ", by=shared.cd4_secretary)
    for user, units in (
        (shared.cd4_secretary, {"CD4"}),
        (shared.ngocha_secretary, {"CD4"}),
        (shared.central_secretary, {"CDHUE", "CD4"}),
        (shared.hue_branch_secretary, {"CDHUE"}),
        (shared.hue_secretary, set()),  # reads the branch, not the activity of another province
        (shared.secretary, set()),
    ):
        shown = page(user, "share_list")
        assert {share.unit.code for share in shown.context["page"]} == units
    assert page(shared.central_secretary, "share_list", state="confirmed").context["turnout"] == 8
    author = text(page(shared.secretary, "activity_detail", shared.activity.pk))
    assert "confirmed: 8 person-times" in author
    assert "Cả tổ" in author
    assert "Confirm the share" not in author


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_partners_that_answer_at_once_do_not_pass_the_whole_together(shared):
    with held(shared.ours):
        first = Session(lambda: sharing.answer(shared.ours, "confirmed", turnout=15, by=shared.cd4_secretary))
        until_waiting(1)
        second = Session(
            lambda: sharing.answer(shared.theirs, "confirmed", turnout=15, by=shared.hue_branch_secretary)
        )
        until_waiting(2)
    first.result()
    with pytest.raises(ValidationError, match="5 are left"):
        second.result()
    assert (said(shared.ours)[1], said(shared.theirs)[1]) == (15, None)
