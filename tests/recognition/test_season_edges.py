"""The first and the last day of a season, of a deed that is cited and of a decision; whose season it is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from campaign import facts
from recognition import seasons
from recognition.models import Nomination
from recognition.models.season import whole_years
from recognition.nominating import honour, take_down
from tests.cast import make_activity
from tests.recognition.people import climb, make_accepted, make_honour, make_nomination, make_person, make_season
from units import desk
from units.approval import Action
from units.models import Person, Post, Record, User

SIGNED = {"decision_number": "512", "signatory": "Lê Quốc Phong", "citation_text": "Tận tuỵ với dân"}


@pytest.mark.parametrize(
    ("day", "taken"),
    [(date(2017, 9, 30), 0), (date(2017, 10, 1), 1), (date(2017, 11, 30), 1), (date(2017, 12, 1), 0)],
)
def test_a_season_is_open_on_its_first_and_its_last_day(cast, season, day, taken):
    with override_settings(TODAY=day):
        assert seasons.open_today().count() == taken
        assert season.is_open(day) is bool(taken)
        assert len(seasons.openings(cast.secretary)) == taken


def test_a_unit_nominates_in_the_seasons_of_the_units_above_it(cast, season):
    hanoi, hue = make_season(cast.hanoi), make_season(cast.hue)
    assert seasons.openings(cast.secretary) == [(season, cast.chidoan3), (hanoi, cast.chidoan3)]
    assert seasons.openings(cast.hue_branch_secretary) == [(season, cast.hue_branch), (hue, cast.hue_branch)]
    assert seasons.openings(cast.hanoi_secretary) == [(season, cast.hanoi)]
    assert seasons.openings(cast.viewer) == []
    Post.objects.create(
        person=cast.secretary.person, unit=cast.hue_branch, role="secretary", title="Bí thư", from_on=date(2016, 1, 1)
    )
    found = seasons.openings(User.objects.get(pk=cast.secretary.pk))
    assert {(one.unit, unit) for one, unit in found} == {
        (cast.central, cast.chidoan3), (cast.hanoi, cast.chidoan3), (cast.central, cast.hue_branch),
        (cast.hue, cast.hue_branch),
    }  # fmt: skip


def test_a_season_is_seen_on_the_way_up_and_beneath_where_one_reads_downward(cast, season):
    hanoi, hue = make_season(cast.hanoi), make_season(cast.hue)
    branch = make_season(cast.chidoan3)
    assert set(seasons.visible_to(cast.member)) == {season, hanoi, branch}
    assert set(seasons.visible_to(cast.badinh_officer)) == {season, hanoi, branch}
    assert set(seasons.visible_to(cast.hue_secretary)) == {season, hue}


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(1988, 5, 20), date(2018, 5, 19), 29), (date(1988, 5, 20), date(2018, 5, 20), 30),
        (date(1988, 2, 29), date(2018, 2, 28), 29), (date(1988, 2, 29), date(2018, 3, 1), 30),
    ],
)  # fmt: skip
def test_years_are_whole_from_the_anniversary_on(since, until, years):
    assert whole_years(since, until) == years


@pytest.mark.parametrize(
    ("born_on", "joined_on", "problems"),
    [
        (date(1987, 1, 1), date(2014, 11, 15), 0), (date(1986, 12, 31), date(2014, 11, 15), 1),
        (date(1987, 1, 1), date(2014, 11, 16), 1), (None, None, 2),
    ],
)  # fmt: skip
def test_the_thresholds_themselves_are_met(born_on, joined_on, problems, cast):
    asked = make_season(cast.central, oldest_age=30, age_on=date(2017, 12, 31), years_in_post=3)
    person = Person(full_name="Lê Thị Tròn", unit=cast.chidoan3, born_on=born_on, joined_on=joined_on)
    assert len(asked.problems(person)) == problems  # today is 15/11/2017


def test_accepted_deeds_of_the_unit_itself_are_cited_first_and_last_day_included(cast):
    june, july = (make_accepted(cast, started_on=day, ended_on=day) for day in (date(2017, 6, 3), date(2017, 7, 9)))
    make_activity(cast)
    desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary)
    above = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    above = desk.take(Action.SUBMIT, above, by=cast.ngocha_secretary).papers[0]
    desk.take(Action.APPROVE, above, by=cast.badinh_secretary)
    found = facts.citable(cast.secretary, cast.chidoan3)
    assert list(found) == [july, june]
    span = {"since": date(2017, 6, 3), "until": date(2017, 7, 9)}
    assert list(facts.citable(cast.secretary, cast.chidoan3, **span)) == [july, june]
    narrow = {"since": date(2017, 6, 4), "until": date(2017, 7, 8)}
    assert list(facts.citable(cast.secretary, cast.chidoan3, **narrow)) == []
    assert list(facts.citable(cast.hue_secretary, cast.chidoan3)) == []


@pytest.mark.parametrize("day", [date(2017, 10, 1), date(2017, 11, 15)])
def test_a_decision_may_be_of_the_seasons_first_day_and_of_today(cast, season, day):
    nomination = climb(cast, make_nomination(cast, season))
    assert honour(nomination, decided_on=day, by=cast.central_secretary, **SIGNED).decided_on == day


def test_an_entry_is_taken_down_once_with_its_reason_by_who_signs(cast, season):
    entry = make_honour(climb(cast, make_nomination(cast, season)), by=cast.central_secretary)
    for by, because in ((cast.hanoi_secretary, "Xin rút"), (cast.central_secretary, "  ")):
        with pytest.raises(ValidationError):
            take_down(entry, because=because, by=by)
    first = take_down(entry, because="Xin rút", by=cast.central_secretary).taken_down_at
    with pytest.raises(ValidationError, match="already been taken off"):
        take_down(entry, because="Lần nữa", by=cast.central_deputy)
    entry.refresh_from_db()
    assert entry.taken_down_at == first
    assert [line.note for line in Record.objects.of(entry)] == ["Xin rút"]


def test_a_nomination_of_oneself_waits_for_a_colleague(cast, season):
    nominee = make_person(cast.central, name="Cao Văn Mình")
    waiting = climb(cast, make_nomination(cast, season, person=nominee), desks=3)
    colleague = User.objects.get(pk=cast.central_deputy.pk)
    assert list(Nomination.objects.on_desks_of(colleague)) == [waiting]
    Nomination.objects.update(person=colleague.person)
    assert list(Nomination.objects.on_desks_of(colleague)) == []
    assert list(Nomination.objects.on_desks_of(cast.central_secretary)) == [waiting]
