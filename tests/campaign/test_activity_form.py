"""The form of an activity: what is understood, what is refused beside which field, and that nothing is half-saved."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils.translation import override

from campaign import kinds
from campaign.forms.activity import ActivityForm
from campaign.models import Activity, ActivityDecision
from tests.campaign.activity_posts import CREATE, post
from tests.cast import make_activity, make_kind
from units.clock import today
from units.models import Receipt, Unit


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def send(cast, client):
    """Posts the form as the secretary of Chi đoàn 3 and returns the answer."""
    client.force_login(cast.secretary)

    def press(**changes):
        return client.post(CREATE, post(cast, **changes))

    return press


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def test_a_draft_is_saved_with_where_its_unit_stood(cast, send):
    response = send()
    activity = Activity.objects.get()
    assert response.headers["Location"] == f"/campaign/activities/{activity.pk}/"
    assert (activity.unit, activity.kind, activity.state, activity.created_by) == (
        cast.chidoan3, cast.kind, "draft", cast.secretary,
    )  # fmt: skip
    assert (activity.started_on, activity.ended_on, activity.precision) == (date(2017, 6, 3), date(2017, 6, 3), "day")
    assert (activity.province, activity.district, activity.grassroots) == (cast.hanoi, cast.badinh, cast.ngocha)


def test_sending_saves_and_lays_it_on_the_superiors_desk_with_a_receipt(cast, client, send):
    response = send(then="send")
    activity = Activity.objects.get()
    assert (activity.state, activity.holder, activity.submitted_by) == ("waiting", cast.ngocha, cast.secretary)
    page = client.get(response.headers["Location"]).content.decode()
    assert f"Sent to Đoàn cơ sở phường Ngọc Hà. Receipt code: {Receipt.objects.get().code}" in page


def test_the_same_press_twice_gives_the_same_paper_and_the_same_receipt(cast, client, send):
    request_id = str(uuid4())
    first, second = (send(then="send", request_id=request_id) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Activity.objects.count(), ActivityDecision.objects.count(), Receipt.objects.count()) == (1, 1, 1)
    page = client.get(first.headers["Location"]).content.decode()
    assert page.count(Receipt.objects.get().code) == 2  # one message for each press, one code


def test_a_press_that_was_somebody_elses_does_nothing(cast, client, send):
    request_id = str(uuid4())
    send(request_id=request_id)
    client.force_login(cast.member)
    response = client.post(CREATE, post(cast, request_id=request_id))
    assert errors(response) == {"__all__": ["This page was opened by somebody else. Open it again, then send."]}
    assert Activity.objects.count() == 1


def test_a_committee_member_saves_but_does_not_send(cast, client):
    client.force_login(cast.member)
    assert b'value="send"' not in client.get(CREATE).content
    response = client.post(CREATE, post(cast, then="send"))
    assert errors(response) == {"__all__": ["Only officers of the unit that wrote the paper can do this."]}
    assert (Activity.objects.count(), Receipt.objects.count()) == (0, 0)


# --- kinds -----------------------------------------------------------------------------------------------------------


def test_a_strangers_own_kind_is_not_named(cast, send):
    theirs = make_kind("hue-rieng", "Chợ phiên Huế", "Fair of Huế", unit=cast.hue, under=cast.kind)
    response = send(kind=theirs.pk)
    assert errors(response) == {"kind": ["This kind of activity is not in the catalogue."]}


def test_an_older_version_is_taken_where_the_present_one_measures_the_same(cast, send):
    new = kinds.revise(cast.kind, {"name_vi": "Hiến máu mới"}, [], on=today(), by=cast.central_secretary)
    assert send().status_code == 302
    assert Activity.objects.get().kind == cast.kind
    kinds.revise(new, {"responsibility": "work"}, [], on=today(), by=cast.central_secretary)
    assert list(errors(send())) == ["kind"]


def test_a_model_gives_no_level_and_the_national_kind_where_its_own_does_not_fit(cast):
    theirs = make_kind("hue-rieng", "Chợ phiên Huế", "Fair of Huế", unit=cast.hue, under=cast.kind)
    form = ActivityForm(by=cast.secretary, like=make_activity(cast, kind=theirs, project_level=3))
    assert form.initial["kind"] == cast.kind.pk
    assert form.initial.get("project_level") is None


# --- counts ----------------------------------------------------------------------------------------------------------

COUNTED = [
    ("20", 20, "given", False),
    ("1.677", 1677, "given", False),
    ("hơn 800", 800, "given", True),
    ("0", 0, "zero", False),
    ("", None, "not_available", False),
    ("không áp dụng", None, "not_applicable", False),
    ("chưa có số liệu", None, "not_available", False),
]


@pytest.mark.parametrize(("typed", "value", "state", "approximate"), COUNTED)
def test_a_count_is_understood_as_people_write_it(send, typed, value, state, approximate):
    send(turnout=typed, citizens=typed, value=typed, hours=typed)
    activity = Activity.objects.get()
    for name in ("turnout", "citizens", "value", "hours"):
        found = (getattr(activity, name), getattr(activity, f"{name}_state"), getattr(activity, f"{name}_approximate"))
        assert found == (value, state, approximate)


def test_money_shares_ticks_and_reasons_for_absence(send):
    send(value="4,57 tỷ", result="62/62", result_unit="cơ sở Đoàn", turnout="800", turnout_approximate="on",
         citizens="", citizens_absent="not_applicable", internal_backlog="on")  # fmt: skip
    activity = Activity.objects.get()
    assert (activity.value, activity.value_state) == (4_570_000_000, "given")
    assert (activity.result, activity.result_of, activity.result_unit) == (62, 62, "cơ sở Đoàn")
    assert (activity.turnout, activity.turnout_approximate) == (800, True)
    assert (activity.citizens, activity.citizens_state, activity.internal_backlog) == (None, "not_applicable", True)


WRONG_COUNTS = [
    ({"turnout": "-5"}, "turnout", "“-5” is negative. Write zero or more."),
    ({"citizens": "hai mươi"}, "citizens", "“hai mươi” has no number in it."),
    ({"turnout": "12/15"}, "turnout", "Write one number here, not a share."),
    ({"result": "63/62"}, "result", "In “63/62” the part is larger than the whole."),
    ({"value": "200 USD"}, "value", "“200 USD” is not in đồng. Convert it first."),
    ({"hours": "99999999999999999999"}, "hours", "“99999999999999999999” is too large."),
    ({"turnout": "20", "turnout_absent": "not_available"}, "turnout",
     "You wrote a number and said that there is none. Keep one of the two."),
    ({"turnout": "20", "people": "21"}, "people", "More people than person-times: check the two numbers."),
    ({"citizens": "5", "internal_backlog": "on"}, "citizens",
     "You ticked backlog work without citizens, but gave a number of citizens."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "message"), WRONG_COUNTS)
def test_a_wrong_count_is_told_beside_its_field_and_what_was_typed_is_kept(send, changes, field, message):
    response = send(then="send", **changes)
    assert errors(response) == {field: [message]}
    page = response.content.decode()
    assert all(f'value="{typed}"' in page for typed in changes.values() if typed not in ("on", "not_available"))
    assert 'value="Hiến máu tình nguyện"' in page
    assert (Activity.objects.count(), Receipt.objects.count()) == (0, 0)


# --- days ------------------------------------------------------------------------------------------------------------

DAYS = [
    ("27/6/2016", "", date(2016, 6, 27), date(2016, 6, 27), "day", False),
    ("2016-06-27", "", date(2016, 6, 27), date(2016, 6, 27), "day", False),
    ("7-9/4/2016", "", date(2016, 4, 7), date(2016, 4, 9), "span", False),
    ("7/4/2016", "9/4/2016", date(2016, 4, 7), date(2016, 4, 9), "span", False),
    ("3/2017", "", date(2017, 3, 1), date(2017, 3, 31), "month", False),
    ("Quý II/2017", "", date(2017, 4, 1), date(2017, 6, 30), "quarter", True),
    ("15/11/2017", "", date(2017, 11, 15), date(2017, 11, 15), "day", False),
]


@pytest.mark.parametrize(("first", "last", "start", "end", "precision", "total"), DAYS)
def test_a_day_is_understood_as_people_write_it(send, first, last, start, end, precision, total):
    send(started_on=first, ended_on=last)
    activity = Activity.objects.get()
    assert (activity.started_on, activity.ended_on, activity.precision) == (start, end, precision)
    assert activity.is_span_total is total


OUTSIDE = "The movement runs from 01/01/2015 to 31/12/2017: this lies outside."
WRONG_DAYS = [
    ({"started_on": "16/11/2017"}, "started_on", "This day has not come yet: today is 15/11/2017."),
    ({"started_on": "31/12/2014"}, "started_on", OUTSIDE),
    ({"started_on": "1/1/2018"}, "started_on", OUTSIDE),
    ({"started_on": "29/2/2017"}, "started_on",
     "The calendar has no “29/2/2017”. The day comes first: 27/06/2016."),
    ({"started_on": "hôm kia"}, "started_on",
     "“hôm kia” is not a date. Write it as 27/06/2016, 3/2017 or Quý II/2017."),
    ({"started_on": ""}, "started_on", "This field is required."),
    ({"started_on": "3/6/2017", "ended_on": "2/6/2017"}, "ended_on", "The last day lies before the first."),
    ({"started_on": "3/6/2017", "ended_on": "20/11/2017"}, "ended_on",
     "The last day, 20/11/2017, has not come yet: today is 15/11/2017."),
    ({"document_on": "3/2017"}, "document_on", "A document has one date: write the day."),
    ({"document_on": "16/11/2017"}, "document_on", "This day has not come yet."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "message"), WRONG_DAYS)
def test_a_wrong_day_is_told_beside_its_field(send, changes, field, message):
    assert errors(send(**changes)) == {field: [message]}
    assert Activity.objects.count() == 0


def test_a_unit_that_was_closed_or_not_yet_opened_on_that_day_logs_nothing(cast, send):
    there = Unit.objects.filter(pk=cast.chidoan3.pk)
    there.update(opened_on=date(2016, 5, 1), closed_on=date(2017, 6, 1), closed_reason="Giải thể")
    assert errors(send(started_on="3/6/2017")) == {"started_on": ["Chi đoàn 3 has been closed since 01/06/2017."]}
    assert errors(send(started_on="3/3/2016")) == {"started_on": ["Chi đoàn 3 exists only since 01/05/2016."]}
    assert send(started_on="31/5/2017").status_code == 302
