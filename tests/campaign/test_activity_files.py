"""The evidence of an activity: what is kept, what is refused by name, what survives an error, who may open it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from campaign.models import Activity, ActivityFile
from tests.campaign.activity_posts import CREATE, LIST, photograph, post, sent
from tests.cast import make_activity
from units import desk
from units.approval import Action
from units.models import Record


@pytest.fixture(autouse=True)
def in_english(client, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def send(cast, client):
    client.force_login(cast.secretary)

    def press(*files, address=CREATE, **changes):
        return client.post(address, {**post(cast, **changes), "uploads": list(files)})

    return press


def told(response):
    return list(response.context["form"].errors["uploads"])


def tokens(response):
    return re.findall(r'name="held" value="([^"]+)"', response.content.decode())


def opened(client, file):
    """The status under which a file opens; it is read to its end, so that it is closed."""
    response = client.get(f"{LIST}{file.paper_id}/files/{file.pk}/")
    if response.streaming:
        assert b"".join(response.streaming_content)
    return response.status_code


def held_files(tmp_path):
    return list((tmp_path / "held").glob("*")) if (tmp_path / "held").exists() else []


def test_photographs_are_kept_examined_with_a_thumbnail_and_shown_to_whoever_reads_the_paper(cast, client, send):
    send(photograph("một.jpg"), photograph("hai.jpg", "red"), then="send")
    first, second = ActivityFile.objects.all()
    assert (first.name, second.name, first.media_type, first.added_by) == (
        "một.jpg",
        "hai.jpg",
        "image/jpeg",
        cast.secretary,
    )
    activity = Activity.objects.get()
    client.force_login(cast.ngocha_secretary)
    assert f"{LIST}{activity.pk}/files/{first.pk}/?small" in client.get(activity.get_absolute_url()).content.decode()
    for query in ("", "?small"):
        response = client.get(f"{LIST}{activity.pk}/files/{first.pk}/{query}")
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
        assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"


@pytest.mark.parametrize("who", ["hue_secretary", "hue_branch_secretary"])
def test_a_neighbour_finds_no_file_by_any_address(cast, client, send, who):
    send(photograph(), then="send")
    file = ActivityFile.objects.get()
    client.force_login(getattr(cast, who))
    assert opened(client, file) == 404
    own = make_activity(cast, unit=cast.hue_branch, by=cast.hue_branch_secretary)
    assert client.get(f"{LIST}{own.pk}/files/{file.pk}/").status_code == 404


def test_the_file_of_a_draft_is_for_its_own_unit_alone(cast, client, send):
    send(photograph())
    file = ActivityFile.objects.get()
    assert opened(client, file) == 200
    client.force_login(cast.ngocha_secretary)
    assert opened(client, file) == 404


def test_the_same_photograph_twice_is_kept_once(send):
    send(photograph("một.jpg"), photograph("hai.jpg"))
    assert ActivityFile.objects.count() == 1


# --- what is refused ------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_what_its_name_says_is_refused_by_name(send):
    false = SimpleUploadedFile(
        "ảnh ra quân.jpg", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF", "image/jpeg"
    )
    response = send(photograph(), false, then="send")
    assert told(response) == [
        "ảnh ra quân.jpg: The name “ảnh ra quân.jpg” says a JPEG photograph, but the content is a PDF document."
    ]
    assert (Activity.objects.count(), ActivityFile.objects.count()) == (0, 0)


def test_a_photograph_of_50_mb_is_refused_by_name(send):
    large = photograph("lớn.jpg")
    content = large.read()
    response = send(SimpleUploadedFile("lớn.jpg", content + bytes(50 * 1024 * 1024 - len(content)), "image/jpeg"))
    assert told(response) == [
        "lớn.jpg: The photograph has 50 MB; at most 15 MB are accepted. Choose a smaller size when sending it."
    ]
    assert Activity.objects.count() == 0


def test_a_program_an_empty_file_and_too_many_files_are_refused(send):
    response = send(SimpleUploadedFile("a.exe", b"MZ" + bytes(200)), SimpleUploadedFile("trống.jpg", b""))
    first, second = told(response)
    assert first.startswith("a.exe: ")
    assert second == "trống.jpg: The file is empty."
    many = send(*(photograph(f"{n}.jpg", (n, n, n)) for n in range(11)))
    assert told(many) == ["At most 10 files stand beside an activity."]
    assert Activity.objects.count() == 0


# --- what survives --------------------------------------------------------------------------------------------------


def test_a_good_file_waits_while_another_field_is_corrected(cast, send, tmp_path):
    response = send(photograph("một.jpg"), title="")
    assert "một.jpg" in response.content.decode()
    [token] = tokens(response)
    assert len(held_files(tmp_path)) == 1
    send(photograph("hai.jpg", "red"), held=token, then="send")
    assert [file.name for file in ActivityFile.objects.all()] == ["một.jpg", "hai.jpg"]
    assert held_files(tmp_path) == []


def test_a_good_file_waits_while_a_bad_one_is_refused_and_may_be_unticked(send):
    response = send(photograph("tốt.jpg"), SimpleUploadedFile("trống.jpg", b""))
    assert told(response) == ["trống.jpg: The file is empty."]
    assert len(tokens(response)) == 1
    send()
    assert (Activity.objects.count(), ActivityFile.objects.count()) == (1, 0)


def test_what_waits_is_its_senders_alone(cast, client, send):
    [token] = tokens(send(photograph(), title=""))
    client.force_login(cast.member)
    response = client.post(CREATE, {**post(cast), "held": token})
    assert told(response) == ["A file that you chose before is no longer here: choose it again."]
    for forged in ("x", f"{token}x", ""):
        assert "no longer here" in told(client.post(CREATE, {**post(cast), "held": forged}))[0]


# --- taking away ----------------------------------------------------------------------------------------------------


def test_a_file_of_a_draft_is_taken_away_with_the_form(
    cast, client, send, tmp_path, django_capture_on_commit_callbacks
):
    send(photograph("một.jpg"), photograph("hai.jpg", "red"))
    activity, file = Activity.objects.get(), ActivityFile.objects.first()
    kept = file.file.path
    with django_capture_on_commit_callbacks(execute=True):
        send(address=f"{LIST}{activity.pk}/edit/", removed=[file.pk], version=1)
    assert [file.name for file in activity.files.all()] == ["hai.jpg"]
    assert not (tmp_path / kept).exists()


def test_the_file_of_another_activity_is_not_taken_away(cast, client, send):
    send(photograph())
    file = ActivityFile.objects.get()
    other = make_activity(cast)
    response = send(address=f"{LIST}{other.pk}/edit/", removed=[file.pk], version=1)
    assert response.context["form"].errors["removed"]
    assert ActivityFile.objects.count() == 1


def test_a_sent_paper_keeps_its_files_and_a_returned_one_remembers_what_was_exchanged(cast, client, send):
    send(photograph("một.jpg"), then="send")
    activity, file = Activity.objects.get(), ActivityFile.objects.get()
    send(address=f"{LIST}{activity.pk}/edit/", removed=[file.pk], version=2)
    assert activity.files.count() == 1
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Ảnh mờ")
    response = send(photograph("hai.jpg", "red"), address=f"{LIST}{activity.pk}/edit/", removed=[file.pk], version=3)
    assert response.status_code == 302
    assert Record.objects.get(verb="changed").changes == {"files": ["một.jpg", "hai.jpg"]}
    assert "new since the return" in client.get(activity.get_absolute_url()).content.decode()


def test_sending_that_is_refused_keeps_no_file_in_the_database(cast, client):
    client.force_login(cast.member)
    client.post(CREATE, {**post(cast, then="send"), "uploads": [photograph()]})
    assert (Activity.objects.count(), ActivityFile.objects.count()) == (0, 0)


def test_an_accepted_paper_cannot_lose_its_proof(cast, client, send):
    activity = sent(cast)
    desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary)
    response = send(photograph(), address=f"{LIST}{activity.pk}/edit/", version=3)
    assert response.status_code == 302
    assert ActivityFile.objects.count() == 0
