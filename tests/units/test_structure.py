"""How units come, change, move and close; and does `faults()` find what is wrong with a tree?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils.translation import override

from campaign.models import Activity
from tests.cast import make_activity, make_unit
from units import desk, foresight
from units.approval import Action
from units.faults import faults
from units.models import Placement, Record, Unit
from units.structure import change_unit, close_unit, move_unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def move(cast, unit, to, **options):
    options = {"decision_number": "12-QĐ/TĐTN", **options}
    return move_unit(unit, to=to, by=cast.hanoi_administrator, **options)


def stood(unit):
    """Under whom, from which day, until which."""
    return [(one.parent.code, str(one.from_on), str(one.to_on or "")) for one in unit.placements.all()]


# --- adding ----------------------------------------------------------------------------------------------------------


def test_a_unit_may_hang_from_any_higher_level_and_never_from_its_own_or_a_lower_one(cast):
    right = [("A", 5, cast.badinh), ("B", 5, cast.hanoi), ("C", 4, cast.hanoi), ("D", 5, cast.central)]
    for code, level, parent in right:
        make_unit(code, f"Đơn vị {code}", level, parent)
    for level, parent in [(5, cast.chidoan3), (4, cast.ngocha), (3, cast.ngocha), (2, cast.badinh), (3, None)]:
        with pytest.raises(ValidationError):
            make_unit("SAI", "Đơn vị sai", level, parent)
    assert list(faults()) == []


@pytest.mark.parametrize("code", ["CD3", "cd3"])
def test_a_code_is_given_once(cast, code):
    with pytest.raises(ValidationError, match="Another unit has this code"):
        make_unit(code, "Chi đoàn trùng mã", 5, cast.badinh)


def test_nothing_is_added_under_a_closed_unit(cast):
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    close_unit(cast.ngocha, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    with pytest.raises(ValidationError, match="is closed"):
        make_unit("MOI", "Chi đoàn mới", 5, cast.ngocha)


# --- changing --------------------------------------------------------------------------------------------------------


def test_a_renaming_is_kept_with_before_after_and_the_number_of_its_decision(cast):
    change_unit(
        cast.chidoan3, by=cast.hanoi_administrator, decision_number="5-QĐ", name="Chi đoàn Văn phòng", in_scope=False
    )
    cast.chidoan3.refresh_from_db()
    assert (cast.chidoan3.name, cast.chidoan3.short_name) == ("Chi đoàn Văn phòng", "Chi đoàn 3")
    assert cast.chidoan3.version == 2
    assert list(Unit.objects.matching("van phong")) == [cast.chidoan3]
    line = Record.objects.of(cast.chidoan3).first()
    assert (line.verb, line.by, line.note) == ("changed", cast.hanoi_administrator, "5-QĐ")
    assert line.changes == {"name": ["Chi đoàn 3", "Chi đoàn Văn phòng"], "in_scope": ["True", ""]}


def test_the_same_values_leave_no_line(cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, name="Chi đoàn 3")
    assert Record.objects.of(cast.chidoan3).filter(verb="changed").count() == 0


def test_who_saw_an_older_version_overwrites_nothing(cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, name="Chi đoàn Văn phòng")
    with pytest.raises(ValidationError, match="has changed since you opened it"):
        change_unit(cast.chidoan3, by=cast.hanoi_administrator, version=1, name="Chi đoàn khác")
    with pytest.raises(ValidationError, match="has changed since you opened it"):
        move(cast, cast.chidoan3, cast.badinh, version=1)
    with pytest.raises(ValidationError, match="has changed since you opened it"):
        close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator, version=1)
    stored = Unit.objects.get(code="CD3")
    assert (stored.name, stored.parent, stored.closed_on) == ("Chi đoàn Văn phòng", cast.ngocha, None)


# --- moving ----------------------------------------------------------------------------------------------------------


def test_a_move_dates_the_placements_of_the_whole_subtree(cast):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    move(cast, cast.ngocha, tayho, on=date(2016, 7, 1))
    for unit in (cast.ngocha, cast.chidoan3):
        unit.refresh_from_db()
    assert stood(cast.ngocha) == [("H001", "2014-01-01", "2016-07-01"), ("H003", "2016-07-01", "")]
    assert stood(cast.chidoan3) == [("NGOCHA", "2014-01-01", "2016-07-01"), ("NGOCHA", "2016-07-01", "")]
    before, after = cast.chidoan3.placements.all()
    assert before.path[:24] == cast.badinh.path
    assert after.path == cast.chidoan3.path == tayho.path + f"{cast.ngocha.pk:08d}{cast.chidoan3.pk:08d}"
    assert after.decision_number == "12-QĐ/TĐTN"
    assert list(faults()) == []


def test_several_moves_on_one_day_leave_one_line_for_the_day(cast):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    move(cast, cast.chidoan3, cast.badinh, on=date(2016, 7, 1))
    move(cast, cast.badinh, cast.central, on=date(2016, 7, 1))
    cast.chidoan3.refresh_from_db()
    assert stood(cast.chidoan3) == [("NGOCHA", "2014-01-01", "2016-07-01"), ("H001", "2016-07-01", "")]
    assert list(faults()) == []
    move(cast, cast.chidoan3, tayho, on=date(2016, 7, 1))
    assert stood(cast.chidoan3) == [("NGOCHA", "2014-01-01", "2016-07-01"), ("H003", "2016-07-01", "")]
    assert list(faults()) == []
    with pytest.raises(ValidationError, match="only since 01/07/2016"):
        move(cast, cast.chidoan3, cast.badinh, on=date(2016, 6, 30))


@pytest.mark.parametrize(
    ("unit", "to", "why"),
    [
        ("ngocha", "ngocha", "higher level"),
        ("ngocha", "chidoan3", "higher level"),
        ("badinh", "huecity", "higher level"),
        ("chidoan3", "ngocha", "already stands there"),
        ("central", "hanoi", "higher level"),
    ],
)
def test_a_move_that_makes_no_sense_says_why_and_does_nothing(cast, unit, to, why):
    before = dict(Unit.objects.values_list("pk", "path"))
    with pytest.raises(ValidationError, match=why):
        move(cast, getattr(cast, unit), getattr(cast, to))
    assert dict(Unit.objects.values_list("pk", "path")) == before


def test_a_closed_unit_neither_moves_nor_takes_in(cast):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    close_unit(other, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    with pytest.raises(ValidationError, match="is closed"):
        move(cast, cast.chidoan3, other)
    with pytest.raises(ValidationError, match="is closed"):
        move(cast, other, cast.hanoi)


def test_what_a_move_will_do_is_what_it_does(cast):
    for title in ("Một", "Hai"):
        desk.take(Action.SUBMIT, make_activity(cast, title=title), by=cast.secretary)
    on_the_way = desk.take(
        Action.SUBMIT, make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary), by=cast.ngocha_secretary
    ).papers[0]
    effects = foresight.of_move(cast.ngocha, cast.hanoi)
    assert (effects.units, effects.posts, effects.waiting, effects.moving) == (1, 3, 3, 1)
    assert move(cast, cast.ngocha, cast.hanoi) == 1
    on_the_way.refresh_from_db()
    assert on_the_way.holder == cast.hanoi
    assert Activity.objects.filter(holder=cast.ngocha).count() == 2


# --- closing ---------------------------------------------------------------------------------------------------------


def test_a_closed_unit_keeps_its_place_its_reason_and_its_day(cast):
    close_unit(
        cast.chidoan3, on=date(2017, 7, 1), reason="Sáp nhập", by=cast.hanoi_administrator, decision_number="9-QĐ"
    )
    cast.chidoan3.refresh_from_db()
    assert (cast.chidoan3.closed_on, cast.chidoan3.closed_reason) == (date(2017, 7, 1), "Sáp nhập")
    assert cast.chidoan3.is_open(date(2017, 6, 30)) is True
    assert cast.chidoan3.is_open(date(2017, 7, 1)) is False
    line = Record.objects.of(cast.chidoan3).first()
    assert (line.verb, line.note) == ("closed", "Sáp nhập")
    assert line.changes == {"closed_on": ["", "01/07/2017"], "decision_number": ["", "9-QĐ"]}
    assert list(faults()) == []


def test_a_unit_does_not_close_over_open_ones_twice_too_early_or_at_the_root(cast):
    def close(unit, on):
        close_unit(unit, on=on, reason="Giải thể", by=cast.hanoi_administrator)

    with pytest.raises(ValidationError, match="still stand under"):
        close(cast.ngocha, date(2017, 7, 1))
    with pytest.raises(ValidationError, match="opened later"):
        close(cast.chidoan3, date(2013, 12, 31))
    with pytest.raises(ValidationError, match="central office"):
        close(cast.central, date(2017, 7, 1))
    close(cast.chidoan3, date(2017, 7, 1))
    with pytest.raises(ValidationError, match="is closed"):
        close(cast.chidoan3, date(2017, 8, 1))
    with pytest.raises(ValidationError, match="still stand under"):
        close(cast.ngocha, date(2017, 6, 30))
    close(cast.ngocha, date(2017, 7, 1))


# --- faults ----------------------------------------------------------------------------------------------------------


def test_a_path_that_does_not_follow_from_the_superior_is_named(cast):
    Unit.objects.filter(pk=cast.chidoan3.pk).update(path="0" * 39 + "9")
    assert set(faults()) == {
        f"CD3: path {'0' * 39}9 should be {cast.chidoan3.path}",
        "CD3: its open placement does not say where it stands",
    }
    with pytest.raises(CommandError, match=r"Faults in the tree: 2\. Units: 8\."):
        call_command("check_tree")


def test_a_superior_that_is_not_higher_or_is_closed_is_named(cast):
    Unit.objects.filter(pk=cast.ngocha.pk).update(level=3)
    Unit.objects.filter(pk=cast.huecity.pk).update(closed_on=date(2017, 1, 1), closed_reason="Giải thể")
    assert list(faults()) == [
        "NGOCHA: its superior H001 is not of a higher level",
        "CDHUE: open under the closed unit H474",
    ]


def test_a_missing_or_wrong_placement_is_named(cast):
    Placement.objects.filter(unit=cast.chidoan3).update(to_on=date(2017, 1, 1))
    Placement.objects.filter(unit=cast.hue).update(parent=cast.hanoi)
    assert list(faults()) == [
        "T46: its open placement does not say where it stands",
        "T46: its placement of 01/01/2014 is not beneath its superior's",
        "CD3: no open placement",
    ]


def test_a_paper_on_a_desk_that_is_not_above_its_unit_is_named(cast):
    activity = desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]
    Activity.objects.filter(pk=activity.pk).update(holder=cast.huecity)
    assert list(faults()) == [f"campaign.activity {activity.pk}: lies at H474, not above CD3"]
