"""An activity counts under the units that stood above its own on its day."""

from datetime import date

import pytest

from campaign.activities import place_ancestors
from campaign.models import Activity
from tests.cast import make_activity, make_unit
from units.structure import move_unit

MARCH = date(2017, 3, 1)


@pytest.fixture
def doican(cast):
    return make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)


def on(cast, *days):
    """Activities of Chi đoàn 3 on these days, placed as the form does."""
    rows = [make_activity(cast, started_on=day, ended_on=day) for day in days]
    place_ancestors(rows)
    Activity.objects.bulk_update(rows, ["province", "district", "grassroots", "branch"])
    return [row.pk for row in rows]


def where(*keys):
    return [Activity.objects.get(pk=key).grassroots for key in keys]


def move(cast, unit, to, day):
    move_unit(unit, to=to, by=cast.hanoi_administrator, decision_number="5-QĐ", on=day)


def test_the_day_of_a_move_already_counts_for_the_new_superior_and_the_day_before_for_the_old(cast, doican):
    move(cast, cast.chidoan3, doican, MARCH)
    assert where(*on(cast, date(2017, 2, 28), MARCH)) == [cast.ngocha, doican]


def test_between_two_moves_counts_who_stood_above_between_them(cast, doican):
    move(cast, cast.chidoan3, doican, MARCH)
    move(cast, cast.chidoan3, cast.ngocha, date(2017, 5, 1))
    days = date(2017, 2, 28), MARCH, date(2017, 4, 30), date(2017, 5, 1)
    assert where(*on(cast, *days)) == [cast.ngocha, doican, doican, cast.ngocha]


def test_a_move_entered_late_corrects_the_activities_since_its_day_and_no_earlier_ones(cast, doican):
    before, since = on(cast, date(2017, 2, 28), date(2017, 4, 8))
    move(cast, cast.chidoan3, doican, MARCH)
    assert where(before, since) == [cast.ngocha, doican]


def test_a_moved_district_takes_its_branches_activities_to_the_new_province(cast):
    before, since = on(cast, date(2017, 2, 28), date(2017, 4, 8))
    move(cast, cast.badinh, cast.hue, MARCH)
    provinces = [Activity.objects.get(pk=key).province for key in (before, since)]
    assert provinces == [cast.hanoi, cast.hue]
    assert where(since) == [cast.ngocha]
