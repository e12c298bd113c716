"""The pages of periods and of leniency."""

from datetime import date

import pytest

from campaign.models import Expected, Period, Report
from tests.campaign.half_years import make_period, moment, open_half, send
from tests.campaign.pages import page, queries_of, sign_in, text, url
from units.clock import at


@pytest.fixture
def period(cast):
    return open_half(cast)


def row_of(unit) -> Expected:
    return Expected.objects.get(unit=unit)


# --- more time -------------------------------------------------------------------------------------------------------


def test_more_time_is_given_on_a_page_of_its_own(cast, period):
    row = row_of(cast.chidoan3)
    client, address = sign_in(cast.ngocha_secretary), url("expected_extend", row.pk)
    assert address in client.get(url("expected_detail", row.pk)).content.decode()
    answer = client.post(address, {"to": "20/11/2017", "because": "Bão số 10"})
    assert answer.url == url("expected_detail", row.pk)
    row.refresh_from_db()
    assert (row.extended_to, row.extended_because) == (date(2017, 11, 20), "Bão số 10")
    assert "Bão số 10" in text(page(cast.secretary, "expected_detail", row.pk))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"to": "hôm kia", "because": "Bão"}, "to"),
        ({"to": "3/2017", "because": "Bão"}, "to"),
        ({"to": "1/7/2017", "because": "Bão"}, "to"),
        ({"to": "20/11/2017", "because": ""}, "because"),
        ({"to": "20/11/2017", "because": "x" * 201}, "because"),
        ({}, "to"),
    ],
)
def test_a_wrong_day_or_no_reason_is_said_beside_the_field_and_kept(cast, period, body, field):
    row = row_of(cast.chidoan3)
    answer = sign_in(cast.ngocha_secretary).post(url("expected_extend", row.pk), {**body, "request_id": "x"})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    row.refresh_from_db()
    assert row.extended_to is None


def test_an_excused_unit_is_asked_for_nothing(cast, period):
    row = row_of(cast.chidoan3)
    sign_in(cast.ngocha_secretary).post(url("expected_excuse", row.pk), {"because": "Mới thành lập"})
    assert "Mới thành lập" in text(page(cast.secretary, "expected_detail", row.pk))
    answer = sign_in(cast.secretary).post(url("report_create", row.pk))
    assert answer.url == url("expected_detail", row.pk)
    assert Report.objects.count() == 0


@pytest.mark.parametrize("who", ["secretary", "badinh_secretary", "central_secretary", "viewer", "hue_secretary"])
def test_the_pages_of_leniency_are_the_direct_superiors_alone(cast, period, who):
    for name in ("expected_extend", "expected_excuse"):
        assert page(getattr(cast, who), name, row_of(cast.chidoan3).pk).status_code == 404
    answer = sign_in(getattr(cast, who)).post(url("expected_excuse", row_of(cast.chidoan3).pk), {"because": "Bão"})
    assert answer.status_code == 404


# --- periods ---------------------------------------------------------------------------------------------------------


def test_the_centre_opens_a_period_after_seeing_whom_it_lists(cast):
    period, client = make_period(), sign_in(cast.central_secretary)
    address = url("period_open", period.pk)
    assert address in client.get(url("period_list")).content.decode()
    asked = client.get(address)
    assert [(day.level, number) for day, number in asked.context["counts"]] == [(5, 2), (4, 1), (3, 2), (2, 2)]
    assert Expected.objects.count() == 0
    assert client.post(address).url == url("period_list")
    assert Expected.objects.count() == 7
    assert client.post(address).status_code == 302
    assert Expected.objects.count() == 7


def test_whoever_opens_an_old_period_is_warned_of_all_that_will_be_overdue_at_once(cast):
    period, client = make_period(), sign_in(cast.central_secretary)  # due on 2, 5, 8 and 12 July 2017
    shown = text(client.get(url("period_open", period.pk)))
    assert "7 units will be overdue the moment you open this period" in shown
    assert "Open it all the same" in shown
    with at(moment("2017-07-06 10:00")):
        assert "3 units will be overdue" in text(client.get(url("period_open", period.pk)))
    with at(moment("2017-07-02 23:00")):
        shown = text(client.get(url("period_open", period.pk)))
    assert "overdue" not in shown
    assert "Open the period" in shown


@pytest.mark.parametrize("who", ["hanoi_secretary", "secretary", "hue_secretary", "hanoi_administrator"])
def test_nobody_else_is_offered_to_open_a_period(cast, who):
    period, client = make_period(), sign_in(getattr(cast, who))
    assert url("period_open", period.pk) not in client.get(url("period_list")).content.decode()
    assert client.get(url("period_open", period.pk)).status_code == 404
    assert client.post(url("period_open", period.pk)).status_code == 404
    assert Period.objects.get().opened_at is None


def test_the_rates_of_a_period_are_those_of_what_one_reads(cast, period):
    send(cast.chidoan3, cast.secretary)
    for who, counts in (("ngocha_secretary", (2, 1)), ("hue_secretary", (3, 0)), ("central_secretary", (7, 1))):
        (shown,) = page(getattr(cast, who), "period_list").context["rows"]
        assert (shown["tally"].expected, shown["tally"].arrived) == counts


def test_the_rates_of_a_period_open_the_reports_that_they_count(cast, period):
    send(cast.chidoan3, cast.secretary)
    send(cast.ngocha, cast.ngocha_secretary, on="2017-07-06 10:00")
    source = text(page(cast.central_secretary, "period_list"))
    for late, said in (("arrived", 2), ("on_time", 1), ("overdue", 5)):
        href = f"{url('report_list')}?period={period.pk}&amp;late={late}"
        assert f'href="{href}">{said}' in source
        opened = page(cast.central_secretary, "report_list", period=period.pk, late=late)
        assert opened.context["page"].paginator.count == said


def test_the_periods_cost_the_same_for_one_and_for_many(cast, period):
    counts = []
    for year in (None, 2011, 2012, 2013):
        if year:
            open_half(cast, year=year, starts_on=date(year, 1, 1), ends_on=date(year, 6, 30))
        counts.append(queries_of(cast.hanoi_secretary, "period_list"))
    assert counts[0] == counts[-1]
