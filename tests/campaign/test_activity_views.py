"""The page and the form of one activity: who sees it, what it says, how it is corrected and copied."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign.models import Activity
from tests.campaign.activity_posts import CREATE, EXPORT, IMPORT, LIST, accepted, post, sent
from tests.cast import make_activity, make_kind
from units import desk
from units.approval import Action
from units.models import Record


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def titles(response):
    return [activity.title for activity in response.context["page"]]


# --- who sees it -----------------------------------------------------------------------------------------------------

READERS = {
    "secretary",
    "member",
    "ngocha_secretary",
    "badinh_secretary",
    "viewer",
    "hanoi_officer",
    "central_secretary",
}
STRANGERS = {"hue_secretary", "hue_branch_secretary"}


@pytest.mark.parametrize("who", sorted(READERS | STRANGERS))
def test_the_chain_above_reads_what_was_sent_and_the_neighbour_finds_nothing(cast, client, who):
    activity = sent(cast)
    client.force_login(getattr(cast, who))
    found = 200 if who in READERS else 404
    assert client.get(activity.get_absolute_url()).status_code == found
    assert titles(client.get(LIST)) == (["Hiến máu tình nguyện"] if who in READERS else [])


@pytest.mark.parametrize("who", sorted(READERS | STRANGERS))
def test_a_draft_is_for_its_own_unit_alone(cast, client, who):
    activity = make_activity(cast)
    client.force_login(getattr(cast, who))
    own = who in ("secretary", "member")
    assert client.get(activity.get_absolute_url()).status_code == (200 if own else 404)
    assert client.get(f"{LIST}{activity.pk}/edit/").status_code == (200 if own else 404)
    assert titles(client.get(LIST)) == (["Hiến máu tình nguyện"] if own else [])


@pytest.mark.parametrize(
    "address", [LIST, EXPORT, CREATE, IMPORT, f"{IMPORT}template/", f"{LIST}1/", f"{LIST}1/files/1/"]
)
def test_nobody_reads_without_signing_in(client, db, address):
    assert client.get(address).headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", [CREATE, IMPORT, f"{IMPORT}template/"])
def test_who_drafts_nowhere_finds_no_form(cast, client, address):
    client.force_login(cast.viewer)
    assert client.get(address).status_code == 404


def test_a_superior_reads_but_does_not_edit(cast, client):
    activity = sent(cast)
    client.force_login(cast.ngocha_secretary)
    response = client.get(f"{LIST}{activity.pk}/edit/", follow=True)
    assert response.redirect_chain == [(activity.get_absolute_url(), 302)]
    assert "This paper is waiting for an answer." in response.content.decode()


# --- one activity ----------------------------------------------------------------------------------------------------


def test_the_page_tells_numbers_about_numbers_zero_and_the_two_kinds_of_none_apart(cast, client):
    activity = make_activity(
        cast, turnout=800, turnout_approximate=True, people=0, people_state="zero", citizens_state="not_applicable",
        result=62, result_state="given", result_of=62, value=4_570_000_000, value_state="given",
    )  # fmt: skip
    client.force_login(cast.secretary)
    page = client.get(activity.get_absolute_url())
    assert [(one.name, one.value, one.state, one.approximate) for one in page.context["figures"]] == [
        ("turnout", 800, "given", True), ("people", 0, "zero", False), ("citizens", None, "not_applicable", False),
        ("result", 62, "given", False), ("value", 4_570_000_000, "given", False),
        ("hours", None, "not_available", False),
    ]  # fmt: skip
    text = " ".join(page.content.decode().split())
    assert '<span aria-hidden="true">≈ </span><span class="visually-hidden">about </span></span>800' in text
    assert '62 / 62 <span class="soft">sessions</span>' in text
    assert '<span title="4,570,000,000 đồng">4.57 billion đồng</span>' in text
    assert '<span class="count-none">not applicable</span>' in text
    assert '<span class="count-none">not available</span>' in text


def test_a_kind_of_saturdays_on_another_day_is_remarked_and_still_sent(cast, client):
    kind = make_kind("thu-bay", "Thứ bảy tình nguyện", "Volunteer Saturday", on_saturdays=True)
    client.force_login(cast.secretary)
    remark = "“Volunteer Saturday” falls on Saturdays, but 05/06/2017 is none. Is the date right?"
    response = client.post(CREATE, post(cast, kind=kind.pk, started_on="5/6/2017", then="send"), follow=True)
    assert Activity.objects.get().state == "waiting"
    assert remark in response.content.decode()
    saturday = make_activity(cast, kind=kind)
    span = make_activity(cast, kind=kind, started_on=date(2017, 6, 4), ended_on=date(2017, 6, 10))
    for fine in (saturday, span):
        assert "falls on Saturdays" not in client.get(fine.get_absolute_url()).content.decode()


def test_what_came_back_shows_the_reason_and_what_changed_since(cast, client):
    activity = sent(cast)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu địa điểm")
    client.force_login(cast.secretary)
    page = client.get(activity.get_absolute_url()).content.decode()
    assert "This came back to you" in page
    assert "Thiếu địa điểm" in client.get(f"{LIST}{activity.pk}/edit/").content.decode()
    version = Activity.objects.get().version
    data = post(cast, place="Phường Ngọc Hà", version=version, then="send")
    assert client.post(f"{LIST}{activity.pk}/edit/", data).status_code == 302
    activity.refresh_from_db()
    assert (activity.state, activity.round) == ("waiting", 2)
    client.force_login(cast.ngocha_secretary)
    changes = client.get(activity.get_absolute_url()).context["changes"]
    assert ("place", "", "Phường Ngọc Hà") in changes
    line = Record.objects.of(activity).get()
    assert (line.verb, line.by, line.unit) == ("changed", cast.secretary, cast.chidoan3)
    assert line.changes == {"place": ["", "Phường Ngọc Hà"]}


def test_of_a_draft_that_nobody_above_reads_only_that_it_was_changed_is_kept(cast, client):
    activity = desk.take(Action.RECALL, sent(cast), by=cast.secretary).papers[0]
    client.force_login(cast.secretary)
    data = post(cast, title="Việc kín", version=activity.version)
    assert client.post(f"{LIST}{activity.pk}/edit/", data).status_code == 302
    line = Record.objects.of(activity).get()
    assert line.changes["title"] == ["", "…"]
    assert "Việc kín" not in f"{line.changes} {line.label}"


def test_figures_and_days_are_compared_as_people_write_them(cast, client):
    activity = sent(cast, turnout=1677)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Xem lại số lượt")
    Activity.objects.filter(pk=activity.pk).update(turnout=12677, ended_on=date(2017, 6, 4))
    changes = Activity.objects.get().changes_since_answer()
    assert ("turnout (person-times)", "1.677", "12.677") in changes
    assert ("last day", "03/06/2017", "04/06/2017") in changes


def test_an_edit_is_lost_to_nobody(cast, client):
    activity = make_activity(cast)
    client.force_login(cast.secretary)
    address = f"{LIST}{activity.pk}/edit/"
    assert client.post(address, post(cast, title="Bản một", version=1)).status_code == 302
    response = client.post(address, post(cast, title="Bản hai", version=1))
    assert "Somebody else has changed this since you opened it." in response.content.decode()
    assert 'value="Bản hai"' in response.content.decode()
    activity.refresh_from_db()
    assert (activity.title, activity.version) == ("Bản một", 2)
    form = response.context["form"]
    assert dict(form.newer)["title"] == "Bản một"
    again = post(cast, title="Bản hai", version=form["version"].value(), request_id=form["request_id"].value())
    assert client.post(address, again).status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.version) == ("Bản hai", 3)


def test_a_paper_that_somebody_has_just_decided_is_no_longer_edited(cast, client):
    """The author's form stood open while a colleague sent the paper and the desk accepted it."""
    activity = make_activity(cast)
    desk.take(Action.SUBMIT, activity, by=cast.secretary)
    desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary)
    client.force_login(cast.secretary)
    response = client.post(f"{LIST}{activity.pk}/edit/", post(cast, title="Muộn", version=1, then="send"), follow=True)
    assert "This paper has already been accepted." in response.content.decode()
    activity.refresh_from_db()
    assert (activity.title, activity.state) == ("Hiến máu tình nguyện", "accepted")


