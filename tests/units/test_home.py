"""The home page: what each person must do next, whole for every role."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign.models import Activity, Expected, Period, Report
from tests.cast import make_activity, make_conclusion, make_plan, make_unit, make_user
from units import desk, duties
from units.approval import Action
from units.duties import Duty, Urgency
from units.models import Headcount, Post

PEOPLE = (
    "central_secretary", "central_deputy", "hanoi_secretary", "hanoi_officer", "hanoi_administrator",
    "badinh_secretary", "badinh_officer", "ngocha_secretary", "secretary", "member", "viewer", "hue_secretary",
    "hue_branch_secretary",
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def counted(cast):
    """Chi đoàn 3 has entered this year's head-count: what is asked for here is the rest."""
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=25)


def home(client, user):
    client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return response


def asked(client, user):
    """What the campaign and the desk ask, as (verb, label)."""
    return [(task.verb, task.label) for task in home(client, user).context["tasks"]]


def send(cast, paper, by=None):
    return desk.take(Action.SUBMIT, paper, by=by or cast.secretary).papers[0]


def expect(cast, unit, due_on, *, number=1, report=None):
    """An expected report of a half-year of 2017, with a report in that state if one is named."""
    period, _new = Period.objects.get_or_create(
        kind="half", year=2017, number=number, conclusion=make_conclusion(),
        defaults={"starts_on": date(2017, 6 * number - 5, 1), "ends_on": date(2017, 6 * number, 30)},
    )  # fmt: skip
    row = Expected.objects.create(period=period, unit=unit, due_on=due_on)
    if report:
        Report.objects.create(unit=unit, expected=row, title="Báo cáo", created_by=cast.secretary)
    return row


@pytest.mark.parametrize("who", PEOPLE)
def test_the_home_page_is_whole_for_everybody(cast, client, who):
    for lang in ("vi", "en"):
        client.cookies["django_language"] = lang
        home(client, getattr(cast, who))


def test_without_a_post_it_says_whom_to_ask(cast, client):
    Post.objects.filter(person=cast.member.person).delete()
    assert "You hold no post at present" in home(client, cast.member).content.decode()


def test_who_only_reads_is_told_that_nothing_is_asked(cast, client):
    send(cast, make_activity(cast))
    response = home(client, cast.viewer)
    text = response.content.decode()
    assert "it is not asked to answer or to send anything" in text
    assert [offer.verb for offer in response.context["offers"]] == ["Open the summary"]
    assert "Drafts not sent yet" not in text


def test_who_keeps_units_is_not_told_to_only_read(cast, client):
    text = home(client, cast.hanoi_administrator).content.decode()
    assert "Your post keeps units, people, posts and accounts" in text
    assert "Your post reads" not in text


def test_each_may_begin_what_the_post_allows(cast, client):
    offers = {who: [offer.verb for offer in home(client, getattr(cast, who)).context["offers"]] for who in PEOPLE}
    assert offers["secretary"] == ["Log an activity", "Open the summary"]
    assert offers["member"] == ["Log an activity"]
    assert offers["hanoi_administrator"] == ["Keep units, posts and accounts", "Open the summary"]


def test_who_reads_at_the_holder_of_a_network_is_offered_the_way_to_it(cast, bloc, client):
    offers = [(offer.verb, offer.url) for offer in home(client, bloc.secretary).context["offers"]]
    assert ("Agencies' blocs", f"/units/networks/{bloc.network.pk}/") in offers
    for other in (cast.central_secretary, bloc.hanoi_bloc_secretary):
        assert "Agencies' blocs" not in [offer.verb for offer in home(client, other).context["offers"]]


# --- the desk ------------------------------------------------------------------------------------------------------


