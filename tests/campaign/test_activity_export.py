"""The log as an Excel file: its columns in both languages, what stands in a cell, and how much work a row is."""

from cProfile import Profile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.utils.translation import override

from campaign.activities import place_ancestors
from campaign.models import Activity, Movement
from campaign.resources.activity import ActivityExport
from tests.cast import make_activity
from units.models import Level, Unit
from units.sheets import download
from units.structure import add_units

VIETNAMESE = [
    "Ngày", "Ngày kết thúc", "Thời gian", "Đơn vị", "Mã đơn vị", "Đoàn cấp trên", "Trách nhiệm", "Loại hoạt động",
    "Nội dung", "Địa điểm", "Lượt tham gia", "Số người", "Lượt người dân", "Kết quả", "Trên tổng số", "Đơn vị tính",
    "Giá trị (đồng)", "Số giờ", "Số liệu gần đúng", "Cũng tính cho", "Đơn vị phối hợp", "Văn bản chứng minh",
    "Số gộp của cả kỳ", "Trạng thái", "Gửi lần đầu", "Nguồn",
]  # fmt: skip
ENGLISH = [
    "Day", "Last day", "When", "Unit", "Unit code", "Superior units", "Responsibility", "Kind of activity",
    "What was done", "Place", "Turnout", "Distinct people", "Citizens served", "Result", "Out of", "Unit of measure",
    "Value (đồng)", "Hours of work", "Approximate figures", "Also claimed by", "Co-organising units",
    "Proving document", "Total of a span", "State", "First sent on", "Source",
]  # fmt: skip


def exported(cast, language="en"):
    """The rows of the file, the head first."""
    with override(language):
        response = download(ActivityExport, Activity.objects.order_by("pk"), by=cast.hanoi_secretary, name="x")
    return [list(row) for row in openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize(("language", "heads"), [("vi", VIETNAMESE), ("en", ENGLISH)])
def test_each_column_is_named_in_the_readers_language(cast, language, heads):
    assert exported(cast, language) == [heads]


def test_a_row_tells_what_was_counted_for_whom_and_with_whom(cast):
    activity = make_activity(
        cast, started_on=date(2017, 4, 1), ended_on=date(2017, 6, 30), precision="quarter", turnout_approximate=True,
        result=3, result_state="given", citizens_state="not_applicable", is_span_total=True,
    )  # fmt: skip
    place_ancestors([activity])
    activity.save()
    activity.also_serves.add(*(Movement.objects.create(code=n, name_vi=n, name_en=n.upper()) for n in ("a", "b")))
    activity.co_organisers.add(cast.hue)
    head, row = exported(cast)
    said = dict(zip(head, row, strict=True))
    assert (said["When"], said["Unit"], said["Superior units"]) == (
        "quarter 2 of 2017", "Chi đoàn 3", "Thành đoàn Hà Nội › Quận đoàn Ba Đình › Đoàn cơ sở phường Ngọc Hà",
    )  # fmt: skip
    assert (said["Turnout"], said["Approximate figures"]) == (20, "turnout (person-times)")
    assert (said["Citizens served"], said["Distinct people"]) == ("not applicable", None)
    assert (said["Result"], said["Unit of measure"]) == (3, cast.kind.counts_en)
    assert (said["Also claimed by"], said["Co-organising units"]) == ("A, B", "Tỉnh đoàn Thừa Thiên Huế")
    assert (said["Total of a span"], said["State"]) == ("yes", "Draft")


def test_more_than_a_thousand_units_are_no_obstacle(cast):
    """SQLite takes no expression deeper than a thousand: as many different units must not be looked up at once."""
    fields = {"level": Level.BRANCH, "kind": cast.chidoan3.kind, "parent": cast.ngocha, "opened_on": date(2014, 1, 1)}
    add_units([Unit(code=f"X{n}", name=f"Chi đoàn {n}", short_name=f"{n}", **fields) for n in range(1100)], by=None)
    what = {"created_by": cast.secretary, "title": "A", "kind": cast.kind}
    day = {"started_on": date(2017, 6, 3), "ended_on": date(2017, 6, 3)}
    Activity.objects.bulk_create(
        Activity(unit=unit, **what, **day) for unit in Unit.objects.filter(code__startswith="X")
    )
    assert sorted(row[3] for row in exported(cast)[1:]) == sorted(f"Chi đoàn {n}" for n in range(1100))


def steps(cast):
    """How many calls an export of everything takes."""
    profile = Profile()
    with profile:
        download(ActivityExport, Activity.objects.all(), by=cast.hanoi_secretary, name="x")
    return sum(entry.callcount for entry in profile.getstats())


def test_a_further_row_of_the_log_takes_no_thousand_steps(cast):
    """Seconds differ from machine to machine, calls do not: a column that asks anew with every row shows up here."""
    for number in range(2):
        make_activity(cast, title=f"Hiến máu {number}")
    steps(cast)  # what is loaded once is loaded
    few = steps(cast)
    for number in range(50):
        make_activity(cast, title=f"Hiến máu thêm {number}")
    assert (steps(cast) - few) / 50 < 1000
