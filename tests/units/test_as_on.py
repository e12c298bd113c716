"""Units as they were on a day: which existed, under whom they stood, what they were called."""

from datetime import date

import pytest

from tests.cast import make_unit
from units import past, subordinates, trails
from units.models import FormerName, Headcount, Placement, Reorganisation, Unit
from units.structure import close_unit, merge, move_unit

BEFORE, AFTER = date(2016, 6, 30), date(2016, 7, 1)


@pytest.fixture
def moved(cast):
    """Ngọc Hà stood under Ba Đình until 30/6/2016, under Hoàn Kiếm since; until 31/12/2015 it was called Ngọc Hà A."""
    cast.hoankiem = make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    move_unit(cast.ngocha, to=cast.hoankiem, by=cast.hanoi_administrator, decision_number="9-QĐ", on=AFTER)
    name = {"name": "Đoàn phường Ngọc Hà A", "short_name": "Ngọc Hà A"}
    FormerName.objects.create(unit=cast.ngocha, until_on=date(2016, 1, 1), **name)
    FormerName.objects.create(unit=cast.hanoi, until_on=date(2015, 1, 1), name="Thành đoàn Thăng Long", short_name="T")
    cast.ngocha.refresh_from_db()
    return cast


def codes(units):
    return {unit.code for unit in units}


def test_a_unit_is_found_under_the_superior_of_the_day(moved):
    for day, badinh, hoankiem in [(BEFORE, {"NGOCHA"}, set()), (AFTER, set(), {"NGOCHA"})]:
        assert codes(Unit.objects.as_on(day).stood_directly_under(moved.badinh)) == badinh
        assert codes(Unit.objects.as_on(day).stood_directly_under(moved.hoankiem)) == hoankiem


def test_a_subtree_is_that_of_the_day(moved):
    def beneath(unit, day):
        return codes(Unit.objects.as_on(day).stood_under(past.path_on(day, unit)))

    assert beneath(moved.badinh, BEFORE) == {"H001", "NGOCHA", "CD3"}
    assert beneath(moved.badinh, AFTER) == {"H001"}
    assert beneath(moved.hoankiem, AFTER) == {"H002", "NGOCHA", "CD3"}
    assert beneath(moved.hoankiem, date(2013, 1, 1)) == set()  # nothing stood anywhere


def test_every_unit_of_a_day_comes_once(moved):
    found = [unit.code for unit in Unit.objects.as_on(AFTER).order_by("code")]
    assert found == ["CD3", "CDHUE", "H001", "H002", "H474", "NGOCHA", "T01", "T46", "TW"]
    assert Unit.objects.as_on(AFTER).count() == 9


def test_a_unit_that_closed_or_was_not_yet_opened_did_not_exist(moved):
    make_unit("CD9", "Chi đoàn 9", 5, moved.badinh, opened_on=date(2016, 3, 1))
    close_unit(moved.chidoan3, on=date(2016, 9, 1), reason="Giải thể", by=moved.hanoi_administrator)
    branches = Unit.objects.filter(code__in=["CD3", "CD9"])
    for day, expected in {
        date(2016, 2, 29): {"CD3"}, date(2016, 3, 1): {"CD3", "CD9"}, date(2016, 8, 31): {"CD3", "CD9"},
        date(2016, 9, 1): {"CD9"},
    }.items():  # fmt: skip
        assert codes(branches.as_on(day)) == expected, day


def test_between_a_closing_and_a_reopening_a_unit_did_not_exist(moved):
    Reorganisation.objects.create(
        unit=moved.chidoan3, kind="reopen", on=date(2017, 1, 1), state="done", done_at="2017-01-01T00:00Z",
        terms={"closed_on": "2016-09-01"}, by=moved.hanoi_administrator,
    )  # fmt: skip
    branch = Unit.objects.filter(code="CD3")
    days = [date(2016, 8, 31), date(2016, 9, 1), date(2016, 12, 31), date(2017, 1, 1)]
    assert [branch.as_on(day).exists() for day in days] == [True, False, False, True]


def test_rights_go_by_the_tree_of_today(moved):
    seen = Unit.objects.visible_to(moved.badinh_secretary).as_on(BEFORE)
    assert codes(seen) == {"H001"}


def test_names_and_the_way_are_those_of_the_day(moved):
    day = date(2014, 6, 1)
    branch = Unit.objects.get(code="CD3")
    trails.with_trails([branch], on=day)
    assert [unit.name for unit in branch.trail] == [
        "Trung ương Đoàn", "Thành đoàn Thăng Long", "Quận đoàn Ba Đình", "Đoàn phường Ngọc Hà A",
    ]  # fmt: skip
    assert past.names_on(date(2015, 12, 31), [moved.ngocha.pk]) == {
        moved.ngocha.pk: ("Đoàn phường Ngọc Hà A", "Ngọc Hà A")
    }
    assert past.names_on(date(2016, 1, 1), [moved.ngocha.pk]) == {}


