"""The lists behind the summary's figures hold exactly the rows that each figure counts, counted by hand."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.models import ActivityKind, Conclusion, Expected, Period, Report
from tests.campaign.pages import page, sign_in, text
from tests.campaign.summed import accepted
from tests.cast import make_kind, make_unit, make_user
from units.models import Record, Role

pytestmark = pytest.mark.every_page

DUE = date(2017, 6, 20)


@pytest.fixture
def half(year):
    """The year, a silent district of Hà Nội, and the half-year: Chi đoàn 3 in time, Ngọc Hà late, Ba Đình missing."""
    make_unit("IM", "Huyện đoàn Im Lặng", 3, year.hanoi)
    period = Period.objects.create(
        conclusion=Conclusion.objects.get(), kind="half", year=2017, number=1, starts_on=date(2017, 1, 1),
        ends_on=date(2017, 6, 30), opened_at="2017-01-01T00:00Z",
    )  # fmt: skip
    for unit in (year.badinh, year.hue_branch):
        Expected.objects.create(unit=unit, period=period, due_on=DUE)
    Expected.objects.filter(unit=year.hue_branch).update(excused_because="Giải thể")
    for unit, day in ((year.chidoan3, DUE), (year.ngocha, date(2017, 6, 21))):
        expected = Expected.objects.create(unit=unit, period=period, due_on=DUE)
        Report.objects.create(
            unit=unit, expected=expected, title="Báo cáo", created_by=year.secretary, state="accepted", round=1,
            submitted_at="2017-06-20T00:00Z", sent_on=day,
        )  # fmt: skip
    return year


def row_of(cast, code, **query):
    """The numbers of a unit's row of the nation's table: column → (text, address)."""
    shown = page(cast.central_secretary, "summary_unit", cast.central.pk, year=2017, **query).context["page"]
    (row,) = [row for row in shown.rows if row.unit.code == code]
    return {str(one.label): one for one in row.shown}


def opened(cast, href):
    """What a figure opens: the number of rows, and what they add up to where the list says so."""
    response = sign_in(cast.central_secretary).get(href)
    return response.context["page"].paginator.count, response.context.get("sums")


SUMS = ("activities", "turnout", "citizens", "value")


# Hà Nội in 2017 (tests.campaign.test_summary): turnouts 20, 30 and 0; 100 citizens and 1.500.000 đồng once each.
@pytest.mark.parametrize(
    ("column", "said", "rows", "sums"),
    [
        ("Activities", "3", 3, (3, 50, 100, 1_500_000)),
        ("Oneself", "1", 1, (1, 0, 0, 0)),
        ("Community", "2", 2, (2, 50, 100, 1_500_000)),
        ("Turnout", "50", 2, (2, 50, 100, 1_500_000)),
        ("Citizens served", "100", 1, (1, 20, 100, 0)),
        ("Value (million đồng)", "1.5", 1, (1, 30, 0, 1_500_000)),
        ("Reporting rate", "67%", 3, None),
        ("Units that reported", "2", 2, None),
        ("Silent", "1", 1, None),
    ],
)
def test_every_figure_of_the_table_opens_exactly_the_rows_it_counts(half, column, said, rows, sums):
    shown = row_of(half, "T01")[column]
    count, added = opened(half, shown.href)
    assert (shown.text, count) == (said, rows)
    assert added is None or tuple(added[name] for name in SUMS) == sums


def test_the_silent_stand_beside_all_units_of_the_ladder(half):
    whole = row_of(half, "T01")["Silent"].of
    assert (whole.text, opened(half, whole.href)[0]) == ("5", 5)


def test_what_counts_nothing_opens_nothing(half):
    row = row_of(half, "T46")
    assert [(row[name].text, row[name].href) for name in ("Work", "Units that reported", "Silent")] == [("0", "")] * 3
    assert (row["Reporting rate"].text, row["Reporting rate"].href) == ("–", "")


def test_the_units_own_row_leaves_out_what_stands_beneath(half):
    accepted(half, half.central, turnout=3)
    row = row_of(half, "TW")
    assert [opened(half, row[name].href)[0] for name in ("Activities", "Turnout", "Community")] == [1, 1, 1]
    assert opened(half, row["Silent"].of.href)[0] == 1


def test_value_is_told_in_millions_and_to_the_last_dong(half):
    accepted(half, half.hue_branch, value=20_000, value_state="given")
    assert row_of(half, "T01")["Value (million đồng)"].exact == "1,500,000 đồng"
    assert row_of(half, "T46")["Value (million đồng)"].text == "< 0.1"
    assert row_of(half, "TW")["Value (million đồng)"].text == "0"


def test_the_figures_above_the_table_open_what_they_count(half):
    figures = page(half.central_secretary, "summary_unit", half.central.pk, year=2017).context["figures"]
    assert [opened(half, item["href"])[0] for item in figures] == [4, 3, 1, 1, 3, 2]
    # the last one opens the head-counts of the two provinces
    assert [opened(half, figures[4][name])[0] for name in ("arrived", "late", "units")] == [2, 1, 2]


def test_each_rung_opens_the_units_that_stand_on_it(half):
    shown = page(half.central_secretary, "summary_unit", half.central.pk, year=2017).context["page"]
    assert {rung["rung"]: (rung["value"], opened(half, rung["href"])[0]) for rung in shown.rungs()} == {
        "received": (1, 1), "acknowledged": (0, 0), "planned": (0, 0), "first_activity": (0, 0), "active": (0, 0),
        "lapsed": (8, 8),
    }  # fmt: skip


def test_a_long_kind_leaves_room_for_its_number_on_a_phone(half):
    accepted(
        half, half.hue_branch, kind=make_kind("long", "…", "Volunteer Saturdays for new rural areas and civil towns")
    )
    kinds = page(half.central_secretary, "summary_unit", half.central.pk, year=2017).context["page"].by_kind()
    assert "Volunteer Saturdays for new rural are…" in [bar["label"] for bar in kinds]


def test_a_bar_of_a_kind_opens_its_activities(half):
    kinds = page(half.central_secretary, "summary_unit", half.central.pk, year=2017).context["page"].by_kind()
    assert [(bar["label"], bar["value"], opened(half, bar["href"])[0]) for bar in kinds] == [
        ("Blood donation", 3, 3), ("Training", 1, 1),
    ]  # fmt: skip


# --- lists as all lists ---------------------------------------------------------------------------------------------


def listed(cast, name, **query):
    """The names of a list's rows, in their order."""
    rows = page(cast.central_secretary, name, cast.central.pk, **{"year": 2017, **query}).context["page"]
    return [getattr(row, "unit", row).short_name if name != "summary_activities" else row.turnout for row in rows]


