"""The official lists give the units that the campaign really had, under the names that their officers use."""

import unicodedata
from collections import Counter

import pytest

from units.models.unit import Level, Sector, UnitKind
from units.official import official_aliases, official_units, territory_in_text

UNITS = list(official_units())
BY_CODE = {unit["code"]: unit for unit in UNITS}


def test_the_lists_hold_the_centre_67_province_level_unions_711_districts_63_blocs_and_one_enterprises_bloc():
    counted = Counter((unit["level"], unit["kind"]) for unit in UNITS)
    assert counted == {
        (1, "central"): 1,
        (2, "territorial"): 63,
        (2, "affiliated"): 4,
        (3, "territorial"): 711,
        (3, "agencies_bloc"): 63,
        (3, "enterprises_bloc"): 1,
    }


def test_codes_are_unique_and_parents_come_before_their_children():
    seen: set[str] = set()
    for unit in UNITS:
        assert unit["code"] not in seen
        assert unit["parent_code"] in seen or (unit["code"], unit["parent_code"]) == ("TW", "")
        seen.add(unit["code"])


def test_every_parent_stands_on_a_strictly_higher_level():
    for unit in UNITS[1:]:
        assert BY_CODE[unit["parent_code"]]["level"] < unit["level"]


@pytest.mark.parametrize("field", ["name", "short_name", "name_en"])
def test_no_two_units_under_one_parent_bear_the_same(field):
    assert [key for key, n in Counter((unit["parent_code"], unit[field]) for unit in UNITS).items() if n > 1] == []


def test_a_short_name_is_never_its_province_s_own():
    assert [unit for unit in UNITS[1:] if unit["short_name"] == BY_CODE[unit["parent_code"]]["short_name"]] == []


@pytest.mark.parametrize(
    ("code", "parent_code", "name", "short_name"),
    [
        ("T01", "TW", "Thành đoàn Hà Nội", "Hà Nội"),
        ("T04", "TW", "Tỉnh đoàn Cao Bằng", "Cao Bằng"),
        ("T46", "TW", "Tỉnh đoàn Thừa Thiên Huế", "Thừa Thiên Huế"),
        ("T79", "TW", "Thành đoàn TP. Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("DKCQTW", "TW", "Đoàn Khối các cơ quan Trung ương", "Khối các cơ quan TW"),
        ("DKDNTW", "TW", "Đoàn Khối Doanh nghiệp Trung ương", "Khối Doanh nghiệp TW"),
        ("QD", "TW", "Ban Thanh niên Quân đội", "Quân đội"),
        ("CA", "TW", "Đoàn Thanh niên Bộ Công an", "Công an"),
        ("H001", "T01", "Quận đoàn Ba Đình", "Ba Đình"),
        ("H760", "T79", "Quận đoàn 1", "Q. 1"),
        ("H026", "T02", "Huyện đoàn Đồng Văn", "Đồng Văn"),
        ("H269", "T01", "Thị đoàn Sơn Tây", "Sơn Tây"),
        ("H040", "T04", "Thành đoàn Cao Bằng", "TP. Cao Bằng"),
        ("H058", "T06", "Thành đoàn Bắc Kạn", "TP. Bắc Kạn"),
        ("H866", "T87", "Thành đoàn Cao Lãnh", "TP. Cao Lãnh"),
        ("H873", "T87", "Huyện đoàn Cao Lãnh", "H. Cao Lãnh"),
        ("H498", "T48", "Huyện đoàn Hoàng Sa", "Hoàng Sa"),
        ("H576", "T56", "Huyện đoàn Trường Sa", "Trường Sa"),
        ("K01", "T01", "Đoàn Khối các cơ quan thành phố Hà Nội", "Khối các cơ quan Hà Nội"),
        ("K04", "T04", "Đoàn Khối các cơ quan tỉnh Cao Bằng", "Khối các cơ quan Cao Bằng"),
        ("K79", "T79", "Đoàn Khối Dân - Chính - Đảng TP. Hồ Chí Minh", "Khối Dân - Chính - Đảng TP. HCM"),
        ("DN72", "T72", "Đoàn Khối Doanh nghiệp tỉnh Tây Ninh", "Khối Doanh nghiệp Tây Ninh"),
    ],
)
def test_a_unit_bears_the_name_its_officers_use(code, parent_code, name, short_name):
    unit = BY_CODE[code]
    assert (unit["parent_code"], unit["name"], unit["short_name"]) == (parent_code, name, short_name)


def test_only_the_two_enterprises_blocs_are_outside_the_campaign():
    assert [unit["code"] for unit in UNITS if not unit["in_scope"]] == ["DKDNTW", "DN72"]


def test_only_the_two_unions_of_the_armed_forces_have_a_single_sector():
    assert [(u["code"], u["sector"]) for u in UNITS if u["sector"] != "mixed"] == [
        ("QD", "armed_forces"),
        ("CA", "armed_forces"),
    ]


def test_kinds_sectors_and_levels_are_ones_the_register_of_units_knows():
    assert {unit["kind"] for unit in UNITS} <= set(UnitKind.values)
    assert {unit["sector"] for unit in UNITS} <= set(Sector.values)
    assert {unit["level"] for unit in UNITS} <= set(Level.values)


def test_names_are_composed_and_without_stray_spaces():
    for unit in UNITS:
        for text in (unit["name"], unit["short_name"], unit["name_en"]):
            assert text == " ".join(unicodedata.normalize("NFC", text).split())


def test_an_alias_leads_to_a_unit_and_is_not_already_a_unit_s_name():
    names = {unit["name"].casefold() for unit in UNITS}
    for alias, code in official_aliases().items():
        assert code in BY_CODE
        assert alias.casefold() not in names


def test_the_real_list_s_spelling_of_the_tay_ninh_bloc_is_known():
    assert official_aliases()["Đoàn Thanh niên Khối doanh nghiệp tỉnh Tây Ninh"] == "DN72"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("01", "thành phố Hà Nội"),
        ("04", "tỉnh Cao Bằng"),
        ("001", "quận Ba Đình"),
        ("058", "thành phố Bắc Kạn"),
        ("269", "thị xã Sơn Tây"),
        ("760", "Quận 1"),
    ],
)
def test_a_territory_runs_in_a_sentence(code, text):
    assert territory_in_text(code) == text


def test_an_unknown_territory_is_refused():
    with pytest.raises(KeyError):
        territory_in_text("151")
