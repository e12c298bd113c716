"""The conclusion: acknowledged once by the units it is addressed to, and seen from above."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from campaign import acknowledging
from campaign.models import Acknowledgement, Conclusion, Point
from tests.cast import make_conclusion, make_unit, make_user
from units.models import Record, Role

PAGE = reverse("campaign:conclusion")


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def press(client, user, unit):
    client.force_login(user)
    return client.post(reverse("campaign:acknowledge", args=[unit.pk]), follow=True)


def test_a_unit_acknowledges_once_and_it_is_recorded(cast, client):
    for _time in range(2):
        text = press(client, cast.badinh_officer, cast.badinh).content.decode()
        assert "Quận đoàn Ba Đình acknowledged it on 15/11/2017 (Vũ Thị Ba)." in text
    word = Acknowledgement.objects.get()
    assert (word.unit, word.by, word.acknowledged_on) == (cast.badinh, cast.badinh_officer, date(2017, 11, 15))
    record = Record.objects.get(verb="acknowledged")
    assert (record.unit, record.by, record.label) == (cast.badinh, cast.badinh_officer, "14-KL/TWĐTN-CNĐT")


@pytest.mark.parametrize(
    ("who", "unit", "said"),
    [
        ("viewer", "badinh", "Only the secretary or an officer of the unit can acknowledge for it."),
        ("hanoi_secretary", "badinh", "Only the secretary or an officer of the unit can acknowledge for it."),
        ("member", "chidoan3", "Only the secretary or an officer of the unit can acknowledge for it."),
        ("ngocha_secretary", "ngocha", "The conclusion is not addressed to units of this level"),
        ("secretary", "chidoan3", "The conclusion is not addressed to units of this level"),
        ("central_secretary", "central", "The conclusion is not addressed to units of this level"),
    ],
)
def test_who_does_not_act_for_an_addressee_is_told_why_not(cast, client, who, unit, said):
    assert said in press(client, getattr(cast, who), getattr(cast, unit)).content.decode()
    assert not Acknowledgement.objects.exists()


def test_a_unit_that_one_does_not_see_is_not_found(cast, client):
    assert press(client, cast.hue_secretary, cast.badinh).status_code == 404
    assert press(client, cast.badinh_secretary, cast.hanoi).status_code == 404


def test_only_a_post_acknowledges(cast, client):
    client.force_login(cast.badinh_secretary)
    assert client.get(reverse("campaign:acknowledge", args=[cast.badinh.pk])).status_code == 405


def test_everybody_reads_what_it_asks_in_the_own_language(cast, client):
    Point.objects.update(heading_vi="Tuyên truyền", heading_en="Spread the word", text_vi="Nội dung", text_en="…")
    client.force_login(cast.member)
    assert "Spread the word" in client.get(PAGE).content.decode()
    client.cookies["django_language"] = "vi"
    text = client.get(PAGE).content.decode()
    assert all(word in text for word in ("Tuyên truyền", "14-KL/TWĐTN-CNĐT", "25/12/2014"))


def test_before_a_conclusion_is_entered_the_page_says_so(client, db):
    central = make_unit("TW", "Trung ương Đoàn", 1, None)
    client.force_login(make_user("trunguong", "Nguyễn Thị Trung", central))
    assert "No conclusion has been entered yet" in client.get(PAGE).content.decode()
    assert client.get("/").status_code == 200
    assert client.post(reverse("campaign:acknowledge", args=[central.pk])).status_code == 404


def other_document():
    return Conclusion.objects.create(
        number="0", issued_on=date(2009, 1, 1), issuer_vi="…", issuer_en="…", title_vi="…", title_en="…",
        starts_on=date(2009, 1, 1), ends_on=date(2014, 12, 31),
    )  # fmt: skip


def rows(client, user, **query):
    client.force_login(user)
    response = client.get(PAGE, query)
    if response.status_code != 200:
        return response.status_code
    found = response.context.get("rows") or []
    return [(unit.name, unit.acknowledged_on, unit.answered, unit.asked) for unit in found]


def test_a_superior_sees_who_directly_beneath_has_the_silent_first(cast, client):
    make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    make_unit("DN1", "Đoàn Khối Doanh nghiệp", 3, cast.hanoi, in_scope=False)
    press(client, cast.badinh_secretary, cast.badinh)
    day = date(2017, 11, 15)
    assert rows(client, cast.hanoi_secretary) == [
        ("Quận đoàn Hoàn Kiếm", None, 0, 0), ("Quận đoàn Ba Đình", day, 0, 0),
    ]  # fmt: skip
    assert rows(client, cast.central_secretary) == [
        ("Thành đoàn Hà Nội", None, 1, 2), ("Tỉnh đoàn Thừa Thiên Huế", None, 0, 1),
    ]  # fmt: skip
    assert rows(client, cast.central_secretary, unit=cast.hue.pk) == [("Thành đoàn Huế", None, 0, 0)]


def test_one_looks_only_where_one_reads(cast, client):
    assert rows(client, cast.hanoi_secretary, unit=cast.hue.pk) == 404
    assert rows(client, cast.hanoi_secretary, unit="x") == 404
    assert rows(client, cast.badinh_secretary) == []
    assert rows(client, cast.secretary) == []


def test_a_member_of_a_committee_does_not_read_what_stands_beneath(cast, client):
    member = make_user("hanoi.uyvien", "Lê Văn Viên", cast.hanoi, Role.MEMBER, "Uỷ viên")
    assert rows(client, member) == []
    assert rows(client, member, unit=cast.hanoi.pk) == 404


def test_twenty_units_beneath_cost_as_many_queries_as_one(cast, client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            rows(client, cast.hanoi_secretary)
        return len(caught)

    queries()
    one = queries()
    for number in range(20):
        unit = make_unit(f"H1{number}", f"Quận đoàn {number}", 3, cast.hanoi)
        Acknowledgement.objects.create(
            conclusion=make_conclusion(), unit=unit, by=cast.hanoi_secretary, acknowledged_on=date(2015, 2, 1)
        )
    assert queries() == one


def test_the_latest_conclusion_is_the_one_in_force(cast):
    other_document()
    assert acknowledging.current() == make_conclusion()