def test_the_lists_are_narrowed_further(half):
    assert listed(half, "summary_activities", unit="hue") == [5]
    assert listed(half, "summary_activities", kind="training") == [0]
    assert listed(half, "summary_activities", of=half.hanoi.pk, gives="citizens") == [20]
    assert listed(half, "summary_units", rung="received", level=2) == []
    assert listed(half, "summary_units", unit="ba dinh") == ["Quận đoàn Ba Đình"]
    assert listed(half, "summary_reporters", sent="no") == ["Quận đoàn Ba Đình"]
    assert listed(half, "summary_reports", came="late") == ["Đoàn cơ sở phường Ngọc Hà"]
    assert listed(half, "summary_reports", came="no") == ["Quận đoàn Ba Đình"]
    assert listed(half, "summary_reports", came="on_time", level=5) == ["Chi đoàn 3"]


def test_the_lists_are_sorted_by_their_heads(half):
    assert listed(half, "summary_activities", sort="-turnout") == [30, 20, 5, 0]
    assert listed(half, "summary_activities", sort="turnout") == [0, 5, 20, 30]
    assert listed(half, "summary_units", sort="-unit")[-1] == "Chi đoàn 3"
    assert listed(half, "summary_reporters", sort="-arrived")[-1] == "Quận đoàn Ba Đình"
    assert listed(half, "summary_reports", sort="unit")[0] == "Chi đoàn 3"


def test_the_trail_leads_back_to_the_same_summary(half):
    where = page(half.central_secretary, "summary_unit", half.hanoi.pk, year=2017, stage="reported")
    (href,) = [row.shown[0].href for row in where.context["page"].rows if row.unit == half.badinh]
    trail = sign_in(half.central_secretary).get(href).context["trail"]
    assert [step["label"] for step in trail] == ["Trung ương Đoàn", "Summary: Thành đoàn Hà Nội", "Activities counted"]
    assert trail[1]["href"] == where.request["PATH_INFO"] + "?year=2017&stage=reported"


