"""Who took part: ticked from the unit's own list, counted exactly, and read by name at the unit alone."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from campaign import participants
from campaign.forms.activity import ActivityForm
from campaign.models import Activity, Participant
from tests.campaign.activity_posts import accepted, post, sent
from units import desk
from units.approval import Action
from units.models import Person, Record


@pytest.fixture
def people(cast):
    """Four people of Chi đoàn 3's list; the secretary and the member of the committee make six."""
    names = ("Lê Văn An", "Trần Thị Bưởi", "Đỗ Văn Cam", "Vũ Thị Đào")
    return [Person.objects.create(full_name=name, unit=cast.chidoan3) for name in names]


@pytest.fixture
def fill(cast):
    """The form as the secretary of Chi đoàn 3 fills it in, with changes."""

    def form(instance=None, **changes):
        with override("en"):
            made = ActivityForm(post(cast, **changes), {}, by=cast.secretary, instance=instance)
            made.is_valid()
        made.instance.created_by = cast.secretary
        return made

    return form


def told():
    """The changes of activities that stand in the record."""
    return [line.changes for line in Record.objects.filter(subject="campaign.activity")]


def keys(*people):
    return [str(person.pk) for person in people]


def test_ticking_makes_the_head_count_exactly(fill, people):
    activity = fill(participants=keys(*people[:3])).save()
    assert (activity.people, activity.people_state, activity.people_approximate) == (3, "given", False)
    assert {row.person for row in activity.participants.all()} == set(people[:3])


def test_everybody_is_one_tick_also_without_a_script(cast, fill, people):
    activity = fill(everybody="on").save()
    assert activity.people == 6
    assert set(Person.objects.filter(took_part__activity=activity)) == set(cast.chidoan3.people.all())


TICKED = "Đã đánh dấu 3 người ở dưới: hãy để trống ô này, số người được đếm theo dấu."


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"turnout": "2"}, "participants", "Đã đánh dấu 3 người nhưng chỉ có 2 lượt: hãy kiểm tra lại hai số."),
        ({"turnout": "0"}, "participants", "Đã đánh dấu 3 người nhưng chỉ có 0 lượt: hãy kiểm tra lại hai số."),
        ({"people": "4"}, "people", TICKED),
        ({"people_absent": "not_applicable"}, "people", TICKED),
    ],
)
def test_ticks_are_checked_against_what_was_written(fill, people, changes, field, said):
    form = fill(participants=keys(*people[:3]), **changes)
    assert form.errors == {field: [said]}


@pytest.mark.parametrize("changes", [{"turnout": "khoảng 2"}, {"turnout": ""}, {"people": "3"}])
def test_about_as_many_person_times_or_none_or_the_same_number_do_no_harm(fill, people, changes):
    assert fill(participants=keys(*people[:3]), **changes).errors == {}


def test_people_of_another_unit_cannot_be_ticked(cast, fill):
    assert list(fill(participants=keys(cast.hue_secretary.person)).errors) == ["participants"]


def test_correcting_shows_who_was_ticked_also_somebody_who_has_left(cast, fill, people):
    activity = fill(participants=keys(*people[:3])).save()
    Person.objects.filter(pk=people[0].pk).update(unit=cast.ngocha)
    form = ActivityForm(by=cast.secretary, instance=activity)
    assert set(form["participants"].value()) == {person.pk for person in people[:3]}
    assert form["people"].value() == ""
    again = fill(activity, participants=keys(people[0], people[3]), version="1").save()
    assert (again.people, {row.person for row in again.participants.all()}) == (2, {people[0], people[3]})
    assert fill(again, version="2", participants=None).save().people is None


def test_what_is_changed_after_the_sending_is_recorded_as_numbers(cast, fill, people):
    activity = fill(participants=keys(*people[:3])).save()
    assert not told()
    desk.take(Action.SUBMIT, activity, by=cast.secretary)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Ai nữa?")
    participants.tick(Activity.objects.get(), [people[0], people[3]], by=cast.secretary)
    assert told() == [{"participants": ["3", "2 (+1 −2)"]}]
    participants.tick(Activity.objects.get(), [people[0], people[3]], by=cast.secretary)
    assert len(told()) == 1


def test_of_a_recalled_draft_the_record_says_only_that_it_changed(cast, people):
    activity = sent(cast)
    desk.take(Action.RECALL, activity, by=cast.secretary)
    participants.tick(Activity.objects.get(), people, by=cast.secretary)
    assert told() == [{"participants": ["", "…"]}]


# --- names are for the unit itself -----------------------------------------------------------------------------------


def ticked(cast, people, **fields):
    activity = accepted(cast, people=len(people), people_state="given", **fields)
    Participant.objects.bulk_create([Participant(activity=activity, person=person) for person in people])
    return activity


def test_names_are_for_whoever_holds_a_post_at_the_very_unit(cast, people):
    activity = ticked(cast, people)
    assert participants.names(activity, by=cast.secretary) == people
    assert participants.names(activity, by=cast.member) == people
    above = (cast.ngocha_secretary, cast.badinh_secretary, cast.hanoi_secretary, cast.hanoi_administrator)
    for user in (*above, cast.central_secretary, cast.viewer, cast.hue_secretary):
        assert participants.names(activity, by=user) == []


def addresses(activity):
    detail = reverse("campaign:activity_detail", args=[activity.pk])
    return [
        detail,
        reverse("campaign:activity_list"),
        reverse("campaign:activity_list") + "?q=buoi",
        reverse("campaign:activity_export"),
        reverse("campaign:activity_copy", args=[activity.pk]),
        reverse("campaign:summary_unit", args=[activity.unit_id]),
        reverse("campaign:summary_activities", args=[activity.unit_id]),
        reverse("campaign:summary_activities_export", args=[activity.unit_id]),
        reverse("paper_action", args=["campaign.activity", activity.pk, "return"]),
        reverse("units:record_list"),
        reverse("units:why_seen") + f"?address={detail}",
        reverse("desk"),
    ]


def test_no_page_and_no_file_of_a_superior_holds_a_name(cast, client, people):
    activity = ticked(cast, people)
    client.force_login(cast.secretary)
    assert "Trần Thị Bưởi" in client.get(addresses(activity)[0]).content.decode()
    for user in (cast.ngocha_secretary, cast.hanoi_secretary, cast.hanoi_administrator):
        client.force_login(user)
        for address in addresses(activity):
            response = client.get(address, follow=True)
            held = b"".join(response) if response.streaming else response.content
            assert not any(name in words(held) for name in ("Trần Thị Bưởi", "Đỗ Văn Cam")), (address, user)


def words(content: bytes) -> str:
    """What stands in a page or in a workbook."""
    if not content.startswith(b"PK"):
        return content.decode()
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(part).decode("utf-8", "replace") for part in book.namelist())


def test_nothing_that_a_paper_keeps_of_itself_holds_a_name(cast, people):
    activity = ticked(cast, people, started_on=date(2017, 5, 6), ended_on=date(2017, 5, 6))
    kept = f"{activity.content()} {activity.search_text}"
    assert not any(person.full_name in kept or person.search_name in kept for person in people)
