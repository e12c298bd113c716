"""Who is expected, until when, who is excused; and rates that never pass 100 %."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaign import periods, punctuality
from campaign.models import DueDay, Expected
from tests.campaign.half_years import make_period, moment, open_half, send
from tests.cast import make_unit
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Level, Record
from units.structure import close_unit, move_unit


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def names(expected) -> list[str]:
    return sorted(row.unit.code for row in expected.select_related("unit"))


@pytest.fixture
def opened(cast):
    """The first half of 2017, opened by the centre."""
    return open_half(cast)


@pytest.fixture
def of_branch(cast, opened):
    """What is expected of Chi đoàn 3."""
    return Expected.objects.get(unit=cast.chidoan3)


# --- opening ---------------------------------------------------------------------------------------------------------


def test_opening_lists_every_open_unit_in_scope_below_the_centre_with_its_levels_due_day(cast):
    make_unit("DN", "Đoàn Khối Doanh nghiệp", Level.DISTRICT, cast.hanoi, in_scope=False)
    make_unit("CU", "Chi đoàn cũ", Level.BRANCH, cast.ngocha, closed_on=date(2017, 6, 30), closed_reason="Giải thể")
    make_unit(
        "CUOI", "Chi đoàn đóng sau", Level.BRANCH, cast.ngocha, closed_on=date(2017, 7, 1), closed_reason="Giải thể"
    )
    make_unit("MOI", "Chi đoàn mới", Level.BRANCH, cast.ngocha, opened_on=date(2017, 7, 1))
    make_unit("KIP", "Chi đoàn kịp", Level.BRANCH, cast.ngocha, opened_on=date(2017, 6, 30))
    assert periods.open_period(make_period(), by=cast.central_secretary) == 9
    rows = Expected.objects.order_by("unit__code").values_list("unit__code", "due_on")
    assert [(code, f"{day:%d/%m}") for code, day in rows] == [
        ("CD3", "02/07"), ("CDHUE", "02/07"), ("CUOI", "02/07"), ("H001", "08/07"), ("H474", "08/07"),
        ("KIP", "02/07"), ("NGOCHA", "05/07"), ("T01", "12/07"), ("T46", "12/07"),
    ]  # fmt: skip


def test_a_level_without_a_due_day_is_not_expected(cast):
    period = make_period()
    period.due_days.filter(level__gt=Level.DISTRICT).delete()
    DueDay.objects.create(period=period, level=Level.CENTRAL, due_on=date(2017, 7, 20))
    periods.open_period(period, by=cast.central_secretary)
    assert names(period.expected) == ["H001", "H474", "T01", "T46"]


def test_opening_again_changes_nothing_and_what_comes_later_is_not_listed(cast, opened):
    make_unit("SAU", "Chi đoàn sau", Level.BRANCH, cast.ngocha)
    assert periods.open_period(opened, by=cast.central_secretary) == 7
    assert Expected.objects.count() == 7
    line = Record.objects.of(opened).get()
    assert (line.verb, line.by, line.changes) == ("opened", cast.central_secretary, {"expected": ["", "7"]})


@pytest.mark.parametrize("who", ["hanoi_secretary", "hanoi_administrator", "secretary", "hue_secretary"])
def test_only_the_centre_opens_a_period(cast, who):
    period = make_period()
    with pytest.raises(ValidationError, match="Only the central office"):
        periods.open_period(period, by=getattr(cast, who))
    assert Expected.objects.count() == 0


def test_a_period_that_has_not_begun_or_has_no_due_day_is_not_opened(cast):
    later = make_period(year=2018, starts_on=date(2018, 1, 1), ends_on=date(2018, 6, 30))
    with pytest.raises(ValidationError, match="has not begun"):
        periods.open_period(later, by=cast.central_secretary)
    bare = make_period()
    bare.due_days.all().delete()
    with pytest.raises(ValidationError, match="due day"):
        periods.open_period(bare, by=cast.central_secretary)


def test_opening_for_thirty_units_more_costs_no_query_more(cast):
    _ = cast.central_secretary.current_posts  # read once per request, before the verb
    first, second = make_period(), make_period(number=2)
    with CaptureQueriesContext(connection) as few:
        periods.open_period(first, by=cast.central_secretary)
    for n in range(30):
        make_unit(f"X{n}", f"Chi đoàn {n}", Level.BRANCH, cast.ngocha)
    with CaptureQueriesContext(connection) as many:
        assert periods.open_period(second, by=cast.central_secretary) == 37
    assert len(many) == len(few)


# --- more time, excused ----------------------------------------------------------------------------------------------


def test_the_direct_superior_gives_more_time_and_it_is_recorded(cast, of_branch):
    row = periods.extend(of_branch, to=date(2017, 11, 20), because="Bão số 10", by=cast.ngocha_secretary)
    assert (row.due_on, row.last_day) == (date(2017, 7, 2), date(2017, 11, 20))
    line = Record.objects.of(row).get()
    assert (line.unit, line.note) == (cast.chidoan3, "Bão số 10")
    assert line.changes == {"extended_to": ["02/07/2017", "20/11/2017"]}


@pytest.mark.parametrize(
    "who", ["secretary", "badinh_secretary", "hanoi_secretary", "central_secretary", "hue_secretary", "viewer"]
)
def test_nobody_but_the_direct_superior_gives_more_time_or_excuses(cast, of_branch, who):
    with pytest.raises(ValidationError, match="direct superior"):
        periods.extend(of_branch, to=date(2017, 11, 20), because="Bão", by=getattr(cast, who))
    with pytest.raises(ValidationError, match="direct superior"):
        periods.excuse(of_branch, because="Bão", by=getattr(cast, who))


@pytest.mark.parametrize(
    ("to", "because", "message"),
    [
        (date(2017, 11, 14), "Bão", "must not lie in the past"),
        (date(2017, 7, 2), "Bão", "must not lie in the past"),
        (date(2017, 11, 20), "  ", "Give the reason"),
    ],
)
def test_more_time_needs_a_day_to_come_and_a_reason(cast, of_branch, to, because, message):
    with pytest.raises(ValidationError, match=message):
        periods.extend(of_branch, to=to, because=because, by=cast.ngocha_secretary)
    of_branch.refresh_from_db()
    assert of_branch.extended_to is None


def test_a_second_extension_must_go_further(cast, of_branch):
    row = periods.extend(of_branch, to=date(2017, 11, 20), because="Bão", by=cast.ngocha_secretary)
    with pytest.raises(ValidationError, match="after the present due day"):
        periods.extend(row, to=date(2017, 11, 18), because="Bão", by=cast.ngocha_secretary)
    row = periods.extend(row, to=date(2017, 11, 30), because="Lũ", by=cast.ngocha_secretary)
    assert (row.extended_to, row.extended_because) == (date(2017, 11, 30), "Lũ")


def test_lateness_is_not_extended_away_once_the_report_was_sent(cast, of_branch):
    send(cast.chidoan3, cast.secretary, on="2017-07-09 08:00")
    with pytest.raises(ValidationError, match="its lateness stands"):
        periods.extend(of_branch, to=date(2017, 11, 20), because="Quen", by=cast.ngocha_secretary)


# --- in time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent_at", "late"), [("2017-07-02 23:59", False), ("2017-07-03 00:00", True), ("2017-07-03 06:59", True)]
)
def test_a_due_day_ends_at_midnight_of_viet_nam(cast, of_branch, sent_at, late):
    report = send(cast.chidoan3, cast.secretary, on=sent_at)
    assert report.is_late is late
    found = punctuality.tally(Expected.objects.filter(pk=of_branch.pk))
    assert (found.arrived, found.on_time, found.late) == (1, int(not late), int(late))


def test_an_extension_moves_the_midnight(cast, of_branch):
    with at(moment("2017-07-01 08:00")):
        periods.extend(of_branch, to=date(2017, 7, 10), because="Bão", by=cast.ngocha_secretary)
    of_branch.refresh_from_db()
    assert send(cast.chidoan3, cast.secretary, on="2017-07-10 22:00").is_late is False


# --- rates -----------------------------------------------------------------------------------------------------------


def test_an_excused_unit_is_in_neither_term(cast, opened, of_branch):
    hanoi = Expected.objects.under(cast.hanoi)
    send(cast.chidoan3, cast.secretary, on="2017-07-02 10:00")
    assert punctuality.tally(hanoi) == punctuality.Tally(expected=4, arrived=1, on_time=1, overdue=3)
    assert punctuality.reporting_rate(hanoi) == 0.25
    periods.excuse(Expected.objects.get(unit=cast.ngocha), because="Mới thành lập", by=cast.badinh_secretary)
    periods.excuse(Expected.objects.get(unit=cast.badinh), because="Sáp nhập", by=cast.hanoi_secretary)
    assert punctuality.tally(hanoi) == punctuality.Tally(expected=2, excused=2, arrived=1, on_time=1, overdue=1)
    assert punctuality.reporting_rate(hanoi) == punctuality.punctuality(hanoi) == 0.5


def test_a_rate_of_nothing_is_not_a_number_and_none_passes_one(cast, opened, of_branch):
    branch = Expected.objects.filter(unit=cast.chidoan3)
    send(cast.chidoan3, cast.secretary, on="2017-07-02 10:00")
    assert punctuality.reporting_rate(branch) == 1
    # An old excuse beside a report that came all the same: outside both terms, not 1 out of 0.
    branch.update(excused_because="Nhầm")
    assert punctuality.tally(branch) == punctuality.Tally(excused=1)
    assert punctuality.reporting_rate(branch) is None


def test_a_returned_report_has_not_arrived_until_it_comes_again(cast, opened, of_branch):
    branch = Expected.objects.filter(unit=cast.chidoan3)
    report = send(cast.chidoan3, cast.secretary, on="2017-07-02 10:00")
    desk.take(Action.RETURN, report, by=cast.ngocha_secretary, note="Thiếu số liệu")
    assert punctuality.tally(branch) == punctuality.Tally(expected=1, overdue=1)
    desk.take(Action.SUBMIT, report, by=cast.secretary)
    assert punctuality.tally(branch) == punctuality.Tally(expected=1, arrived=1, on_time=1)


def test_rates_by_level_come_in_one_query(cast, opened, of_branch, django_assert_num_queries):
    send(cast.chidoan3, cast.secretary, on="2017-07-03 10:00")
    with django_assert_num_queries(1):
        found = punctuality.tally_by(Expected.objects.all(), "unit__level")
    assert found[Level.BRANCH] == punctuality.Tally(expected=2, arrived=1, overdue=1)
    assert found[Level.PROVINCE] == punctuality.Tally(expected=2, overdue=2)


# --- the tree moves on -----------------------------------------------------------------------------------------------


def test_a_unit_that_closes_before_its_last_day_is_excused_with_the_reason(cast, of_branch):
    with at(moment("2017-07-01 08:00")):
        close_unit(cast.chidoan3, on=date(2017, 7, 2), reason="Giải thể", by=cast.hanoi_administrator)
    of_branch.refresh_from_db()
    assert of_branch.excused_because == "Giải thể (02/07/2017)"
    assert Expected.objects.count() == 7


def test_what_was_overdue_or_had_arrived_before_the_closing_stays_counted(cast, opened, of_branch):
    send(cast.chidoan3, cast.secretary, on="2017-07-01 10:00")
    close_unit(cast.chidoan3, on=date(2017, 7, 2), reason="Giải thể", by=cast.hanoi_administrator)
    close_unit(cast.hue_branch, on=date(2017, 7, 3), reason="Giải thể", by=cast.hanoi_administrator)
    rows = Expected.objects.filter(unit__level=Level.BRANCH)
    assert punctuality.tally(rows) == punctuality.Tally(expected=2, arrived=1, on_time=1, overdue=1)


def test_a_unit_that_moves_stays_on_the_list_once(cast, opened, of_branch):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", Level.GRASSROOTS, cast.badinh)
    move_unit(cast.chidoan3, to=other, by=cast.hanoi_administrator, decision_number="1-QĐ")
    assert Expected.objects.filter(unit=cast.chidoan3).count() == 1
    assert Expected.objects.under(cast.badinh).count() == 3
