"""What of the campaign does a network's holder read at its members, and what can be done there?"""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from campaign.models import Activity, DueDay, Expected, Period, Plan, Report
from recognition.models import Nomination, Season
from tests.campaign.pages import sign_in, text, url
from tests.cast import make_activity, make_conclusion, make_plan
from units import desk
from units.approval import Action, open_actions
from units.models import Paper, Person, User

SENT, DRAFT = "Đã gửi", "Nháp"


@pytest.fixture
def papers(cast, bloc):
    """Of the branch in Hà Nội's bloc one sent paper of every kind; of each kind but the report a draft as well."""
    unit, by = bloc.hanoi_branch, bloc.hanoi_branch_secretary
    season = Season.objects.create(
        unit=cast.central, name_vi="Đợt", name_en="Season", year=2017, level=1,
        opens_on=date(2017, 1, 1), closes_on=date(2017, 12, 31),
    )  # fmt: skip
    period = Period.objects.create(
        conclusion=make_conclusion(), kind="half", year=2017, starts_on=date(2017, 1, 1), ends_on=date(2017, 6, 30)
    )
    DueDay.objects.create(period=period, level=5, due_on=date(2017, 7, 5))
    expected = Expected.objects.create(period=period, unit=unit, due_on=date(2017, 7, 5))
    nominee = by.person
    other = Person.objects.create(full_name="Lò Văn Khác", unit=unit, born_on=date(1990, 1, 1), sex="m")
    dossier = {
        "unit": unit, "season": season, "summary": "…", "achievements": "…", "consent": True,
        "consent_on": date(2017, 9, 1), "created_by": by,
    }  # fmt: skip
    sent = [
        make_activity(cast, unit=unit, by=by, title=SENT),
        make_plan(cast, unit=unit, by=by, title=SENT),
        Report.objects.create(unit=unit, expected=expected, title=SENT, created_by=by),
        Nomination.objects.create(
            person=nominee, title=SENT, state="waiting", holder=bloc.hanoi_bloc, round=1, submitted_by=by,
            submitted_at="2017-09-02T00:00Z", sent_on=date(2017, 9, 2), **dossier,
        ),
    ]  # fmt: skip
    for paper in sent[:3]:
        desk.take(Action.SUBMIT, paper, by=by)
    make_activity(cast, unit=unit, by=by, title=DRAFT)
    make_plan(cast, unit=unit, by=by, title=DRAFT, year=2016)
    Nomination.objects.create(person=other, title=DRAFT, **dossier)
    return sent


def titles(user) -> dict[str, list[str]]:
    fresh = User.objects.get(pk=user.pk)
    return {kind.__name__: [paper.title for paper in kind.objects.visible_to(fresh)] for kind in Paper.kinds()}


def test_every_kind_of_paper_is_read_once_it_has_been_sent(cast, bloc, papers):
    one_of_each = {"Activity": [SENT], "Plan": [SENT], "Report": [SENT], "Nomination": [SENT]}
    assert titles(bloc.secretary) == one_of_each
    assert titles(bloc.viewer) == one_of_each
    assert [one.unit.code for one in Expected.objects.visible_to(bloc.secretary)] == ["CDSO"]
    nothing = {"Activity": [], "Plan": [], "Report": [], "Nomination": []}
    assert titles(bloc.member) == nothing
    assert titles(bloc.hue_bloc_secretary) == nothing
    assert titles(cast.hue_secretary) == nothing


def test_nothing_can_be_done_with_them(cast, bloc, papers):
    for paper in papers:
        paper.refresh_from_db()
        assert paper.holder == bloc.hanoi_bloc
        assert open_actions(paper, bloc.secretary) == []
        assert not type(paper).objects.on_desks_of(bloc.secretary).exists()
        browser = sign_in(bloc.secretary)
        assert browser.get(paper.get_absolute_url()).status_code == 200
        answer = reverse("paper_action", args=[paper.kind_code(), paper.pk, "approve"])
        data = {"version": paper.version, "request_id": str(uuid4()), "note": ""}
        assert browser.post(answer, data).status_code == 409
        paper.refresh_from_db()
        assert (paper.state, paper.holder) == ("waiting", bloc.hanoi_bloc)


def test_the_pages_of_the_unit_are_read_without_its_people_and_records(cast, bloc, papers):
    browser = sign_in(bloc.secretary)
    there = text(browser.get(reverse("units:unit_detail", args=[bloc.hanoi_branch.pk])))
    assert "Chi đoàn cơ sở Sở Nội vụ" in there
    assert "Võ Thị Vụ" not in there
    assert "Posts in force" not in there
    person = bloc.hanoi_branch_secretary.person_id
    assert browser.get(reverse("units:person_detail", args=[person])).status_code == 404
    assert browser.get(url("summary_unit", bloc.hanoi_bloc.pk)).status_code == 200
    assert browser.get(reverse("units:unit_detail", args=[cast.hanoi.pk])).status_code == 404


def test_a_nomination_is_read_without_what_is_personal(cast, bloc, papers):
    address = papers[3].get_absolute_url()
    assert "20/05/1988" in text(sign_in(bloc.hanoi_bloc_secretary).get(address))
    assert "20/05/1988" not in text(sign_in(bloc.secretary).get(address))


def test_no_page_lets_the_holder_write_for_a_member(cast, bloc, papers):
    browser = sign_in(bloc.secretary)
    activity, plan, report, _nomination = papers
    for name, pk in (("activity_edit", activity.pk), ("plan_edit", plan.pk), ("report_edit", report.pk)):
        assert browser.get(url(name, pk)).status_code == 302  # to the paper's page
    for name in ("report_create", "expected_extend", "expected_excuse"):
        assert browser.get(url(name, report.expected_id)).status_code == 404
    keeper = sign_in(bloc.administrator)
    for name in ("unit_create", "unit_edit", "unit_move", "unit_close", "person_create"):
        assert keeper.get(reverse(f"units:{name}", args=[bloc.hanoi_bloc.pk])).status_code == 404


def test_what_a_member_takes_back_is_gone(cast, bloc, papers):
    desk.take(Action.RECALL, Activity.objects.get(title=SENT), by=bloc.hanoi_branch_secretary)
    assert titles(bloc.secretary)["Activity"] == []
    assert Plan.objects.visible_to(bloc.secretary).count() == 1
