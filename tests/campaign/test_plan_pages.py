"""Plans: who reads which, the list, the Excel file, and what they cost."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from campaign import planning
from campaign.models import Plan, Target
from tests.campaign.plan_posts import NEW, hanoi_plan, post, typed
from tests.cast import make_plan, make_unit
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Post, Record


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("member", 200),
        ("ngocha_secretary", 404),
        ("badinh_secretary", 404),
        ("viewer", 404),
        ("hue_secretary", 404),
        ("hue_branch_secretary", 404),
        ("central_secretary", 404),
    ],
)
def test_a_draft_is_its_units_alone(cast, client, who, status):
    plan = make_plan(cast)
    client.force_login(getattr(cast, who))
    assert client.get(plan.get_absolute_url()).status_code == status
    assert client.get(reverse("campaign:plan_edit", args=[plan.pk])).status_code == status
    rows = reverse("campaign:plan_activities", args=[plan.pk, plan.targets.get().pk])
    assert client.get(rows).status_code == status


@pytest.mark.parametrize(
    ("who", "status", "history"),
    [
        ("hanoi_secretary", 200, True),
        ("hanoi_officer", 200, True),
        ("central_secretary", 200, True),
        ("badinh_secretary", 200, False),
        ("secretary", 200, False),
        ("hue_secretary", 404, False),
    ],
)
def test_the_superiors_accepted_plan_is_read_below_without_its_history(cast, client, who, status, history):
    plan = hanoi_plan(cast)
    client.force_login(getattr(cast, who))
    response = client.get(plan.get_absolute_url())
    assert response.status_code == status
    assert ("Nguyễn Thị Trung" in response.content.decode()) == (history or who == "central_secretary")
    assert (plan in client.get(reverse("campaign:plan_list")).context["page"].object_list) == (status == 200)


def test_who_reads_only_writes_no_plan(cast, client):
    for who in (cast.viewer, cast.hanoi_administrator):
        client.force_login(who)
        assert client.get(NEW).status_code == 404
    assert client.get(reverse("campaign:plan_list")).status_code == 200


def test_nobody_writes_for_another_unit(cast, client):
    post(client, cast.secretary, NEW, typed({}, unit=str(cast.ngocha.pk)))
    assert not Plan.objects.filter(unit=cast.ngocha).exists()


def test_the_page_counts_what_is_reached_and_who_beneath_has_sent(cast, client):
    plan = hanoi_plan(cast)
    client.force_login(cast.hanoi_secretary)
    context = client.get(plan.get_absolute_url()).context
    assert [(unit.name, one) for unit, one in context["beneath"]] == [("Quận đoàn Ba Đình", None)]
    (line,) = context["lines"]
    assert (line.progress.reached, line.target.amount, line.balance.plans) == (0, 100, 0)


# --- the list --------------------------------------------------------------------------------------------------------


def two_years(cast):
    hanoi_plan(cast), hanoi_plan(cast, year=2016)
    badinh = make_plan(cast, unit=cast.badinh, by=cast.badinh_secretary)
    desk.take(Action.SUBMIT, badinh, by=cast.badinh_secretary)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [("Thành đoàn Hà Nội", 2017), ("Quận đoàn Ba Đình", 2017), ("Thành đoàn Hà Nội", 2016)]),
        ("unit=ba+dinh", [("Quận đoàn Ba Đình", 2017)]),
        ("unit=ha+noi", [("Thành đoàn Hà Nội", 2017), ("Quận đoàn Ba Đình", 2017), ("Thành đoàn Hà Nội", 2016)]),
        ("year=2016", [("Thành đoàn Hà Nội", 2016)]),
        ("state=waiting", [("Quận đoàn Ba Đình", 2017)]),
        ("level=2&sort=year", [("Thành đoàn Hà Nội", 2016), ("Thành đoàn Hà Nội", 2017)]),
        ("whose=desk", [("Quận đoàn Ba Đình", 2017)]),
        ("whose=own", [("Thành đoàn Hà Nội", 2017), ("Thành đoàn Hà Nội", 2016)]),
        ("year=x&level=9&sort=nonsense&page=-1",
         [("Thành đoàn Hà Nội", 2017), ("Quận đoàn Ba Đình", 2017), ("Thành đoàn Hà Nội", 2016)]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_sorted_by_the_address(cast, client, query, found):
    two_years(cast)
    client.force_login(cast.hanoi_secretary)
    page = client.get(f"{reverse('campaign:plan_list')}?{query}").context["page"]
    assert [(plan.unit.name, plan.year) for plan in page] == found


def test_the_excel_file_holds_exactly_what_is_seen_and_is_recorded(cast, client):
    two_years(cast)
    client.force_login(cast.hanoi_secretary)
    response = client.get(f"{reverse('campaign:plan_export')}?year=2017&sort=unit")
    sheet = load_workbook(BytesIO(response.content)).active
    assert [[cell.value for cell in row][:4] for row in sheet.iter_rows(min_row=2)] == [
        [2017, "Quận đoàn Ba Đình", "H001", "District level"], [2017, "Thành đoàn Hà Nội", "T01", "Province level"],
    ]  # fmt: skip
    record = Record.objects.get(verb="exported")
    assert (record.by, record.changes["rows"], record.changes["narrowed"]["en"]) == (
        cast.hanoi_secretary, 2, "Year: 2017; Sorted by: Unit",
    )  # fmt: skip


def test_twenty_plans_cost_as_many_queries_as_one(cast, client):
    def queries(address):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    client.force_login(cast.ngocha_secretary)
    addresses = [reverse("campaign:plan_list"), reverse("campaign:plan_export"), None]
    one = make_plan(cast)
    desk.take(Action.SUBMIT, one, by=cast.secretary)
    own = make_plan(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    addresses[2] = own.get_absolute_url()
    client.get(addresses[0])
    before = [queries(address) for address in addresses]
    for number in range(20):
        unit = make_unit(f"CD2{number}", f"Chi đoàn 2{number}", 5, cast.ngocha)
        plan = make_plan(cast, unit=unit)
        Plan.objects.filter(pk=plan.pk).update(
            state="accepted", round=1, submitted_at="2017-01-01T00:00Z", sent_on="2017-01-01"
        )
        Target.objects.create(plan=own, responsibility="self", amount=number + 1)
    assert [queries(address) for address in addresses] == before


def test_the_sum_of_reached_targets_by_plan_is_counted_for_a_page_at_once(cast):
    plan = make_plan(cast)
    assert planning.reached_by_plan([plan], day=plan.created_at.date()) == {plan.pk: (0, 1)}
    assert planning.reached_by_plan([], day=plan.created_at.date()) == {}


def begins(client, user):
    """Where the list of plans lets somebody begin, and the plans of the year that it leads to."""
    client.force_login(user)
    context = client.get(reverse("campaign:plan_list")).context
    begin = context["begin"]
    return (begin[0].code, begin[1]) if begin else None, [plan.unit.code for plan in context["own"]]


def test_a_plan_is_begun_where_there_is_none_and_else_it_is_led_to(cast, client):
    assert begins(client, cast.secretary) == (("CD3", 2017), [])
    assert begins(client, cast.viewer) == (None, [])
    plan = make_plan(cast)
    assert begins(client, cast.secretary) == (None, ["CD3"])  # 2017 is the last year of the conclusion
    text = client.get(reverse("campaign:plan_list")).content.decode()
    assert f'href="{plan.get_absolute_url()}">' in text
    assert "Your plan for 2017" in text
    assert NEW not in text
    assert begins(client, cast.ngocha_secretary) == (("NGOCHA", 2017), [])
    assert (
        f'href="{NEW}?unit={cast.ngocha.pk}&amp;year=2017"'
        in client.get(reverse("campaign:plan_list")).content.decode()
    )


def test_with_this_years_plan_the_next_years_is_offered_as_long_as_the_conclusion_lasts(cast, client):
    make_plan(cast, year=2016)
    with at(datetime(2016, 11, 1, tzinfo=UTC)):
        assert begins(client, cast.secretary) == (("CD3", 2017), ["CD3"])
    with at(datetime(2018, 1, 5, tzinfo=UTC)):
        assert begins(client, cast.secretary) == (None, [])


def test_whoever_writes_for_two_units_begins_in_the_chosen_post(cast, client):
    second = Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role="secretary", title="Bí thư", from_on=date(2015, 1, 1)
    )
    make_plan(cast)
    client.force_login(cast.secretary)
    for held, begin in (
        (second, (("NGOCHA", 2017), [])),
        (second.person.posts.exclude(pk=second.pk).get(), (None, ["CD3"])),
    ):
        client.post("/account/post/", {"post": held.pk})
        context = client.get(reverse("campaign:plan_list")).context
        found = context["begin"]
        assert ((found[0].code, found[1]) if found else None, [plan.unit.code for plan in context["own"]]) == begin
