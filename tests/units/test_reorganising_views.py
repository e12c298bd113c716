"""The pages on which units are merged, divided, opened again, scheduled and called off."""

from datetime import date
from uuid import uuid4

import pytest

from tests.cast import make_activity, make_plan, make_unit
from units import desk
from units.approval import Action
from units.faults import faults
from units.models import Reorganisation, Unit
from units.structure import carry_out_due, close_unit, move_unit, schedule


@pytest.fixture
def doican(cast):
    return make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def said(**fields):
    return {
        "on": "1/11/2017", "decision_number": "30-QĐ", "reason": "Sáp nhập", "version": "1",
        "request_id": str(uuid4()), **fields,
    }  # fmt: skip


# --- merging ---------------------------------------------------------------------------------------------------------


def test_units_to_be_merged_are_found_one_after_the_other_and_the_page_says_what_will_happen(keeper, cast, doican):
    kimma = make_unit("KIMMA", "Đoàn cơ sở phường Kim Mã", 4, cast.badinh)
    desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary)
    make_plan(cast, unit=doican)
    make_plan(cast, unit=cast.ngocha)
    make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    address = f"/units/{doican.pk}/merge/"
    assert f'href="?unit={cast.ngocha.pk}"' in page(keeper, f"{address}?q=ngoc+ha")
    assert "No unit can be merged into it by this name" in page(keeper, f"{address}?q=doi+can")
    assert "No unit can be merged into it by this name" in page(keeper, f"{address}?q=ba+dinh")
    assert f'href="?unit={cast.ngocha.pk}&amp;unit={kimma.pk}"' in page(
        keeper, f"{address}?unit={cast.ngocha.pk}&q=kim+ma"
    )
    told = page(keeper, f"{address}?unit={cast.ngocha.pk}&go=1")
    assert "1 unit beneath goes under the successor." in told
    assert "1 post at the merged units ends on that day" in told
    assert "Activities: 1 waits for an answer. All of that moves to the new chain, with a line in its history." in told
    assert "1 draft or returned paper passes to the successor" in told
    assert "1 plan or report that was not sent stays with the merged unit" in told
    assert "1 target of a plan for this year stays with the unit that set it." in told


def test_a_merger_is_done_once_by_its_page(keeper, cast, doican):
    address = f"/units/{doican.pk}/merge/?unit={cast.ngocha.pk}&go=1"
    fields = said(versions=f'{{"{cast.ngocha.pk}": 1}}')
    assert keeper.post(address, fields | {"decision_number": ""}).status_code == 422
    assert keeper.post(address, fields | {"versions": '{"1": "x"}'}).status_code == 422
    first = keeper.post(address, fields)
    assert first.url == f"/units/{doican.pk}/"
    assert Unit.objects.get(code="NGOCHA").merged_into == doican
    assert Reorganisation.objects.count() == 1
    told = page(keeper, f"/units/{cast.ngocha.pk}/")
    assert f'href="/units/{cast.ngocha.pk}/reopen/"' in told
    assert list(faults()) == []


def test_an_older_page_merges_nothing(keeper, cast, doican):
    move_unit(cast.ngocha, to=cast.hanoi, by=cast.hanoi_administrator, decision_number="1", on=date(2017, 1, 1))
    address = f"/units/{doican.pk}/merge/?unit={cast.ngocha.pk}&go=1"
    answer = keeper.post(address, said(versions=f'{{"{cast.ngocha.pk}": 1}}'))
    assert answer.status_code == 422
    assert "This unit has changed since you opened it." in answer.content.decode()


@pytest.mark.parametrize("unit", ["hue", "hanoi", "central"])
def test_only_who_administers_a_unit_and_its_superior_merges_divides_or_reopens(keeper, cast, unit):
    pk = getattr(cast, unit).pk
    assert [keeper.get(f"/units/{pk}/{verb}/").status_code for verb in ("merge", "split", "reopen")] == [404] * 3


