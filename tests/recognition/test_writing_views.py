"""Writing a nomination in the browser's way: choosing, looking, saving, sending, twice, by two people at once."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from recognition.forms.nomination import NominationForm
from recognition.models import Nomination
from recognition.nominating import nominate
from tests.cast import make_unit
from tests.recognition.people import make_accepted, make_nomination, make_person, make_season, page, send
from units import desk
from units.approval import Action
from units.models import Level, Record

NEW = reverse("recognition:nomination_create")


def told(response):
    return [str(message) for message in response.context["messages"]]


def edit_url(nomination):
    return reverse("recognition:nomination_edit", args=[nomination.pk])


# --- saving and sending ----------------------------------------------------------------------------------------------


def test_a_saved_draft_holds_everything_and_nobody_above_sees_it(cast, season, client, ready):
    response = page(client, cast.secretary, NEW, ready)
    nomination = Nomination.objects.get()
    assert response.url == nomination.get_absolute_url()
    assert (nomination.state, nomination.unit, nomination.created_by) == ("draft", cast.chidoan3, cast.secretary)
    assert nomination.title == "Nguyễn Văn Đức – Gương mặt tiêu biểu"
    assert (nomination.consent, nomination.consent_on) == (True, date(2017, 11, 1))
    assert [citation.activity_id for citation in nomination.citations.all()] == ready["citations"]
    assert page(client, cast.ngocha_secretary, response.url).status_code == 404


def test_sending_lays_it_on_the_superiors_desk_with_a_receipt(cast, season, client, ready):
    response = page(client, cast.secretary, NEW, ready | {"then": "send"})
    nomination = Nomination.objects.get()
    assert (nomination.state, nomination.holder) == ("waiting", cast.ngocha)
    (text,) = told(client.get(response.url))
    assert text.startswith("Sent to Đoàn cơ sở phường Ngọc Hà. Receipt code: ")


def test_a_double_tap_makes_one_nomination_and_leads_to_the_same_place(cast, season, client, ready):
    first = page(client, cast.secretary, NEW, ready | {"then": "send"})
    second = page(client, cast.secretary, NEW, ready | {"then": "send"})
    assert first.url == second.url
    assert Nomination.objects.get().decisions.count() == 1
    assert "sent before" in told(client.get(second.url))[-1]


def test_a_member_saves_and_cannot_send(cast, season, client, ready):
    assert "Send the nomination" not in page(client, cast.member, NEW).content.decode()
    response = page(client, cast.member, NEW, ready | {"then": "send"})
    assert response.status_code == 422
    assert "Only officers of the unit that wrote the paper" in response.content.decode()
    assert Nomination.objects.count() == 0
    assert page(client, cast.member, NEW, ready | {"request_id": str(uuid4())}).status_code == 302


def test_what_cannot_be_sent_is_not_half_saved_and_stays_typed(cast, season, client, ready):
    type(season).objects.update(oldest_age=20, age_on=date(2017, 3, 26))
    response = page(client, cast.secretary, NEW, ready | {"then": "send"})
    assert response.status_code == 422
    content = response.content.decode()
    assert "The nominee is 27 on the day that counts; the season takes up to 20." in content
    assert "Hẹn một lần" in content
    assert Nomination.objects.count() == 0
    page(client, cast.secretary, NEW, ready | {"then": "save"})
    assert Nomination.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"person": ""}, "Choose the person."),
        ({"person": "no"}, "Choose a person of your unit."),
        ({"summary": "x" * 301}, "at most 300 characters"),
        ({"summary": ""}, "This field is required."),
        ({"achievements": " "}, "This field is required."),
        ({"consent_on": ""}, "Give the day on which the nominee agreed."),
        ({"consent_on": "16/11/2017"}, "This day has not come yet"),
        ({"consent_on": "31/2/2017"}, "The calendar has no"),
        ({"citations": ["no"]}, "is not a valid value"),
        ({"citations": ["999999"]}, "Choose among the accepted activities of your unit."),
        ({"request_id": "no"}, "Enter a valid UUID."),
        ({"version": "no"}, "Enter a whole number."),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_is_saved(cast, season, client, ready, wrong, message):
    response = page(client, cast.secretary, NEW, ready | wrong)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Nomination.objects.count() == 0


def test_a_person_of_another_unit_and_a_deed_of_another_unit_are_refused(cast, season, client, ready):
    outsider = make_person(cast.ngocha, "Người Ngọc Hà")
    assert page(client, cast.secretary, NEW, ready | {"person": outsider.pk}).status_code == 422
    branch = make_unit("CD4", "Chi đoàn 4", Level.BRANCH, cast.ngocha)
    deed = make_accepted(cast)
    type(deed).objects.filter(pk=deed.pk).update(unit=branch)
    assert page(client, cast.secretary, NEW, ready | {"citations": [deed.pk]}).status_code == 422
    assert Nomination.objects.count() == 0


def test_one_person_is_nominated_once_a_season_and_again_in_another(cast, season, client, ready):
    page(client, cast.secretary, NEW, ready)
    again = ready | {"request_id": str(uuid4())}
    response = page(client, cast.secretary, NEW, again)
    assert response.status_code == 422
    assert "Nguyễn Văn Đức has already been nominated in this season" in response.content.decode()
    other = make_season(cast.hanoi)
    response = page(client, cast.secretary, f"{NEW}?season={other.pk}&unit={cast.chidoan3.pk}", again)
    assert response.status_code == 302
    assert Nomination.objects.count() == 2


def test_consent_that_is_taken_away_takes_its_day_along(cast, season, client, ready):
    page(client, cast.secretary, NEW, ready)
    nomination = Nomination.objects.get()
    fields = {key: value for key, value in ready.items() if key != "consent"}
    page(client, cast.secretary, edit_url(nomination), fields | {"version": 1, "request_id": str(uuid4())})
    nomination.refresh_from_db()
    assert (nomination.consent, nomination.consent_on, nomination.version) == (False, None, 2)


# --- correcting ------------------------------------------------------------------------------------------------------


def test_two_people_do_not_overwrite_each_other(cast, season, client, ready):
    page(client, cast.secretary, NEW, ready)
    nomination = Nomination.objects.get()
    change = ready | {"version": 1, "summary": "Bản của Ánh", "request_id": str(uuid4())}
    assert page(client, cast.secretary, edit_url(nomination), change).status_code == 302
    change |= {"summary": "Bản của Ổn", "request_id": str(uuid4())}
    response = page(client, cast.member, edit_url(nomination), change)
    assert response.status_code == 422
    content = response.content.decode()
    assert "Somebody else has changed this" in content
    assert "Bản của Ổn" in content
    nomination.refresh_from_db()
    assert nomination.summary == "Bản của Ánh"
    form = response.context["form"]
    assert dict(form.newer)["summary (trích ngang)"] == "Bản của Ánh"
    change |= {name: form[name].value() for name in ("version", "request_id")}
    assert page(client, cast.member, edit_url(nomination), change).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.summary, nomination.version) == ("Bản của Ổn", 3)


def test_a_returned_nomination_keeps_its_person_and_the_change_of_deeds_is_recorded(cast, season, client, ready):
    nomination = send(cast, make_nomination(cast, season))
    desk.take(Action.RETURN, nomination, by=cast.ngocha_secretary, note="Thêm minh chứng")
    form_page = page(client, cast.secretary, edit_url(nomination))
    assert "Thêm minh chứng" in form_page.content.decode()
    assert "person" not in form_page.context["form"].fields
    other = make_accepted(cast, title="Tiếp dân ngày thứ bảy")
    nomination.refresh_from_db()
    ready |= {"version": nomination.version, "citations": [other.pk], "then": "send"}
    assert page(client, cast.secretary, edit_url(nomination), ready).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.state, nomination.round, nomination.person.full_name) == ("waiting", 2, "Nguyễn Văn Đức")
    kept = [line.changes for line in Record.objects.of(nomination)]
    assert {"citations": ["Hiến máu tình nguyện", "Tiếp dân ngày thứ bảy"]} in kept
    assert len(kept) == 2  # the other one is about the words of the form


def test_what_lies_on_a_desk_is_not_edited_and_what_was_typed_is_kept(cast, season, client, ready):
    nomination = send(cast, make_nomination(cast, season))
    response = page(client, cast.secretary, edit_url(nomination))
    assert response.url == nomination.get_absolute_url()
    response = page(client, cast.secretary, edit_url(nomination), ready | {"summary": "Đã gõ xong"})
    assert response.status_code == 422
    content = response.content.decode()
    assert "This paper is waiting for an answer." in content
    assert "Đã gõ xong" in content
    nomination.refresh_from_db()
    assert nomination.summary == "Tận tuỵ với dân"


def test_only_the_authors_unit_edits(cast, season, client):
    draft = make_nomination(cast, season)
    sent = send(cast, make_nomination(cast, season, person=make_person(cast.chidoan3, "Trần Thị Ế")))
    desk.take(Action.RETURN, sent, by=cast.ngocha_secretary, note="Sửa")
    for who in ("hue_secretary", "ngocha_secretary"):
        assert page(client, getattr(cast, who), edit_url(draft)).status_code == 404, who
    response = page(client, cast.ngocha_secretary, edit_url(sent))
    assert response.url == sent.get_absolute_url()
    assert page(client, cast.hue_secretary, edit_url(sent)).status_code == 404


def test_a_draft_changes_to_another_open_season_and_to_no_other(cast, season, client, ready):
    page(client, cast.secretary, NEW, ready)
    nomination = Nomination.objects.get()
    other, hue = make_season(cast.hanoi, name_vi="Thủ đô"), make_season(cast.hue)
    assert page(client, cast.secretary, f"{edit_url(nomination)}?season={hue.pk}").status_code == 404
    change = ready | {"version": 1, "request_id": str(uuid4())}
    page(client, cast.secretary, f"{edit_url(nomination)}?season={other.pk}", change)
    nomination.refresh_from_db()
    assert (nomination.season, nomination.title) == (other, "Nguyễn Văn Đức – Thủ đô")


# --- two at the same moment ------------------------------------------------------------------------------------------


def test_who_comes_a_moment_late_with_the_same_person_is_told_so(cast, season, ready):
    form = NominationForm(ready, instance=Nomination(season=season, unit=cast.chidoan3), by=cast.secretary)
    assert form.is_valid()
    make_nomination(cast, season, person=form.instance.person)  # a colleague's, between the check and the writing
    assert nominate(form, by=cast.secretary) is None
    assert form.non_field_errors() == [
        "Nguyễn Văn Đức has already been nominated in this season: one person is nominated once."
    ]
    assert Nomination.objects.count() == 1


def test_somebody_elses_page_sends_nothing(cast, season, client, ready):
    page(client, cast.secretary, NEW, ready)
    response = page(client, cast.member, NEW, ready | {"person": make_person(cast.chidoan3, "Trần Thị Ế").pk})
    assert response.status_code == 422
    assert "This page was opened by somebody else" in response.content.decode()
    assert Nomination.objects.count() == 1


def test_the_day_of_the_consent_is_called_needed_with_it_and_not_optional(cast, client, season):
    address = reverse("recognition:nomination_create")
    text = page(client, cast.secretary, f"{address}?season={season.pk}&unit={cast.chidoan3.pk}").content.decode()
    assert '<label for="id_consent_on">Agreed on</label>' in text
    assert "Needed where the box above is ticked: the day on which the nominee said so." in text
