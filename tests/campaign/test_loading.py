"""Activities from a sheet: the twelve real rows, each expected by hand, and the command that loads them."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from campaign import catalogue
from campaign.loading.sheet import load
from campaign.models import Activity
from tests.campaign.sheets import problems, sheet
from tests.cast import make_unit, make_user
from units.models import Level, Record, Role, Sector

REAL = Path(catalogue.DATA) / "hoat-dong-2015-2017.xlsx"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def loader(cast):
    """The administrator of the whole tree."""
    return make_user("quantri", "Trần Thị Quản Trị", cast.central, Role.ADMINISTRATOR, "Quản trị")


@pytest.fixture
def real_units(cast):
    """The units of the real rows under the superiors that they have; the kinds are those of the catalogue alone."""
    cast.kind.delete()
    provinces = {
        "T04": "Tỉnh đoàn Cao Bằng", "T66": "Tỉnh đoàn Đắk Lắk", "T93": "Tỉnh đoàn Hậu Giang",
        "T82": "Tỉnh đoàn Tiền Giang", "T79": "Thành đoàn TP. Hồ Chí Minh", "T72": "Tỉnh đoàn Tây Ninh",
        "T15": "Tỉnh đoàn Yên Bái", "DKCQTW": "Đoàn Khối các cơ quan Trung ương",
    }  # fmt: skip
    districts = {
        "K04": ("T04", "Đoàn Khối các cơ quan tỉnh Cao Bằng"), "K66": ("T66", "Đoàn Khối các cơ quan tỉnh Đắk Lắk"),
        "K93": ("T93", "Đoàn Khối các cơ quan tỉnh Hậu Giang"), "H935": ("T93", "Huyện đoàn Vị Thuỷ"),
        "K82": ("T82", "Đoàn Khối các cơ quan tỉnh Tiền Giang"),
        "K79": ("T79", "Đoàn Khối Dân - Chính - Đảng TP. Hồ Chí Minh"),
        "DN72": ("T72", "Đoàn Khối Doanh nghiệp tỉnh Tây Ninh"),
    }  # fmt: skip
    made = {code: make_unit(code, name, Level.PROVINCE, cast.central) for code, name in provinces.items()}
    made["QD"] = make_unit("QD", "Ban Thanh niên Quân đội", 2, cast.central, sector=Sector.ARMED_FORCES)
    for code, (parent, name) in districts.items():
        made[code] = make_unit(code, name, Level.DISTRICT, made[parent], in_scope=code != "DN72")
    return made


# --- the real list ---------------------------------------------------------------------------------------------------

HALF_2016 = (date(2016, 1, 1), date(2016, 6, 30), "half")
HALF_2017 = (date(2017, 1, 1), date(2017, 6, 30), "half")
NONE, ABOUT = (None, "not_available", False), True

# row, unit, (first day, last day, precision), kind, turnout, citizens, result, out of, its own unit, total of a span
EXPECTED = [
    (5, "K04", HALF_2016, "medical_examination", NONE, (800, "given", ABOUT), NONE, None, "", True),
    (6, "K04", HALF_2016, "blood_donation", (13, "given", False), NONE, NONE, None, "", True),
    (7, "K04", (date(2016, 6, 27), date(2016, 6, 27), "day"), "helping_people", NONE, NONE, (20, "given", False),
     None, "", False),
    (8, "K66", (date(2017, 3, 1), date(2017, 3, 31), "month"), "saturday_procedures", NONE, NONE,
     (5, "given", False), None, "đơn vị", False),
    (9, "K93", (date(2017, 3, 4), date(2017, 3, 4), "day"), "saturday_new_countryside", NONE, NONE,
     (100, "given", False), None, "cây", False),
    (10, "K82", (date(2016, 4, 9), date(2016, 4, 9), "day"), "skills_contest", (42, "given", False), NONE,
     (10, "given", False), None, "người được chọn", False),
    (11, "K79", (date(2017, 4, 1), date(2017, 6, 30), "quarter"), "political_study", (600, "given", ABOUT), NONE,
     (62, "given", False), 62, "cơ sở Đoàn", True),
    (12, "T79", (date(2017, 7, 9), date(2017, 8, 13), "span"), "pink_holiday", (50000, "given", False), NONE,
     (24, "given", False), None, "quận, huyện", False),
    (13, "DKCQTW", HALF_2017, "youth_project", NONE, NONE, (126, "given", False), None, "", True),
    (14, "QD", HALF_2017, "rural_roads", NONE, NONE, (14, "given", False), None, "", True),
    (15, "DN72", (date(2016, 3, 5), date(2016, 3, 5), "day"), "blood_donation", (200, "given", ABOUT), NONE,
     (136, "given", False), None, "", False),
    (16, "T15", (date(2016, 12, 21), date(2016, 12, 21), "day"), "commendation", (300, "given", ABOUT), NONE,
     (10, "given", False), None, "công trình", False),
]  # fmt: skip


def as_expected(row):
    activity = row.activity
    counted = [
        (getattr(activity, name), getattr(activity, f"{name}_state"), getattr(activity, f"{name}_approximate"))
        for name in ("turnout", "citizens", "result")
    ]
    span = (activity.started_on, activity.ended_on, activity.precision)
    own = (activity.result_of, activity.result_unit, activity.is_span_total)
    return (row.number, activity.unit.code, span, activity.kind.code, *counted, *own)


def test_all_twelve_real_rows_are_understood_as_a_person_reads_them(real_units, loader):
    catalogue.load_catalogue()
    loading = load(REAL.read_bytes(), by=loader, name=REAL.name, dry_run=True)
    assert problems(loading) == {}
    assert [as_expected(row) for row in loading.rows] == EXPECTED
    assert Activity.objects.count() == 0


def test_the_real_rows_keep_their_partners_movements_notes_and_sources(real_units, loader):
    catalogue.load_catalogue()
    load(REAL.read_bytes(), by=loader, name=REAL.name, dry_run=False)
    trees = Activity.objects.get(kind__code="saturday_new_countryside")
    assert [unit.code for unit in trees.co_organisers.all()] == ["H935"]
    assert [movement.code for movement in trees.also_serves.all()] == ["new_countryside"]
    assert (trees.description, trees.source_row) == ("Tuyến đường 3 km", "hoat-dong-2015-2017.xlsx, row 9")
    assert trees.source.startswith("https://tuoitrehaugiang.org.vn/")
    assert (trees.province.code, trees.district.code, trees.grassroots) == ("T93", "K93", None)
    assert Activity.objects.filter(unit__in_scope=False).get().unit.code == "DN72"
    assert {activity.value_state for activity in Activity.objects.all()} == {"not_available"}


def test_what_was_understood_is_said_row_by_row(real_units, loader):
    catalogue.load_catalogue()
    said = {row.number: row.notes for row in load(REAL.read_bytes(), by=loader, name="x", dry_run=True).rows}
    assert "“27/6/2016” → first half of 2016" in said[5]
    assert "“hơn 800” → about 800" in said[5]
    assert "“3/2017” → all of March 2017" in said[8]
    assert "together with Huyện đoàn Vị Thuỷ" in said[9]
    assert "“Huyện đoàn Vị Thủy” → Huyện đoàn Vị Thuỷ (H935)" not in said[9]
    assert "also claimed by Young people join in building the new countryside" in said[9]
    assert "“62/62” → 62 of 62" in said[11]
    assert said[7] == ["“giúp dân” → Helping people at home and in the field"]
    assert said[15][0].endswith("Khối doanh nghiệp tỉnh Tây Ninh” → Đoàn Khối Doanh nghiệp tỉnh Tây Ninh (DN72)")


def test_history_of_units_beneath_enters_as_accepted_with_a_line_that_names_loader_and_file(real_units, loader):
    catalogue.load_catalogue()
    assert load(REAL.read_bytes(), by=loader, name=REAL.name, dry_run=False).written
    assert Activity.objects.filter(state="accepted", holder=None).count() == 12
    line = Activity.objects.get(unit__code="QD").decisions.get()
    assert (line.action, line.by, line.note, line.to_state) == ("loaded", loader, REAL.name, "accepted")
    record = Record.objects.get(verb="loaded")
    assert (record.by, record.note, record.changes) == (loader, REAL.name, {"accepted": 12, "drafts": 0})


def test_loading_the_same_file_twice_changes_nothing(real_units, loader):
    catalogue.load_catalogue()
    load(REAL.read_bytes(), by=loader, name=REAL.name, dry_run=False)
    again = load(REAL.read_bytes(), by=loader, name="copy.xlsx", dry_run=False)
    assert (len(again.new), len(again.known)) == (0, 12)
    assert again.rows[0].same_as == "already here (hoat-dong-2015-2017.xlsx, row 5)"
    assert Activity.objects.count() == 12


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_for_each_row_what_it_understood_and_writes(real_units, loader):
    catalogue.load_catalogue()
    out = StringIO()
    call_command("import_activities", str(REAL), "--dry-run", stdout=out)
    said = out.getvalue()
    assert "Rows: 12. Would be written: 12 (12 as accepted, 0 as drafts). Already here: 0. Wrong: 0." in said
    assert "    5  new, accepted" in said
    assert "Đoàn Khối các cơ quan tỉnh Cao Bằng · 6 tháng" not in said
    assert "Đoàn Khối các cơ quan tỉnh Cao Bằng · first half of 2016 · Free medical" in said
    assert Activity.objects.count() == 0
    call_command("import_activities", str(REAL), stdout=out)
    assert "Rows: 12. Written: 12 (12 as accepted, 0 as drafts). Already here: 0." in out.getvalue()
    assert Activity.objects.count() == 12


def test_the_command_speaks_vietnamese_where_nobody_chose_another_language(real_units, loader):
    catalogue.load_catalogue()
    out = StringIO()
    with override("vi"):
        call_command("import_activities", str(REAL), "--dry-run", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "    5  mới, đã duyệt"
    assert "6 tháng đầu năm 2016 · Khám bệnh, cấp thuốc miễn phí" in lines[1]


def test_the_command_loads_for_a_named_account_and_names_what_is_wrong(cast, tmp_path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(sheet(["3/6/2017", "CD3", "Hiến máu", "A", -1, "", "", ""]))
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_activities", str(path), "--as", "chidoan3", stdout=out)
    assert "    2  wrong" in out.getvalue()
    assert "! Số lượt ĐVTN: “-1” is negative." in out.getvalue()
    assert "Rows: 1. Right: 0. Already here: 0. Wrong: 1." in out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["no-such.xlsx"], "No such file"), (["x", "--as", "nobody"], "no account nobody"), ([__file__], "not an Excel")],
)
def test_the_command_refuses_what_it_cannot_read(loader, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_activities", *arguments, stdout=StringIO())


def test_without_an_administrator_of_the_root_the_command_asks_who_loads(cast):
    with pytest.raises(CommandError, match="--as USERNAME"):
        call_command("import_activities", str(REAL), stdout=StringIO())