def test_of_several_former_names_the_one_of_the_day_is_taken(moved):
    FormerName.objects.create(unit=moved.ngocha, until_on=date(2015, 1, 1), name="Cổ nhất", short_name="CN")
    unit = Unit.objects.get(code="NGOCHA")
    past.call_as_on(date(2014, 12, 31), [unit])
    assert (unit.name, unit.now_called) == ("Cổ nhất", "Đoàn cơ sở phường Ngọc Hà")
    unit.refresh_from_db()
    past.call_as_on(date(2015, 1, 1), [unit])
    assert unit.name == "Đoàn phường Ngọc Hà A"


def test_subordinates_are_counted_on_the_day(moved):
    units = [moved.badinh, moved.hoankiem]
    subordinates.with_child_counts(units, on=BEFORE)
    assert [unit.child_count for unit in units] == [1, 0]
    subordinates.with_child_counts(units, on=AFTER)
    assert [unit.child_count for unit in units] == [0, 1]
    beneath = subordinates.by_level(moved.badinh, on=BEFORE)
    assert [(level, number) for level, _word, number in beneath] == [(4, 1), (5, 1)]
    assert subordinates.by_level(moved.badinh, on=AFTER) == []


def test_the_trail_of_many_units_on_a_day_costs_the_same_as_of_one(moved, django_assert_num_queries):
    units = list(Unit.objects.all())
    with django_assert_num_queries(3):
        trails.with_trails(units, on=BEFORE)
    assert Placement.objects.filter(unit=moved.ngocha).count() == 2


def test_people_are_listed_with_the_posts_of_the_day(english, cast):
    cast.member.person.posts.update(to_on=date(2016, 6, 1))
    cast.secretary.person.posts.update(from_on=date(2016, 6, 1))
    english.force_login(cast.badinh_secretary)

    def held(query):
        people = english.get(f"/units/people/?unit=cd3&{query}").context["page"]
        return {person.full_name: [post.title for post in person.posts_now] for person in people}

    assert held("on=31/05/2016") == {"Đặng Văn Ổn": ["Uỷ viên"]}
    assert held("on=01/06/2016") == {"Hoàng Thị Ánh": ["Bí thư"]}
    assert held("") == {"Hoàng Thị Ánh": ["Bí thư"], "Đặng Văn Ổn": []}
    assert held("role=secretary&on=31/05/2016") == {}
    assert "This is how it was on 31/05/2016" in english.get("/units/people/?on=31/05/2016").content.decode()
    assert english.get("/units/people/excel/?on=31/05/2016").status_code == 200


def test_the_page_of_a_past_day_counts_the_heads_of_the_units_that_stood_there_then(english, moved):
    """Of the two branches of Ngọc Hà one has counted: 30 in 2015, 31 in 2016. Ba Đình lost them both on 1/7/2016."""
    make_unit("CD4", "Chi đoàn 4", 5, moved.ngocha)
    Headcount.objects.create(unit=moved.chidoan3, year=2015, young_officials=30, women=10, by=moved.secretary)
    Headcount.objects.create(unit=moved.chidoan3, year=2016, young_officials=31, women=12, by=moved.secretary)
    english.force_login(moved.hanoi_administrator)

    def sums(unit, query=""):
        told = english.get(f"/units/{unit.pk}/{query}").context
        return [(one.year, one.young_officials, one.entered, one.asked) for one in (told["totals"], told["before"])]

    assert sums(moved.badinh, "?on=30/06/2016") == [(2016, 31, 1, 2), (2015, 30, 1, 2)]
    assert sums(moved.badinh, "?on=01/07/2016") == [(2016, None, 0, 0), (2015, None, 0, 0)]
    assert sums(moved.hoankiem, "?on=01/07/2016") == [(2016, 31, 1, 2), (2015, 30, 1, 2)]
    page = english.get(f"/units/{moved.badinh.pk}/?on=30/06/2016").content.decode()
    assert "Counted are the units that stood here on 30/06/2016" in page
    assert "About the unit today" in page


def test_the_page_of_a_past_day_says_nothing_of_what_came_later_and_offers_nothing_to_do(english, cast):
    cast.hoankiem = make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    merge([cast.hoankiem], into=cast.badinh, by=cast.hanoi_administrator, reason="Gộp", on=AFTER, decision_number="1")
    Unit.objects.filter(pk=cast.badinh.pk).update(is_pilot=True)
    english.force_login(cast.hanoi_administrator)

    def told(unit, query=""):
        return english.get(f"/units/{unit.pk}/{query}").content.decode()

    later = [("Closed on 01/07/2016", cast.hoankiem), ("Merged on 01/07/2016 into", cast.hoankiem)]
    later += [(text, cast.badinh) for text in ("Merged units:", "Pilot unit", "Add a unit beneath")]
    for text, unit in later:
        assert text in told(unit), text
        assert text not in told(unit, "?on=30/06/2016"), text
    assert "Closed on 01/07/2016" in told(cast.hoankiem, "?on=02/07/2016")
    assert "Merged units:" in told(cast.badinh, "?on=02/07/2016")
