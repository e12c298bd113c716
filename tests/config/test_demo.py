"""The demonstration: plainly marked, rich on every screen, the same each time, and never mixed with real data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from campaign.models import Activity, ActivityFile, Expected, Guidance, Plan, Report
from campaign.reporting import compile_figures
from config.demo.accounts import ACCOUNTS, PASSWORD
from recognition.models import Honour, Nomination
from units import inbox
from units.approval import Action, State
from units.clock import today
from units.faults import faults
from units.models import Level, Network, Person, Record, Role, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # it runs on the embedded database
BY_NAME = {account["username"]: account for account in ACCOUNTS}
ON_THEIR_DESKS = {
    "doancoso": {"campaign.activity", "campaign.plan", "recognition.nomination"},
    "badinh": {"campaign.activity", "campaign.report"},
    "badinh.bithu": {"campaign.activity", "campaign.report", "campaign.plan", "recognition.nomination"},
    "hanoi": {"campaign.activity", "campaign.report"},
    "hanoi.bithu": {"campaign.activity", "campaign.report", "campaign.plan", "recognition.nomination"},
    "khoi.hanoi": {"campaign.activity", "recognition.nomination"},
    "trunguong": {"campaign.report", "campaign.plan", "recognition.nomination"},
    "trunguong2": {"campaign.report", "campaign.plan", "recognition.nomination"},
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The smallest scale, loaded once for this file and undone after it; returns what the command printed."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), override("vi"), transaction.atomic():
        said = StringIO()
        call_command("load_demo", scale=0, stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


def user(name: str) -> User:
    return User.objects.get(username=name)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


# --- what stands there -----------------------------------------------------------------------------------------------


def test_the_tree_is_right_and_says_so(demo):
    assert list(faults()) == []
    assert f"Cây tổ chức đúng. Số đơn vị: {Unit.objects.count()}." in demo


def test_official_units_are_real_and_what_hangs_beneath_is_marked(demo):
    assert Unit.objects.filter(level=Level.PROVINCE).count() == 67
    assert not Unit.objects.filter(code__in=["TW", "T01", "H001", "K01"], is_demonstration=True).exists()
    assert not Unit.objects.filter(code__contains="-", is_demonstration=False).exists()
    assert not Person.objects.filter(is_demonstration=False).exists()


def test_units_outside_the_conclusion_stand_there_and_are_never_expected(demo):
    outside = Unit.objects.filter(in_scope=False)

    assert {"DKDNTW", "DN72"} <= set(outside.values_list("code", flat=True))
    assert not Expected.objects.filter(unit__in=outside).exists()


def test_every_made_up_unit_has_a_secretary_with_an_account_nobody_can_use(demo):
    led = User.objects.filter(person__posts__role=Role.SECRETARY)
    headless = Unit.objects.exclude(pk__in=led.values("person__posts__unit"))

    assert list(headless) == []
    usable = {one.username for one in User.objects.all() if one.has_usable_password()}
    assert usable == set(BY_NAME)


def test_some_branches_never_said_a_word_and_some_fell_silent_in_2016(demo):
    branches = Unit.objects.filter(level=Level.BRANCH)
    silent = branches.filter(activitys=None)
    lapsed = branches.exclude(activitys=None).exclude(activitys__started_on__gte=date(2016, 10, 1))

    assert {"H001-C2-3", "K01-C2-3", "H004-C2-3"} <= set(silent.values_list("code", flat=True))
    assert {"H001-C2-2", "H003-C1-2"} <= set(lapsed.values_list("code", flat=True))


def test_a_branch_moved_one_closed_and_two_unions_became_one(demo):
    moved, merged = unit("H003-C1-3"), unit("H002-C2")
    assert (moved.parent.code, moved.placements.count()) == ("H003-C2", 2)
    assert (unit("H004-C1-3").closed_on, merged.closed_on) == (date(2017, 10, 20), date(2016, 8, 15))
    assert unit("H002-C2-1").parent == merged.merged_into == unit("H002-C1")


def test_every_year_has_activities_of_every_responsibility(demo):
    for year in (2015, 2016, 2017):
        made_up = Activity.objects.filter(started_on__year=year, is_demonstration=True)
        assert set(made_up.values_list("kind__responsibility", flat=True)) == {"self", "work", "community"}
    assert not Activity.objects.filter(ended_on__gt=date(2017, 11, 15)).exists()


def test_a_count_is_given_zero_unknown_or_out_of_place_and_sometimes_rough(demo):
    states = set(Activity.objects.values_list("citizens_state", flat=True))
    assert states == {"given", "zero", "not_available", "not_applicable"}
    assert Activity.objects.filter(turnout_approximate=True).exists()


def test_history_carries_the_moments_of_its_years_in_their_order(demo):
    for kind in (Activity, Report, Plan, Nomination):
        lines = kind.decisions.rel.related_model.objects.order_by("paper_id", "pk").values_list("paper_id", "at")
        assert {at.year for _paper, at in lines} <= {2015, 2016, 2017}
        assert list(lines) == sorted(lines), kind
    assert not Record.objects.filter(at__gte=datetime(2017, 11, 16, tzinfo=UTC)).exists()


def test_the_real_activities_came_through_the_import_with_their_sources(demo):
    real = Activity.objects.filter(is_demonstration=False)

    assert real.count() == 12
    assert all(one.source.startswith("http") and one.source_row for one in real)
    assert {one.state for one in real} == {State.ACCEPTED}
    assert {line.action for one in real for line in one.decisions.all()} == {Action.LOADED}


def test_photographs_went_through_the_same_examination_as_everybodys(demo):
    files = ActivityFile.objects.all()

    assert files.count() >= 25
    assert all(one.media_type == "image/jpeg" and one.thumbnail and one.width == 1280 for one in files)


# --- papers ----------------------------------------------------------------------------------------------------------


def test_returned_papers_say_why(demo):
    for kind, least in ((Activity, 2), (Report, 1), (Plan, 3), (Nomination, 1)):
        returned = kind.objects.filter(state=State.RETURNED)
        assert returned.count() >= least, kind
        assert all(one.decisions.filter(action=Action.RETURN).last().note for one in returned)


def test_some_papers_were_sent_a_second_time_and_accepted(demo):
    assert Activity.objects.accepted().filter(round=2).exists()
    assert Report.objects.accepted().filter(round=2).exists()


def test_reports_are_late_missing_given_more_time_and_excused(demo):
    nine_months = Expected.objects.filter(period__kind="nine_months", period__year=2017)
    assert nine_months.late().count() >= 3
    assert nine_months.overdue(today()).filter(unit__code="H004").exists()
    assert nine_months.filter(unit__code="H003").exclude(extended_because="").exists()
    assert nine_months.filter(unit__code="H002-B2").exclude(excused_because="").exists()


def test_hanoi_has_districts_nine_month_reports_to_accept_and_to_return(demo):
    waiting = Report.objects.waiting().filter(holder__code="T01", expected__period__kind="nine_months")

    assert waiting.count() >= 5
    assert "H001" in waiting.values_list("unit__code", flat=True)


def test_the_branch_of_the_first_walk_can_still_send_its_half_year_report(demo):
    expected = Expected.objects.get(unit__code="H001-C1-1", period__kind="half", period__year=2017)
    figures = compile_figures(expected.unit, expected.period)

    assert not Report.objects.filter(expected=expected).exists()
    assert figures["total"]["accepted"]["all"]["activities"] >= 2
    assert not Plan.objects.filter(unit__code="H001-C1-1", year=2017).exists()


def test_shares_of_the_centres_targets_are_handed_down(demo):
    plan = Plan.objects.get(unit__code="TW", year=2017)

    assert plan.state == State.ACCEPTED
    assert plan.decisions.get(action=Action.APPROVE).by.username == "trunguong2"
    assert {target.allotments.count() for target in plan.targets.all()} == {66}


def test_the_honour_roll_shows_those_who_agreed_with_numbers_of_the_demonstration(demo):
    honours = Honour.objects.all()

    assert honours.on_the_roll().count() >= 5
    assert set(honours.values_list("decision_number", flat=True)) == {"TD-01/QĐ", "TD-02/QĐ"}
    assert all(one.is_demonstration and one.nomination.citations.exists() for one in honours)


# --- accounts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BY_NAME)
def test_a_demonstration_account_signs_in_and_finds_its_post(demo, name):
    client = Client()

    response = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})

    assert (response.status_code, response.url) == (302, reverse("home"))
    assert (client.get(response.url).status_code == 302) == (name == "kiemnhiem")  # holds two posts, and chooses
    post = user(name).current_posts[0]
    assert (post.unit.code, post.role) == (BY_NAME[name]["unit"], BY_NAME[name]["role"])
    assert post.unit.short_name in client.get(reverse("home"), follow=True).content.decode()


@pytest.mark.parametrize("name", ON_THEIR_DESKS)
def test_a_demonstration_desk_has_enough_to_answer_in_bulk(demo, name):
    lying = inbox.on_desks_of(user(name))

    assert lying.count() >= 8
    assert ON_THEIR_DESKS[name] <= {kind for kind, (number, _oldest) in lying.tally.items() if number}


@pytest.mark.parametrize("name", ["chidoan", "chidoancs", "hue"])
def test_a_branch_of_the_demonstration_finds_drafts_and_what_came_back(demo, name):
    home = Client()
    home.force_login(user(name))
    context = home.get(reverse("home")).context

    assert context["drafts"]["rows"]
    assert context["returned"]["rows"][0].note


def test_the_central_agencies_bloc_reads_the_blocs_of_all_provinces_and_wrote_to_them(demo):
    network = Network.objects.get()
    assert (network.holder.code, network.members.count()) == ("DKCQTW", 63)
    assert Activity.objects.visible_to(user("khoi.trunguong")).filter(unit__path__startswith=unit("K01").path).exists()
    latest, first = Guidance.objects.all()
    assert latest.addressees.count() == first.addressees.count() == 63
    assert latest.addressees.get(unit=unit("K01")).acknowledged_on is None  # the account of K01 has it to do


def test_hue_sees_nothing_of_hanoi(demo):
    assert not Activity.objects.visible_to(user("hue")).filter(province__code="T01").exists()


def test_a_second_run_changes_nothing_and_shows_the_accounts_again(demo):
    before = (Record.objects.count(), Activity.objects.count(), User.objects.count())
    said = StringIO()
    call_command("load_demo", stdout=said)

    assert "không có gì thay đổi" in said.getvalue()
    assert PASSWORD in said.getvalue()
    assert (Record.objects.count(), Activity.objects.count(), User.objects.count()) == before
