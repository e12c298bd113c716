"""The page of a network: who finds which members there, and who lets units join and leave?"""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.campaign.pages import sign_in
from tests.cast import make_unit
from units.models import NetworkMember, Record


def address(name, *args, **query):
    return reverse(f"units:{name}", args=args, query=query)


def members(user, bloc, **query):
    return [
        one.unit.code for one in sign_in(user).get(address("network_detail", bloc.network.pk, **query)).context["page"]
    ]


def test_its_holder_sees_all_members_and_others_those_they_read_anyway(cast, bloc):
    assert members(bloc.secretary, bloc) == ["K01", "K46"]
    assert members(cast.central_secretary, bloc) == ["K01", "K46"]
    assert members(cast.hanoi_secretary, bloc) == ["K01"]
    assert members(bloc.hue_bloc_secretary, bloc) == ["K46"]
    for stranger in (cast.badinh_secretary, cast.secretary, bloc.hanoi_branch_secretary):
        assert sign_in(stranger).get(address("network_detail", bloc.network.pk)).status_code == 404


def test_the_members_are_narrowed_sorted_and_taken_along(cast, bloc):
    NetworkMember.objects.filter(unit=bloc.hue_bloc).update(to_on=date(2017, 1, 1))
    assert members(bloc.secretary, bloc) == ["K01"]
    assert members(bloc.secretary, bloc, status="left") == ["K46"]
    assert members(bloc.secretary, bloc, status="all", sort="-unit") == ["K46", "K01"]
    assert members(bloc.secretary, bloc, status="all", unit="hue") == ["K46"]
    file = sign_in(bloc.secretary).get(address("network_export", bloc.network.pk, status="all"))
    rows = list(openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Unit code", "Unit", "Direct superior", "Level", "Member from", "Member until")
    assert [(row[0], row[4].date(), row[5] and row[5].date()) for row in rows[1:3]] == [
        ("K01", date(2015, 1, 1), None),
        ("K46", date(2015, 1, 1), date(2017, 1, 1)),
    ]


def test_the_pages_of_holder_and_members_lead_to_it(cast, bloc):
    for user, unit in ((bloc.secretary, bloc.holder), (cast.hanoi_secretary, bloc.hanoi_bloc)):
        there = sign_in(user).get(address("unit_detail", unit.pk)).content.decode()
        assert address("network_detail", bloc.network.pk) in there
    without = sign_in(cast.hanoi_secretary).get(address("unit_detail", cast.badinh.pk)).content.decode()
    assert address("network_detail", bloc.network.pk) not in without


def test_an_administrator_of_the_holder_lets_a_bloc_join_and_leave_once(cast, bloc):
    third = make_unit("K48", "Đoàn Khối các cơ quan Đà Nẵng", 3, cast.hue, kind="agencies_bloc")
    browser, join = sign_in(bloc.administrator), address("network_join", bloc.network.pk)
    data = {"unit": "k48", "on": "1/11/2017", "request_id": str(uuid4())}
    for _time in range(2):
        assert browser.post(join, data).url == address("network_detail", bloc.network.pk)
    member = NetworkMember.objects.get(unit=third)
    assert (member.from_on, Record.objects.filter(subject="units.networkmember").count()) == (date(2017, 11, 1), 1)
    leave = address("network_leave", member.pk)
    assert browser.post(leave, {"on": "1/11/2017", "request_id": str(uuid4())}).status_code == 422
    browser.post(leave, {"on": "15/11/2017", "request_id": str(uuid4())})
    member.refresh_from_db()
    assert member.to_on == date(2017, 11, 15)


@pytest.mark.parametrize("code", ["H001", "T01", "nirgends"])
def test_a_unit_that_cannot_join_is_refused_beside_its_field(cast, bloc, code):
    join = address("network_join", bloc.network.pk)
    response = sign_in(bloc.administrator).post(join, {"unit": code, "on": "1/11/2017"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["unit"])
    assert NetworkMember.objects.count() == 2


def test_nobody_else_finds_the_verbs(cast, bloc):
    member = bloc.network.members.first()
    for user in (bloc.secretary, bloc.viewer, cast.hanoi_administrator, bloc.hanoi_bloc_secretary):
        browser = sign_in(user)
        assert (
            browser.post(address("network_join", bloc.network.pk), {"unit": "K01", "on": "1/1/2017"}).status_code
            == 404
        )
        assert browser.post(address("network_leave", member.pk), {"on": "1/1/2017"}).status_code == 404
    assert bloc.network.members.filter(to_on=None).count() == 2


def test_it_costs_the_same_for_two_members_and_for_twenty(cast, bloc):
    def queries():
        browser = sign_in(bloc.secretary)
        with CaptureQueriesContext(connection) as found:
            browser.get(address("network_detail", bloc.network.pk))
        return len(found)

    two = queries()
    for number in range(18):
        unit = make_unit(f"K7{number}", f"Đoàn Khối {number}", 3, cast.hue, kind="agencies_bloc")
        NetworkMember.objects.create(network=bloc.network, unit=unit, from_on=date(2015, 1, 1))
    assert queries() == two
