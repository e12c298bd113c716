"""What a reorganisation will do is said beforehand, and is what it then does."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign.models import Expected
from recognition.models import Season
from tests.campaign.half_years import open_half
from tests.cast import make_activity, make_plan, make_unit
from units import desk, foresight
from units.approval import Action
from units.models import Network, Placement
from units.structure import merge, move_unit

TODAY = date(2017, 11, 15)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_a_merger_does_what_was_foreseen_of_it(cast):
    caugiay = make_unit("H005", "Quận đoàn Cầu Giấy", 3, cast.hanoi)
    make_unit("NGOCHA2", "Đoàn cơ sở phường Ngọc Hà", 4, caugiay)
    open_half(cast)
    for unit, by in ((cast.chidoan3, cast.secretary), (cast.ngocha, cast.ngocha_secretary)):
        desk.take(Action.SUBMIT, make_activity(cast, unit=unit, by=by), by=by)
    desk.take(Action.SUBMIT, make_activity(cast, unit=cast.badinh, by=cast.badinh_secretary), by=cast.badinh_secretary)
    make_activity(cast, unit=cast.badinh, by=cast.badinh_secretary)
    make_plan(cast, unit=cast.badinh, by=cast.badinh_secretary)
    effects = foresight.of_merger([cast.badinh], caugiay)
    done = merge(
        [cast.badinh], into=caugiay, on=TODAY, decision_number="1", reason="Sáp nhập", by=cast.hanoi_administrator
    )
    assert effects.units == 2
    assert (effects.waiting, effects.moving, done.moved) == (3, 1, 1)
    assert (effects.drafts, effects.stay, done.passed, done.stayed) == (2, 0, 2, 0)
    assert (effects.posts, effects.people, done.posts, done.people) == (3, 3, 3, 3)
    assert effects.further == [
        "A unit there has the same name: Đoàn cơ sở phường Ngọc Hà (NGOCHA2).",
        "1 report is still expected; it is excused if it is not due before the unit closes.",
        "1 target of a plan for this year stays with the unit that set it.",
    ]
    assert Expected.objects.get(unit=cast.badinh).excused_because == ""  # it was due in July


def test_a_division_and_a_closing_say_what_lies_on_the_desk(cast):
    desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary)
    effects = foresight.of_division(cast.ngocha)
    assert (effects.units, effects.posts, effects.moving) == (1, 1, 1)
    assert (effects.drafts, effects.people, effects.networks, effects.held) == (0, 1, 0, [])
    assert foresight.of_closing(cast.ngocha).moving == 1


def test_a_division_says_what_passes_and_what_stays_if_the_old_unit_closes(cast, bloc, keeper):
    for unit in (bloc.hanoi_bloc, cast.ngocha):
        Network.objects.create(code=unit.code, name_vi="Mạng", name_en=f"Network {unit.code}", holder=unit)
    make_activity(cast, unit=bloc.hanoi_bloc, by=bloc.hanoi_bloc_secretary)
    effects = foresight.of_division(bloc.hanoi_bloc)
    assert (effects.drafts, effects.people, effects.networks, effects.held) == (1, 1, 1, ["Network K01"])
    said = keeper.get(f"/units/{bloc.hanoi_bloc.pk}/split/").content.decode()
    for sentence in (
        "If the old unit closes, 1 draft or returned paper passes to unit 1.",
        "1 person stays at home with the old unit.",
        "1 membership of a network stays with the old unit.",
        "The old unit stays the holder of: Network K01.",
        "If the old unit closes, settle by hand what stays with it.",
    ):
        assert sentence in said


def test_a_season_that_is_not_over_passes_to_the_successor_with_its_unit(cast):
    caugiay = make_unit("H005", "Quận đoàn Cầu Giấy", 3, cast.hanoi)
    told = {"unit": cast.badinh, "year": 2017, "level": 3, "name_en": "X", "opens_on": date(2017, 1, 1)}
    over = Season.objects.create(**told, name_vi="Đã xong", closes_on=date(2017, 5, 1))
    going_on = Season.objects.create(**told, name_vi="Đang mở", closes_on=date(2017, 12, 1))
    merge([cast.badinh], into=caugiay, on=TODAY, decision_number="1", reason="Sáp nhập", by=cast.hanoi_administrator)
    assert [Season.objects.get(pk=one.pk).unit for one in (over, going_on)] == [cast.badinh, caugiay]


def test_a_large_district_moves_in_as_few_queries_as_a_small_one(cast, django_assert_max_num_queries):
    for number in range(60):
        make_unit(f"X{number}", f"Chi đoàn {number}", 5, cast.badinh)
    with django_assert_max_num_queries(40):
        move_unit(cast.badinh, to=cast.hue, by=cast.hanoi_administrator, decision_number="1", on=TODAY)
    assert Placement.objects.filter(from_on=TODAY).count() == 63