def test_units_of_another_administrator_are_not_taken_in(keeper, cast):
    caugiay = make_unit("H005", "Quận đoàn Cầu Giấy", 3, cast.hanoi)
    address = f"/units/{caugiay.pk}/merge/?unit={cast.huecity.pk}&go=1"
    assert "Which units does it take in?" in keeper.post(address, said(versions="{}")).content.decode()
    assert Unit.objects.get(code="H474").closed_on is None


# --- dividing --------------------------------------------------------------------------------------------------------


def divided(cast, **fields):
    new = {"code_1": "NH1", "name_1": "Đoàn cơ sở Ngọc Hà 1", "short_name_1": "Ngọc Hà 1", "keeps_open": "yes"}
    return said(**new | {f"child_{cast.chidoan3.pk}": "1"} | fields)


def test_a_unit_is_divided_among_a_new_one_and_one_that_is_there(keeper, cast, doican):
    other = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    address = f"/units/{cast.ngocha.pk}/split/"
    assert "2 units stand directly beneath it" in page(keeper, address)
    assert 'name="code_3"' in page(keeper, f"{address}?lines=3")
    fields = divided(cast, unit_2="doi can", keeps_open="no", **{f"child_{other.pk}": "2"})
    assert keeper.post(address, fields).url == f"/units/{cast.ngocha.pk}/"
    tree = {unit.code: unit for unit in Unit.objects.all()}
    assert (tree["CD3"].parent, tree["CD4"].parent) == (tree["NH1"], doican)
    assert tree["NGOCHA"].closed_on == date(2017, 11, 1)
    assert (tree["NH1"].kind, tree["NH1"].name) == ("grassroots", "Đoàn cơ sở Ngọc Hà 1")
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code_1": "cd3"}, "Code: Another unit has this code."),
        ({"code_1": "NH 1"}, "Code: A code is made of letters"),
        ({"unit_1": "doi can"}, "Either a new unit or one that is there already"),
        ({"name_1": ""}, "Full name: This field is required."),
        ({"child": "2"}, "Chi đoàn 3: Say first which unit this is."),
        ({"keeps_open": "no", "child": ""}, "Chi đoàn 3: The old unit closes: where does this one go?"),
        ({"keeps_open": "no", "reason": ""}, "Reason for closing the old unit: Give the reason"),
        ({"unit_2": "khong co"}, "No unit that you administer is called “khong co”."),
        ({"code_1": "", "name_1": "", "short_name_1": "", "child": ""}, "Name what comes out of it"),
    ],
)
def test_what_is_wrong_with_a_division_is_said_at_its_field(keeper, cast, doican, wrong, message):
    child = {f"child_{cast.chidoan3.pk}": wrong["child"]} if "child" in wrong else {}
    fields = divided(cast, **wrong | child)
    answer = keeper.post(f"/units/{cast.ngocha.pk}/split/", fields)
    assert answer.status_code == 422
    assert message in answer.content.decode().replace("&#x27;", "'")
    assert Unit.objects.count() == 9


# --- opening again, later days ---------------------------------------------------------------------------------------


def test_a_closed_unit_is_opened_again_by_its_page(keeper, cast):
    close_unit(cast.chidoan3, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator)
    address = f"/units/{cast.chidoan3.pk}/reopen/"
    assert "It was closed on 01/07/2017: Giải thể." in page(keeper, address)
    assert keeper.post(address, said(on="1/6/2017", version="2")).status_code == 422
    assert keeper.post(address, said(version="2")).url == f"/units/{cast.chidoan3.pk}/"
    assert Unit.objects.get(code="CD3").closed_on is None
    assert keeper.get(address).status_code == 404


