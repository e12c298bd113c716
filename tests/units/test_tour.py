"""The desk answered paper by paper: each answer leads on to the next that waits, in the desk's order and choice."""

from datetime import UTC, date, datetime
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign.models import Activity
from tests.cast import make_activity, make_plan
from tests.units.answers import show, told
from units import clock, desk
from units.approval import Action


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def lying(cast):
    """Three activities and, between the first and the second of them, a plan on Ngọc Hà's desk, the oldest first."""
    lately = {"started_on": date(2017, 11, 1), "ended_on": date(2017, 11, 1)}
    papers = []
    for day, paper in enumerate(
        [make_activity(cast, title="A", **lately), make_plan(cast, title="P"),
         make_activity(cast, title="B", **lately), make_activity(cast, title="C", **lately)], start=1,
    ):  # fmt: skip
        with clock.at(datetime(2017, 11, day, 3, tzinfo=UTC)):
            papers += desk.take(Action.SUBMIT, paper, by=cast.secretary).papers
    return papers


def answer(client, response, action="approve", **data):
    """Presses a button of a paper's page: sends exactly what stands in its form, and goes where it leads."""
    paper, tour = response.context["paper"], response.context["tour"]
    code = type(paper).kind_code()
    form = response.content.decode().split(f'action="/papers/{code}/{paper.pk}/{action}/"')[1].split("</form>")[0]
    assert f'name="next" value="{tour["back"]}"' in unescape(form)
    sent = {"version": paper.version, "request_id": uuid4(), "next": tour["back"], **data}
    return client.post(f"/papers/{code}/{paper.pk}/{action}/", sent, follow=True)


def test_each_answer_leads_to_the_next_paper_and_the_last_one_back_to_the_desk_as_it_was_narrowed(cast, client, lying):
    asked = "kind=campaign.activity&sort=waiting"
    page = show(client, cast.ngocha_secretary, f"/desk/?{asked}")
    link = f'href="{lying[3].get_absolute_url()}?desk=kind%3Dcampaign.activity%26sort%3Dwaiting"'
    assert link in page.content.decode()
    page = client.get(lying[3].get_absolute_url(), {"desk": asked})
    assert "2 more papers wait there. Next comes:" in page.content.decode()
    page = answer(client, page)
    assert (page.context["paper"].title, page.context["tour"]["waiting"]) == ("B", 1)
    assert "Accepted: “C”" in told(page)[0]
    page = answer(client, page, "return", note="Thiếu ảnh")
    assert (page.context["paper"].title, page.context["tour"]["following"]) == ("A", None)
    page = answer(client, page)
    assert page.redirect_chain == [(f"/desk/?{asked}", 302)]
    assert Activity.objects.waiting().count() == 0


def test_a_paper_left_for_later_does_not_come_again_at_once(cast, client, lying):
    page = show(client, cast.ngocha_secretary, lying[1].get_absolute_url(), desk="")
    assert page.context["tour"]["following"].title == "B"
    page = show(client, cast.ngocha_secretary, lying[3].get_absolute_url(), desk="")
    assert page.context["tour"]["following"].title == "A"
    assert page.context["tour"]["desk"] == "/desk/"


def test_a_paper_opened_from_elsewhere_leads_nowhere(cast, client, lying):
    page = show(client, cast.ngocha_secretary, lying[0].get_absolute_url())
    assert "tour" not in page.context
    assert 'name="next"' not in page.content.decode().split('<div class="actions">')[1].split("</div>")[0]


def test_a_paper_that_is_not_on_the_desk_leads_back_there(cast, client, lying):
    desk.take(Action.APPROVE, lying[2], by=cast.ngocha_secretary)
    page = show(client, cast.ngocha_secretary, lying[2].get_absolute_url(), desk="waiting=14")
    assert (page.context["tour"]["following"].title, page.context["tour"]["waiting"]) == ("A", 1)
    assert show(client, cast.secretary, lying[0].get_absolute_url(), desk="x=%00&sort=?").status_code == 200
    assert show(client, cast.hue_secretary, lying[0].get_absolute_url(), desk="").status_code == 404


def test_a_long_desk_costs_as_many_queries_as_a_short_one(cast, client, lying):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            show(client, cast.ngocha_secretary, lying[0].get_absolute_url(), desk="")
        return len(caught)

    queries()
    few = queries()
    for number in range(20):
        desk.take(Action.SUBMIT, make_activity(cast, title=f"Việc {number}"), by=cast.secretary)
    assert queries() == few
