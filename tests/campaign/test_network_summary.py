"""What does a network add up to, counted by hand, and do its figures open exactly their rows?"""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests.campaign.pages import page, queries_of, sign_in, text
from tests.cast import make_activity
from units.models import Headcount, NetworkMember


@pytest.fixture
def across(cast, bloc):
    """Accepted in 2017: two of a branch of Hà Nội's bloc (20 + 30), one of Huế's bloc (5), one of the holder's own
    (7), one of Chi đoàn 3, which is no member's. A second one of Huế's bloc only waits (9)."""
    day = {"started_on": date(2017, 10, 3), "ended_on": date(2017, 10, 3)}
    done = {**day, "state": "accepted", "round": 1, "submitted_at": "2017-07-01T00:00Z", "sent_on": date(2017, 7, 1)}
    for unit, turnout in (
        (bloc.hanoi_branch, 20),
        (bloc.hanoi_branch, 30),
        (bloc.hue_bloc, 5),
        (bloc.holder, 7),
        (cast.chidoan3, 100),
    ):
        make_activity(cast, unit=unit, turnout=turnout, title=f"{unit.code} {turnout}", **done)
    waiting = {**done, "state": "waiting", "holder": cast.hue}
    make_activity(cast, unit=bloc.hue_bloc, turnout=9, title="K46 9", **waiting)
    return bloc


def over(bloc, user=None, **query):
    return page(user or bloc.secretary, "summary_unit", bloc.holder.pk, year=2017, network=bloc.network.pk, **query)


def test_its_members_are_the_rows_and_add_up_to_the_whole(across):
    shown = over(across).context["page"]
    assert [(row.unit.code, row.activities, row.turnout) for row in shown.rows] == [("K01", 2, 50), ("K46", 1, 5)]
    assert sum(cell.turnout for cell in shown.cells) == 55
    assert {rung: number for rung, number in shown.ladder.total.items() if number} == {"active": 3}
    assert {k: dict(v) for k, v in shown.ladder.by_child.items()} == {
        across.hanoi_bloc.pk: {"active": 2},
        across.hue_bloc.pk: {"active": 1},
    }


def test_its_holder_still_has_a_summary_of_its_own_and_offers_both(across):
    source = page(across.secretary, "summary_unit", across.holder.pk, year=2017)
    assert [(row.unit.code, row.activities) for row in source.context["page"].rows] == [("DKCQTW", 1)]
    assert "Agencies&#x27; blocs" in text(source)
    assert "Counted over" not in text(page(across.hanoi_bloc_secretary, "summary_unit", across.hanoi_bloc.pk))


def test_what_only_waits_is_counted_where_it_is_asked_for(across):
    shown = over(across, stage="reported").context["page"]
    assert [(row.unit.code, row.turnout) for row in shown.rows] == [("K01", 50), ("K46", 14)]


def test_every_figure_opens_exactly_the_rows_it_counts(across):
    browser = sign_in(across.secretary)
    for row in over(across).context["page"].rows:
        listed = browser.get(row.shown[0].href).context["page"]
        assert sorted(one.turnout for one in listed) == {"K01": [20, 30], "K46": [5]}[row.unit.code]
        assert browser.get(row.href).context["page"].scope.name == row.unit.name
    whole = browser.get(over(across).context["figures"][0]["href"])
    assert sorted(one.title for one in whole.context["page"]) == ["CDSO 20", "CDSO 30", "K46 5"]
    assert "Agencies&#x27; blocs" in text(whole)
    for rung in over(across).context["page"].rungs():
        assert len(browser.get(rung["href"]).context["page"].object_list) == rung["value"], rung["rung"]


def test_the_turnout_for_each_young_official_opens_the_head_counts_it_is_reckoned_by(across, cast):
    for unit, number in ((across.hanoi_branch, 25), (across.hue_bloc, 10), (across.holder, 40), (cast.chidoan3, 30)):
        Headcount.objects.create(unit=unit, year=2017, young_officials=number, by=cast.secretary)
    figure = over(across).context["figures"][-1]
    assert (figure["terms"].turnout, figure["terms"].officials) == (55, 35)
    listed = sign_in(across.secretary).get(figure["href"])
    assert [(unit.code, unit.young_officials) for unit in listed.context["page"]] == [("K46", 10), ("CDSO", 25)]


def test_no_link_of_its_page_leads_nowhere(across):
    browser, source = sign_in(across.secretary), text(over(across))
    links = {href.replace("&amp;", "&") for href in re.findall(r'href="([^"]*/summary/\d[^"]+)"', source)}
    assert len(links) > 10
    assert {browser.get(href).status_code for href in links} == {200}


def test_it_is_sorted_and_leaves_for_excel(across):
    rows = over(across, sort="turnout").context["page"].rows
    assert [row.unit.code for row in rows] == ["K46", "K01"]
    file = page(across.secretary, "summary_export", across.holder.pk, year=2017, network=across.network.pk)
    sheet = list(openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert sheet[0][0] == "Agencies' blocs"
    assert [(row[0], row[2]) for row in sheet[4:6]] == [("K01", 2), ("K46", 1)]
    assert "KHOI-CQ" in file.headers["Content-Disposition"]


def test_only_who_reads_at_the_holder_or_above_is_given_it(across, cast):
    assert [row.unit.code for row in over(across, cast.central_secretary).context["page"].rows] == ["K01", "K46"]
    assert over(across, across.hanoi_bloc_secretary).status_code == 404
    member = over(across, across.member).context["page"]  # reads the holder alone
    assert [(row.unit.code, row.activities) for row in member.rows] == [("DKCQTW", 1)]


def test_who_has_left_is_no_longer_counted(across):
    NetworkMember.objects.filter(unit=across.hue_bloc).update(to_on=date(2017, 11, 15))
    assert [row.unit.code for row in over(across).context["page"].rows] == ["K01"]


def test_a_network_of_one_member_without_activities_is_a_page_as_well(across):
    NetworkMember.objects.all().delete()
    assert over(across).context["page"].rows == []
    assert over(across).status_code == 200


def test_it_costs_the_same_for_two_members_and_for_one(across):
    asked = {"year": 2017, "network": across.network.pk}
    both = queries_of(across.secretary, "summary_unit", across.holder.pk, **asked)
    NetworkMember.objects.filter(unit=across.hue_bloc).delete()
    assert queries_of(across.secretary, "summary_unit", across.holder.pk, **asked) == both
