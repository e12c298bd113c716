"""Letters of guidance: who sends them to whom, who reads them, who has acknowledged?"""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campaign import guiding
from campaign.guiding import Circle
from campaign.models import Guidance, GuidanceAddressee
from tests.campaign.pages import page, queries_of, sign_in, text, url
from tests.cast import make_unit
from units import duties
from units.models import NetworkMember, Record, User

WORDS = {"number": "5-HD/ĐTNK", "title": "Hướng dẫn sơ kết", "text": "Kính gửi các đơn vị.\n\nTrân trọng."}


@pytest.fixture
def letter(cast, bloc):
    """From the holder to both members."""
    return guiding.issue(Circle(bloc.holder, bloc.network), None, by=bloc.secretary, **WORDS)


def addressed(letter) -> list[str]:
    return sorted(letter.addressees.values_list("unit__code", flat=True))


def read_by(user) -> list[str]:
    return [letter.title for letter in Guidance.objects.visible_to(User.objects.get(pk=user.pk))]


# --- sending ---------------------------------------------------------------------------------------------------------


def test_it_goes_to_all_members_of_the_network_or_to_those_chosen(cast, bloc, letter):
    assert addressed(letter) == ["K01", "K46"]
    some = guiding.issue(Circle(bloc.holder, bloc.network), [bloc.hue_bloc], by=bloc.secretary, **WORDS)
    assert addressed(some) == ["K46"]
    lines = Record.objects.filter(verb="issued").values_list("unit__code", "by", "note", "label")
    assert list(lines) == [("DKCQTW", bloc.secretary.pk, "5-HD/ĐTNK", "Hướng dẫn sơ kết")] * 2


def test_a_unit_writes_to_its_direct_subordinates_as_well(cast, bloc):
    letter = guiding.issue(Circle(cast.hanoi), None, by=cast.hanoi_officer, **WORDS)
    assert addressed(letter) == ["H001", "K01"]


def test_its_addressees_stay_those_of_the_day(cast, bloc, letter):
    NetworkMember.objects.filter(unit=bloc.hue_bloc).update(to_on=date(2017, 11, 15))
    make_unit("K48", "Đoàn Khối các cơ quan Đà Nẵng", 3, cast.hue)
    assert addressed(letter) == ["K01", "K46"]


def test_who_does_not_send_for_the_unit_is_refused(cast, bloc):
    for user in (bloc.viewer, bloc.member, bloc.administrator, cast.central_secretary, bloc.hanoi_bloc_secretary):
        with pytest.raises(ValidationError):
            guiding.issue(Circle(bloc.holder, bloc.network), None, by=user, **WORDS)
    with pytest.raises(ValidationError):  # not the holder of that network
        guiding.issue(Circle(cast.hanoi, bloc.network), None, by=cast.hanoi_secretary, **WORDS)
    assert not Guidance.objects.exists()


def test_nobody_and_strangers_cannot_be_addressed(cast, bloc):
    for to in ([], [cast.badinh], [bloc.hue_bloc, cast.hue]):
        with pytest.raises(ValidationError) as refused:
            guiding.issue(Circle(bloc.holder, bloc.network), to, by=bloc.secretary, **WORDS)
        assert list(refused.value.message_dict) == ["chosen"]
    assert not Guidance.objects.exists()


# --- reading ---------------------------------------------------------------------------------------------------------


def test_it_is_read_at_the_issuer_by_the_addressees_and_by_whoever_reads_those(cast, bloc, letter):
    readers = (
        bloc.secretary, bloc.viewer, bloc.member, bloc.hanoi_bloc_secretary, bloc.hue_bloc_secretary,
        cast.hanoi_secretary, cast.hue_secretary, cast.central_secretary,
    )  # fmt: skip
    assert {user.username for user in readers if read_by(user) == ["Hướng dẫn sơ kết"]} == {
        "khoi.tw", "khoi.tw.xem", "khoi.tw.uyvien", "khoi.hanoi", "khoi.hue", "hanoi", "hue", "trunguong",
    }  # fmt: skip
    for stranger in (cast.badinh_secretary, cast.secretary, bloc.hanoi_branch_secretary, cast.hue_branch_secretary):
        assert read_by(stranger) == []
        assert page(stranger, "guidance_detail", letter.pk).status_code == 404


