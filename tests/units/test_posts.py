"""From which day to which a post is held, and that nobody holds the same one twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from tests.cast import make_user
from tests.sessions import Session, until_waiting
from units.forms.people import EndPostForm, HandOverForm
from units.models import Person, Post, Record, Role, Unit, User
from units.people import appoint, end_post, hand_over
from units.structure import close_unit

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


def test_nothing_else_tells_of_a_post_where_one_does_not_read(english, cast):
    person = cast.badinh_officer.person
    Post.objects.filter(person=person).update(to_on=date(2016, 1, 1))
    appoint(
        person, unit=cast.hue, role=Role.ADMINISTRATOR, title="Cán bộ mật", from_on=date(2016, 6, 1),
        by=cast.central_secretary,
    )  # fmt: skip
    root = make_user("trunguong.quantri", "Trịnh Văn Gốc", cast.central, Role.ADMINISTRATOR, "Quản trị")
    for who, sees in ((cast.hanoi_administrator, False), (root, True)):
        english.force_login(who)
        assert ("Cán bộ mật" in english.get(f"/units/people/{person.pk}/").content.decode()) is sees
        for query, found in (("role=administrator", sees), ("role=none", not sees), ("on=2017-01-01", sees)):
            assert ("Vũ Thị Ba" in english.get(f"/units/people/?{query}").content.decode()) is found, query


def test_no_post_is_given_at_a_unit_that_has_closed_since(cast):
    read_before = Unit.objects.get(pk=cast.chidoan3.pk)
    close_unit(cast.chidoan3, on=date(2017, 11, 1), reason="Sáp nhập", by=cast.hanoi_administrator)
    for unit in (read_before, Unit.objects.get(pk=cast.chidoan3.pk)):
        with pytest.raises(ValidationError, match="Chi đoàn 3 is closed"):
            again(cast, date(2017, 6, 1), unit=unit, role=Role.VIEWER)
    assert not Post.objects.filter(unit=cast.chidoan3, role=Role.VIEWER).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_people_are_held_in_the_order_of_a_sheet_when_a_post_is_handed_over(cast):
    """Who gets the post has the lower key here; whoever holds both people, as a sheet does, may still end posts."""
    first = Person.objects.order_by("pk").exclude(pk=cast.secretary.person_id).first()
    post = Post.objects.get(person=cast.secretary.person)
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk__in=[first.pk, post.person_id]).order_by("pk").values("pk"))
        handing = Session(lambda: over(cast, first))
        until_waiting(1)
        Post.objects.filter(pk=post.pk).update(title="Bí thư Chi đoàn")
    assert handing.result().person == first


# --- handing over ----------------------------------------------------------------------------------------------------


@pytest.fixture
def successor(cast):
    return Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)


def over(cast, to, on=date(2017, 12, 1), **fields):
    post = Post.objects.get(person=cast.secretary.person)
    fields = {"title": "Bí thư", "decision_number": "7-QĐ/ĐTN", "by": cast.hanoi_administrator, **fields}
    return hand_over(post, to=to, on=on, **fields)


def test_a_post_is_handed_over_on_a_day_with_a_line_for_each_of_the_two(cast, successor):
    new = over(cast, successor, title="Phó Bí thư phụ trách")
    old = Post.objects.get(person=cast.secretary.person)
    assert (old.to_on, new.from_on, new.to_on) == (date(2017, 12, 1), date(2017, 12, 1), None)
    assert (new.person, new.unit, new.role) == (successor, cast.chidoan3, "secretary")
    assert (new.title, new.decision_number) == ("Phó Bí thư phụ trách", "7-QĐ/ĐTN")
    assert [(line.verb, line.by) for line in Record.objects.of(old)] == [("changed", cast.hanoi_administrator)]
    assert [(line.verb, line.by) for line in Record.objects.of(new)] == [("created", cast.hanoi_administrator)]


def test_on_the_day_before_the_old_holder_acts_and_on_the_day_the_new_one(cast, successor, settings):
    user = User.objects.create_user("moilt", person=successor)
    over(cast, successor)
    for day, holders in ((date(2017, 11, 30), [1, 0]), (date(2017, 12, 1), [0, 1])):
        settings.TODAY = day
        fresh = [User.objects.get(pk=one.pk) for one in (cast.secretary, user)]
        assert [len(one.current_posts) for one in fresh] == holders


@pytest.mark.parametrize(
    ("on", "to", "field"),
    [
        (date(2014, 12, 31), "successor", "on"),  # before the post began
        (date(2017, 12, 1), "holder", None),
        (date(2017, 12, 1), "colleague", "on"),  # holds the same post already
        (date(2017, 12, 1), "administrator", None),  # nobody gives a post to oneself
    ],
)
def test_what_cannot_be_handed_over_leaves_both_posts_as_they_were(cast, successor, on, to, field):
    Post.objects.create(
        person=cast.member.person,
        unit=cast.chidoan3,
        role=Role.SECRETARY,
        title="Phó Bí thư",
        from_on=date(2017, 1, 1),
    )
    who = {"successor": successor, "holder": cast.secretary.person, "colleague": cast.member.person,
           "administrator": cast.hanoi_administrator.person}  # fmt: skip
    before = list(Post.objects.order_by("pk").values())
    with pytest.raises(ValidationError) as refused:
        over(cast, who[to], on)
    assert list(getattr(refused.value, "error_dict", {None: 1})) == [field]
    assert list(Post.objects.order_by("pk").values()) == before
    assert Record.objects.filter(subject="units.post").count() == 0


def test_a_post_that_has_been_handed_over_is_not_handed_over_again(cast, successor):
    over(cast, successor)
    with pytest.raises(ValidationError, match="has already been ended"):
        over(cast, cast.member.person)


def test_an_administrator_hands_a_post_over_on_its_page(keeper, cast, successor):
    post = Post.objects.get(person=cast.secretary.person)
    address = f"/units/posts/{post.pk}/hand-over/"
    for page in (f"/units/{cast.chidoan3.pk}/", f"/units/people/{cast.secretary.person_id}/"):
        assert address in keeper.get(page).content.decode()
    people = keeper.get(address).content.decode()
    assert f'href="?to={successor.pk}"' in people
    assert f'href="?to={cast.secretary.person_id}"' not in people
    assert f'href="?to={cast.badinh_officer.person_id}"' in keeper.get(f"{address}?q=vu+thi+ba").content.decode()
    assert "Nobody fits this search" in keeper.get(f"{address}?q=toa").content.decode()
    there = f"{address}?to={successor.pk}"
    assert 'value="Bí thư"' in keeper.get(there).content.decode()
    said = {"on": "01/12/2017", "title": "Bí thư", "decision_number": "", "request_id": str(uuid4())}
    assert keeper.post(there, said | {"on": "01/12/2014"}).status_code == 422
    said["request_id"] = str(uuid4())
    answers = [keeper.post(there, said) for _time in range(2)]
    assert [answer.url for answer in answers] == [f"/units/{cast.chidoan3.pk}/"] * 2
    assert Post.objects.filter(person=successor).count() == 1
    assert keeper.post(f"{address}?to={cast.hue_secretary.person_id}", said).status_code == 200  # asks who


@pytest.mark.parametrize(("began", "proposed"), [(15, 16), (14, 15), (1, 15)])
def test_the_day_that_is_proposed_is_never_the_first_of_a_post(cast, began, proposed):
    post = Post.objects.create(
        person=cast.member.person, unit=cast.ngocha, role="member", title="Uỷ viên", from_on=date(2017, 11, began)
    )
    assert EndPostForm(post=post).initial["on"] == date(2017, 11, proposed)
    form = HandOverForm(post=post, to=cast.viewer.person)
    assert form.initial["on"] == date(2017, 11, proposed)
    hand_over(post, to=cast.viewer.person, on=form.initial["on"], title="Uỷ viên", by=cast.hanoi_administrator)
