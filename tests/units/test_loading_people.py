"""People, posts and accounts from Excel: whom a row means, what it does, what is wrong, and writing it."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.cast import make_unit, make_user
from tests.units.sheets import book, dry, exported, loaded, wrong
from units.loading import people
from units.loading.plan import Overtaken
from units.models import Person, Post, Record, Unit, User
from units.structure import add_units, close_unit

HEAD = ["Full name", "Date of birth", "Code of the home unit", "Role in the Union", "Title in the Union",
        "Held from", "Held until", "User name"]  # fmt: skip
SECRETARY = "Secretary or deputy secretary"
NEW = ["Lưu Thị Mới", "3/4/1990", "CD3", SECRETARY, "Phó Bí thư", "1/3/2017", "", ""]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def by(cast):
    """The administrator of Hà Nội."""
    return cast.hanoi_administrator


def whats(plan):
    return [line.what for line in plan.lines]


def test_what_was_exported_and_not_edited_changes_nothing(cast, by):
    make_user("nhieuviec", "Đinh Văn Nhiều", cast.ngocha)
    person = Person.objects.get(full_name="Đinh Văn Nhiều")
    Post.objects.create(person=person, unit=cast.badinh, role="viewer", title="Theo dõi", from_on=date(2016, 1, 1))
    Person.objects.create(full_name="Lưu Thị Mới", unit=cast.chidoan3)
    plan = dry("people", exported("people", by=by), by=by)

    assert plan.counts == {"unchanged": 12}
    assert sum(line.key == "Đinh Văn Nhiều" for line in plan.lines) == 2


def test_a_new_person_comes_with_posts_and_a_user_name_and_the_account_waits_for_its_slip(cast, by):
    second = ["Lưu Thị Mới", "", "CD3", "Officer in charge", "", "1/4/2017", "", "luumoi"]
    plan = loaded("people", book(HEAD, NEW, second), by=by, name="can-bo.xlsx")

    assert whats(plan) == [["new"], ["new", "invited"]]
    person = Person.objects.get(full_name="Lưu Thị Mới")
    assert (person.unit, person.born_on, person.search_name) == (cast.chidoan3, date(1990, 4, 3), "luu thi moi")
    posts = person.posts.order_by("from_on").values_list("role", "title", "from_on", "to_on")
    assert list(posts) == [
        ("secretary", "Phó Bí thư", date(2017, 3, 1), None),
        ("officer", "Cán bộ phụ trách", date(2017, 4, 1), None),
    ]
    assert people.invited(plan) == {str(person.pk): "luumoi"}
    assert not User.objects.filter(username="luumoi").exists()
    line = Record.objects.of(person).get()
    assert (line.verb, line.changes["loaded_from"]) == ("created", ["", "row 2 of can-bo.xlsx"])
    told = Record.objects.of(person.posts.get(role="secretary")).get()
    assert told.changes["from_on"] == ["", "01/03/2017"]


def test_a_row_changes_a_person_and_ends_a_post_found_by_name_unit_and_first_day(cast, by):
    head = [*HEAD, "Position at work"]
    row = [
        "Hoàng Thị Ánh",
        "20/5/1988",
        "CD3",
        SECRETARY,
        "",
        "1/1/2015",
        "1/10/2017",
        "chidoan3",
        "Kế toán",
    ]
    plan = loaded("people", book(head, row), by=by)

    assert whats(plan) == [["changed", "ended"]]
    person = cast.secretary.person
    person.refresh_from_db()
    assert person.position == "Kế toán"
    assert person.posts.get().to_on == date(2017, 10, 1)
    assert person.posts.get().title == "Bí thư", "an empty title means nothing"


def test_a_name_changed_by_number_is_found_anew(cast, by):
    head = ["Number of the person", "Full name"]
    loaded("people", book(head, [cast.secretary.person.pk, "Hoàng Thị Ảnh Mới"]), by=by)

    assert Person.objects.matching("anh moi").get() == cast.secretary.person


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["", *NEW[1:]]], {2: {"Full name": "Give the full name."}}),
        ([[*NEW[:2], "", *NEW[3:]]], {2: {"Code of the home unit": "Give the code of the unit."}}),
        ([[*NEW[:2], "CDHUE", *NEW[3:]]],
         {2: {"Code of the home unit": "No unit that you administer has the code “CDHUE”."}}),
        ([[*NEW[:5], "", *NEW[6:]]], {2: {"Held from": "Say from which day on the post is held."}}),
        ([[*NEW[:3], "", *NEW[4:]]], {2: {"Role in the Union": "Say which role the post is."}}),
        ([[*NEW[:5], "1/1/2013", *NEW[6:]]], {2: {"Held from": "Chi đoàn 3 does not exist on this day."}}),
        ([[*NEW[:6], "1/3/2017", ""]], {2: {"Held until": "The post would end before it begins."}}),
        ([["Lưu Thị Mới", "16/11/2017", *NEW[2:]]],
         {2: {"Date of birth": "This day has not come yet: today is 15/11/2017."}}),
        ([NEW, [*NEW[:5], "1/6/2017", *NEW[6:]]], {3: {"Held from": "This post overlaps with that of row 2."}}),
        ([["Hoàng Thị Ánh", "", "CD3", SECRETARY, "Bí thư", "1/6/2017", "", ""]],
         {2: {"Held from": "The person holds this post already, since 01/01/2015."}}),
        ([["Hoàng Thị Ánh", "", "CD3", SECRETARY, "", "1/1/2015", "", ""]] * 2,
         {3: {"Role in the Union": "Row 2 is about the same post."}}),
        ([["Hoàng Thị Ánh", "", "CD3", SECRETARY, "", "1/1/2015", "1/1/2015", ""]],
         {2: {"Held until": "The post began on 01/01/2015: it can only end later."}}),
        ([["Hoàng Thị Ánh", "20/5/1988", "CD3", "", "", "", "", ""], ["Hoàng Thị Ánh", "", "CD3", "", "", "", "", ""]],
         {}),
        ([NEW, ["Lưu Thị Mới", "3/4/1990", "CD3", "", "", "", "", "a b"]],
         {3: {"User name": "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ "
                           "characters."}}),
        ([[*NEW[:7], "HANOI"]], {2: {"User name": "This user name is taken."}}),
        ([[*NEW[:7], "moi"], ["Lưu Văn Cũ", "", "CD3", "", "", "", "", "Moi"]],
         {3: {"User name": "Row 2 has the same user name."}}),
        ([["Hoàng Thị Ánh", "", "CD3", "", "", "", "", "khac"]],
         {2: {"User name": "A sheet does not change the user name of an account."}}),
        ([["Ngô Thị Quản", "", "T01", SECRETARY, "Bí thư", "1/6/2017", "", ""]],
         {2: {"Role in the Union": "Nobody gives or ends own posts: another administrator does."}}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column(by, rows, expected):
    assert wrong(dry("people", book(HEAD, *rows), by=by)) == expected


def test_a_post_at_a_unit_that_has_closed_ended_with_it(cast, by):
    close_unit(cast.chidoan3, on=date(2017, 4, 1), reason="Sáp nhập", by=by)
    rows = [[*NEW[:6], until, ""] for until in ("", "2/4/2017", "1/4/2017")]
    told = {"Held until": "Chi đoàn 3 was closed on 01/04/2017: the post ended on that day at the latest."}
    assert [wrong(dry("people", book(HEAD, row), by=by)).get(2) for row in rows] == [told, told, None]


def test_further_rows_about_somebody_say_the_same_or_nothing(by):
    head = ["Full name", "Code of the home unit", "Sex", "Position at work"]
    rows = [["Lưu Thị Mới", "CD3", "Female", "Kế toán"], ["Lưu Thị Mới", "CD3", "", "Văn thư"]]
    assert wrong(dry("people", book(head, *rows), by=by)) == {
        3: {"Position at work": "Row 2 says otherwise of the same person."}
    }


def test_two_of_one_name_in_one_unit_are_told_apart_by_birth_or_by_number(cast, by):
    twins = [Person.objects.create(full_name="Lê Văn Hai", unit=cast.chidoan3, born_on=born)
             for born in (date(1990, 1, 1), date(1991, 1, 1))]  # fmt: skip
    head = ["Number of the person", "Full name", "Date of birth", "Code of the home unit"]
    said = wrong(dry("people", book(head, ["", "Lê Văn Hai", "", "CD3"]), by=by))
    assert said == {2: {"Number of the person": "Several people of this unit are called so: give the number."}}
    rows = [["", "Lê Văn Hai", "1/1/1991", "CD3"], [twins[0].pk, "Lê Văn Hai", "1/1/1990", "CD3"],
            ["", "Lê Văn Hai", "1/1/1992", "CD3"]]  # fmt: skip
    assert whats(dry("people", book(head, *rows), by=by)) == [["unchanged"], ["unchanged"], ["new"]]


def test_people_of_others_are_unknown_and_accounts_kept_elsewhere_are_not_made(cast, by):
    head = ["Number of the person", "Full name", "User name"]
    stranger = cast.hue_secretary.person
    said = wrong(dry("people", book(head, [stranger.pk, "Tôn Nữ Huế", ""]), by=by))
    assert said == {2: {"Number of the person": "Nobody whom you administer has this number."}}
    mixed = Person.objects.create(full_name="Lê Thị Hai", unit=cast.chidoan3)
    Post.objects.create(person=mixed, unit=cast.hue, role="viewer", title="Theo dõi", from_on=date(2016, 1, 1))
    said = wrong(dry("people", book(head, [mixed.pk, "Lê Thị Hai", "haile"]), by=by))
    assert said == {2: {"User name": "The administrator of Tỉnh đoàn Thừa Thiên Huế keeps the account."}}


def test_a_post_that_ends_makes_room_for_the_next_in_the_same_file(cast, by):
    rows = [["Hoàng Thị Ánh", "", "CD3", SECRETARY, "", "1/1/2015", "1/6/2017", ""],
            ["Hoàng Thị Ánh", "", "CD3", SECRETARY, "Phó Bí thư", "1/6/2017", "", ""]]  # fmt: skip
    assert whats(loaded("people", book(HEAD, *rows), by=by)) == [["ended"], ["new"]]
    assert cast.secretary.person.posts.get(to_on=None).title == "Phó Bí thư"


def test_nothing_is_written_where_the_person_has_changed_since(cast, by):
    make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    content = book(["Number of the person", "Full name"], [cast.secretary.person.pk, "Hoàng Thị Ảnh"])
    shown = dry("people", content, by=by)
    Person.objects.filter(pk=cast.secretary.person.pk).update(full_name="Hoàng Thị Anh")
    from units.loading.kinds import load

    with pytest.raises(Overtaken):
        load("people", content, by=by, file_name="x.xlsx", digest=shown.digest, tell=lambda done, rows: None)


@pytest.mark.sqlite
def test_people_of_more_than_a_thousand_units_are_looked_up_at_once(cast, by):
    """SQLite refuses what names a thousand different units in a condition of their own."""
    units = [
        Unit(code=f"M{number}", name="Mới", short_name="Mới", level=5, kind="branch", parent=cast.ngocha,
             opened_on=date(2015, 1, 1))
        for number in range(1001)
    ]  # fmt: skip
    add_units(units, by=None)
    people = Person.objects.bulk_create(Person(full_name=f"Lê Văn {unit.code}", unit=unit) for unit in units)
    Post.objects.bulk_create(
        Post(person=one, unit=one.unit, role="member", title="Uỷ viên", from_on=date(2016, 1, 1)) for one in people
    )
    assert dry("people", exported("people", by=by), by=by).counts == {"unchanged": 1010}


def test_a_new_home_without_a_unit_of_the_post_leaves_the_post_where_it_is(cast, by):
    make_unit("DOICAN", "Đoàn phường Đội Cấn", 4, cast.badinh)
    person = cast.secretary.person
    head = ["Number of the person", "Full name", "Code of the home unit", "Role in the Union", "Title in the Union",
            "Held from"]  # fmt: skip
    loaded("people", book(head, [person.pk, person.full_name, "DOICAN", SECRETARY, "Bí thư", "1/1/2015"]), by=by)
    person.refresh_from_db()
    assert person.unit.code == "DOICAN"
    assert list(person.posts.values_list("unit__code", "to_on")) == [("CD3", None)]