def test_each_sees_the_addressees_that_he_or_she_reads(cast, bloc, letter):
    def seen(user):
        return [word.unit.code for word in page(user, "addressee_list", letter.pk).context["page"]]

    assert seen(bloc.secretary) == ["K01", "K46"]
    assert seen(cast.central_secretary) == ["K01", "K46"]
    assert seen(bloc.hanoi_bloc_secretary) == ["K01"]
    assert seen(cast.hue_secretary) == ["K46"]
    assert "Huế" not in text(page(cast.hanoi_secretary, "addressee_list", letter.pk))


# --- acknowledging ---------------------------------------------------------------------------------------------------


def test_an_addressee_acknowledges_once(cast, bloc, letter):
    first = guiding.acknowledge(letter, bloc.hue_bloc, by=bloc.hue_bloc_secretary)
    assert (first.acknowledged_on, first.by) == (date(2017, 11, 15), bloc.hue_bloc_secretary)
    assert guiding.acknowledge(letter, bloc.hue_bloc, by=bloc.hue_bloc_secretary) == first
    assert Record.objects.filter(verb="acknowledged", unit=bloc.hue_bloc).count() == 1


def test_nobody_acknowledges_for_another_unit_or_what_was_not_sent_to_it(cast, bloc, letter):
    for unit, user in (
        (bloc.hue_bloc, bloc.hanoi_bloc_secretary),
        (bloc.hue_bloc, bloc.secretary),
        (cast.hue, cast.hue_secretary),
    ):
        with pytest.raises(guiding.Refused):
            guiding.acknowledge(letter, unit, by=user)
    assert not GuidanceAddressee.objects.exclude(acknowledged_on=None).exists()


def test_it_is_a_duty_until_it_is_acknowledged(cast, bloc, letter):
    def asked(user):
        with override("en"):
            found = duties.duties_of(User.objects.get(pk=user.pk))
        return [(one.label, one.url) for one in found if one.verb == "Read and acknowledge the letter"]

    label = "Hướng dẫn sơ kết · Đoàn Khối các cơ quan Huế"
    assert asked(bloc.hue_bloc_secretary) == [(label, url("guidance_detail", letter.pk))]
    assert asked(bloc.secretary) == asked(cast.hue_secretary) == []
    browser = sign_in(bloc.hue_bloc_secretary)
    there = browser.get(url("guidance_detail", letter.pk))
    assert url("guidance_acknowledge", letter.pk, bloc.hue_bloc.pk) in text(there)
    for _time in range(2):
        answer = browser.post(url("guidance_acknowledge", letter.pk, bloc.hue_bloc.pk), follow=True)
        assert "acknowledged the letter on 15/11/2017" in text(answer)
    assert asked(bloc.hue_bloc_secretary) == []


def test_many_letters_are_three_duties_and_one_line_for_the_rest(cast, bloc):
    for _number in range(5):
        guiding.issue(Circle(bloc.holder, bloc.network), None, by=bloc.secretary, **WORDS)
    with override("en"):
        verbs = [duty.verb for duty in duties.duties_of(bloc.hue_bloc_secretary)]
    assert (verbs.count("Read and acknowledge the letter"), verbs.count("See all letters of guidance")) == (3, 1)
    waiting = page(bloc.hue_bloc_secretary, "guidance_list", box="awaited").context["page"]
    assert waiting.paginator.count == 5


# --- pages -----------------------------------------------------------------------------------------------------------


def test_the_form_sends_it_once_however_often_it_is_sent(cast, bloc):
    browser = sign_in(bloc.secretary)
    address = url("guidance_create", unit=bloc.holder.pk, network=bloc.network.pk)
    assert "2 members today" in text(browser.get(address))
    data = WORDS | {"whom": "some", "chosen": [bloc.hanoi_bloc.pk], "request_id": str(uuid4())}
    assert {browser.post(address, data).url for _time in range(2)} == {Guidance.objects.get().get_absolute_url()}
    assert addressed(Guidance.objects.get()) == ["K01"]