def test_a_later_day_schedules_every_kind(keeper, cast, doican):
    later = {"on": "1/12/2017"}
    unit = f"/units/{cast.ngocha.pk}/"
    keeper.post(f"{unit}move/?to={cast.hanoi.pk}", said(**later))
    keeper.post(f"{unit}close/", said(**later))
    keeper.post(f"{unit}split/", divided(cast, **later))
    keeper.post(
        f"/units/{doican.pk}/merge/?unit={cast.ngocha.pk}&go=1", said(versions=f'{{"{cast.ngocha.pk}": 1}}', **later)
    )
    keeper.post(
        f"{unit}edit/",
        said(name="Đoàn Ngọc Hà", short_name="Ngọc Hà", kind="grassroots", sector="mixed", in_scope="on", **later),
    )
    rows = Reorganisation.objects.order_by("pk")
    assert [(row.kind, row.state, str(row.on)) for row in rows] == [
        (kind, "scheduled", "2017-12-01") for kind in ("move", "close", "split", "merge", "rename")
    ]
    assert rows[4].terms == {"name": "Đoàn Ngọc Hà", "short_name": "Ngọc Hà"}
    told = page(keeper, "/units/reorganisations/")
    assert "Đoàn cơ sở phường Đội Cấn takes in Đoàn cơ sở phường Ngọc Hà" in told
    assert "Đoàn cơ sở phường Ngọc Hà comes under Thành đoàn Hà Nội" in told
    assert Unit.objects.get(code="NGOCHA").name == "Đoàn cơ sở phường Ngọc Hà"


def test_what_is_scheduled_is_called_off_by_its_page(keeper, english, cast, doican):
    row = schedule(
        Reorganisation.Kind.MOVE, cast.chidoan3, on=date(2017, 12, 1), by=cast.hanoi_administrator,
        terms={"to": doican.pk},
    )  # fmt: skip
    address = f"/units/reorganisations/{row.pk}/call-off/"
    assert "Chi đoàn 3 comes under Đoàn cơ sở phường Đội Cấn" in page(keeper, address)
    assert keeper.post(address, {"note": "Hoãn"}).url == f"/units/{cast.chidoan3.pk}/"
    row.refresh_from_db()
    assert row.state == "called_off"
    assert keeper.get(address).status_code == 404
    assert "Nothing is scheduled" in page(keeper, "/units/reorganisations/")


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("move", {}), ("move", {"to": "Đội Cấn"}), ("move", {"to": [1]}), ("move", [1]), ("move", "x"), ("rename", 7),
        ("merge", {"units": 5}), ("merge", {"units": ["a"]}), ("merge", {}), ("split", {"into": [{}]}),
        ("split", {"into": [1]}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_any_more_says_so_and_is_called_off(keeper, cast, kind, terms):
    row = Reorganisation.objects.create(
        kind=kind, unit=cast.chidoan3, on=date(2017, 12, 1), by=cast.hanoi_administrator, terms=terms
    )
    told = "What is to be done with Chi đoàn 3 cannot be read any more: call it off, then schedule it anew."
    address = f"/units/reorganisations/{row.pk}/call-off/"
    listed = page(keeper, "/units/reorganisations/")
    assert told in listed
    assert address in listed
    assert told in page(keeper, address)
    page(keeper, f"/units/{cast.chidoan3.pk}/")
    assert carry_out_due(date(2017, 12, 1))[0].state == "failed"
    assert told in page(keeper, "/")
    assert keeper.post(address, {"request_id": str(uuid4())}).status_code == 302
    assert Reorganisation.objects.get().state == "called_off"


def test_the_way_to_what_is_scheduled_stands_where_something_is_scheduled_there_or_beneath(keeper, cast, doican):
    schedule(
        Reorganisation.Kind.MERGE, doican, on=date(2017, 12, 1), by=cast.hanoi_administrator, decision_number="60-QĐ",
        reason="Sáp nhập", terms={"units": [cast.ngocha.pk]},
    )  # fmt: skip
    shown = {
        unit.code: 'href="/units/reorganisations/"' in page(keeper, f"/units/{unit.pk}/")
        for unit in (cast.hanoi, cast.badinh, cast.ngocha, doican, cast.chidoan3)
    }
    assert shown == {"T01": True, "H001": True, "NGOCHA": True, "DOICAN": True, "CD3": False}
