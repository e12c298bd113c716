"""What the home page asks of people in recognition, and of whom it asks nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recognition import duties
from tests.recognition.people import climb, make_honour, make_nomination, make_person, make_season, page
from units.models import Post


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def asked(user):
    return [(duty.verb, duty.label, duty.due_on) for duty in duties.duties(fresh(user))]


def test_an_open_season_asks_every_unit_below_that_writes_until_it_has_nominated(cast, season):
    due = date(2017, 11, 30)
    assert asked(cast.secretary) == [("Nominate somebody", "Exemplary young officials · Chi đoàn 3", due)]
    assert asked(cast.hanoi_officer) == [("Nominate somebody", "Exemplary young officials · Thành đoàn Hà Nội", due)]
    for who in ("viewer", "hanoi_administrator", "central_secretary"):
        assert asked(getattr(cast, who)) == [], who
    make_nomination(cast, season)
    assert asked(cast.secretary) == []
    assert asked(cast.ngocha_secretary) == [
        ("Nominate somebody", "Exemplary young officials · Đoàn cơ sở phường Ngọc Hà", due)
    ]


def test_a_closed_season_and_a_neighbours_ask_nothing(cast):
    make_season(cast.central, closes_on=date(2017, 11, 14))
    make_season(cast.hue)
    assert asked(cast.secretary) == []


def test_accepted_nominations_wait_for_the_decision_of_who_signs_for_the_awarding_unit(cast, season):
    accepted = climb(cast, make_nomination(cast, season))
    climb(cast, make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế")))
    expected = ("Record the decisions on nominations", "2 accepted ones have no decision yet", None)
    assert asked(cast.central_secretary) == [expected]
    (duty,) = duties.duties(fresh(cast.central_deputy))
    assert duty.url == f"/recognition/nominations/?season={season.pk}&whose=undecided"
    assert "Record the decisions on nominations" not in [verb for verb, _label, _due in asked(cast.hanoi_secretary)]
    make_honour(accepted, by=cast.central_secretary)
    assert asked(cast.central_secretary)[0][1] == "1 accepted one has no decision yet"


@pytest.mark.parametrize("who", ["secretary", "central_secretary"])
def test_the_home_page_shows_it_and_the_link_opens(cast, season, client, who):
    climb(cast, make_nomination(cast, season))
    make_season(cast.central, name_vi="Khác", name_en="Another")
    response = page(client, getattr(cast, who), reverse("home"))
    mine = [duty for duty in response.context["tasks"] if "/recognition/" in duty.url]
    assert len(mine) == 1
    assert client.get(mine[0].url).status_code == 200


def test_ten_seasons_and_three_units_cost_as_many_queries_as_one(cast, season):
    def queries():
        user = fresh(cast.secretary)
        with CaptureQueriesContext(connection) as taken:
            list(duties.duties(user))
            list(duties.offers(user))
        return len(taken)

    before = queries()
    for n in range(10):
        make_season(cast.central, name_vi=f"Đợt {n}")
    for unit in (cast.ngocha, cast.badinh):
        Post.objects.create(
            person=cast.secretary.person, unit=unit, role="officer", title="Cán bộ", from_on="2016-01-01"
        )
    assert len(asked(cast.secretary)) == 33
    assert queries() == before