def test_the_form_shows_what_was_saved_as_one_would_type_it(cast, client):
    activity = make_activity(
        cast, started_on=date(2017, 3, 1), ended_on=date(2017, 3, 31), precision="month", turnout=1677,
        turnout_approximate=True, citizens_state="not_applicable", result=62, result_of=62, result_state="given",
    )  # fmt: skip
    activity.co_organisers.set([cast.badinh])
    client.force_login(cast.secretary)
    form = client.get(f"{LIST}{activity.pk}/edit/").context["form"]
    names = "started_on ended_on turnout turnout_approximate citizens citizens_absent result co_organisers"
    values = {name: form[name].value() for name in names.split()}
    assert values == {
        "started_on": "cả tháng 3/2017", "ended_on": "", "turnout": "1,677", "turnout_approximate": True,
        "citizens": "", "citizens_absent": "not_applicable", "result": "62/62",
        "co_organisers": "Quận đoàn Ba Đình (H001)",
    }  # fmt: skip
    data = post(cast, **{name: value for name, value in values.items() if value}, version=1, unit=None)
    assert client.post(f"{LIST}{activity.pk}/edit/", data).status_code == 302
    activity.refresh_from_db()
    assert (activity.started_on, activity.precision, activity.turnout) == (date(2017, 3, 1), "month", 1677)
    assert list(activity.co_organisers.all()) == [cast.badinh]


def test_the_same_as_last_time_leaves_days_figures_and_proof_to_be_filled_in(cast, client):
    activity = accepted(cast, place="Nhà văn hoá", started_on=date(2017, 5, 6), ended_on=date(2017, 5, 6))
    client.force_login(cast.secretary)
    assert f"{LIST}{activity.pk}/copy/" in client.get(CREATE).content.decode()
    form = client.get(f"{LIST}{activity.pk}/copy/").context["form"]
    assert (form["title"].value(), form["place"].value(), form["kind"].value()) == (
        "Hiến máu tình nguyện", "Nhà văn hoá", cast.kind.pk,
    )  # fmt: skip
    assert (form["started_on"].value(), form["turnout"].value()) == ("15/11/2017", None)
    assert client.post(f"{LIST}{activity.pk}/copy/", post(cast)).status_code == 302
    assert Activity.objects.count() == 2
