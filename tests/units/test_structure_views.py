"""The pages on which an administrator adds, renames, moves and closes units."""

from datetime import date
from uuid import uuid4

import pytest

from tests.cast import make_activity, make_unit
from units import desk
from units.approval import Action
from units.faults import faults
from units.models import Record, Unit
from units.structure import change_unit, close_unit


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def new_unit(**fields):
    return {
        "code": "CD9", "name": "Chi đoàn 9", "short_name": "Chi đoàn 9", "level": "5", "kind": "branch",
        "sector": "administration", "in_scope": "on", "opened_on": "1/3/2016", "request_id": str(uuid4()), **fields,
    }  # fmt: skip


# --- adding ----------------------------------------------------------------------------------------------------------


def test_an_administrator_adds_a_unit_and_a_second_tap_adds_none(keeper, cast):
    said = new_unit(decision_number="3-QĐ")
    first = keeper.post(f"/units/{cast.ngocha.pk}/new/", said)
    second = keeper.post(f"/units/{cast.ngocha.pk}/new/", said)
    added = Unit.objects.get(code="CD9")
    assert first.url == second.url == f"/units/{added.pk}/"
    assert (added.parent, added.opened_on, added.level) == (cast.ngocha, date(2016, 3, 1), 5)
    assert added.placements.get().decision_number == "3-QĐ"
    assert Record.objects.of(added).get().by == cast.hanoi_administrator
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code": "cd3"}, "Another unit has this code."),
        ({"code": "CD 9"}, "A code is made of letters, digits, points and dashes, without spaces."),
        ({"code": ""}, "This field is required."),
        ({"level": "4"}, "Select a valid choice. 4 is not one of the available choices."),
        ({"kind": "territorial"}, "Select a valid choice. territorial is not one of the available choices."),
        ({"opened_on": "16/11/2017"}, "This day has not come yet: today is 15/11/2017."),
        ({"opened_on": "3/2016"}, "Write one day, for example 27/06/2016."),
        ({"opened_on": "31/2/2016"}, "The calendar has no “31/2/2016”. The day comes first: 27/06/2016."),
        ({"opened_on": "1/1/2013"}, "Đoàn cơ sở phường Ngọc Hà does not exist on this day."),
        ({"territory": "999"}, "No province or district has this code of the statistics office."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(keeper, cast, wrong, message):
    answer = keeper.post(f"/units/{cast.ngocha.pk}/new/", new_unit(**wrong))
    told = answer.content.decode().replace("&#x27;", "'")
    assert answer.status_code == 422
    assert message in told
    assert 'value="Chi đoàn 9"' in told
    assert Unit.objects.count() == 8


def test_a_kind_that_does_not_fit_the_level_is_refused(keeper, cast):
    answer = keeper.post(f"/units/{cast.badinh.pk}/new/", new_unit(level="4", kind="base_branch"))
    assert "A unit of this level is one of: Grassroots union, Directly affiliated union." in answer.content.decode()


def test_nothing_is_added_under_a_branch_or_a_closed_unit(keeper, cast):
    assert keeper.get(f"/units/{cast.chidoan3.pk}/new/").status_code == 404
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    close_unit(cast.ngocha, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    assert keeper.post(f"/units/{cast.ngocha.pk}/new/", new_unit()).status_code == 404


# --- renaming --------------------------------------------------------------------------------------------------------


def renamed(cast, **fields):
    return {
        "name": "Chi đoàn Văn phòng", "short_name": "Chi đoàn 3", "kind": "branch", "sector": "administration",
        "in_scope": "on", "decision_number": "5-QĐ", "on": "15/11/2017", "version": "1",
        "request_id": str(uuid4()), **fields,
    }  # fmt: skip


def test_a_renaming_needs_the_number_of_its_decision(keeper, cast):
    address = f"/units/{cast.chidoan3.pk}/edit/"
    answer = keeper.post(address, renamed(cast, decision_number=""))
    assert "A unit is renamed by a decision: give its number." in answer.content.decode()
    assert keeper.post(address, renamed(cast)).url == f"/units/{cast.chidoan3.pk}/"
    cast.chidoan3.refresh_from_db()
    assert cast.chidoan3.name == "Chi đoàn Văn phòng"


def test_a_neighbour_of_the_same_name_is_named_after_a_renaming(keeper, cast):
    make_unit("CD4", "Chi đoàn Văn phòng", 5, cast.ngocha)
    answer = keeper.post(f"/units/{cast.chidoan3.pk}/edit/", renamed(cast), follow=True)
    assert "A unit there has the same name: Chi đoàn Văn phòng (CD4)." in answer.content.decode()


def test_a_lost_update_is_told_and_what_was_typed_stays(keeper, cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, name="Chi đoàn Thanh tra")
    answer = keeper.post(f"/units/{cast.chidoan3.pk}/edit/", renamed(cast))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "This unit has changed since you opened it." in told
    assert 'value="Chi đoàn Văn phòng"' in told
    assert Unit.objects.get(code="CD3").name == "Chi đoàn Thanh tra"


# --- moving and closing ----------------------------------------------------------------------------------------------


def moved(**fields):
    return {
        "on": "1/11/2017", "decision_number": "7-QĐ", "version": "1", "request_id": str(uuid4()), **fields,
    }  # fmt: skip


def test_the_new_superior_is_found_and_the_page_says_beforehand_what_will_happen(keeper, cast):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary)
    address = f"/units/{cast.ngocha.pk}/move/"
    assert f'href="?to={tayho.pk}"' in page(keeper, f"{address}?q=tay+ho")
    assert "No unit can take it in by this name" in page(keeper, f"{address}?q=hue")
    assert "No unit can take it in by this name" in page(keeper, f"{address}?q=chi+doan+3")
    told = page(keeper, f"{address}?to={tayho.pk}")
    assert "1 unit beneath moves with it." in told
    assert "3 posts stay in force." in told
    assert "Activities: 1 waits for an answer. That stays on its desk." in told


def test_a_move_is_done_once_and_only_with_a_decision(keeper, cast):
    tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    address, said = f"/units/{cast.ngocha.pk}/move/?to={tayho.pk}", moved()
    assert keeper.post(address, moved(decision_number="")).status_code == 422
    assert keeper.post(address, moved(on="31/12/2013")).status_code == 422
    assert Unit.objects.get(code="NGOCHA").parent == cast.badinh
    assert keeper.post(address, said).url == keeper.post(address, said).url == f"/units/{cast.ngocha.pk}/"
    assert Unit.objects.get(code="NGOCHA").parent == tayho
    assert Record.objects.filter(verb="moved").count() == 1
    assert list(faults()) == []


@pytest.mark.parametrize("to", ["hue", "chidoan3", "ngocha", "central"])
def test_a_unit_moves_only_to_where_one_administers(keeper, cast, to):
    answer = keeper.post(f"/units/{cast.ngocha.pk}/move/?to={getattr(cast, to).pk}", moved())
    assert answer.status_code == 200
    assert "Under which unit shall it stand?" in answer.content.decode()
    assert Unit.objects.get(code="NGOCHA").parent == cast.badinh


def test_a_unit_closes_with_reason_day_and_decision_and_never_over_open_ones(keeper, cast):
    said = {
        "on": "1/7/2017",
        "reason": "Sáp nhập",
        "decision_number": "9-QĐ",
        "version": "1",
        "request_id": str(uuid4()),
    }
    told = page(keeper, f"/units/{cast.ngocha.pk}/close/")
    assert "1 unit still stands under it." in told
    assert 'name="reason"' not in told
    answer = keeper.post(f"/units/{cast.ngocha.pk}/close/", said)
    assert answer.status_code == 422
    assert "Units still stand under this one: move or close them first." in answer.content.decode()
    address = f"/units/{cast.chidoan3.pk}/close/"
    assert keeper.post(address, said | {"reason": " "}).status_code == 422
    said["request_id"] = str(uuid4())
    assert keeper.post(address, said).url == keeper.post(address, said).url == f"/units/{cast.chidoan3.pk}/"
    assert Unit.objects.get(code="CD3").closed_reason == "Sáp nhập"
    assert "Closed on 01/07/2017" in page(keeper, f"/units/{cast.chidoan3.pk}/")


def test_closing_is_offered_only_where_no_open_unit_stands_beneath(keeper, cast):
    address = f'href="/units/{cast.ngocha.pk}/close/"'
    above = page(keeper, f"/units/{cast.ngocha.pk}/")
    assert address not in above
    assert "It can be closed once no open unit stands beneath it." in above
    assert f'href="/units/{cast.chidoan3.pk}/close/"' in page(keeper, f"/units/{cast.chidoan3.pk}/")
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    assert address in page(keeper, f"/units/{cast.ngocha.pk}/")
