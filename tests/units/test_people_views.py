"""The pages of people and posts: who sees and who changes what."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_unit, make_user
from units.models import Person, Post, Record, Role


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def send(client, address, **fields):
    return client.post(address, {"request_id": str(uuid4()), **fields})


@pytest.fixture
def newcomer(cast):
    """Somebody at Chi đoàn 3 without post and account."""
    return Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)


# --- who sees and who changes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["hue_secretary", "secretary", "member", "viewer", "badinh_secretary"])
def test_nobody_but_an_administrator_of_the_unit_changes_people(client, cast, newcomer, who):
    post = cast.ngocha_secretary.person.posts.get()
    client.force_login(getattr(cast, who))
    for address in (
        f"/units/{cast.chidoan3.pk}/people/new/",
        f"/units/people/{newcomer.pk}/edit/",
        f"/units/people/{newcomer.pk}/posts/new/",
        f"/units/posts/{post.pk}/end/",
        f"/units/people/{newcomer.pk}/account/new/",
        f"/units/people/{cast.secretary.person_id}/account/password/",
        f"/units/people/{cast.secretary.person_id}/account/close/",
        f"/units/people/{cast.secretary.person_id}/account/open/",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address
    assert Record.objects.filter(verb="changed").count() == 0


def test_people_are_seen_from_their_unit_and_from_above(english, cast):
    for who, number in [("hanoi_secretary", 9), ("badinh_officer", 6), ("secretary", 2), ("hue_secretary", 2)]:
        english.force_login(getattr(cast, who))
        assert english.get("/units/people/").context["page"].paginator.count == number, who
    assert english.get(f"/units/people/{cast.secretary.person_id}/").status_code == 404


def test_a_reader_sees_the_person_but_neither_account_nor_history(english, cast):
    english.force_login(cast.badinh_secretary)
    told = page(english, f"/units/people/{cast.secretary.person_id}/")
    assert "Hoàng Thị Ánh" in told
    assert "20/05/1988" in told
    assert "chidoan3<" not in told
    assert "Can sign in" not in told


# --- finding ---------------------------------------------------------------------------------------------------------


def test_a_post_where_one_does_not_read_is_not_shown(english, cast):
    Post.objects.create(
        person=cast.badinh_officer.person,
        unit=cast.hue_branch,
        role="viewer",
        title="Cộng tác viên",
        from_on=date(2015, 1, 1),
    )
    address = f"/units/people/{cast.badinh_officer.person_id}/"
    for who, sees in ((cast.badinh_secretary, False), (cast.central_secretary, True)):
        english.force_login(who)
        assert ("Cộng tác viên" in english.get(address).content.decode()) is sees
        found = english.get("/units/people/").content.decode()
        assert ("Chi đoàn Toà án Huế" in found) is sees


def test_people_are_found_by_name_without_accents_by_unit_role_and_account(keeper, cast, newcomer):
    Post.objects.filter(person=cast.viewer.person).update(to_on=date(2017, 1, 1))
    for query, names in {
        "q=anh+hoang": {"Hoàng Thị Ánh"},
        "q=ÁNH": {"Hoàng Thị Ánh"},
        "role=member": {"Đặng Văn Ổn"},
        "role=none": {"Lưu Thị Mới", "Lý Thị Xem"},
        "account=none": {"Lưu Thị Mới"},
        "account=closed": set(),
        "unit=chi+doan+3": {"Hoàng Thị Ánh", "Đặng Văn Ổn", "Lưu Thị Mới"},
    }.items():
        found = keeper.get(f"/units/people/?{query}").context["page"]
        assert {person.full_name for person in found} == names, query


def test_people_stand_in_the_order_of_their_given_names(keeper, cast):
    found = keeper.get("/units/people/?unit=ba+dinh").context["page"]
    assert [person.full_name for person in found] == [
        "Hoàng Thị Ánh", "Vũ Thị Ba", "Phạm Văn Đình", "Bùi Văn Ngọc", "Đặng Văn Ổn", "Lý Thị Xem",
    ]  # fmt: skip


def test_twenty_people_cost_as_many_queries_as_one_and_the_export_holds_them(keeper, cast):
    keeper.get("/units/people/")
    with CaptureQueriesContext(connection) as few:
        keeper.get("/units/people/?q=hoang+thi+anh")
    for number in range(20):
        make_user(f"them{number}", f"Hoàng Thị Ánh {number}", cast.chidoan3)
    with CaptureQueriesContext(connection) as many:
        assert keeper.get("/units/people/?q=hoang+thi+anh").context["page"].paginator.count == 21
    assert len(many) == len(few)
    rows = list(openpyxl.load_workbook(BytesIO(keeper.get("/units/people/excel/?role=member").content)).active.values)
    assert rows[0][1:3] == ("Full name", "Date of birth")
    assert [(row[1], row[9], row[11], row[15]) for row in rows[1:]] == [
        ("Đặng Văn Ổn", "Uỷ viên", "Chi đoàn 3", "chidoan3.uyvien")
    ]  # fmt: skip


# --- people ----------------------------------------------------------------------------------------------------------


def test_a_person_is_added_once_and_recorded(keeper, cast):
    said = {"full_name": "  Trịnh  Văn Tới ", "born_on": "3/4/1990", "sex": "m", "joined_on": "", "position": "",
            "request_id": str(uuid4())}  # fmt: skip
    address = f"/units/{cast.chidoan3.pk}/people/new/"
    first, second = keeper.post(address, said), keeper.post(address, said)
    added = Person.objects.get(full_name="Trịnh Văn Tới")
    assert first.url == second.url == f"/units/people/{added.pk}/"
    assert (added.unit, added.born_on, added.search_name) == (cast.chidoan3, date(1990, 4, 3), "trinh van toi")
    assert Record.objects.of(added).get().by == cast.hanoi_administrator


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"full_name": ""}, "This field is required."),
        ({"full_name": "---"}, "A name has letters."),
        ({"born_on": "1/1/2018"}, "This day has not come yet: today is 15/11/2017."),
        ({"born_on": "năm 1990"}, "Write one day, for example 27/06/2016."),
        ({"born_on": "1/1/1990", "joined_on": "1/1/1989"}, "This day lies before the date of birth."),
    ],
)
def test_a_wrong_entry_is_told_beside_the_field_and_kept(keeper, cast, wrong, message):
    said = {"full_name": "Trịnh Văn Tới", "position": "Chuyên viên", **wrong}
    answer = send(keeper, f"/units/{cast.chidoan3.pk}/people/new/", **said)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert 'value="Chuyên viên"' in answer.content.decode()


def test_a_changed_person_keeps_before_and_after_and_no_colleagues_work_is_overwritten(keeper, cast, newcomer):
    address = f"/units/people/{newcomer.pk}/edit/"
    as_seen = re.search(r'name="as_seen" value="(\w+)"', page(keeper, address))[1]
    said = {"full_name": "Lưu Thị Mới", "position": "Chuyên viên", "unit": "NGOCHA", "as_seen": as_seen}
    assert send(keeper, address, **said).url == f"/units/people/{newcomer.pk}/"
    line = Record.objects.of(newcomer).get()
    assert line.changes == {"unit": ["Chi đoàn 3", "Đoàn cơ sở phường Ngọc Hà"], "position": ["", "Chuyên viên"]}
    late = send(keeper, address, **said | {"position": "Kế toán"})
    assert late.status_code == 422
    assert "Somebody else has changed this since you opened it." in late.content.decode()
    assert 'value="Kế toán"' in late.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.position == "Chuyên viên"


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ("CDHUE", "No unit that you administer is called “CDHUE”."),
        ("TW", "No unit that you administer is called “TW”."),
        ("chi doan", "Several units are called so. Write the code: CD3 (Chi đoàn 3, Đoàn cơ sở phường Ngọc Hà); CD4"),
    ],
)
def test_a_home_unit_is_one_of_the_own_subtree_and_named_clearly(keeper, cast, newcomer, unit, message):
    make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    answer = send(keeper, f"/units/people/{newcomer.pk}/edit/", full_name="Lưu Thị Mới", unit=unit, as_seen="")
    assert message in answer.content.decode()


# --- posts -----------------------------------------------------------------------------------------------------------


def post(**fields):
    return {"unit": "CD3", "role": "member", "title": "Uỷ viên", "from_on": "1/6/2017", **fields}


def test_a_post_is_given_from_a_day_and_ended_on_a_day(keeper, cast, newcomer):
    assert send(keeper, f"/units/people/{newcomer.pk}/posts/new/", **post()).url == f"/units/people/{newcomer.pk}/"
    given = newcomer.posts.get()
    assert (given.unit, given.role, given.from_on, given.to_on) == (cast.chidoan3, Role.MEMBER, date(2017, 6, 1), None)
    early = send(keeper, f"/units/posts/{given.pk}/end/", on="1/6/2017")
    assert "The post began on 01/06/2017: it can only end later." in early.content.decode()
    assert send(keeper, f"/units/posts/{given.pk}/end/", on="1/11/2017").status_code == 302
    given.refresh_from_db()
    assert given.to_on == date(2017, 11, 1)
    again = send(keeper, f"/units/posts/{given.pk}/end/", on="1/12/2017")
    assert "This post has already been ended, on 01/11/2017." in again.content.decode()
    assert [line.verb for line in Record.objects.of(given)] == ["changed", "created"]
    assert Post.objects.filter(pk=given.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"unit": "CDHUE"}, "No unit that you administer is called"),
        ({"role": "emperor"}, "Select a valid choice."),
        ({"title": ""}, "This field is required."),
        ({"from_on": "1/1/2013"}, "Chi đoàn 3 does not exist on this day."),
        ({"from_on": "soon"}, "“soon” is not a date."),
    ],
)
def test_a_wrong_post_is_refused_beside_the_field(keeper, cast, newcomer, wrong, message):
    answer = send(keeper, f"/units/people/{newcomer.pk}/posts/new/", **post(**wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert newcomer.posts.count() == 0


def test_the_same_post_is_not_held_twice_at_once(keeper, cast):
    person = cast.member.person
    answer = send(keeper, f"/units/people/{person.pk}/posts/new/", **post())
    assert "The person holds this post already, on this day or later." in answer.content.decode()
    person.posts.update(to_on=date(2017, 6, 1))
    assert send(keeper, f"/units/people/{person.pk}/posts/new/", **post()).status_code == 302


def test_nobody_gives_or_ends_own_posts(keeper, cast):
    me = cast.hanoi_administrator.person
    answer = send(keeper, f"/units/people/{me.pk}/posts/new/", **post(role="secretary", unit="T01"))
    assert "Nobody gives or ends own posts: another administrator does." in answer.content.decode()
    answer = send(keeper, f"/units/posts/{me.posts.get().pk}/end/", on="1/12/2017")
    assert "Nobody gives or ends own posts: another administrator does." in answer.content.decode()
    assert me.posts.filter(to_on=None).count() == 1
