"""Progress against targets, counted by hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.models import Activity, Target
from campaign.progress import Progress, counted_for, progress
from tests.cast import make_activity, make_kind, make_plan, make_unit

END_OF_YEAR = date(2017, 12, 31)


def accepted(cast, **fields):
    """An accepted activity: blood donation of Chi đoàn 3 on 3/6/2017, turnout 20, unless said otherwise."""
    activity = make_activity(cast, **fields)
    Activity.objects.filter(pk=activity.pk).update(
        state="accepted", round=1, submitted_at="2017-06-05T00:00Z", sent_on="2017-06-05"
    )
    return activity


def targets(plan):
    return list(plan.targets.select_related("plan__unit", "kind").order_by("pk"))


def reached(plan, day=END_OF_YEAR):
    found = progress(targets(plan), day=day)
    return [found[target.pk].reached for target in targets(plan)]


def add_target(plan, **fields):
    return Target.objects.create(plan=plan, **{"responsibility": "community", "amount": 100, **fields})


def test_nothing_done_is_zero_of_the_amount(cast):
    plan = make_plan(cast, amount=10)
    (found,) = progress(targets(plan), day=END_OF_YEAR).values()
    assert found == Progress(reached=0, amount=10)
    assert (found.percent, found.is_reached) == (0, False)


def test_a_responsibility_counts_all_its_kinds_and_a_kind_only_its_own(cast):
    visit = make_kind("tham-hoi", "Thăm hỏi", "Visit")
    study = make_kind("hoc-tap", "Học tập", "Study", responsibility="self")
    plan = make_plan(cast)
    add_target(plan, kind=cast.kind)
    add_target(plan, kind=visit)
    add_target(plan, responsibility="self")
    for kind, times in ((cast.kind, 3), (visit, 2), (study, 1)):
        for _time in range(times):
            accepted(cast, kind=kind)
    assert reached(plan) == [5, 3, 2, 1]


def test_every_measure_adds_up_its_own_column(cast):
    plan = make_plan(cast, amount=0)
    for measure in ("activities", "turnout", "citizens", "result", "value"):
        add_target(plan, measure=measure, kind=cast.kind)
    accepted(cast, turnout=20, citizens=7, citizens_state="given", result=15, result_state="given")
    accepted(cast, turnout=30, value=4_570_000_000, value_state="given", citizens=0, citizens_state="zero")
    accepted(cast, turnout=None, turnout_state="not_available")
    assert reached(plan) == [3, 50, 7, 15, 4_570_000_000]


def test_the_subtree_counts_and_the_neighbour_does_not(cast):
    hanoi, branch = make_plan(cast, unit=cast.hanoi, by=cast.hanoi_secretary), make_plan(cast)
    accepted(cast)
    accepted(cast, unit=cast.badinh)
    accepted(cast, unit=cast.hanoi)
    accepted(cast, unit=cast.hue_branch)
    found = progress(targets(hanoi) + targets(branch), day=END_OF_YEAR)
    assert [found[target.pk].reached for target in targets(hanoi) + targets(branch)] == [3, 1]


def test_only_what_is_accepted_of_the_year_and_in_scope_counts(cast):
    plan = make_plan(cast, unit=cast.hanoi, by=cast.hanoi_secretary)
    accepted(cast, started_on=date(2017, 1, 1), ended_on=date(2017, 1, 1))
    accepted(cast, started_on=date(2017, 12, 31), ended_on=date(2018, 1, 2))
    accepted(cast, started_on=date(2016, 12, 31), ended_on=date(2017, 1, 2))
    make_activity(cast)
    outside = make_unit("DN1", "Đoàn Khối Doanh nghiệp", 3, cast.hanoi, in_scope=False)
    accepted(cast, unit=outside)
    assert reached(plan) == [2]
    assert reached(plan, day=date(2017, 12, 30)) == [1]


def test_the_total_of_a_span_stands_back_where_single_activities_stand_for_it(cast):
    plan = make_plan(cast, amount=0)
    add_target(plan, measure="turnout")
    half = {"started_on": date(2017, 1, 1), "ended_on": date(2017, 6, 30), "precision": "half", "is_span_total": True}
    accepted(cast, turnout=500, **half)
    assert reached(plan) == [500]
    accepted(cast, turnout=20)
    assert reached(plan) == [20]


def test_an_older_version_of_a_kind_counts_for_the_newer(cast):
    old = make_kind("tu-van", "Tư vấn", "Advice", replaced_on=date(2016, 12, 31))
    new = make_kind("tu-van", "Tư vấn pháp luật", "Legal advice", version=2)
    plan = make_plan(cast, amount=0)
    add_target(plan, kind=new)
    accepted(cast, kind=old)
    accepted(cast, kind=new)
    assert reached(plan) == [2]


@pytest.mark.parametrize(
    ("done", "amount", "percent", "is_reached"),
    [(0, 3, 0, False), (1, 3, 33, False), (3, 3, 100, True), (7, 3, 233, True), (999, 1000, 99, False)],
)
def test_percent_is_rounded_down_so_that_a_hundred_means_reached(done, amount, percent, is_reached):
    found = Progress(done, amount)
    assert (found.percent, found.is_reached) == (percent, is_reached)


def test_the_rows_behind_a_figure_are_those_that_it_counts(cast):
    plan = make_plan(cast)
    one, two = accepted(cast), accepted(cast, title="Khác", kind=make_kind("khac", "Khác", "Other"))
    accepted(cast, unit=cast.hue_branch)
    by_kind = add_target(plan, kind=cast.kind)
    assert set(counted_for(targets(plan)[0], day=END_OF_YEAR)) == {one, two}
    assert list(counted_for(by_kind, day=END_OF_YEAR)) == [one]


def test_twenty_plans_cost_one_query_like_one(cast):
    def queries(plans):
        found = [target for plan in plans for target in targets(plan)]
        with CaptureQueriesContext(connection) as caught:
            assert len(progress(found, day=END_OF_YEAR)) == len(found)
        return len(caught)

    accepted(cast)
    plans = [make_plan(cast)]
    one = queries(plans)
    for number in range(20):
        unit = make_unit(f"CD1{number}", f"Chi đoàn 1{number}", 5, cast.ngocha)
        plans.append(make_plan(cast, unit=unit))
        add_target(plans[-1], measure="turnout")
    assert (one, queries(plans)) == (1, 1)
    assert progress([], day=END_OF_YEAR) == {}
