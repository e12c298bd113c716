"""The pages of models: what stands on them, starting from one, and that nothing internal is shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign import practices
from campaign.models import Activity, ActivityFile, GoodPractice, Participant
from tests.campaign.activity_posts import CREATE, photograph, post
from tests.cast import make_activity, make_unit, make_user
from units import desk
from units.approval import Action


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def reader(cast):
    """The secretary of a branch of Chi đoàn 3's sector in the same ward."""
    return make_user("cd4", "Bí thư Bốn", make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha, sector="administration"))


@pytest.fixture
def model(cast, reader):
    """Sent, returned with a note, sent again, accepted, featured by Hà Nội; one person is ticked, one file added."""
    activity = make_activity(cast, place="Nhà văn hoá", description="Cách làm", document_number="12-QĐ/ĐTN")
    Participant.objects.create(activity=activity, person=cast.member.person)
    ActivityFile.objects.create(
        paper=activity, file=photograph(), name="anh.jpg", media_type="image/jpeg", size=8, sha256="0" * 64,
        added_by=cast.secretary,
    )  # fmt: skip
    desk.take(Action.SUBMIT, activity, by=cast.secretary)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Ghi chú nội bộ")
    desk.take(Action.SUBMIT, activity, by=cast.secretary)
    desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary)
    activity.refresh_from_db()
    return practices.feature(activity, unit=cast.hanoi, reason="Làm gọn trong một buổi", by=cast.hanoi_officer)


def test_its_page_shows_what_is_meant_to_be_shown_and_no_more(model, client, reader):
    client.force_login(reader)
    page = client.get(model.get_absolute_url()).content.decode()
    assert all(text in page for text in ("Hiến máu tình nguyện", "Cách làm", "Làm gọn trong một buổi", "anh.jpg"))
    assert not any(text in page for text in ("Ghi chú nội bộ", "Đặng Văn Ổn", "12-QĐ/ĐTN", "Withdraw the model"))
    file = model.activity.files.get()
    picture = client.get(reverse("campaign:activity_file", args=[model.activity_id, file.pk]))
    assert picture.status_code == 200
    b"".join(picture)
    for name, arguments in {
        "campaign:activity_detail": [model.activity_id],
        "campaign:activity_copy": [model.activity_id],
        "paper_action": ["campaign.activity", model.activity_id, "return"],
    }.items():
        assert client.get(reverse(name, args=arguments)).status_code == 404
    assert client.get(reverse("campaign:activity_list")).context["page"].paginator.count == 0


def test_the_form_offers_models_and_one_is_started_from(cast, model, client, reader):
    client.force_login(reader)
    address = reverse("campaign:practice_start", args=[model.pk])
    assert address in client.get(CREATE).content.decode()
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in ("title", "description", "place", "co_organisers", "turnout")}
    assert filled == {
        "title": "Hiến máu tình nguyện", "description": "Cách làm", "place": "", "co_organisers": "", "turnout": None,
    }  # fmt: skip
    unit = reader.home_post.unit
    client.post(address, post(cast, unit=unit.pk, title="Theo mô hình", then="send", started_on="10/6/2017"))
    started = Activity.objects.get(title="Theo mô hình")
    assert (started.modelled_on, started.unit, started.state) == (model.activity, unit, "waiting")
    page = client.get(reverse("campaign:practice_started", args=[model.pk]))
    assert [row.pk for row in page.context["page"]] == [started.pk]
    assert (page.context["times"], page.context["read"]) == (1, 1)
    assert "Started from the model" in client.get(started.get_absolute_url()).content.decode()
    client.force_login(cast.secretary)
    assert "You may read 0 of 1." in client.get(reverse("campaign:practice_started", args=[model.pk])).content.decode()


def test_what_was_begun_before_a_withdrawal_is_kept_and_nothing_new_is_begun(cast, model, client, reader):
    practices.withdraw(model, because="Đã cũ", by=cast.hanoi_secretary)
    client.force_login(reader)
    address = reverse("campaign:practice_start", args=[model.pk])
    assert client.get(address).status_code == 404
    assert address not in client.get(CREATE).content.decode()
    client.post(address, post(cast, unit=reader.home_post.unit.pk, title="Theo mô hình", started_on="10/6/2017"))
    assert Activity.objects.get(title="Theo mô hình").modelled_on == model.activity


def test_it_is_featured_and_withdrawn_by_pages(cast, model, client):
    GoodPractice.objects.all().delete()
    client.force_login(cast.badinh_secretary)
    address = reverse("campaign:practice_create", args=[model.activity_id])
    assert address in client.get(model.activity.get_absolute_url()).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    made = client.post(address, {"reason": "Gọn"}, follow=True)
    practice = GoodPractice.objects.get()
    assert (practice.unit, practice.reason, practice.by) == (cast.badinh, "Gọn", cast.badinh_secretary)
    withdraw = reverse("campaign:practice_withdraw", args=[practice.pk])
    assert withdraw in made.content.decode()
    page = client.post(withdraw, {"because": "Đã cũ"}, follow=True).content.decode()
    assert "Withdrawn on" in page
    assert "Đã cũ" in page
    assert withdraw not in page


def test_the_list_is_narrowed_sorted_and_leaves_for_excel(cast, model, client, reader):
    client.force_login(reader)
    address = reverse("campaign:practice_list")
    asked = {
        "": 1, "?q=hien+mau": 1, "?q=trong+cay": 0, "?whose=offered": 1, "?whose=ours": 0, "?sector=education": 0,
        "?sector=administration": 1, "?unit=chi+doan+3": 1, "?kind=hien-mau": 1, "?state=withdrawn": 0,
        "?responsibility=work": 0, "?sort=-started": 1, "?sort=title": 1,
    }  # fmt: skip
    found = {query: client.get(address + query).context["page"].paginator.count for query in asked}
    assert found == asked
    assert client.get(reverse("campaign:practice_export")).content.startswith(b"PK")


def test_the_list_costs_the_same_for_one_and_for_three(cast, model, client):
    client.force_login(cast.hanoi_secretary)
    address = reverse("campaign:practice_list")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for unit, by in ((cast.badinh, cast.badinh_secretary), (cast.ngocha, cast.ngocha_secretary)):
        practices.feature(model.activity, unit=unit, reason="…", by=by)
    with CaptureQueriesContext(connection) as three:
        assert client.get(address).context["page"].paginator.count == 3
    assert len(three) == len(one)
