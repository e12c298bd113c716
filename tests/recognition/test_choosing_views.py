"""Beginning a nomination: in which season, whom, on which deeds; looking loses nothing that was typed."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recognition.models import Nomination
from tests.recognition.people import make_accepted, make_nomination, make_person, make_season, page
from units.models import Person

NEW = reverse("recognition:nomination_create")


# --- beginning -------------------------------------------------------------------------------------------------------


def test_with_one_open_season_the_form_comes_at_once(cast, season, client):
    response = page(client, cast.secretary, NEW)
    assert "Exemplary young officials · Chi đoàn 3" in response.content.decode()
    assert response.context["form"].instance.season == season


def test_with_several_seasons_one_is_chosen_first(cast, season, client):
    other = make_season(cast.hanoi, name_vi="Thủ đô", name_en="Capital")
    make_season(cast.hue, name_vi="Huế", name_en="Hue")
    make_season(cast.hanoi, name_vi="Cũ", name_en="Over", closes_on=date(2017, 11, 14))
    content = page(client, cast.secretary, NEW).content.decode()
    assert f"?season={season.pk}&amp;unit={cast.chidoan3.pk}" in content
    assert f"?season={other.pk}&amp;unit={cast.chidoan3.pk}" in content
    assert "Hue" not in content
    assert "Over" not in content
    response = page(client, cast.secretary, f"{NEW}?season={other.pk}&unit={cast.chidoan3.pk}")
    assert response.context["form"].instance.season == other


def test_nobody_nominates_for_another_unit_or_in_a_strangers_season(cast, season, client):
    hue = make_season(cast.hue)
    make_season(cast.hanoi)
    for query in (f"season={season.pk}&unit={cast.ngocha.pk}", f"season={hue.pk}&unit={cast.chidoan3.pk}"):
        response = page(client, cast.secretary, f"{NEW}?{query}")
        assert "form" not in response.context or response.context["form"].instance.unit == cast.chidoan3, query
        assert response.templates[0].name == "recognition/nomination_begin.html"


def test_who_writes_for_no_unit_finds_nothing(cast, season, client):
    for who in ("viewer", "hanoi_administrator"):
        assert page(client, getattr(cast, who), NEW).status_code == 404, who


def test_without_an_open_season_the_page_says_so(cast, client):
    make_season(cast.central, closes_on=date(2017, 11, 14))
    assert "No award season is open now" in page(client, cast.secretary, NEW).content.decode()


def test_a_unit_does_not_nominate_in_its_own_season(cast, client):
    make_season(cast.hanoi)
    assert "No award season is open now" in page(client, cast.hanoi_secretary, NEW).content.decode()


# --- choosing whom and what ------------------------------------------------------------------------------------------


def test_people_of_the_unit_are_shown_with_what_the_season_asks_for(cast, season, client):
    type(season).objects.update(oldest_age=35, age_on=date(2017, 3, 26), years_in_post=2)
    make_person(cast.chidoan3, "Nguyễn Văn Già", born_on=date(1981, 3, 26), joined_on=date(2016, 1, 1))
    make_person(cast.chidoan3, "Trần Thị Vừa", born_on=date(1990, 1, 1), joined_on=date(2014, 1, 1))
    make_person(cast.ngocha, "Người Đơn Vị Khác")
    response = page(client, cast.secretary, NEW)
    shown = {one.person.full_name: one.problems for one in response.context["offer"].candidates}
    assert shown == {
        "Nguyễn Văn Già": [
            "The nominee is 36 on the day that counts; the season takes up to 35.",
            "The nominee has been in the post for 1 years; the season asks for 2.",
        ],
        "Trần Thị Vừa": [],
        "Hoàng Thị Ánh": [],
        "Đặng Văn Ổn": [],
    }
    assert "Người Đơn Vị Khác" not in response.content.decode()


def test_looking_keeps_what_was_typed_and_what_was_chosen(cast, season, client, ready):
    old = make_accepted(cast, title="Xuân tình nguyện", started_on=date(2016, 2, 1), ended_on=date(2016, 2, 1))
    ready |= {"then": "look", "since": "1/1/2016", "until": "31/12/2016", "summary": ""}
    response = page(client, cast.secretary, NEW, ready)
    assert response.status_code == 200
    assert [(fact.pk, chosen) for fact, chosen in response.context["offer"].deeds] == [
        (ready["citations"][0], True), (old.pk, False),
    ]  # fmt: skip
    content = response.content.decode()
    assert "Hẹn một lần" in content
    assert "has-error" not in content
    assert Nomination.objects.count() == 0


def test_an_unreadable_day_is_said_beside_its_field(cast, season, client, ready):
    response = page(client, cast.secretary, NEW, ready | {"then": "look", "since": "hôm nọ"})
    assert "“hôm nọ” is not a date" in response.content.decode()


def test_many_people_are_found_by_name_without_accents(cast, season, client, ready):
    for n in range(25):
        make_person(cast.chidoan3, f"Phan Văn Số{n}")
    response = page(client, cast.secretary, NEW)
    assert (len(response.context["offer"].candidates), response.context["offer"].more_people) == (20, 8)
    response = page(client, cast.secretary, NEW, {"then": "look", "who": "nguyen duc"})
    assert [one.person.full_name for one in response.context["offer"].candidates] == ["Nguyễn Văn Đức"]


def test_the_form_costs_the_same_for_one_deed_and_for_many(cast, season, client, ready):
    page(client, cast.secretary, NEW)
    with CaptureQueriesContext(connection) as one:
        page(client, cast.secretary, NEW)
    for n in range(10):
        make_accepted(cast, title=f"Việc {n}")
        make_person(cast.chidoan3, f"Phan Văn Số{n}")
    with CaptureQueriesContext(connection) as many:
        page(client, cast.secretary, NEW)
    assert len(many) == len(one)


def test_who_has_been_nominated_already_is_marked(cast, season, client, ready):
    make_nomination(cast, season, person=Person.objects.get(pk=ready["person"]))
    response = page(client, cast.secretary, NEW)
    marked = {one.person.full_name: one.problems for one in response.context["offer"].candidates}
    assert marked["Nguyễn Văn Đức"] == ["Already nominated in this season"]
    assert marked["Hoàng Thị Ánh"] == []
