"""A unit's page tells its own history, and shows the unit as it was on a day."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.cast import make_unit
from units import chronicle
from units.models import Headcount, Reorganisation, Succession
from units.structure import change_unit, close_unit, merge, move_unit, reopen_unit

MID, YEAR = date(2016, 7, 1), date(2017, 1, 1)


def told(cast, unit):
    """The chronicle of a unit as (day, what, names of units and text, decision)."""
    unit.refresh_from_db()
    return [
        (f"{event.on:%d/%m/%Y}", event.what, "; ".join([name for _unit, name in event.units] or [event.text]),
         event.decision_number)
        for event in chronicle.of(unit, by=cast.hanoi_administrator)
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def hoankiem(cast):
    return make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)


def test_moves_and_names_are_told_with_their_decisions_the_newest_first(cast, hoankiem):
    by = cast.hanoi_administrator
    move_unit(cast.ngocha, to=hoankiem, by=by, decision_number="9-QĐ", on=MID)
    change_unit(cast.ngocha, by=by, name="Đoàn phường Ngọc Hà mới", decision_number="12-QĐ", on=YEAR)
    assert told(cast, cast.ngocha) == [
        ("01/01/2017", "Renamed", "Đoàn cơ sở phường Ngọc Hà → Đoàn phường Ngọc Hà mới", "12-QĐ"),
        ("01/07/2016", "Came under", "Quận đoàn Hoàn Kiếm", "9-QĐ"),
        ("01/01/2014", "Opened, under", "Quận đoàn Ba Đình", ""),
    ]
    assert told(cast, cast.chidoan3) == [
        ("01/07/2016", "Moved along with its superior", "Đoàn cơ sở phường Ngọc Hà", "9-QĐ"),
        ("01/01/2014", "Opened, under", "Đoàn cơ sở phường Ngọc Hà", ""),
    ]
    assert told(cast, cast.central)[-1] == ("01/01/2014", "Opened", "", "")


def test_a_merger_is_told_on_both_sides_once(cast, hoankiem):
    by = cast.hanoi_administrator
    merge([cast.badinh], into=hoankiem, on=MID, decision_number="20-QĐ", reason="Sáp nhập", by=by)
    assert told(cast, cast.badinh) == [
        ("01/07/2016", "Merged into", "Quận đoàn Hoàn Kiếm", "20-QĐ"),
        ("01/01/2014", "Opened, under", "Thành đoàn Hà Nội", ""),
    ]
    assert told(cast, hoankiem)[0] == ("01/07/2016", "Took in", "Quận đoàn Ba Đình", "20-QĐ")
    assert told(cast, cast.ngocha)[0] == ("01/07/2016", "Came under", "Quận đoàn Hoàn Kiếm", "20-QĐ")


def test_a_division_is_told_on_both_sides(cast, hoankiem):
    Succession.objects.create(
        predecessor=cast.badinh, successor=hoankiem, kind="split", on=MID, decision_number="21-QĐ"
    )
    assert told(cast, cast.badinh)[0] == ("01/07/2016", "Divided: out of it came", "Quận đoàn Hoàn Kiếm", "21-QĐ")
    assert told(cast, hoankiem)[0] == ("01/07/2016", "Came out of", "Quận đoàn Ba Đình", "21-QĐ")


def test_closings_and_reopenings_are_all_told(cast):
    by = cast.hanoi_administrator
    close_unit(cast.chidoan3, on=MID, reason="Giải thể", by=by, decision_number="5-QĐ")
    reopen_unit(cast.chidoan3, on=YEAR, decision_number="6-QĐ", by=by)
    close_unit(cast.chidoan3, on=date(2017, 6, 1), reason="Hết người", by=by, decision_number="7-QĐ")
    assert told(cast, cast.chidoan3)[:3] == [
        ("01/06/2017", "Closed", "Hết người", "7-QĐ"),
        ("01/01/2017", "Opened again", "", "6-QĐ"),
        ("01/07/2016", "Closed", "Giải thể", "5-QĐ"),
    ]


def test_what_is_to_come_stands_on_top(cast, hoankiem):
    Reorganisation.objects.create(
        kind="move", unit=cast.ngocha, on=date(2018, 1, 1), decision_number="30-QĐ", terms={"to": hoankiem.pk},
        by=cast.hanoi_administrator,
    )  # fmt: skip
    first = told(cast, cast.ngocha)[0]
    assert (first[0], first[3]) == ("01/01/2018", "30-QĐ")
    assert "Quận đoàn Hoàn Kiếm" in first[1]
    assert chronicle.of(cast.ngocha, by=cast.hanoi_administrator)[0].is_coming


def test_a_long_history_costs_as_many_queries_as_a_short_one(cast, hoankiem, django_assert_max_num_queries):
    by = cast.hanoi_administrator
    for number in range(8):
        to = cast.badinh if number % 2 else hoankiem
        move_unit(cast.ngocha, to=to, by=by, decision_number=f"{number}-QĐ", on=date(2016, 1 + number, 1))
    cast.ngocha.refresh_from_db()
    with django_assert_max_num_queries(9):
        assert len(chronicle.of(cast.ngocha, by=cast.hanoi_administrator)) == 9


# --- the page --------------------------------------------------------------------------------------------------------


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_merged_unit_leads_to_its_successor_and_the_successor_names_it(keeper, cast, hoankiem):
    by = cast.hanoi_administrator
    merge([cast.badinh], into=hoankiem, on=MID, decision_number="20-QĐ", reason="Sáp nhập", by=by)
    gone = page(keeper, f"/units/{cast.badinh.pk}/")
    assert f'Merged on 01/07/2016 into: <a href="/units/{hoankiem.pk}/">Quận đoàn Hoàn Kiếm</a>' in gone
    stays = page(keeper, f"/units/{hoankiem.pk}/")
    assert f'Merged units: <a href="/units/{cast.badinh.pk}/">Quận đoàn Ba Đình</a>' in stays


def test_a_units_page_can_be_seen_as_it_was(keeper, cast, hoankiem):
    by = cast.hanoi_administrator
    move_unit(cast.ngocha, to=hoankiem, by=by, decision_number="9-QĐ", on=MID)
    change_unit(cast.ngocha, by=by, name="Đoàn mới", decision_number="12-QĐ", on=YEAR)
    cast.ngocha_secretary.person.posts.update(to_on=date(2017, 2, 1))
    then = page(keeper, f"/units/{cast.ngocha.pk}/?on=30/06/2016")
    assert "<h1>Đoàn cơ sở phường Ngọc Hà</h1>" in then
    assert "now: Đoàn mới" in then
    assert "This is how it was on 30/06/2016" in then
    assert f'<a href="/units/{cast.ngocha.pk}/">Back to today</a>' in then
    assert "Bùi Văn Ngọc" in then
    trail = keeper.get(f"/units/{cast.ngocha.pk}/?on=30/06/2016").context["trail"]
    assert [step["label"] for step in trail][2] == "Quận đoàn Ba Đình"
    now = page(keeper, f"/units/{cast.ngocha.pk}/")
    assert "<h1>Đoàn mới</h1>" in now
    assert "Bùi Văn Ngọc" not in now
    assert "did not exist on 31/12/2013" in page(keeper, f"/units/{cast.ngocha.pk}/?on=31/12/2013")
    assert "This day has not come yet" in page(keeper, f"/units/{cast.ngocha.pk}/?on=01/01/2018")


def test_the_head_count_of_the_year_stands_beside_last_years(keeper, english, cast):
    Headcount.objects.create(unit=cast.chidoan3, year=2017, young_officials=25, women=10)
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=17)
    text = page(keeper, f"/units/{cast.badinh.pk}/")
    assert "1 of 1 branch has entered." in text
    for number in ("25", "40%", "17"):
        assert f">{number}</td>" in text
    assert "Enter the head-count" not in text
    english.force_login(cast.member)
    assert f'href="/units/{cast.chidoan3.pk}/headcount/"' in page(english, f"/units/{cast.chidoan3.pk}/")
