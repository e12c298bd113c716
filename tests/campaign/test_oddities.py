"""What whoever answers an activity is told to look at twice: each reason on its edge, counted by hand."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from campaign import oddities, usual
from campaign.models import Activity, ActivityFile, Resemblance
from campaign.usual import Bar, Past
from tests.cast import make_activity, make_kind, make_unit
from tests.units.answers import send
from units.clock import now
from units.models import Headcount, Level, Sector

DAY = date(2017, 11, 4)  # a Saturday


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def waiting(cast, **fields):
    return send(cast, make_activity(cast, **{"started_on": DAY, "ended_on": DAY, **fields}))


def accepted(cast, turnout, *, day=date(2017, 5, 6), **fields):
    state = "given" if turnout else "zero"
    sent = {"state": "accepted", "round": 1, "submitted_at": now(), "sent_on": day}
    return make_activity(cast, started_on=day, ended_on=day, turnout=turnout, turnout_state=state, **sent, **fields)


def reasons(cast, activity, user=None):
    found = oddities.find([activity.pk], user or cast.ngocha_secretary)
    return {oddity.reason: oddity.sentence for oddity in found.get(activity.pk, [])}


def test_nothing_stands_out_in_an_ordinary_entry(cast):
    assert reasons(cast, waiting(cast)) == {}


# The median of 10, 12, 14, 16, 18 is 14; they lie 4, 2, 0, 2, 4 from it: the median of that is 2, five times 10.
@pytest.mark.parametrize(("turnout", "odd"), [(27, False), (28, True), (42, True)])
def test_twice_the_own_median_and_further_than_five_times_the_usual_distance(cast, turnout, odd):
    for each in (10, 12, 14, 16, 18):
        accepted(cast, each)
    found = reasons(cast, waiting(cast, turnout=turnout))
    assert ("past" in found) == odd
    if turnout == 42:
        assert found["past"] == (
            "Turnout (person-times) 42: 3 times the unit’s own median (14) of 5 earlier entries of this kind."
        )


def test_where_entries_vary_much_twice_the_median_is_usual():
    past = Past.of([10, 20, 30, 40, 50])  # 20, 10, 0, 10, 20 from 30
    assert (past.number, past.median, past.deviation) == (5, 30, 10)
    beyond = [list(oddities.beyond_past(Activity(turnout=turnout), {"turnout": past})) for turnout in (80, 81)]
    assert [len(found) for found in beyond] == [0, 1]


def test_four_earlier_entries_or_later_ones_or_those_of_another_kind_unit_or_span_say_nothing(cast):
    for _each in range(4):
        accepted(cast, 10)
    accepted(cast, 10, day=DAY)
    accepted(cast, 10, kind=make_kind("don-rac", "Dọn rác", "Cleaning"))
    accepted(cast, 10, unit=cast.hue_branch)
    accepted(cast, 10, is_span_total=True)
    make_activity(cast, turnout=10)
    activity = waiting(cast, turnout=400)
    assert reasons(cast, activity) == {}
    accepted(cast, 10)
    assert "40 times" in reasons(cast, activity)["past"]
    assert reasons(cast, waiting(cast, turnout=400, is_span_total=True, title="Cả tháng")) == {}


def test_anything_is_beyond_a_past_of_zeros(cast):
    for _each in range(5):
        accepted(cast, 0)
    assert reasons(cast, waiting(cast, turnout=1))["past"].endswith("median of 5 earlier entries of this kind is 0.")


def test_the_bar_is_the_figure_that_ninety_five_in_a_hundred_do_not_pass():
    assert usual.bar_of([(figure, 1) for figure in range(1, 21)]) == Bar(20, 19)
    assert usual.bar_of([(5, 18), (9, 1), (70, 1)]) == Bar(20, 9)
    assert usual.bar_of([(5, 19), (70, 2)]) == Bar(21, 70)  # a rank of 19,95 is the twentieth


@pytest.fixture
def peers(cast):
    """Nineteen accepted entries of 2017, turnout 2, 4, … 38, by a branch of the same sector under Huế."""
    peer = make_unit("CDHC", "Chi đoàn Hành chính Huế", Level.BRANCH, cast.huecity, sector=Sector.ADMINISTRATION)
    for number in range(1, 20):
        accepted(cast, 2 * number, unit=peer)
    return peer


@pytest.mark.parametrize(("turnout", "odd"), [(38, False), (39, True)])
def test_above_nineteen_of_twenty_entries_by_units_of_the_sector(cast, peers, turnout, odd):
    accepted(cast, 90, unit=peers)  # the twentieth
    found = reasons(cast, waiting(cast, turnout=turnout))
    said = "Turnout (person-times) 39: above 95% of the 20 entries of this kind in 2017 by units of the same sector."
    assert found == ({"peers": said} if odd else {})


def test_nineteen_entries_or_those_of_another_sector_level_or_year_are_no_measure(cast, peers):
    accepted(cast, 90, unit=cast.hue_branch)
    accepted(cast, 90, unit=cast.huecity)
    accepted(cast, 90, unit=peers, day=date(2016, 5, 7))
    assert reasons(cast, waiting(cast, turnout=400)) == {}


def test_more_people_than_young_officials_once_all_branches_have_counted(cast):
    def odd(people):
        return reasons(
            cast, waiting(cast, turnout=None, turnout_state="not_available", people=people, people_state="given")
        )

    assert odd(13) == {}
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=5)
    assert odd(13) == {}
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=12)
    assert odd(12) == {}
    assert odd(13) == {"people": "13 people took part; the unit counted 12 young officials in 2017."}


def test_a_superior_is_measured_by_all_beneath_it_and_not_while_one_has_not_counted(cast):
    other = make_unit("CD4", "Chi đoàn 4", Level.BRANCH, cast.ngocha)
    activity = make_activity(cast, unit=cast.ngocha, people=16, people_state="given", started_on=DAY, ended_on=DAY)
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=12)
    assert reasons(cast, activity) == {}
    Headcount.objects.create(unit=other, year=2017, young_officials=3)
    assert list(reasons(cast, activity)) == ["people"]


@pytest.mark.parametrize(
    ("turnout", "approximate", "odd"),
    [(400, False, False), (500, False, True), (500, True, False), (550, False, False)],
)
def test_large_figures_that_end_in_two_zeros_are_round_unless_they_say_so(cast, turnout, approximate, odd):
    found = reasons(cast, waiting(cast, turnout=turnout, turnout_approximate=approximate))
    assert list(found) == (["round"] if odd else [])


@pytest.mark.parametrize(("day", "odd"), [(DAY, False), (DAY + timedelta(days=1), True)])
def test_a_kind_of_saturdays_on_another_day(cast, day, odd):
    kind = make_kind("thu-bay", "Ngày thứ bảy tình nguyện", "Volunteer Saturday", on_saturdays=True)
    assert list(reasons(cast, waiting(cast, kind=kind, started_on=day, ended_on=day))) == (["saturday"] if odd else [])


@pytest.mark.parametrize(("day", "odd"), [(date(2017, 8, 15), False), (date(2017, 8, 14), True)])
def test_sent_more_than_92_days_after_its_last_day(cast, day, odd):
    """16 days of August, 30 of September, 31 of October and 15 of November are 92."""
    found = reasons(cast, waiting(cast, started_on=day, ended_on=day))
    assert found == ({"late": "Sent 93 days after its last day."} if odd else {})


@pytest.mark.parametrize(
    ("name", "figure", "odd"),
    [("result", 99, False), ("result", 101, True), ("value", 49_999_999, False), ("value", 50_000_000, True)],
)
def test_a_large_result_or_value_without_a_file_or_a_document(cast, name, figure, odd):
    given = {name: figure, f"{name}_state": "given"}
    activity = waiting(cast, **given)
    assert list(reasons(cast, activity)) == (["evidence"] if odd else [])
    assert reasons(cast, waiting(cast, document_number="12-BC/ĐTN", title="Có văn bản", **given)) == {}
    ActivityFile.objects.create(
        paper=activity, name="a.jpg", media_type="image/jpeg", size=1, sha256="0" * 64, added_by=cast.secretary
    )
    assert reasons(cast, activity) == {}


def test_what_may_be_the_same_is_told_to_who_reads_both_until_somebody_else_has_said_that_it_is_not(cast):
    mine, theirs = waiting(cast), waiting(cast, title="Hiến máu")
    stranger = make_activity(cast, unit=cast.hue_branch, by=cast.hue_branch_secretary)
    Resemblance.objects.create(activity=mine, other=stranger, text=90)
    assert reasons(cast, mine) == {}
    pair = Resemblance.objects.create(activity=mine, other=theirs, text=90)
    assert reasons(cast, mine) == {
        "likeness": "May be the same activity as 1 other entry: open it to compare them.",
    }
    pair.verdict, pair.judged_by, pair.judged_at = "different", cast.ngocha_secretary, mine.submitted_at
    pair.save()
    assert reasons(cast, mine) == {}


def test_the_page_of_an_activity_tells_its_reviewer_all_and_others_what_is_wrong_of_its_day(cast):
    activity = waiting(cast, turnout=500)
    assert oddities.of(activity, cast.ngocha_secretary) == [
        "Turnout (person-times) 500 ends in two zeros and is not marked as approximate."
    ]
    assert oddities.of(activity, cast.secretary) == []


def test_the_thresholds_are_those_of_the_settings_and_stand_among_the_rules(cast, settings):
    activity = waiting(cast, turnout=500)
    settings.ODD_ROUND_FROM = 501
    assert reasons(cast, activity) == {}
    assert "A number of 501 or more ends in two zeros and is not marked as approximate." in oddities.rules()
    assert len(oddities.rules()) == 8
