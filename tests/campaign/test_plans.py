"""Plans: written once, whole or not at all, with what is wrong said beside the field."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from campaign.models import Plan, Target
from tests.campaign.plan_posts import NEW, errors, hanoi_plan, post, typed
from tests.cast import make_kind, make_plan


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def test_a_plan_is_written_with_its_targets_and_is_a_draft(cast, client):
    kind = f"kind-{cast.kind.pk}"
    money = {"about": kind, "measure": "value", "amount": "4,57 tỷ", "note": "Vận động"}
    rows = ({"amount": "1.677"}, money, {"about": "", "amount": ""})
    response = post(client, cast.secretary, NEW, typed(*rows, request_id=uuid4()))
    plan = Plan.objects.get()
    assert response.url == plan.get_absolute_url()
    assert (plan.unit, plan.year, plan.state, plan.created_by) == (cast.chidoan3, 2017, "draft", cast.secretary)
    assert [(t.responsibility, t.kind, t.measure, t.amount, t.note, t.shape) for t in plan.targets.order_by("pk")] == [
        ("community", None, "activities", 1677, "", "total"),
        ("community", cast.kind, "value", 4_570_000_000, "Vận động", "total"),
    ]


def test_the_title_left_empty_names_the_movement_and_the_year(cast, client):
    post(client, cast.secretary, NEW, typed({}, title="", year="2016"))
    assert "2016" in Plan.objects.get().title


def test_it_stands_under_the_nearest_accepted_plan_of_the_year(cast, client):
    hanoi = hanoi_plan(cast)
    hanoi_plan(cast, year=2016)
    make_plan(cast, unit=cast.badinh, by=cast.badinh_secretary)
    post(client, cast.secretary, NEW, typed({}))
    assert Plan.objects.get(unit=cast.chidoan3).under == hanoi


def test_without_a_plan_above_it_stands_alone(cast, client):
    post(client, cast.secretary, NEW, typed({}))
    assert Plan.objects.get().under is None


def test_sending_the_form_twice_makes_one_plan(cast, client):
    number = uuid4()
    addresses = {post(client, cast.secretary, NEW, typed({}, request_id=number)).url for _time in range(2)}
    assert addresses == {Plan.objects.get().get_absolute_url()}
    assert Target.objects.count() == 1


def test_a_second_plan_of_the_year_is_named_beside_the_year_and_nothing_typed_is_lost(cast, client):
    make_plan(cast)
    response = post(client, cast.secretary, NEW, typed({"amount": "25", "note": "Ghi chú"}, objectives="Mục tiêu mới"))
    assert response.status_code == 422
    assert errors(response) == ({"year": ["The unit already has a plan for 2017: open that one."]}, [{}])
    text = response.content.decode()
    assert all(word in text for word in ("Mục tiêu mới", 'value="25"', "Ghi chú"))
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ({"amount": "-5"}, "amount", "“-5” is negative. Write zero or more."),
        ({"amount": "nhiều"}, "amount", "“nhiều” has no number in it."),
        ({"amount": "0"}, "amount", "Write how many you want to reach, at least 1."),
        ({"amount": ""}, "amount", "Write how many you want to reach, at least 1."),
        ({"amount": "không"}, "amount", "Write how many you want to reach, at least 1."),
        ({"amount": "9" * 30}, "amount", f"“{'9' * 30}” is too large."),
        ({"amount": "50%"}, "amount", "“50%” is a percentage. Write how many."),
        ({"about": ""}, "about", "Choose what the target is about."),
        ({"about": "kind-999999"}, "about", "Select a valid choice. kind-999999 is not one of the available choices."),
        ({"about": "nhân dân"}, "about", "Select a valid choice. nhân dân is not one of the available choices."),
        ({"measure": "x"}, "measure", "Select a valid choice. x is not one of the available choices."),
        ({"measure": "result"}, "measure",
         "Choose one kind of activity: results are counted as that kind counts them."),
        ({"derived_from": "999"}, "derived_from",
         "Select a valid choice. That choice is not one of the available choices."),
        ({"note": "x" * 201}, "note", "Ensure this value has at most 200 characters (it has 201)."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_target_is_said_beside_it_and_nothing_is_saved(cast, client, row, field, said):
    response = post(client, cast.secretary, NEW, typed({}, row))
    assert response.status_code == 422
    assert errors(response) == ({}, [{}, {field: [said]}])
    assert not Plan.objects.exists()


def test_a_kind_that_is_counted_as_a_share_is_no_result_to_reach(cast, client):
    share = make_kind("trien-khai", "Triển khai", "Launch", aggregation="ratio")
    response = post(client, cast.secretary, NEW, typed({"about": f"kind-{share.pk}", "measure": "result"}))
    assert "counted as so many out of so many" in errors(response)[1][0]["measure"][0]


def test_a_kind_that_is_not_the_sectors_is_not_offered(cast, client):
    court = make_kind("toa-an", "Phiên toà", "Court session", sectors=["judiciary"])
    response = post(client, cast.secretary, NEW, typed({"about": f"kind-{court.pk}"}))
    assert list(errors(response)[1][0]) == ["about"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"year": "2014"}, "year"),
        ({"year": "2018"}, "year"),
        ({"year": "năm nay"}, "year"),
        ({"year": ""}, "year"),
        ({"objectives": "  "}, "objectives"),
        ({"title": "x" * 201}, "title"),
        ({"request_id": "x"}, "request_id"),
    ],
)
def test_what_is_wrong_with_the_plan_is_said_beside_the_field(cast, client, fields, field):
    response = post(client, cast.secretary, NEW, typed({}, **fields))
    assert response.status_code == 422
    assert list(errors(response)[0]) == [field]
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "damage",
    [
        {"targets-TOTAL_FORMS": ""},
        {"targets-TOTAL_FORMS": "x"},
        {"targets-TOTAL_FORMS": "9" * 20},
        {"targets-INITIAL_FORMS": "7"},
        {"targets-0-id": "12345"},
        {"targets-0-id": "x"},
        {"share": "x"},
        {"share": "9" * 40},
        {"unit": "x"},
        {"version": "x"},
    ],
)
def test_a_damaged_form_is_no_fault_of_ours(cast, client, damage):
    assert post(client, cast.secretary, NEW, typed({}) | damage).status_code in (200, 302, 422)


def test_more_rows_can_be_asked_for_and_nothing_is_judged_or_saved_yet(cast, client):
    response = post(client, cast.secretary, NEW, typed({"amount": "-5"}, objectives="", more="3"))
    assert response.status_code == 200
    assert len(response.context["form"].targets.forms) == 1 + 3
    text = response.content.decode()
    assert 'value="-5"' in text
    assert "There is something to correct" not in text
    assert not Plan.objects.exists()


EMPTY = {"about": "", "amount": ""}


def test_what_is_wrong_names_the_row_in_which_it_was_typed(cast, client):
    rows = (EMPTY, {"amount": "-5"}, EMPTY, {"amount": "hai mươi"}, EMPTY)
    response = post(client, cast.secretary, NEW, typed(*rows))
    text = response.content.decode()
    assert "Target 2, How many to reach: “-5” is negative." in text
    assert "Target 4, How many to reach: “hai mươi” has no number in it." in text
    assert [bool(found) for found in errors(response)[1]] == [False, True, False, True, False]


def test_an_empty_row_is_passed_over_whatever_its_measure_says(cast, client):
    rows = (EMPTY | {"measure": "turnout"}, {"amount": "-5"})
    assert [bool(found) for found in errors(post(client, cast.secretary, NEW, typed(*rows)))[1]] == [False, True]
    post(client, cast.secretary, NEW, typed(rows[0], {"amount": "5"}))
    assert [one.amount for one in Plan.objects.get().targets.all()] == [5]


def test_rows_asked_for_come_behind_those_that_are_there(cast, client):
    response = post(client, cast.secretary, NEW, typed(EMPTY, {"amount": "7"}, more="3"))
    amounts = [row["amount"].value() for row in response.context["form"].targets.forms]
    assert amounts == [None, "7", None, None, None]


def test_whoever_opens_the_form_for_a_year_that_is_taken_is_led_to_the_plan(cast, client):
    plan = make_plan(cast)
    client.force_login(cast.secretary)
    text = client.get(NEW).content.decode()
    assert "The unit already has a plan for 2017." in text
    assert f'href="{plan.get_absolute_url()}"' in text
    assert "already has a plan" not in client.get(f"{NEW}?year=2016").content.decode()
