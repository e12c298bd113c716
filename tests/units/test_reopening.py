"""How a closed unit comes back, and how a unit bears another name from a day on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.cast import make_activity, make_unit
from units import desk
from units.approval import Action
from units.faults import faults
from units.headcounts import totals
from units.models import FormerName, Headcount, Record, Reorganisation, Unit
from units.structure import change_unit, close_unit, merge, move_unit, reopen_unit

JULY = date(2016, 7, 1)
MARCH = date(2017, 3, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def doican(cast):
    return make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)


def close(cast, unit, on=JULY):
    return close_unit(unit, on=on, reason="Giải thể", by=cast.hanoi_administrator)


def reopen(cast, unit, on=MARCH, **options):
    return reopen_unit(unit, on=on, decision_number="50-QĐ", by=cast.hanoi_administrator, **options)


# --- opening again ---------------------------------------------------------------------------------------------------


def test_a_unit_opens_again_and_the_record_keeps_both_days(cast):
    close(cast, cast.chidoan3)
    reopen(cast, cast.chidoan3)
    stored = Unit.objects.get(code="CD3")
    assert (stored.closed_on, stored.closed_reason) == (None, "")
    line = Record.objects.of(stored).first()
    assert (line.verb, line.note) == ("reopened", "50-QĐ")
    assert line.changes == {
        "closed_on": ["01/07/2016", ""], "closed_reason": ["Giải thể", ""], "on": ["", "01/03/2017"],
    }  # fmt: skip
    row = Reorganisation.objects.get(kind="reopen")
    assert row.terms == {"closed_on": "2016-07-01", "closed_reason": "Giải thể", "merged_into": None}
    assert list(faults()) == []


def test_it_did_not_exist_on_the_days_between(cast, django_assert_num_queries):
    close(cast, cast.chidoan3)
    reopen(cast, cast.chidoan3)
    close(cast, cast.chidoan3, date(2017, 5, 1))
    reopen(cast, cast.chidoan3, date(2017, 6, 1))
    days = [date(2016, 6, 30), JULY, date(2017, 2, 28), MARCH, date(2017, 4, 30), date(2017, 5, 31), date(2017, 6, 1)]
    expected = [True, False, False, True, True, False, True]
    unit = Unit.objects.get(code="CD3")
    with django_assert_num_queries(1):
        assert [unit.is_open(day) for day in days] == expected
    assert [Unit.objects.open_on(day).filter(code="CD3").exists() for day in days] == expected
    with django_assert_num_queries(0):
        assert Unit(opened_on=JULY).is_open(date(2017, 11, 15))


def test_its_numbers_of_a_year_at_whose_end_it_was_closed_count_no_more(cast):
    Headcount.objects.create(unit=cast.chidoan3, year=2016, young_officials=7)
    assert [totals(unit, 2016).numbers["young_officials"] for unit in (cast.central, cast.hanoi)] == [7, 7]
    close(cast, cast.chidoan3)
    reopen(cast, cast.chidoan3)
    assert [totals(unit, 2016).numbers["young_officials"] for unit in (cast.central, cast.hanoi)] == [None, None]


def test_a_merged_unit_comes_back_under_its_superior_and_what_passed_stays(cast, doican):
    gone = make_unit("CD5", "Chi đoàn 5", 5, cast.ngocha)
    close(cast, gone, date(2016, 1, 1))
    merge(
        [cast.ngocha], into=doican, on=JULY, decision_number="30", reason="Sáp nhập", by=cast.hanoi_administrator
    )  # fmt: skip
    reopen(cast, cast.ngocha)
    tree = {unit.code: unit for unit in Unit.objects.all()}
    assert (tree["NGOCHA"].merged_into, tree["NGOCHA"].path) == (None, cast.ngocha.path)
    assert tree["CD5"].path == gone.path
    assert tree["CD3"].parent == doican
    assert [(row.parent.code, str(row.from_on)) for row in cast.ngocha.placements.all()] == [
        ("H001", "2014-01-01"), ("DOICAN", "2016-07-01"), ("H001", "2017-03-01"),
    ]  # fmt: skip
    assert list(faults()) == []
    again = merge(
        [tree["NGOCHA"]], into=doican, on=MARCH, decision_number="31", reason="Sáp nhập", by=cast.hanoi_administrator
    )
    assert again.moved == 0
    assert list(faults()) == []


def test_a_unit_opens_again_under_the_heir_of_a_superior_that_has_given_way(cast, doican, keeper):
    beneath = make_unit("CD5", "Chi đoàn 5", 5, cast.ngocha)
    close(cast, cast.chidoan3, date(2016, 1, 1))
    merge(
        [cast.ngocha], into=doican, on=JULY, decision_number="30", reason="Sáp nhập", by=cast.hanoi_administrator
    )  # fmt: skip
    said = keeper.get(f"/units/{cast.chidoan3.pk}/reopen/").content.decode()
    assert "Đoàn cơ sở phường Ngọc Hà is closed: Đoàn cơ sở phường Đội Cấn has taken its place." in said
    reopen(cast, cast.chidoan3)
    tree = {unit.code: unit for unit in Unit.objects.all()}
    assert tree["CD3"].parent == tree[beneath.code].parent == doican
    assert tree["CD3"].path == tree["DOICAN"].path + f"{cast.chidoan3.pk:08d}"
    assert [(row.parent.code, str(row.from_on)) for row in cast.chidoan3.placements.all()] == [
        ("NGOCHA", "2014-01-01"), ("NGOCHA", "2016-07-01"), ("DOICAN", "2017-03-01"),
    ]  # fmt: skip
    assert Record.objects.of(cast.chidoan3).first().changes["parent"] == [
        "Đoàn cơ sở phường Ngọc Hà", "Đoàn cơ sở phường Đội Cấn",
    ]  # fmt: skip
    assert list(faults()) == []


def test_a_unit_opens_again_only_if_closed_not_before_that_day_and_under_an_open_superior(cast):
    with pytest.raises(ValidationError, match="is open"):
        reopen(cast, cast.chidoan3)
    close(cast, cast.chidoan3)
    with pytest.raises(ValidationError, match="closed later, on 01/07/2016"):
        reopen(cast, cast.chidoan3, date(2016, 6, 30))
    with pytest.raises(ValidationError, match="not come yet"):
        reopen(cast, cast.chidoan3, date(2017, 11, 16))
    close(cast, cast.ngocha)
    with pytest.raises(ValidationError, match="is closed") as refused:
        reopen(cast, cast.chidoan3)
    assert list(refused.value.error_dict) == ["parent"]


# --- another name ----------------------------------------------------------------------------------------------------


def rename(cast, name, on, **options):
    unit = Unit.objects.get(code="CD3")
    return change_unit(unit, by=cast.hanoi_administrator, decision_number="5-QĐ", name=name, on=on, **options)


def test_a_name_counts_from_its_day_and_the_old_one_still_finds_the_unit(cast):
    rename(cast, "Chi đoàn Văn phòng", JULY)
    rename(cast, "Chi đoàn Thanh tra", MARCH, short_name="CĐ Thanh tra")
    unit = Unit.objects.get(code="CD3")
    assert unit.former_names.splitlines() == ["Chi đoàn Văn phòng", "Chi đoàn 3"]
    assert list(Unit.objects.matching("van phong")) == [unit]
    assert list(Unit.objects.matching("chi doan 3")) == [unit]
    assert list(FormerName.objects.values_list("name", "short_name", "until_on", "decision_number")) == [
        ("Chi đoàn 3", "Chi đoàn 3", JULY, "5-QĐ"), ("Chi đoàn Văn phòng", "Chi đoàn 3", MARCH, "5-QĐ"),
    ]  # fmt: skip
    row = Reorganisation.objects.order_by("pk").last()
    assert (row.kind, row.on, row.terms) == (
        "rename", MARCH, {"name": "Chi đoàn Thanh tra", "short_name": "CĐ Thanh tra"},
    )  # fmt: skip


def test_a_mistake_put_right_on_the_same_day_was_never_a_name(cast):
    rename(cast, "Chi đoàn Văn phong", JULY)
    rename(cast, "Chi đoàn Văn phòng", JULY)
    assert list(FormerName.objects.values_list("name", "until_on")) == [("Chi đoàn 3", JULY)]
    rename(cast, "Chi đoàn 3", date(2017, 11, 15), sector="health")
    assert FormerName.objects.count() == 2


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2017, 11, 16), "not come yet"),
        (date(2013, 12, 31), "opened later, on 01/01/2014"),
        (date(2016, 6, 30), "present name only since 01/07/2016"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_renamed_is_named(cast, on, why):
    rename(cast, "Chi đoàn Văn phòng", JULY)
    with pytest.raises(ValidationError, match=why) as refused:
        rename(cast, "Chi đoàn Thanh tra", on)
    assert list(refused.value.error_dict) == ["on"]


def test_what_is_no_name_changes_without_a_former_name(cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, sector="health")
    assert FormerName.objects.count() == 0


# --- moving, entered late --------------------------------------------------------------------------------------------


def test_a_move_entered_late_follows_where_the_new_superior_itself_stood(cast, doican):
    move_unit(doican, to=cast.hanoi, by=cast.hanoi_administrator, decision_number="1", on=MARCH)
    paper = desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]
    assert move_unit(cast.chidoan3, to=doican, by=cast.hanoi_administrator, decision_number="2", on=JULY) == 1
    paper.refresh_from_db()
    assert paper.holder == cast.hanoi  # nobody can answer at Đội Cấn
    step = f"{doican.pk:08d}{cast.chidoan3.pk:08d}"
    assert [(row.path, str(row.from_on)) for row in cast.chidoan3.placements.all()][1:] == [
        (cast.badinh.path + step, "2016-07-01"), (cast.hanoi.path + step, "2017-03-01"),
    ]  # fmt: skip
    assert list(faults()) == []
