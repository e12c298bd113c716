"""From which day to which a post is held, and that nobody holds the same one twice."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from units.models import Person, Post, Record, Role, User
from units.people import appoint, end_post

TO = date(2017, 12, 31)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def again(cast, from_on, **fields):
    fields = {"unit": cast.chidoan3, "role": Role.MEMBER, "title": "Uỷ viên", **fields}
    return appoint(cast.member.person, from_on=from_on, by=cast.hanoi_administrator, **fields)


def test_a_post_that_is_to_end_can_be_given_anew_from_that_day_on(cast):
    Post.objects.filter(person=cast.member.person).update(to_on=TO)
    for day in (date(2014, 12, 1), date(2017, 11, 20), date(2017, 12, 30)):
        with pytest.raises(ValidationError, match="holds this post already"):
            again(cast, day)
    assert again(cast, TO).from_on == TO
    assert Post.objects.filter(person=cast.member.person).count() == 2


def test_another_role_or_another_unit_is_another_post(cast):
    again(cast, TO, role=Role.SECRETARY, title="Phó Bí thư")
    again(cast, TO, unit=cast.ngocha)
    assert Post.objects.filter(person=cast.member.person).count() == 3


@pytest.mark.parametrize(
    ("from_on", "to_on", "held"),
    [
        (date(2017, 11, 15), None, 1), (date(2017, 11, 16), None, 0), (date(2017, 1, 1), date(2017, 11, 15), 0),
        (date(2017, 1, 1), date(2017, 11, 16), 1),
    ],
)  # fmt: skip
def test_a_post_is_held_from_its_first_day_until_the_day_before_it_ends(cast, from_on, to_on, held):
    Post.objects.filter(person=cast.member.person).update(from_on=from_on, to_on=to_on)
    assert len(User.objects.get(pk=cast.member.pk).current_posts) == held


def test_who_gave_and_who_ended_a_post_stands_on_record(cast):
    person = Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)
    post = appoint(
        person, unit=cast.chidoan3, role=Role.VIEWER, title="Theo dõi", from_on=date(2017, 6, 1),
        by=cast.hanoi_administrator,
    )  # fmt: skip
    end_post(post, on=date(2017, 6, 2), by=cast.hanoi_administrator, decision_number="3-QĐ/ĐTN")
    ended, given = Record.objects.of(post)
    assert (given.by, given.changes["role"], given.changes["from_on"]) == (
        cast.hanoi_administrator, ["", "viewer"], ["", "01/06/2017"],
    )  # fmt: skip
    assert (ended.by, ended.note, ended.changes["to_on"]) == (cast.hanoi_administrator, "3-QĐ/ĐTN", ["", "02/06/2017"])
