"""What is told to whoever accepts a paper for good: a nomination and a plan are no figures."""

from uuid import uuid4

from django.urls import reverse

from tests.cast import make_plan
from tests.recognition.people import climb, make_nomination, make_person, make_season, page
from units import desk
from units.approval import Action


def address(paper, action):
    return reverse("paper_action", args=[type(paper).kind_code(), paper.pk, action])


def test_the_last_desk_is_told_what_comes_next_and_a_plan_is_not_told_to_count(cast, client):
    nomination = climb(cast, make_nomination(cast, make_season(cast.central)), desks=3)
    answer = {"version": nomination.version, "request_id": str(uuid4())}
    text = page(client, cast.central_secretary, address(nomination, "approve"), answer, follow=True).content.decode()
    link = f'<a href="/recognition/nominations/{nomination.pk}/decision/">record the decision</a>'
    assert f"The nomination of Nguyễn Văn Đức has passed its last desk. Next: {link}." in text
    assert "counts from now on" not in text
    plan = desk.take(Action.SUBMIT, make_plan(cast), by=cast.secretary).papers[0]
    answer = {"version": plan.version, "request_id": str(uuid4())}
    text = page(client, cast.ngocha_secretary, address(plan, "approve"), answer, follow=True).content.decode()
    assert "Accepted: “Kế hoạch năm 2017” of Chi đoàn 3 is now its plan of the year." in text


def test_a_name_in_what_the_last_desk_is_told_is_text(cast, client):
    person = make_person(cast.chidoan3, name="<b>Đức</b>")
    nomination = climb(cast, make_nomination(cast, make_season(cast.central), person=person), desks=3)
    text = page(client, cast.central_secretary, address(nomination, "approve"), {}, follow=True).content.decode()
    assert "The nomination of &lt;b&gt;Đức&lt;/b&gt; has passed" in text
