"""What becomes of the letters of guidance to a unit that goes up in another one?"""

from datetime import date

import pytest

from campaign import guiding
from campaign.guiding import Circle
from campaign.models import Guidance, GuidanceAddressee
from tests.cast import make_unit, make_user
from units.models import Record, User
from units.structure import merge


@pytest.fixture
def doican(cast):
    """A second grassroots union of Ba Đình, with a secretary."""
    unit = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    make_user("doican", "Mai Thị Cấn", unit)
    return unit


def issue(cast, *units):
    letter = {"number": "7-HD", "title": "Hướng dẫn", "text": "Kính gửi."}
    return guiding.issue(Circle(cast.badinh), units, by=cast.badinh_secretary, **letter)


def take_in(cast, unit, into):
    by = cast.hanoi_administrator
    merge([unit], into=into, on=date(2017, 11, 1), decision_number="1-QĐ", reason="Sáp nhập", by=by)


def answers(cast, letter):
    seen = guiding.with_answers(Guidance.objects.filter(pk=letter.pk), cast.badinh_secretary).get()
    return seen.asked, seen.answered


def test_a_letter_not_acknowledged_passes_to_the_successor_and_says_so(cast, doican):
    letter = issue(cast, cast.ngocha)
    take_in(cast, cast.ngocha, doican)
    secretary = User.objects.get(username="doican")
    assert [word.unit for word in guiding.awaited_from(secretary)] == [doican]
    guiding.acknowledge(letter, doican, by=secretary)
    assert answers(cast, letter) == (1, 1)
    passed = Record.objects.of(letter).filter(verb="changed").get()
    names = ["Đoàn cơ sở phường Ngọc Hà", "Đoàn cơ sở phường Đội Cấn"]
    assert (passed.unit, passed.by, passed.changes) == (doican, cast.hanoi_administrator, {"unit": names})


def test_where_the_successor_was_addressed_itself_one_answer_is_awaited(cast, doican):
    letter = issue(cast, cast.ngocha, doican)
    take_in(cast, cast.ngocha, doican)
    guiding.acknowledge(letter, doican, by=User.objects.get(username="doican"))
    assert answers(cast, letter) == (1, 1)


def test_what_the_merged_unit_had_acknowledged_stays_its_word(cast, doican):
    letter = issue(cast, cast.ngocha)
    guiding.acknowledge(letter, cast.ngocha, by=cast.ngocha_secretary)
    take_in(cast, cast.ngocha, doican)
    assert [(word.unit, word.by) for word in GuidanceAddressee.objects.all()] == [(cast.ngocha, cast.ngocha_secretary)]