@pytest.mark.parametrize(
    ("name", "query", "rows"),
    [
        ("summary_activities", {"gives": "turnout"}, 3),
        ("summary_units", {"rung": "lapsed"}, 8),
        ("summary_reporters", {"sent": "yes"}, 2),
        ("summary_reports", {"came": "late"}, 1),
    ],
)
def test_each_list_leaves_for_excel_as_it_is_seen_and_is_recorded(half, name, query, rows):
    seen = page(half.central_secretary, name, half.central.pk, year=2017, **query)
    file = page(half.central_secretary, f"{name}_export", half.central.pk, year=2017, **query)
    assert f"/excel/?year=2017&amp;{next(iter(query))}=" in text(seen)
    assert openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].max_row == rows + 1
    changes = Record.objects.get(verb="exported").changes
    assert changes["rows"] == rows
    assert changes["narrowed"]["en"].startswith("Year: 2017; ")


def test_the_excel_file_of_units_names_the_rung_and_counts_reports_in_numbers(half):
    def rows(name):
        file = page(half.central_secretary, f"{name}_export", half.central.pk, year=2017, unit="ngoc ha")
        return list(openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))

    about = ("NGOCHA", "Đoàn cơ sở phường Ngọc Hà", "Quận đoàn Ba Đình", "Grassroots union", "Several sectors")
    assert rows("summary_units")[1] == (*about, "Lapsed")
    assert rows("summary_reporters")[1] == (*about, 1, 1)


def test_a_member_who_reads_the_own_unit_alone_is_told_of_it_alone(half):
    member = make_user("ngocha.uyvien", "Mai Văn Uỷ", half.ngocha, Role.MEMBER, "Uỷ viên")
    accepted(half, half.ngocha, turnout=4)
    shown = page(member, "summary_unit", half.ngocha.pk, year=2017)
    assert [item["value"] for item in shown.context["figures"][:2]] == [1, 4]
    assert [row.is_self for row in shown.context["page"].rows] == [True]
    for name, count in (("activities", 1), ("units", 1), ("reporters", 1), ("reports", 1)):
        seen = page(member, f"summary_{name}", half.ngocha.pk, year=2017, of=half.chidoan3.pk)
        assert seen.context["page"].paginator.count == count


@pytest.mark.parametrize("name", ["summary_activities", "summary_units", "summary_reporters", "summary_reports"])
def test_a_list_costs_as_many_queries_for_twenty_rows_as_for_one(half, name):
    def queries():
        client = sign_in(half.central_secretary)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/campaign/summary/{half.central.pk}/{PARTS[name]}/?year=2017").status_code == 200
        return len(caught)

    few = queries()
    period = Period.objects.get()
    for number in range(15):
        unit = make_unit(f"N{number}", f"Chi đoàn {number}", 5, half.huecity)
        accepted(half, unit)
        Expected.objects.create(unit=unit, period=period, due_on=DUE)
    assert queries() == few


PARTS = {
    "summary_activities": "activities", "summary_units": "units", "summary_reporters": "reporting",
    "summary_reports": "reports",
}  # fmt: skip


# --- a unit with nothing beneath -------------------------------------------------------------------------------------


def test_a_branch_is_shown_its_kinds_and_its_rung_in_place_of_one_bar_and_one_row(half):
    shown = text(page(half.secretary, "summary_unit", half.chidoan3.pk, year=2017))
    assert "Table of units" not in shown
    assert "By unit" not in shown
    assert "Most often: Blood donation, 2 of 3 activities" in shown
    assert "How far the unit has come" in shown
    accepted(half, half.chidoan3, kind=make_kind("roads", "Đường", "Roads"))
    accepted(half, half.chidoan3, kind=ActivityKind.objects.get(code="roads"))
    assert "5 activities of 3 kinds" in text(page(half.secretary, "summary_unit", half.chidoan3.pk, year=2017))
    assert "By unit" in text(page(half.ngocha_secretary, "summary_unit", half.ngocha.pk, year=2017))
