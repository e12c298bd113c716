"""Silent units: the filter of the list of units keeps exactly those on the lowest rung of the ladder."""

from datetime import date

import pytest

from campaign.models import Acknowledgement
from campaign.summary.ladder import Rung, ladder
from campaign.summary.scope import Scope
from tests.cast import make_activity, make_conclusion, make_plan, make_unit
from units import desk
from units.approval import Action
from units.models import Unit


@pytest.fixture
def said(cast):
    """Chi đoàn 3 has sent an activity of 3/6/2017, Huế has acknowledged on 1/2/2016, Ba Đình's plan is a draft."""
    make_unit("DN", "Đoàn doanh nghiệp", 4, cast.badinh, in_scope=False)
    desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary)
    make_plan(cast, unit=cast.badinh, by=cast.badinh_secretary)
    Acknowledgement.objects.create(
        conclusion=make_conclusion(), unit=cast.hue, by=cast.hue_secretary, acknowledged_on=date(2016, 2, 1)
    )
    return cast


def listed(client, query):
    return {unit.code for unit in client.get(f"/units/?{query}").context["page"]}


def test_silent_is_who_has_neither_acknowledged_nor_planned_nor_done_anything(client, said):
    client.force_login(said.central_secretary)
    assert listed(client, "silent=yes") == {"H474", "CDHUE"}
    assert listed(client, "silent=no") == {"TW", "T01", "H001", "NGOCHA", "CD3", "T46"}
    assert listed(client, "silent=yes&level=5") == {"CDHUE"}


def test_on_an_earlier_day_more_were_silent(client, said):
    client.force_login(said.central_secretary)
    assert listed(client, "silent=no&on=31/01/2016") == set()
    assert listed(client, "silent=no&on=01/02/2016") == {"T46"}
    assert listed(client, "silent=no&on=02/06/2017") == {"T46"}


def test_the_filter_and_the_ladder_agree(client, said):
    client.force_login(said.central_secretary)
    rungs = ladder(Scope(said.central, date(2015, 1, 1), date(2017, 12, 31), stage="reported")).rung_of
    silent = {Unit.objects.get(pk=pk).code for pk, rung in rungs.items() if rung == Rung.RECEIVED}
    assert listed(client, "silent=yes") == silent == {"H474", "CDHUE"}
