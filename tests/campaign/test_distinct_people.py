"""How many different people took part: counted by hand inside a unit, from sketches above it."""

from datetime import date

import pytest

from campaign import hyperloglog, participants
from campaign.models import Participant, PeopleSketch
from campaign.summary import totals
from campaign.summary.distinct import Distinct, distinct, ticked
from campaign.summary.scope import Scope
from tests.campaign.activity_posts import accepted, sent
from tests.cast import make_activity
from units import desk
from units.approval import Action
from units.models import Network, Person

YEAR = (date(2017, 1, 1), date(2017, 12, 31))


def add(activity, *people):
    Participant.objects.bulk_create([Participant(activity=activity, person=one) for one in people])
    return activity


@pytest.fixture
def branch(cast):
    return [Person.objects.create(full_name=f"Đoàn viên {number}", unit=cast.chidoan3) for number in range(5)]


@pytest.fixture
def ward(cast):
    return [Person.objects.create(full_name=f"Cán bộ {number}", unit=cast.ngocha) for number in range(3)]


def accept(cast, *people, by=None, **fields):
    """An accepted activity of Chi đoàn 3 in which people were ticked before it was sent."""
    activity = sent(cast, **fields)
    return desk.take(Action.APPROVE, add(activity, *people), by=by or cast.ngocha_secretary).papers[0]


@pytest.fixture
def counted(cast, branch, ward):
    """Chi đoàn 3: 0, 1, 2 in May; 1, 2, 3 in June; nobody ticked in another. Ngọc Hà: its 0 and 1 in June."""
    accept(cast, *branch[:3], started_on=date(2017, 5, 6), ended_on=date(2017, 5, 6))
    accept(cast, *branch[1:4])
    accepted(cast)
    own = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    desk.take(Action.SUBMIT, add(own, *ward[:2]), by=cast.ngocha_secretary)
    desk.take(Action.APPROVE, own, by=cast.badinh_secretary)


def test_inside_a_unit_people_are_counted_exactly(cast, counted):
    assert distinct(Scope(cast.chidoan3, *YEAR)) == Distinct(4, True, 2, 3)
    assert distinct(Scope(cast.chidoan3, date(2017, 6, 1), date(2017, 6, 30))) == Distinct(3, True, 1, 2)
    assert distinct(Scope(cast.ngocha, *YEAR, alone=True)) == Distinct(2, True, 1, 1)
    assert distinct(Scope(cast.chidoan3, *YEAR, responsibility="community")) == Distinct(4, True, 2, 3)
    assert distinct(Scope(cast.chidoan3, *YEAR, responsibility="work")) is None


def test_above_it_they_are_estimated_from_sketches_without_names(cast, counted):
    assert distinct(Scope(cast.ngocha, *YEAR)) == Distinct(6, False, 3, 4)
    assert distinct(Scope(cast.central, *YEAR)) == Distinct(6, False, 3, 4)
    assert distinct(Scope(cast.badinh, date(2017, 5, 1), date(2017, 5, 31))) == Distinct(3, False, 1, 1)
    assert distinct(Scope(cast.hue, *YEAR)) is None


def test_somebody_who_took_part_in_two_units_is_one_person(cast, counted, branch):
    other = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    desk.take(Action.SUBMIT, add(other, branch[0]), by=cast.ngocha_secretary)
    desk.take(Action.APPROVE, other, by=cast.badinh_secretary)
    assert distinct(Scope(cast.badinh, *YEAR)).people == 6


@pytest.mark.parametrize("choice", [{"then": True}, {"responsibility": "community"}, {"stage": "reported"}])
def test_what_sketches_do_not_know_apart_is_not_given_above(cast, counted, choice):
    assert distinct(Scope(cast.badinh, *YEAR, **choice)) is None


def test_units_outside_the_scope_count_only_where_everything_is_asked_for(cast, counted):
    cast.ngocha.in_scope = False
    cast.ngocha.save()
    assert distinct(Scope(cast.badinh, *YEAR)).people == 4
    assert distinct(Scope(cast.badinh, *YEAR, everything=True)).people == 6


def test_over_a_network_its_members_of_today_count(cast, counted):
    network = Network.objects.create(code="N", name_vi="Mạng lưới", name_en="Network", holder=cast.hue)
    scope = Scope(cast.hue, *YEAR, network=network, members=(cast.ngocha,))
    assert distinct(scope) == Distinct(6, False, 3, 4)


def test_the_list_behind_it_holds_the_activities_with_ticks(cast, counted):
    rows = totals.counted(Scope(cast.badinh, *YEAR))
    assert {activity.participants.count() for activity in ticked(rows)} == {2, 3}
    assert (ticked(rows).count(), rows.count()) == (3, 4)


def test_the_page_says_about_how_many_and_of_how_many_activities(cast, counted, client):
    client.force_login(cast.badinh_secretary)
    client.cookies["django_language"] = "en"
    page = client.get(f"/campaign/summary/{cast.badinh.pk}/?year=2017")
    assert "≈ 6" in page.content.decode()
    assert "ticked in 3 of 4 activities" in page.content.decode()
    listed = client.get(f"/campaign/summary/{cast.badinh.pk}/activities/?year=2017&gives=participants")
    assert listed.context["page"].paginator.count == 3
    client.force_login(cast.secretary)
    own = client.get(f"/campaign/summary/{cast.chidoan3.pk}/?year=2017").content.decode()
    assert "≈" not in own.split('id="note-')[0]
    assert client.get(f"/campaign/summary/{cast.badinh.pk}/excel/").status_code == 404


def test_a_total_of_a_period_and_what_only_waits_are_in_no_sketch(cast, branch):
    accept(cast, *branch, is_span_total=True, started_on=date(2017, 4, 1), ended_on=date(2017, 6, 30))
    add(sent(cast), *branch)
    assert not PeopleSketch.objects.exists()
    assert distinct(Scope(cast.chidoan3, *YEAR)) is None
    assert distinct(Scope(cast.chidoan3, *YEAR, stage="reported")) == Distinct(5, True, 1, 1)


def test_a_returned_or_declined_activity_counts_nobody(cast, branch):
    for action in (Action.RETURN, Action.DECLINE):
        desk.take(action, add(sent(cast), *branch), by=cast.ngocha_secretary, note="Không đúng")
    assert not PeopleSketch.objects.exists()


def test_a_month_has_one_sketch_of_everybody_and_many_are_written_in_as_many_queries(
    cast, branch, django_assert_num_queries
):
    waiting = [add(sent(cast), one) for one in branch[:3]]
    desk.take(Action.APPROVE, waiting[:1], by=cast.ngocha_secretary)
    with django_assert_num_queries(3):
        participants.rewrite(waiting[:1], by=cast.ngocha_secretary)
    desk.take(Action.APPROVE, waiting[1:], by=cast.ngocha_secretary)
    with django_assert_num_queries(3):
        participants.rewrite(waiting, by=cast.ngocha_secretary)
    sketch = PeopleSketch.objects.get()
    assert (sketch.unit, sketch.month) == (cast.chidoan3, date(2017, 6, 1))
    expected = hyperloglog.sketch([one.pk for one in branch[:3]], key=participants.key())
    assert bytes(sketch.registers) == expected


def test_after_a_new_secret_the_old_sketches_are_mute_until_written_anew(cast, counted, settings):
    settings.SECRET_KEY = "another-one-" * 6
    assert distinct(Scope(cast.badinh, *YEAR)) is None
    assert participants.rewrite_all() == 3
    assert distinct(Scope(cast.badinh, *YEAR)).people == 6