def test_what_is_missing_is_said_at_its_field(cast, bloc):
    address = url("guidance_create", unit=bloc.holder.pk, network=bloc.network.pk)
    response = sign_in(bloc.secretary).post(address, WORDS | {"text": "", "whom": "some"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["text"])
    response = sign_in(bloc.secretary).post(address, WORDS | {"whom": "some"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["chosen"])
    response = sign_in(bloc.secretary).post(address, WORDS | {"whom": "some", "chosen": [cast.badinh.pk]})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["chosen"])
    assert not Guidance.objects.exists()


def test_who_has_several_circles_chooses_and_who_has_none_finds_no_form(cast, bloc):
    choice = text(page(bloc.secretary, "guidance_create"))
    assert f"?unit={bloc.holder.pk}&amp;network={bloc.network.pk}" in choice
    assert page(cast.hanoi_officer, "guidance_create").context["circle"] == Circle(cast.hanoi)
    for user in (bloc.viewer, bloc.hanoi_branch_secretary, cast.member):
        assert page(user, "guidance_create").status_code == 404
    others = {"unit": bloc.holder.pk, "network": bloc.network.pk}
    assert page(cast.hanoi_officer, "guidance_create", **others).status_code == 404


def test_the_sender_sees_who_has_and_who_has_not(cast, bloc, letter):
    guiding.acknowledge(letter, bloc.hue_bloc, by=bloc.hue_bloc_secretary)

    def listed(**query):
        return [word.unit.code for word in page(bloc.secretary, "addressee_list", letter.pk, **query).context["page"]]

    assert listed(said="yes") == ["K46"]
    assert listed(said="no") == ["K01"]
    assert listed(sort="-unit") == ["K46", "K01"]
    assert listed(unit="hue") == ["K46"]
    file = page(bloc.secretary, "addressee_export", letter.pk, sort="unit")
    rows = list(openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Unit code", "Unit", "Direct superior", "Level", "Acknowledged", "By")
    assert [(row[0], row[4] and row[4].date(), row[5]) for row in rows[1:3]] == [
        ("K01", None, None),
        ("K46", date(2017, 11, 15), "Bạch Văn Cố"),
    ]


def test_the_list_of_letters_is_narrowed_counted_and_taken_along(cast, bloc, letter):
    other = guiding.issue(Circle(cast.hanoi), None, by=cast.hanoi_officer, **WORDS | {"title": "Kế hoạch hè"})
    guiding.acknowledge(letter, bloc.hanoi_bloc, by=bloc.hanoi_bloc_secretary)

    def listed(user, **query):
        return [(one.title, one.answered, one.asked) for one in page(user, "guidance_list", **query).context["page"]]

    assert listed(bloc.hanoi_bloc_secretary) == [("Kế hoạch hè", 0, 1), ("Hướng dẫn sơ kết", 1, 1)]
    assert listed(bloc.secretary) == [("Kế hoạch hè", 0, 1), ("Hướng dẫn sơ kết", 1, 2)]
    assert listed(bloc.secretary, box="sent") == [("Hướng dẫn sơ kết", 1, 2)]
    assert listed(bloc.hanoi_bloc_secretary, box="awaited") == [("Kế hoạch hè", 0, 1)]
    assert listed(cast.hanoi_secretary, network=bloc.network.pk) == [("Hướng dẫn sơ kết", 1, 1)]
    assert listed(cast.hanoi_secretary, about=cast.badinh.pk) == [("Kế hoạch hè", 0, 2)]
    assert listed(cast.hanoi_secretary, sort="title") == [("Hướng dẫn sơ kết", 1, 1), ("Kế hoạch hè", 0, 2)]
    assert listed(cast.hanoi_secretary, since="16/11/2017") == []
    file = page(cast.hanoi_secretary, "guidance_export", box="sent")
    rows = list(openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:2]] == [other.title]


def test_what_somebody_writes_stays_text(cast, bloc):
    words = WORDS | {"text": "<script>alert(1)</script>"}
    letter = guiding.issue(Circle(bloc.holder, bloc.network), None, by=bloc.secretary, **words)
    assert "<script>alert" not in page(bloc.hue_bloc_secretary, "guidance_detail", letter.pk).content.decode()


def test_lists_cost_the_same_for_one_row_and_for_many(cast, bloc, letter):
    one = queries_of(bloc.secretary, "guidance_list")
    few = queries_of(bloc.secretary, "addressee_list", letter.pk)
    for number in range(6):
        unit = make_unit(f"K7{number}", f"Đoàn Khối {number}", 3, cast.hue, kind="agencies_bloc")
        GuidanceAddressee.objects.create(guidance=letter, unit=unit)
        guiding.issue(Circle(bloc.holder, bloc.network), None, by=bloc.secretary, **WORDS)
    assert queries_of(bloc.secretary, "guidance_list") == one
    assert queries_of(bloc.secretary, "addressee_list", letter.pk) == few
