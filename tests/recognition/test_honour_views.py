"""The decision's pages and the public roll: what the awarding unit does, what strangers see and never see."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recognition.models import Honour
from recognition.nominating import take_down
from tests.cast import make_activity
from tests.recognition.people import climb, make_honour, make_nomination, make_person, make_season, page
from units import desk

ROLL = reverse("recognition:honour_roll")


@pytest.fixture
def accepted(cast, season):
    return climb(cast, make_nomination(cast, season))


@pytest.fixture
def typed():
    return {
        "decision_number": "512-QĐ/TWĐTN", "decided_on": "10/11/2017", "signatory": "Lê Quốc Phong, Bí thư thứ nhất",
        "citation_text": "Mang kết quả tới tận nhà cho người già yếu", "request_id": str(uuid4()),
    }  # fmt: skip


def decision_url(nomination):
    return reverse("recognition:honour_create", args=[nomination.pk])


def take_down_url(entry):
    return reverse("recognition:honour_take_down", args=[entry.pk])


def names(response):
    return [row.nomination.person.full_name for row in response.context["rows"]]


# --- the decision ----------------------------------------------------------------------------------------------------


def test_the_awarding_unit_records_the_decision_from_the_dossier(cast, accepted, client, typed):
    assert decision_url(accepted) in page(client, cast.central_secretary, accepted.get_absolute_url()).content.decode()
    response = page(client, cast.central_secretary, decision_url(accepted), typed)
    assert response.url == accepted.get_absolute_url()
    content = client.get(response.url).content.decode()
    assert "512-QĐ/TWĐTN" in content
    assert decision_url(accepted) not in content
    assert client.get(ROLL).status_code == 200
    assert names(client.get(ROLL)) == ["Nguyễn Văn Đức"]


@pytest.mark.parametrize("who", ["secretary", "badinh_secretary", "hanoi_secretary", "hanoi_officer"])
def test_who_does_not_sign_for_the_awarding_unit_is_sent_back_with_the_reason(cast, accepted, client, typed, who):
    reader = getattr(cast, who)
    assert decision_url(accepted) not in page(client, reader, accepted.get_absolute_url()).content.decode()
    response = page(client, reader, decision_url(accepted))
    assert response.url == accepted.get_absolute_url()
    assert page(client, reader, decision_url(accepted), typed).status_code == 422
    assert Honour.objects.count() == 0


def test_a_neighbour_finds_no_decision_page(cast, accepted, client, typed):
    entry = make_honour(accepted, by=cast.central_secretary)
    for url in (decision_url(accepted), take_down_url(entry), accepted.get_absolute_url()):
        assert page(client, cast.hue_secretary, url).status_code == 404
        assert page(client, cast.hue_secretary, url, typed).status_code in (404, 405)


def test_a_double_tap_records_one_decision(cast, accepted, client, typed):
    first = page(client, cast.central_secretary, decision_url(accepted), typed)
    second = page(client, cast.central_secretary, decision_url(accepted), typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Honour.objects.count() == 1


def test_a_second_decision_is_refused_with_what_was_typed_kept(cast, accepted, client, typed):
    page(client, cast.central_secretary, decision_url(accepted), typed)
    second = typed | {"request_id": str(uuid4()), "decision_number": "513"}
    response = page(client, cast.central_deputy, decision_url(accepted), second)
    assert response.status_code == 422
    assert "has already been recorded" in response.content.decode()
    assert 'value="513"' in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"decided_on": "16/11/2017"}, "This day has not come yet"),
        ({"decided_on": "30/9/2017"}, "older than the season, which opened on 01/10/2017"),
        ({"decided_on": "31/2/2017"}, "The calendar has no"),
        ({"decision_number": ""}, "This field is required."),
        ({"citation_text": "x" * 301}, "at most 300 characters"),
    ],
)
def test_a_wrong_decision_is_said_beside_its_field(cast, accepted, client, typed, wrong, message):
    response = page(client, cast.central_secretary, decision_url(accepted), typed | wrong)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Honour.objects.count() == 0


# --- the roll --------------------------------------------------------------------------------------------------------


def test_a_stranger_reads_name_unit_deed_and_decision_and_nothing_personal(cast, accepted, client):
    entry = make_honour(accepted, by=cast.central_secretary)
    for url in (ROLL, entry.get_absolute_url()):
        content = client.get(url).content.decode()
        for text in ("Nguyễn Văn Đức", "Chuyên viên", "Chi đoàn 3", "người già yếu", "512-QĐ/TWĐTN of 10/11/2017"):
            assert text in content, url
        for private in ("26/03/1990", "1990", "Tận tuỵ với dân", "Hẹn một lần", "Hoàng Thị Ánh", "nominations/"):
            assert private not in content, (url, private)


def test_without_consent_nothing_on_the_public_pages_hints_at_the_person(cast, season, client):
    silent = climb(cast, make_nomination(cast, season, consent=False, consent_on=None))
    entry = make_honour(silent, by=cast.central_secretary)
    response = client.get(ROLL)
    assert (names(response), response.context["page"].paginator.count) == ([], 0)
    filters = client.get(ROLL, {"year": "2017"}).context["filter"].form
    assert list(filters.fields["province"].queryset) == []
    assert [value for value, _label in filters.fields["year"].choices] == [""]
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert page(client, cast.central_secretary, entry.get_absolute_url()).status_code == 404


def test_what_has_been_taken_down_is_gone_for_everybody(cast, accepted, client):
    entry = make_honour(accepted, by=cast.central_secretary)
    take_down(entry, because="Người được tuyên dương đề nghị", by=cast.central_secretary)
    assert names(client.get(ROLL)) == []
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert page(client, cast.central_secretary, entry.get_absolute_url()).status_code == 404
    assert "taken off on" in client.get(accepted.get_absolute_url()).content.decode()


def test_the_awarding_unit_takes_an_entry_down_with_a_reason(cast, accepted, client):
    entry = make_honour(accepted, by=cast.central_secretary)
    assert take_down_url(entry) in page(client, cast.central_secretary, accepted.get_absolute_url()).content.decode()
    assert page(client, cast.central_secretary, take_down_url(entry), {"because": " "}).status_code == 422
    response = page(client, cast.central_secretary, take_down_url(entry), {"because": "Theo đề nghị"})
    assert response.url == accepted.get_absolute_url()
    assert take_down_url(entry) not in client.get(response.url).content.decode()
    response = page(client, cast.hanoi_secretary, take_down_url(entry))
    assert response.url == accepted.get_absolute_url()


def of_hue(cast, season, name="Tôn Thất Minh"):
    activity = desk.take("submit", make_activity(cast, unit=cast.hue_branch, by=cast.hue_branch_secretary),
                         by=cast.hue_branch_secretary).papers[0]  # fmt: skip
    nomination = make_nomination(
        cast, season, person=make_person(cast.hue_branch, name), unit=cast.hue_branch, activity=activity,
        created_by=cast.hue_branch_secretary,
    )  # fmt: skip
    return make_honour(nomination, by=cast.central_secretary, decision_number="513-QĐ/TWĐTN")


def test_the_roll_is_narrowed_by_year_and_province_to_what_it_holds(cast, accepted, client):
    make_honour(accepted, by=cast.central_secretary)
    of_hue(cast, make_season(cast.central, name_vi="Năm trước", year=2016))
    assert names(client.get(ROLL)) == ["Nguyễn Văn Đức", "Tôn Thất Minh"]
    assert names(client.get(ROLL, {"year": "2016"})) == ["Tôn Thất Minh"]
    assert names(client.get(ROLL, {"province": cast.hanoi.pk})) == ["Nguyễn Văn Đức"]
    assert names(client.get(ROLL, {"province": cast.hanoi.pk, "year": "2016"})) == []
    form = client.get(ROLL).context["filter"].form
    assert list(form.fields["province"].queryset) == [cast.hanoi, cast.hue]
    assert [value for value, _label in form.fields["year"].choices] == ["", 2017, 2016]
    assert client.get(ROLL, {"year": "x", "province": "y", "page": "z"}).status_code == 200


def test_many_entries_come_in_pages_and_cost_as_many_queries_as_one(cast, season, client):
    of_hue(cast, season, "Tôn Thất Không")
    client.get(ROLL)
    with CaptureQueriesContext(connection) as one:
        client.get(ROLL)
    for n in range(26):
        of_hue(cast, season, f"Tôn Thất {chr(65 + n)}")
    with CaptureQueriesContext(connection) as many:
        response = client.get(ROLL)
    assert len(many) == len(one)
    assert len(response.context["rows"]) == 25
    assert len(client.get(ROLL, {"page": "2"}).context["rows"]) == 2


def test_names_stand_by_given_name_in_vietnamese_order(cast, season, client):
    for name in ("Lê Văn Ước", "Lê Văn Đạt", "Lê Văn Dũng", "Lê Văn Ân"):
        of_hue(cast, season, name)
    assert names(client.get(ROLL)) == ["Lê Văn Ân", "Lê Văn Dũng", "Lê Văn Đạt", "Lê Văn Ước"]


def test_the_public_pages_only_read(cast, accepted, client):
    entry = make_honour(accepted, by=cast.central_secretary, decided_on=date(2017, 11, 1))
    for url in (ROLL, entry.get_absolute_url()):
        assert client.post(url, {}).status_code == 405


@pytest.mark.parametrize("demo", [True, False])
def test_what_is_decided_in_a_demonstration_is_marked_as_one_on_the_roll_whoever_wrote_it(
    cast, accepted, client, typed, settings, demo
):
    settings.DEMO = demo
    assert page(client, cast.central_secretary, decision_url(accepted), typed).status_code == 302
    client.logout()
    client.cookies["django_language"] = "en"
    (shown,) = client.get(ROLL).context["rows"]
    assert (shown.is_demonstration, shown.nomination.is_demonstration) == (demo, False)
    assert ('<span class="nowrap">Demonstration</span>' in client.get(ROLL).content.decode()) is demo
    told = client.get(reverse("recognition:honour_detail", args=[shown.pk])).content.decode()
    assert ("Demonstration: nobody was really honoured." in told) is demo
