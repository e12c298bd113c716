"""What accepting a report accepts along with it, what stays where it is, and what a plan's shares add up to."""

from datetime import date

import pytest

from campaign.allotment import balances
from campaign.models import Plan, Target
from tests.campaign.half_years import accept, all_of, open_half, send, sent_activity
from tests.campaign.plan_posts import accepted_plan, hanoi_plan
from tests.cast import make_plan
from units import desk
from units.approval import Action
from units.models import Post


@pytest.fixture
def period(cast):
    return open_half(cast)


def test_what_lies_on_another_desk_stays_there_and_out_of_the_figures_accepted(cast, period):
    officer = cast.ngocha_secretary  # sends for the branch too, where nobody else of Ngọc Hà could answer: passed up
    Post.objects.create(
        person=officer.person, unit=cast.chidoan3, role="secretary", title="Bí thư", from_on=date(2015, 1, 1)
    )
    officer = type(officer).objects.get(pk=officer.pk)
    above = sent_activity(cast, by=officer, turnout=100)
    own = sent_activity(cast, turnout=20)
    assert (above.holder, own.holder) == (cast.badinh, cast.ngocha)
    report = accept(send(cast.chidoan3, cast.secretary), officer)
    above.refresh_from_db()
    own.refresh_from_db()
    report.refresh_from_db()
    assert (above.state, above.holder, own.state) == ("waiting", cast.badinh, "accepted")
    assert (all_of(report.figures)[:2], all_of(report.figures, stage="accepted")[:2]) == ((2, 120), (1, 20))


def test_a_total_of_a_span_is_accepted_with_the_report_and_left_out_of_the_figures_accepted(cast, period):
    whole = sent_activity(
        cast, is_span_total=True, precision="half", turnout=400,
        started_on=date(2017, 1, 1), ended_on=date(2017, 6, 30),
    )  # fmt: skip
    sent_activity(cast, turnout=20)
    report = accept(send(cast.chidoan3, cast.secretary), cast.ngocha_secretary)
    whole.refresh_from_db()
    report.refresh_from_db()
    assert (whole.state, report.figures["left_out"]) == ("accepted", [whole.pk])
    assert all_of(report.figures, stage="accepted") == (1, 20, 0, 0)


def test_a_share_is_taken_over_while_its_plan_waits_and_once_it_is_accepted_only(cast):
    source = hanoi_plan(cast, amount=100).targets.get()

    def taken():
        balance = balances([source])[source.pk]
        return balance.allotted, balance.plans, balance.remaining

    plan: Plan = make_plan(cast, unit=cast.badinh, by=cast.badinh_secretary, amount=0)
    Target.objects.create(plan=plan, responsibility="community", amount=40, derived_from=source)
    assert taken() == (0, 0, 100)  # a draft is its author's
    desk.take(Action.SUBMIT, plan, by=cast.badinh_secretary)
    assert taken() == (40, 1, 60)
    desk.take(Action.RETURN, plan, by=cast.hanoi_secretary, note="Chỉ tiêu thấp")
    assert taken() == (0, 0, 100)
    desk.take(Action.SUBMIT, plan, by=cast.badinh_secretary)
    desk.take(Action.APPROVE, plan, by=cast.hanoi_secretary)
    assert taken() == (40, 1, 60)
    accepted_plan(cast, cast.ngocha, cast.ngocha_secretary, cast.badinh_secretary, amount=7)
    assert taken() == (40, 1, 60)
