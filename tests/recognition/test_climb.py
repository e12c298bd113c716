"""How a nomination climbs desk by desk, comes back and climbs again, written out by hand."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from recognition import chain
from recognition.models import Citation, Nomination
from tests.cast import make_user
from tests.recognition.people import CHAIN, climb, make_accepted, make_nomination, make_person, make_season, page, send
from units import desk
from units.approval import Action
from units.models import Post, Role


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def way(nomination):
    lines = list(nomination.decisions.select_related("by__person", "desk"))
    return [(step.unit.code, step.stage.value, step.is_last) for step in chain.steps(nomination, lines)]


def test_it_climbs_from_the_branch_to_the_centre_and_is_accepted_there(cast):
    nomination = send(cast, make_nomination(cast, make_season(cast.central)))
    expected = [
        ("ngocha_secretary", "waiting", cast.badinh),
        ("badinh_secretary", "waiting", cast.hanoi),
        ("hanoi_secretary", "waiting", cast.central),
        ("central_secretary", "accepted", None),
    ]
    assert (nomination.state, nomination.holder) == ("waiting", cast.ngocha)
    for who, state, holder in expected:
        nomination = desk.take(Action.APPROVE, nomination, by=getattr(cast, who)).papers[0]
        assert (nomination.state, nomination.holder) == (state, holder)
    lines = nomination.decisions.all()
    assert [(line.action, line.desk and line.desk.code, line.to_desk and line.to_desk.code) for line in lines] == [
        ("submit", None, "NGOCHA"),
        ("approve", "NGOCHA", "H001"),
        ("approve", "H001", "T01"),
        ("approve", "T01", "TW"),
        ("approve", "TW", None),
    ]


def test_a_season_of_a_province_ends_at_the_provinces_desk(cast):
    nomination = climb(cast, make_nomination(cast, make_season(cast.hanoi)), desks=3)
    assert (nomination.state, nomination.holder) == ("accepted", None)
    assert way(nomination) == [("NGOCHA", "passed", False), ("H001", "passed", False), ("T01", "passed", True)]


@pytest.mark.parametrize(
    ("approvals", "stages"),
    [
        (None, ["ahead", "ahead", "ahead", "ahead"]),
        (0, ["here", "ahead", "ahead", "ahead"]),
        (2, ["passed", "passed", "here", "ahead"]),
        (4, ["passed", "passed", "passed", "passed"]),
    ],
)
def test_the_chain_shows_what_was_passed_and_what_is_left(cast, approvals, stages):
    nomination = make_nomination(cast, make_season(cast.central))
    if approvals is not None:
        nomination = climb(cast, nomination, desks=approvals)
    codes = ["NGOCHA", "H001", "T01", "TW"]
    assert way(nomination) == [(code, stage, code == "TW") for code, stage in zip(codes, stages, strict=True)]


def test_what_a_province_returns_goes_to_its_author_and_climbs_through_all_desks_again(cast):
    nomination = climb(cast, make_nomination(cast, make_season(cast.central)), desks=2)
    desk.take(Action.RETURN, nomination, by=cast.hanoi_secretary, note="Nêu rõ kết quả")
    nomination.refresh_from_db()
    assert (nomination.state, nomination.holder, nomination.unit) == ("returned", None, cast.chidoan3)
    assert [stage for _code, stage, _last in way(nomination)] == ["passed", "passed", "returned", "ahead"]

    Nomination.objects.filter(pk=nomination.pk).update(summary="Giảm ba ngày chờ cho người dân")
    nomination = send(cast, nomination)
    assert (nomination.holder, nomination.round, nomination.steps) == (cast.ngocha, 2, 0)
    assert nomination.changes_since_answer() == [
        ("summary (trích ngang)", "Tận tuỵ với dân", "Giảm ba ngày chờ cho người dân")
    ]
    assert [stage for _code, stage, _last in way(nomination)] == ["here", "ahead", "ahead", "ahead"]
    for who in CHAIN:
        nomination = desk.take(Action.APPROVE, nomination, by=getattr(cast, who)).papers[0]
    assert nomination.state == "accepted"


def test_what_a_district_declines_is_declined_for_good(cast):
    nomination = climb(cast, make_nomination(cast, make_season(cast.central)), desks=1)
    desk.take(Action.DECLINE, nomination, by=cast.badinh_secretary, note="Đã được tuyên dương năm 2016")
    nomination.refresh_from_db()
    assert nomination.state == "declined"
    assert [stage for _code, stage, _last in way(nomination)] == ["passed", "declined", "ahead", "ahead"]
    with pytest.raises(desk.Refused):
        send(cast, nomination)


@pytest.mark.parametrize("action", [Action.APPROVE, Action.RETURN, Action.DECLINE])
def test_an_officer_does_not_decide_on_nominations(cast, action):
    nomination = climb(cast, make_nomination(cast, make_season(cast.central)), desks=1)
    assert nomination.holder == cast.badinh
    with pytest.raises(desk.Refused, match="Only an officer of the unit on whose desk"):
        desk.take(action, nomination, by=cast.badinh_officer, note="Lý do")
    assert list(Nomination.objects.on_desks_of(cast.badinh_officer)) == []
    assert list(Nomination.objects.on_desks_of(cast.badinh_secretary)) == [nomination]


def test_who_nominated_does_not_decide_at_a_desk_where_a_second_secretary_sits(cast):
    make_user("ngocha.pho", "Mai Thị Phó", cast.ngocha, Role.SECRETARY, "Phó Bí thư")
    Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role=Role.SECRETARY, title="Phó Bí thư", from_on="2016-01-01"
    )
    cast.secretary = fresh(cast.secretary)
    nomination = send(cast, make_nomination(cast, make_season(cast.central)))
    assert nomination.holder == cast.ngocha
    with pytest.raises(desk.Refused, match="another officer"):
        desk.take(Action.APPROVE, nomination, by=cast.secretary)
    desk.take(Action.APPROVE, nomination, by=cast.ngocha_secretary)


def test_a_desk_where_only_the_nominator_could_decide_is_passed_over_and_the_chain_says_so(cast):
    Post.objects.filter(unit=cast.ngocha).delete()
    Post.objects.create(
        person=cast.secretary.person, unit=cast.ngocha, role=Role.SECRETARY, title="Bí thư", from_on="2016-01-01"
    )
    cast.secretary = fresh(cast.secretary)
    season, person = make_season(cast.central), make_person(cast.chidoan3)
    activity = make_accepted_by_badinh(cast)
    nomination = send(cast, make_nomination(cast, season, person=person, activity=activity))
    assert nomination.holder == cast.badinh
    assert [stage for _code, stage, _last in way(nomination)] == ["skipped", "here", "ahead", "ahead"]


def make_accepted_by_badinh(cast):
    from tests.cast import make_activity

    activity = desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]
    return desk.take(Action.APPROVE, activity, by=cast.badinh_secretary).papers[0]


# --- the season's rules ----------------------------------------------------------------------------------------------


def refused(cast, nomination):
    with pytest.raises(desk.Refused) as caught:
        send(cast, nomination)
    return str(caught.value)


@pytest.mark.parametrize(
    ("opens", "closes", "is_taken"),
    [
        (date(2017, 11, 15), date(2017, 11, 15), True),
        (date(2017, 10, 1), date(2017, 11, 14), False),
        (date(2017, 11, 16), date(2017, 12, 31), False),
    ],
)
def test_a_nomination_is_sent_on_the_days_of_its_season_only(cast, opens, closes, is_taken):
    nomination = make_nomination(cast, make_season(cast.central, opens_on=opens, closes_on=closes))
    if is_taken:
        assert send(cast, nomination).state == "waiting"
    else:
        assert "The season is not open" in refused(cast, nomination)


def test_what_was_returned_may_be_sent_again_after_the_season_has_closed(cast):
    season = make_season(cast.central)
    nomination = send(cast, make_nomination(cast, season))
    desk.take(Action.RETURN, nomination, by=cast.ngocha_secretary, note="Thiếu minh chứng")
    type(season).objects.filter(pk=season.pk).update(closes_on=date(2017, 11, 10))
    assert send(cast, nomination).state == "waiting"


@pytest.mark.parametrize(
    ("born_on", "is_taken"),
    [
        (date(1981, 3, 27), True),  # turns 36 the day after
        (date(1981, 3, 26), False),  # turns 36 on the very day
        (date(1982, 3, 26), True),  # turns 35 on the very day
        (None, False),
    ],
)
def test_the_age_limit_counts_on_the_exact_birthday(cast, born_on, is_taken):
    season = make_season(cast.central, oldest_age=35, age_on=date(2017, 3, 26))
    nomination = make_nomination(cast, season, person=make_person(cast.chidoan3, born_on=born_on))
    if is_taken:
        assert send(cast, nomination).state == "waiting"
    elif born_on:
        assert refused(cast, nomination) == "The nominee is 36 on the day that counts; the season takes up to 35."
    else:
        assert "date of birth is missing" in refused(cast, nomination)


@pytest.mark.parametrize(
    ("joined_on", "is_taken"),
    [(date(2015, 11, 15), True), (date(2015, 11, 16), False), (None, False)],
)
def test_the_years_in_the_post_are_full_years(cast, joined_on, is_taken):
    season = make_season(cast.central, years_in_post=2)
    nomination = make_nomination(cast, season, person=make_person(cast.chidoan3, joined_on=joined_on))
    if is_taken:
        assert send(cast, nomination).state == "waiting"
    else:
        assert "post" in refused(cast, nomination)


def test_a_nomination_rests_on_at_least_one_accepted_activity(cast):
    nomination = make_nomination(cast, make_season(cast.central))
    nomination.citations.all().delete()
    assert refused(cast, nomination) == "Choose at least one accepted activity that the nomination rests on."


def test_a_desk_answers_many_at_once_from_the_list(cast, season, client):
    papers = [
        send(cast, make_nomination(cast, season, person=make_person(cast.chidoan3, f"Lê Văn {n}"))) for n in "AB"
    ]
    url = reverse("paper_bulk", kwargs={"kind": "recognition.nomination", "action": "approve"})
    chosen = {"papers": [f"{paper.pk}:{paper.version}" for paper in papers], "next": "/recognition/nominations/"}
    asked = page(client, cast.ngocha_secretary, url, chosen)
    assert asked.status_code == 200
    assert {paper.holder for paper in Nomination.objects.all()} == {cast.ngocha}, "asked first"
    page(client, cast.ngocha_secretary, url, {**chosen, "confirmed": "yes"})
    assert {paper.holder for paper in Nomination.objects.all()} == {cast.badinh}


def test_a_season_of_another_chain_takes_nothing(cast):
    nomination = make_nomination(cast, make_season(cast.hue))
    with override("en"), pytest.raises(desk.Refused, match="under Tỉnh đoàn Thừa Thiên Huế only"):
        send(cast, nomination)


def test_deeds_chosen_anew_after_a_return_are_shown_as_changed(cast):
    nomination = send(cast, make_nomination(cast, make_season(cast.central)))
    desk.take(Action.RETURN, nomination, by=cast.ngocha_secretary, note="Chọn việc sát hơn")
    before = str(nomination.citations.get())
    nomination.citations.all().delete()
    deed = make_accepted(cast, title="Trực ngày thứ bảy")
    Citation.objects.create(nomination=nomination, activity=deed)
    with override("en"):
        assert Nomination.objects.get().changes_since_answer() == [("cited activities", before, "Trực ngày thứ bảy")]
