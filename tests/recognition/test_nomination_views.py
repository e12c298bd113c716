"""The pages of nominations and seasons: who opens them, what they show, how many queries they take."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.recognition.people import climb, make_honour, make_nomination, make_person, make_season, send
from units import desk
from units.approval import Action
from units.models import Record

LIST = reverse("recognition:nomination_list")
EXPORT = reverse("recognition:nomination_export")


@pytest.fixture
def season(cast):
    return make_season(cast.central, oldest_age=35, age_on=date(2017, 3, 26))


def page(client, user, url, **data):
    client.force_login(user)
    return client.get(url, data)


def names(response):
    return [row.person.full_name for row in response.context["rows"]]


def test_each_reader_finds_exactly_what_may_be_read(cast, season, client):
    draft = make_nomination(cast, season)
    sent = send(cast, make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế")))
    expected = {
        "secretary": {draft, sent}, "member": {draft, sent}, "ngocha_secretary": {sent}, "viewer": {sent},
        "hanoi_officer": {sent}, "central_secretary": {sent}, "hue_secretary": set(), "hue_branch_secretary": set(),
    }  # fmt: skip
    for who, papers in expected.items():
        reader = getattr(cast, who)
        assert set(page(client, reader, LIST).context["rows"]) == papers, who
        for paper in (draft, sent):
            status = page(client, reader, paper.get_absolute_url()).status_code
            assert status == (200 if paper in papers else 404), (who, paper.title)


def test_a_visitor_without_an_account_is_asked_to_sign_in(cast, season, client):
    nomination = make_nomination(cast, season)
    for name, args in [
        ("nomination_list", []), ("nomination_export", []), ("nomination_create", []), ("season_list", []),
        ("season_detail", [season.pk]), ("nomination_detail", [nomination.pk]), ("nomination_edit", [nomination.pk]),
        ("honour_create", [nomination.pk]), ("honour_take_down", [1]),
    ]:  # fmt: skip
        response = client.get(reverse(f"recognition:{name}", args=args))
        assert response.status_code == 302, name
        assert response.url.startswith("/account/login/"), name


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"person": "duc"}, ["Nguyễn Văn Đức"]),
        ({"person": "nguyen duc"}, ["Nguyễn Văn Đức"]),
        ({"person": "huc"}, []),
        ({"state": "draft"}, ["Trần Thị Ế"]),
        ({"state": "waiting"}, ["Nguyễn Văn Đức"]),
        ({"desk": "4"}, ["Nguyễn Văn Đức"]),
        ({"desk": "2"}, []),
        ({"unit": "ba dinh"}, ["Nguyễn Văn Đức", "Trần Thị Ế"]),
        ({"unit": "hue"}, []),
        ({"whose": "own"}, ["Nguyễn Văn Đức", "Trần Thị Ế"]),
        ({"whose": "desk"}, []),
        ({"sort": "person"}, ["Nguyễn Văn Đức", "Trần Thị Ế"]),
        ({"sort": "-person"}, ["Trần Thị Ế", "Nguyễn Văn Đức"]),
        ({"season": "0", "state": "no such", "desk": "x", "sort": "drop"}, ["Nguyễn Văn Đức", "Trần Thị Ế"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_the_address(cast, season, client, asked, found):
    make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế"))
    send(cast, make_nomination(cast, season))
    response = page(client, cast.secretary, LIST, **asked)
    assert response.status_code == 200
    assert sorted(names(response)) == sorted(found)
    if "person" in asked.get("sort", ""):
        assert names(response) == found


def test_a_season_narrows_the_list_and_a_neighbours_season_is_no_choice(cast, season, client):
    other = make_season(cast.hanoi, name_vi="Cán bộ trẻ Thủ đô", name_en="Young officials of the capital")
    nomination = make_nomination(cast, other)
    make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế"))
    assert list(page(client, cast.secretary, LIST, season=other.pk).context["rows"]) == [nomination]
    seen = page(client, cast.hue_branch_secretary, LIST).content.decode()
    assert "Exemplary young officials" in seen
    assert "Young officials of the capital" not in seen


def test_only_what_lies_on_the_own_desk_can_be_chosen_for_an_answer(cast, season, client):
    nomination = send(cast, make_nomination(cast, season))
    ticket = f'value="{nomination.pk}:{nomination.version}"'
    assert ticket in page(client, cast.ngocha_secretary, LIST).content.decode()
    for who in ("secretary", "badinh_secretary", "badinh_officer", "central_secretary"):
        assert ticket not in page(client, getattr(cast, who), LIST).content.decode(), who


def test_the_export_holds_exactly_what_is_seen_and_is_recorded(cast, season, client):
    make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế"))
    climbed = climb(cast, make_nomination(cast, season))
    make_honour(climbed, by=cast.central_secretary)
    response = page(client, cast.secretary, EXPORT, state="accepted")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [[str(value or "")[:40] for value in row] for row in rows] == [
        [
            "Nguyễn Văn Đức", "1990-03-26 00:00:00", "Chuyên viên", "Chi đoàn 3",
            "Trung ương Đoàn › Thành đoàn Hà Nội › Qu", "Exemplary young officials", "Tận tuỵ với dân", "Accepted",
            "", "2017-11-15 00:00:00", "yes", "512-QĐ/TWĐTN", "2017-11-10 00:00:00",
        ]
    ]  # fmt: skip
    line = Record.objects.get(verb="exported")
    said = {"vi": "Trạng thái: Đã duyệt", "en": "State: Accepted"}
    assert (line.by, line.subject, line.changes) == (
        cast.secretary, "recognition.nomination", {"narrowed": said, "rows": 1},
    )  # fmt: skip
    assert page(client, cast.hue_secretary, EXPORT).status_code == 200
    assert Record.objects.filter(verb="exported").first().changes["rows"] == 0


def test_twenty_rows_cost_as_many_queries_as_one(cast, season, client):
    activity = make_nomination(cast, season).citations.get().activity
    for url in (LIST, EXPORT):
        page(client, cast.secretary, url)  # content types and the like are read once
        with CaptureQueriesContext(connection) as one:
            page(client, cast.secretary, url)
        for n in range(9):
            person = make_person(cast.chidoan3, f"Lê Văn {url[-6]}{n}")
            make_nomination(cast, season, person=person, activity=activity)
        with CaptureQueriesContext(connection) as many:
            page(client, cast.secretary, url)
        assert len(many) == len(one), url


def test_a_dossier_shows_who_for_what_on_which_facts_and_the_way_it_has_gone(cast, season, client):
    nomination = climb(cast, make_nomination(cast, season), desks=2)
    response = page(client, cast.hanoi_secretary, nomination.get_absolute_url())
    content = response.content.decode()
    for text in ("Nguyễn Văn Đức", "26/03/1990", "Tận tuỵ với dân", "Hẹn một lần", "agreed on 01/11/2017"):
        assert text in content
    cited = nomination.citations.get().activity
    assert f'href="/campaign/activities/{cited.pk}/"' in content
    assert [(step.unit.code, step.stage.value) for step in response.context["steps"]] == [
        ("NGOCHA", "passed"), ("H001", "passed"), ("T01", "here"), ("TW", "ahead"),
    ]  # fmt: skip
    for action in ("approve", "return", "decline"):
        assert f"/papers/recognition.nomination/{nomination.pk}/{action}/" in content


def test_an_officer_of_the_desk_reads_it_without_the_buttons(cast, season, client):
    nomination = climb(cast, make_nomination(cast, season), desks=1)
    content = page(client, cast.badinh_officer, nomination.get_absolute_url()).content.decode()
    assert "Nguyễn Văn Đức" in content
    assert f"/papers/recognition.nomination/{nomination.pk}/" not in content


def test_a_dossier_costs_the_same_with_one_fact_and_with_many(cast, season, client):
    from recognition.models import Citation
    from tests.recognition.people import make_accepted

    nomination = send(cast, make_nomination(cast, season))
    url = nomination.get_absolute_url()
    page(client, cast.ngocha_secretary, url)
    with CaptureQueriesContext(connection) as one:
        page(client, cast.ngocha_secretary, url)
    for n in range(5):
        Citation.objects.create(nomination=nomination, activity=make_accepted(cast, title=f"Việc {n}"))
    with CaptureQueriesContext(connection) as many:
        page(client, cast.ngocha_secretary, url)
    assert len(many) == len(one)


def test_the_reason_of_a_return_and_what_changed_since_stand_on_the_page(cast, season, client):
    nomination = send(cast, make_nomination(cast, season))
    desk.take(Action.RETURN, nomination, by=cast.ngocha_secretary, note="Nêu rõ kết quả")
    content = page(client, cast.secretary, nomination.get_absolute_url()).content.decode()
    assert "This came back to you" in content
    assert content.count("Nêu rõ kết quả") == 2  # on top and in the history
    type(nomination).objects.filter(pk=nomination.pk).update(achievements="Giảm ba ngày chờ")
    send(cast, nomination)
    content = page(client, cast.ngocha_secretary, nomination.get_absolute_url()).content.decode()
    assert "<del>Hẹn một lần</del> <ins>Giảm ba ngày chờ</ins>" in content


def test_the_reason_of_declining_stands_on_the_page(cast, season, client):
    nomination = send(cast, make_nomination(cast, season))
    desk.take(Action.DECLINE, nomination, by=cast.ngocha_secretary, note="Đã được tuyên dương năm 2016")
    content = page(client, cast.secretary, nomination.get_absolute_url()).content.decode()
    assert "This nomination was declined" in content
    assert content.count("Đã được tuyên dương năm 2016") == 2


# --- seasons ---------------------------------------------------------------------------------------------------------


def test_seasons_show_their_rules_in_words_and_what_is_not_set(cast, season, client):
    make_season(cast.hanoi, name_vi="Thủ đô", name_en="Capital", closes_on=date(2017, 11, 1), years_in_post=2)
    content = page(client, cast.secretary, reverse("recognition:season_list")).content.decode()
    assert "up to 35 years old on 26/03/2017" in content
    assert "at least 2 years" in content
    assert content.count("not set") == 2
    assert content.index("Exemplary young officials") < content.index("Capital"), "open ones first"


def test_a_neighbours_season_is_not_found(cast, client):
    season = make_season(cast.hanoi)
    url = reverse("recognition:season_detail", args=[season.pk])
    for who in ("hanoi_officer", "secretary", "central_secretary"):
        assert page(client, getattr(cast, who), url).status_code == 200, who
    for who in ("hue_secretary", "hue_branch_secretary"):
        assert page(client, getattr(cast, who), url).status_code == 404, who


def test_a_season_counts_what_the_reader_reads(cast, season, client):
    make_nomination(cast, season)
    send(cast, make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế")))
    url = reverse("recognition:season_detail", args=[season.pk])
    tally = page(client, cast.secretary, url).context["tally"]
    assert [(state, number) for state, _label, number in tally] == [("draft", 1), ("waiting", 1)]
    tally = page(client, cast.central_secretary, url).context["tally"]
    assert [(state, number) for state, _label, number in tally] == [("waiting", 1)]
    assert page(client, cast.hue_secretary, url).context["tally"] == []


def test_only_who_writes_for_a_unit_below_is_invited_to_nominate(cast, season, client):
    url = reverse("recognition:season_detail", args=[season.pk])
    invited = {"secretary": True, "member": True, "hanoi_officer": True, "viewer": False, "hanoi_administrator": False}
    for who, expected in invited.items():
        assert bool(page(client, getattr(cast, who), url).context["units"]) is expected, who