def test_the_desk_is_one_task_with_its_number_and_how_long_the_oldest_waits(cast, client):
    activity = send(cast, make_activity(cast))
    send(cast, make_activity(cast, title="Hai"))
    send(cast, make_plan(cast))
    monday = datetime(2017, 11, 6, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    Activity.objects.filter(pk=activity.pk).update(submitted_at=monday)
    task = home(client, cast.ngocha_secretary).context["tasks"][0]
    assert (task.verb, task.label) == ("Answer what lies on your desk", "Activities: 2 · plans: 1")
    assert (task.detail, task.url, task.is_urgent) == ("The oldest has waited 9 days.", "/desk/", True)
    assert all(label != task.label for _verb, label in asked(client, cast.badinh_secretary))


# --- what came back, what lies unsent, what waits ------------------------------------------------------------------


def test_what_came_back_stands_on_top_with_its_reason(cast, client):
    activity = send(cast, make_activity(cast))
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh, thiếu số lượt")
    text = home(client, cast.member).content.decode()
    assert "Thiếu ảnh, thiếu số lượt" in text
    assert text.index("Came back to you") < text.index("Thiếu ảnh")
    assert "Thiếu ảnh" not in home(client, cast.ngocha_secretary).content.decode()


def test_drafts_and_what_waits_above_are_listed_apart(cast, client):
    make_activity(cast, title="Chưa gửi")
    send(cast, make_activity(cast, title="Đã gửi"))
    context = home(client, cast.secretary).context
    assert [row.title for row in context["drafts"]["rows"]] == ["Chưa gửi"]
    assert [row.title for row in context["sent"]["rows"]] == ["Đã gửi"]
    assert "drafts" not in home(client, cast.viewer).context


def test_of_many_drafts_the_latest_five_are_listed_and_the_rest_is_counted(cast, client):
    for number in range(8):
        make_activity(cast, title=f"Việc {number}")
    drafts = home(client, cast.secretary).context["drafts"]
    assert (len(drafts["rows"]), drafts["number"], drafts["more"]) == (5, 8, 3)
    assert drafts["rows"][0].title == "Việc 7"


# --- what the campaign asks ----------------------------------------------------------------------------------------


def test_units_down_to_the_district_are_asked_to_acknowledge(cast, client):
    verbs = {who: [verb for verb, _label in asked(client, getattr(cast, who))] for who in PEOPLE}
    awaited = {who for who in PEOPLE if "Acknowledge the conclusion" in verbs[who]}
    assert awaited == {"hanoi_secretary", "hanoi_officer", "badinh_secretary", "badinh_officer", "hue_secretary"}


def test_the_plan_of_the_year_is_asked_for_until_it_is_begun(cast, client):
    assert ("Write the plan for 2017", "Chi đoàn 3") in asked(client, cast.member)
    make_plan(cast)
    assert asked(client, cast.member) == []
    assert [row.title for row in home(client, cast.member).context["drafts"]["rows"]] == ["Kế hoạch năm 2017"]


def test_a_unit_outside_the_scope_is_asked_for_no_plan(cast, client):
    outside = make_unit("DN1", "Đoàn Khối Doanh nghiệp", 3, cast.hanoi, in_scope=False)
    assert asked(client, make_user("doanhnghiep", "Đào Thị Nghiệp", outside)) == []


def test_reports_are_asked_for_the_overdue_first_with_their_day(cast, client):
    make_plan(cast)
    expect(cast, cast.chidoan3, date(2017, 12, 1), number=2)
    expect(cast, cast.chidoan3, date(2017, 7, 10), number=1)
    tasks = home(client, cast.secretary).context["tasks"]
    assert [(task.verb, task.label, task.due_on, task.is_urgent) for task in tasks] == [
        ("Write the report", "First half of 2017 · Chi đoàn 3", date(2017, 7, 10), True),
        ("Write the report", "Second half of 2017 · Chi đoàn 3", date(2017, 12, 1), False),
    ]


def test_a_begun_report_is_asked_for_once_and_a_sent_excused_or_returned_one_not_at_all(cast, client):
    make_plan(cast)
    expect(cast, cast.chidoan3, date(2017, 7, 10), report=True)
    context = home(client, cast.secretary).context
    assert [task.verb for task in context["tasks"]] == ["Finish and send the report"]
    assert [row.title for row in context["drafts"]["rows"]] == ["Kế hoạch năm 2017"]
    report = send(cast, Report.objects.get())
    assert asked(client, cast.secretary) == []
    desk.take(Action.RETURN, report, by=cast.ngocha_secretary, note="Thiếu số liệu")
    assert asked(client, cast.secretary) == []
    Expected.objects.update(excused_because="Sáp nhập")
    assert asked(client, cast.secretary) == []


def test_a_superior_is_told_who_directly_beneath_is_late(cast, client):
    make_plan(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    expect(cast, cast.chidoan3, date(2017, 11, 14))
    other = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    Expected.objects.create(period=Period.objects.get(), unit=other, due_on=date(2017, 11, 15))
    assert asked(client, cast.ngocha_secretary) == [
        ("Urge the units that are late", "1 unit has not sent “First half of 2017”")
    ]
    assert "Urge the units that are late" not in [verb for verb, _label in asked(client, cast.badinh_secretary)]


# --- the registry --------------------------------------------------------------------------------------------------


def test_duties_come_by_urgency_and_then_by_day(cast, monkeypatch):
    some = [
        Duty("c", "", "/", urgency=Urgency.SOON),
        Duty("b", "", "/", due_on=date(2017, 12, 2)),
        Duty("a", "", "/", urgency=Urgency.LATE),
        Duty("d", "", "/", due_on=date(2017, 12, 1)),
        Duty("e", "", "/"),
    ]
    monkeypatch.setattr(duties, "_DUTIES", [lambda user: some[:2], lambda user: some[2:]])
    assert [duty.verb for duty in duties.duties_of(cast.secretary)] == ["a", "d", "b", "e", "c"]
    duties.register(len)
    duties.register(len)
    assert duties._DUTIES.count(len) == 1


def test_much_to_do_costs_as_many_queries_as_little(cast, client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            home(client, cast.ngocha_secretary)
        return len(caught)

    def more(number):
        unit = make_unit(f"CD3{number}", f"Chi đoàn 3{number}", 5, cast.ngocha)
        by = make_user(f"cd3{number}", "Trần Văn Chi", unit)
        send(cast, make_activity(cast, unit=unit, by=by), by)
        own = {"unit": cast.ngocha, "by": cast.ngocha_secretary}
        make_activity(cast, **own)
        back = send(cast, make_activity(cast, **own), cast.ngocha_secretary)
        desk.take(Action.RETURN, back, by=cast.badinh_officer, note="…")
        send(cast, make_activity(cast, **own), cast.ngocha_secretary)
        expect(cast, unit, date(2017, 7, 10))

    more(0)
    queries()
    one = queries()
    for number in range(1, 8):
        more(number)
    assert queries() == one
