"""What the home page tells a superior of the units beneath that are silent."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign.acknowledging import acknowledge
from tests.cast import make_activity, make_conclusion, make_plan
from tests.units.answers import send, show


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def home(client, user):
    return show(client, user, "home")


def asked(client, user):
    """What the campaign and the desk ask, as (verb, label)."""
    return [(task.verb, task.label) for task in home(client, user).context["tasks"]]


def test_a_district_is_told_which_units_are_silent_this_year(cast, client):
    silent = "See which units are silent"
    acknowledge(make_conclusion(), cast.badinh, by=cast.badinh_secretary)
    assert (silent, "2 units have sent nothing this year") in asked(client, cast.badinh_officer)
    make_activity(cast, title="Nháp")
    send(cast, make_activity(cast, title="Năm ngoái", started_on=date(2016, 6, 3), ended_on=date(2016, 6, 3)))
    assert (silent, "2 units have sent nothing this year") in asked(client, cast.badinh_officer)
    send(cast, make_plan(cast))
    (duty,) = [one for one in home(client, cast.badinh_officer).context["tasks"] if one.verb == silent]
    assert (duty.label, duty.detail) == ("1 unit has sent nothing this year", "Quận đoàn Ba Đình")
    shown = client.get(duty.url).content.decode()
    assert "Đoàn cơ sở phường Ngọc Hà" in shown
    assert "Chi đoàn 3" not in shown
    send(cast, make_activity(cast, title="Năm nay"))
    for who in (cast.badinh_officer, cast.ngocha_secretary, cast.hanoi_secretary, cast.viewer):
        assert silent not in [verb for verb, _label in asked(client, who)]
