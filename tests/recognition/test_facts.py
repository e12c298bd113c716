"""What recognition may know of the campaign, and that it looks in through no other door."""

import ast
from datetime import date
from pathlib import Path

from django.utils.translation import override

from campaign import facts
from tests.cast import make_activity
from tests.recognition.people import make_accepted

ROOT = Path(__file__).resolve().parents[2]


def test_only_accepted_activities_of_the_unit_itself_can_be_cited(cast):
    accepted = make_accepted(cast)
    make_activity(cast, title="Chưa gửi")
    make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary, title="Của đoàn cơ sở")
    assert list(facts.citable(cast.secretary, cast.chidoan3)) == [accepted]
    assert list(facts.citable(cast.ngocha_secretary, cast.chidoan3)) == [accepted]
    assert list(facts.citable(cast.secretary, cast.ngocha)) == []
    assert list(facts.citable(cast.hue_secretary, cast.chidoan3)) == []


def test_the_days_narrow_what_can_be_cited_with_both_ends_included(cast):
    spring = make_accepted(cast, title="Xuân", started_on=date(2017, 3, 26), ended_on=date(2017, 3, 26))
    summer = make_accepted(cast, title="Hè", started_on=date(2017, 6, 1), ended_on=date(2017, 6, 1))

    def cited(**days):
        return list(facts.citable(cast.secretary, cast.chidoan3, **days))

    assert cited() == [summer, spring]
    assert cited(since=date(2017, 6, 1)) == [summer]
    assert cited(since=date(2017, 6, 2)) == []
    assert cited(until=date(2017, 3, 26)) == [spring]


def test_a_fact_is_plain_and_says_what_was_counted(cast):
    activity = make_accepted(
        cast, turnout=800, turnout_approximate=True, value=4_570_000_000, value_state="given", citizens=0,
        citizens_state="zero", people_state="not_applicable",
    )  # fmt: skip
    with override("en"):
        (fact,) = facts.fact([activity.pk])
    assert fact == facts.Fact(
        pk=activity.pk,
        title="Hiến máu tình nguyện",
        day=date(2017, 6, 3),
        when="03/06/2017",
        unit="Chi đoàn 3",
        kind="Blood donation",
        responsibility="community",
        responsibility_name="Responsibility to the community",
        figures=(
            ("turnout (person-times)", "about 800"),
            ("citizens served (person-times)", "0"),
            ("value in đồng", "4.57 billion đồng"),
        ),
        url=f"/campaign/activities/{activity.pk}/",
    )


def test_any_number_of_facts_costs_one_query(cast, django_assert_num_queries):
    keys = [make_accepted(cast, title=f"Việc {n}").pk for n in range(3)]
    with django_assert_num_queries(1):
        assert [fact.pk for fact in facts.fact(keys)] == keys[::-1]


def test_recognition_imports_nothing_of_the_campaign_but_its_facts():
    taken = set()
    for path in (ROOT / "recognition").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                taken |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                taken |= {f"{node.module}.{alias.name}" for alias in node.names}
    assert {name for name in taken if name.split(".")[0] == "campaign"} == {
        "campaign.facts", "campaign.facts.Fact",
    }  # fmt: skip
