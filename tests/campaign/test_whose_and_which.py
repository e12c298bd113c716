"""Which rows are meant: whose desk, whose plan, which version of a kind, which day is still in time."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign import acknowledging, allotment, punctuality
from campaign.models import Activity, ActivityKind, Expected, Plan, Target
from campaign.planning import own_plans, plans_beneath
from campaign.progress import Progress
from campaign.summary import reports
from campaign.summary.scope import Scope
from tests.campaign.half_years import open_half, send
from tests.campaign.plan_posts import accepted_plan
from tests.cast import make_activity, make_conclusion, make_kind, make_plan, make_unit
from units import desk
from units.approval import Action
from units.models import Level, Post, Role, User

DAY = date(2017, 11, 15)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def also(user, unit, role=Role.SECRETARY):
    """The same person with one more post."""
    Post.objects.create(person=user.person, unit=unit, role=role, title="Bí thư", from_on=date(2016, 1, 1))
    return User.objects.get(pk=user.pk)


# --- desks -----------------------------------------------------------------------------------------------------------


def test_what_one_sent_oneself_does_not_wait_for_oneself(cast):
    activity = make_activity(cast, unit=cast.central, by=cast.central_secretary)
    desk.take(Action.SUBMIT, activity, by=cast.central_secretary)
    assert list(Activity.objects.on_desks_of(cast.central_secretary)) == []
    assert list(Activity.objects.on_desks_of(cast.central_deputy)) == [activity]


def test_ones_own_report_waits_for_a_colleague_at_the_desk(cast):
    open_half(cast)
    both = also(cast.secretary, cast.ngocha)
    row = send(cast.chidoan3, both).expected
    assert list(Expected.objects.on_desks_of(both)) == []
    assert list(Expected.objects.on_desks_of(cast.ngocha_secretary)) == [row]


# --- plans -----------------------------------------------------------------------------------------------------------


def test_a_superiors_plan_is_read_below_once_it_is_accepted_and_beside_never(cast):
    plan = make_plan(cast, unit=cast.hanoi, by=cast.hanoi_secretary)
    desk.take(Action.SUBMIT, plan, by=cast.hanoi_secretary)
    readers = [cast.secretary, cast.badinh_officer, cast.hue_secretary]
    assert [Plan.objects.visible_to(user).count() for user in readers] == [0, 0, 0]
    desk.take(Action.APPROVE, plan, by=cast.central_secretary)
    assert [Plan.objects.visible_to(user).count() for user in readers] == [1, 1, 0]


def test_a_plan_stands_under_the_nearest_accepted_one_above(cast):
    hanoi = accepted_plan(cast, cast.hanoi, cast.hanoi_secretary, cast.central_secretary)
    badinh = accepted_plan(cast, cast.badinh, cast.badinh_secretary, cast.hanoi_secretary)
    desk.take(Action.SUBMIT, make_plan(cast, unit=cast.ngocha), by=cast.ngocha_secretary)
    accepted_plan(cast, cast.hanoi, cast.hanoi_secretary, cast.central_secretary, year=2016)
    assert list(Plan.objects.superior_of(cast.chidoan3, 2017)) == [badinh, hanoi]


def test_beneath_a_plan_stand_the_plans_that_were_sent(cast):
    plan = accepted_plan(cast, cast.ngocha, cast.ngocha_secretary, cast.badinh_secretary)
    draft = make_plan(cast)
    make_unit("CU", "Chi đoàn cũ", Level.BRANCH, cast.ngocha, closed_on=DAY, closed_reason="Giải thể")
    assert plans_beneath(plan) == [(cast.chidoan3, None)]
    desk.take(Action.SUBMIT, draft, by=cast.secretary)
    assert plans_beneath(plan) == [(cast.chidoan3, draft)]
    desk.take(Action.RECALL, draft, by=cast.secretary)
    assert plans_beneath(plan) == [(cast.chidoan3, None)]


def test_the_next_years_plan_is_begun_only_where_this_years_stands(cast):
    make_conclusion()
    assert own_plans(cast.secretary, day=date(2016, 5, 1)) == ([], [(cast.chidoan3, 2016)])
    plan = make_plan(cast, year=2016)
    assert own_plans(cast.secretary, day=date(2016, 5, 1)) == ([plan], [(cast.chidoan3, 2017)])
    assert own_plans(cast.secretary, day=date(2018, 1, 1)) == ([], [])
    type(cast.chidoan3).objects.update(in_scope=False)
    assert own_plans(User.objects.get(pk=cast.secretary.pk), day=date(2016, 5, 1)) == ([], [])


@pytest.mark.parametrize(
    ("reached", "amount", "percent", "done"),
    [(0, 7, 0, False), (1, 3, 33, False), (2, 3, 66, False), (199, 200, 99, False), (200, 200, 100, True),
     (301, 200, 150, True)],
)  # fmt: skip
def test_a_hundred_percent_means_reached(reached, amount, percent, done):
    progress = Progress(reached, amount)
    assert (progress.percent, progress.is_reached) == (percent, done)


def test_a_share_counts_what_the_superiors_target_counts(cast):
    roads = make_kind("roads", "Đường", "Roads", replaced_on=date(2017, 1, 1))
    renewed = ActivityKind.objects.create(
        code="roads", version=2, name_vi="Đường", name_en="Roads", responsibility="community", point=roads.point,
        counts_vi="km", counts_en="km",
    )  # fmt: skip
    plan = make_plan(cast, amount=0)
    kinds = {"roads": roads, "renewed": renewed, "blood": cast.kind}
    targets = {
        name: Target(plan=plan, kind=kind, responsibility="community", amount=5) for name, kind in kinds.items()
    }
    targets |= {name: Target(plan=plan, responsibility=name, amount=5) for name in ("community", "self")}
    people = {"measure": Target.Measure.TURNOUT, "amount": 5}
    targets["turnout"] = Target(plan=plan, kind=roads, responsibility="community", **people)
    found = {
        source: [name for name, target in targets.items() if allotment.is_share_of(target, targets[source])]
        for source in ("roads", "community", "turnout")
    }
    assert found == {
        "roads": ["roads", "renewed"], "community": ["roads", "renewed", "blood", "community"], "turnout": ["turnout"],
    }  # fmt: skip


# --- kinds, days, addressees -----------------------------------------------------------------------------------------


def test_only_the_version_in_force_of_a_kind_is_chosen(cast):
    old = make_kind("roads", "Đường", "Roads", replaced_on=date(2017, 1, 1))
    assert list(ActivityKind.objects.current()) == [cast.kind]
    assert old in ActivityKind.objects.all()


@pytest.mark.parametrize(("on", "in_time"), [("2017-07-02 23:59", 1), ("2017-07-03 00:00", 0)])
def test_a_report_of_the_last_day_is_in_time_wherever_it_is_counted(cast, on, in_time):
    open_half(cast)
    report = send(cast.chidoan3, cast.secretary, on=on)
    branch = Expected.objects.filter(unit=cast.chidoan3)
    assert (branch.on_time().count(), branch.late().count()) == (in_time, 1 - in_time)
    assert punctuality.tally(branch).on_time == in_time
    assert report.is_late is not bool(in_time)
    [counts] = reports.reporting(Scope(cast.chidoan3, date(2017, 1, 1), date(2017, 12, 31))).values()
    assert (counts.expected, counts.arrived, counts.on_time, counts.late) == (1, 1, in_time, 1 - in_time)


def test_the_conclusion_is_addressed_down_to_the_districts_that_are_open_and_in_scope(cast):
    conclusion = make_conclusion()
    make_unit("DN", "Đoàn Khối Doanh nghiệp", Level.DISTRICT, cast.hanoi, in_scope=False)
    make_unit("CU", "Huyện đoàn cũ", Level.DISTRICT, cast.hanoi, closed_on=DAY, closed_reason="Nhập")
    found = acknowledging.addressees(conclusion).order_by("code").values_list("code", flat=True)
    assert list(found) == ["H001", "H474", "T01", "T46"]
    assert acknowledging.refusal(conclusion, cast.ngocha, cast.ngocha_secretary) != ""
    assert acknowledging.refusal(conclusion, cast.badinh, cast.badinh_officer) == ""
