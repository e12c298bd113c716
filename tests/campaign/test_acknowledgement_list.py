"""Who has acknowledged the conclusion: a list as all lists, opened by the counts of the conclusion's page."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from campaign import acknowledging
from tests.campaign.pages import page, queries_of, sign_in, text
from tests.cast import make_conclusion, make_unit, make_user
from units.models import Record


@pytest.fixture
def asked(cast):
    """Hà Nội and Ba Đình have acknowledged; Hoàn Kiếm (Hà Nội), Huế and its city have not."""
    make_conclusion()
    make_unit("H002", "Quận đoàn Hoàn Kiếm", 3, cast.hanoi)
    make_unit("DN1", "Đoàn Khối Doanh nghiệp", 3, cast.hanoi, in_scope=False)
    for unit, by in ((cast.hanoi, cast.hanoi_secretary), (cast.badinh, cast.badinh_officer)):
        acknowledging.acknowledge(make_conclusion(), unit, by=by)
    return cast


def listed(user, **query):
    return [unit.code for unit in page(user, "acknowledgement_list", **query).context["page"]]


def test_each_sees_the_addressees_of_the_own_subtree(asked):
    assert listed(asked.central_secretary) == ["T01", "T46", "H001", "H002", "H474"]
    assert listed(asked.hanoi_secretary) == ["T01", "H001", "H002"]
    assert listed(asked.hue_secretary) == ["T46", "H474"]
    assert listed(asked.secretary) == []


def test_the_list_is_narrowed_and_sorted(asked):
    centre = asked.central_secretary
    assert listed(centre, said="yes") == ["T01", "H001"]
    assert listed(centre, said="no", level=3) == ["H002", "H474"]
    assert listed(centre, beneath=asked.hanoi.pk) == ["H001", "H002"]
    assert listed(centre, unit="ha noi", said="yes") == ["T01", "H001"]
    assert listed(centre, sort="-unit")[0] == "T46"
    assert listed(asked.hanoi_secretary, beneath=asked.hue.pk) == ["T01", "H001", "H002"]  # no such choice for them


def test_the_counts_of_the_conclusions_page_open_the_units_they_count(asked):
    source = text(page(asked.central_secretary, "conclusion"))
    found = re.findall(r'href="([^"]+\?beneath=[^"]+)"[^>]*>([\d]+)</a>', source)
    opened = [
        (int(said), len(sign_in(asked.central_secretary).get(href.replace("&amp;", "&")).context["page"].object_list))
        for href, said in found
    ]
    assert opened == [(1, 1), (1, 1), (2, 2)]  # the silent first: Huế's one; of Hà Nội's two one has acknowledged


def test_it_leaves_for_excel_with_day_and_person(asked):
    file = page(asked.central_secretary, "acknowledgement_export", beneath=asked.hanoi.pk)
    rows = list(openpyxl.load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Unit code", "Unit", "Direct superior", "Level", "Sector", "Acknowledged", "By")
    assert (rows[1][0], rows[1][5].date(), rows[1][6]) == ("H001", date(2017, 11, 15), "Vũ Thị Ba")
    assert (rows[2][0], rows[2][5], rows[2][6]) == ("H002", None, None)
    assert Record.objects.get(verb="exported").changes["rows"] == 2


def test_it_costs_as_many_queries_for_twenty_rows_as_for_one(asked):
    few = queries_of(asked.hue_secretary, "acknowledgement_list")
    for number in range(18):
        make_unit(f"H5{number}", f"Huyện đoàn {number}", 3, asked.hue)
    assert queries_of(asked.hue_secretary, "acknowledgement_list") == few


def test_before_a_conclusion_is_entered_there_is_no_list(db):
    central = make_unit("TW", "Trung ương Đoàn", 1, None)
    assert page(make_user("trunguong", "Nguyễn Thị Trung", central), "acknowledgement_list").status_code == 404
