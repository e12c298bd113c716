"""What an entry that waited in a browser is answered when it is sent (campaign.views.outbox)."""

from uuid import uuid4

import pytest

from campaign.models import Activity, ActivityFile, Resemblance
from tests.campaign.activity_posts import CREATE, LIST, photograph, post
from tests.cast import make_activity
from units import desk
from units.approval import Action
from units.receipts import code_of


@pytest.fixture
def send(cast, client, settings, tmp_path):
    """Sends an entry as the browser's outbox does, under the secretary's account."""
    settings.PRIVATE_ROOT = tmp_path
    client.force_login(cast.secretary)
    client.cookies["django_language"] = "en"

    def go(address=CREATE, author=None, files=(), **changes):
        headers = {"Accept": "application/json", "X-Author": str((author or cast.secretary).pk)}
        answer = client.post(address, {**post(cast, **changes), "uploads": list(files)}, headers=headers)
        return answer.status_code, answer.json()

    return go


def test_an_entry_gets_one_activity_and_one_receipt_however_often_it_is_sent(send):
    request_id = uuid4()
    first = send(then="send", request_id=str(request_id), files=[photograph()])
    again = send(then="send", request_id=str(request_id), files=[photograph()])

    activity = Activity.objects.get()
    code = code_of(request_id)
    assert first == again == (200, {
        "status": "sent", "code": code, "address": f"{LIST}{activity.pk}/",
        "message": f"Sent to Đoàn cơ sở phường Ngọc Hà. Receipt code: {code}",
    })  # fmt: skip
    assert ActivityFile.objects.count() == 1


def test_a_repeat_gets_its_receipt_also_after_the_activity_was_answered(cast, send):
    draft = make_activity(cast)
    address = f"{LIST}{draft.pk}/edit/"
    request_id = str(uuid4())
    sent = send(address, then="send", request_id=request_id, version=draft.version)
    draft.refresh_from_db()
    desk.take(Action.APPROVE, draft, by=cast.ngocha_secretary)

    status, again = send(address, then="send", request_id=request_id, version=draft.version)
    assert (status, again["status"], again["code"]) == (200, "sent", sent[1]["code"])


def test_a_draft_is_said_to_be_one(send):
    status, answer = send(then="keep")

    assert (status, answer["status"], Activity.objects.get().state) == (200, "kept", "draft")


def test_what_is_wrong_is_said_by_field_and_nothing_is_put_aside(send, tmp_path):
    status, answer = send(title="", turnout="nhiều", files=[photograph()])

    assert (status, answer["status"], sorted(answer["errors"])) == (422, "refused", ["title", "turnout"])
    assert answer["labels"]["title"] == "What was done"
    assert not Activity.objects.exists()
    assert not (tmp_path / "held").exists()


def test_a_day_to_come_is_refused_for_sending(send):
    status, answer = send(then="send", started_on="30/11/2017")

    assert (status, answer["status"]) == (422, "refused")
    assert not Activity.objects.exists()


def test_a_colleagues_newer_text_is_shown_and_stays(cast, send):
    draft = make_activity(cast, title="Của đồng nghiệp")
    status, answer = send(f"{LIST}{draft.pk}/edit/", title="Của tôi", version=draft.version - 1)

    draft.refresh_from_db()
    assert (status, answer["status"], draft.title) == (409, "conflict", "Của đồng nghiệp")
    assert "Của đồng nghiệp" in dict(answer["newer"]).values()


def test_what_can_no_longer_be_changed_is_said_and_not_led_away_from(cast, send):
    waiting = desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]
    status, answer = send(f"{LIST}{waiting.pk}/edit/", version=waiting.version)

    assert (status, answer["status"], len(answer["general"])) == (422, "refused", 1)


def test_nothing_is_taken_in_the_name_of_somebody_else(cast, send):
    assert send(author=cast.member) == (409, {"status": "other"})
    assert not Activity.objects.exists()


def test_who_is_not_signed_in_is_told_so_in_a_word(client, cast):
    answer = client.post(CREATE, post(cast), headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (401, {"status": "signed out"})


def test_a_stranger_to_the_log_finds_nothing(cast, client):
    client.force_login(cast.viewer)

    assert client.post(CREATE, post(cast), headers={"Accept": "application/json"}).status_code == 404


def test_a_page_still_gets_a_page(cast, client, send):
    answer = client.post(CREATE, post(cast))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LIST}{Activity.objects.get().pk}/")


def test_only_the_page_after_the_saving_confirms_it_and_says_which(cast, client, send):
    request_id = str(uuid4())
    after = client.post(CREATE, post(cast, request_id=request_id), follow=True)
    later = client.get(after.redirect_chain[-1][0])

    assert f'data-saved data-saved-id="{request_id}"' in after.content.decode()
    assert "data-saved" not in later.content.decode()


def test_the_same_request_with_other_words_is_not_said_to_be_saved(cast, client, send):
    request_id = str(uuid4())
    send(title="Đọc sách", request_id=request_id)
    status, answer = send(title="Trồng cây", request_id=request_id)
    page = client.post(CREATE, post(cast, title="Trồng cây", request_id=request_id), follow=True)

    assert (status, answer["status"], len(answer["general"])) == (422, "refused", 1)
    assert "data-saved" not in page.content.decode()
    assert "was saved before with other words" in page.content.decode()
    assert Activity.objects.get().title == "Đọc sách"


def test_what_may_be_the_same_activity_is_kept_as_a_draft_where_nobody_can_be_asked(send):
    send(then="send")
    status, asked = send(then="send")
    assert (status, asked["status"]) == (409, "alike")

    status, answer = send(then="send", unasked="yes")
    assert (status, answer["status"]) == (200, "kept")
    assert sorted(Activity.objects.values_list("state", flat=True)) == ["draft", "waiting"]
    assert Resemblance.objects.get().verdict == Resemblance.Verdict.OPEN
