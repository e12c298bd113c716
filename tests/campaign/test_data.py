"""The catalogue's files are whole in both languages, agree with one another, and know what people really wrote."""

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from campaign.catalogue import DATA, load_catalogue, read
from campaign.models import ActivityKind, Conclusion, KindSector, Movement, Period, Point, Responsibility
from units.models import Sector
from units.vietnamese.names import search_key

KINDS = read("kinds")["kinds"]
BY_CODE = {kind["code"]: kind for kind in KINDS}
MOVEMENTS = read("movements")["movements"]
PERIODS = read("periods")["periods"]
CONCLUSION = read("conclusion")
LABELS = {"Bản thân": "self", "Công việc": "work", "Cộng đồng": "community"}

REAL_LABELS = {
    "khám bệnh, cấp thuốc": "medical_examination",
    "hiến máu": "blood_donation",
    "giúp dân": "helping_people",
    "Ngày thứ bảy tình nguyện": "saturday_procedures",
    "Ngày thứ bảy tình nguyện / NTM": "saturday_new_countryside",
    "hội thi kỹ năng": "skills_contest",
    "học tập chính trị": "political_study",
    "Kỳ nghỉ hồng": "pink_holiday",
    "công trình thanh niên": "youth_project",
    "đường GTNT": "rural_roads",
    "tuyên dương": "commendation",
}


def kinds_by_what_people_write():
    written: dict[str, set[str]] = {}
    for kind in KINDS:
        for text in [kind["name_vi"], *kind["aliases"]]:
            written.setdefault(search_key(text), set()).add(kind["code"])
    return written


def real_rows():
    sheet = load_workbook(DATA / "hoat-dong-2015-2017.xlsx").active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if str(row[0] or "").isdigit()]


def values(tree):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from values(value) if isinstance(value, dict | list) else [(key, value)]
    elif isinstance(tree, list):
        for value in tree:
            yield from values(value) if isinstance(value, dict | list) else [("", value)]


def objects(tree):
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []:
        yield from objects(value)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_a_file_is_composed_unicode_with_every_text_in_both_languages(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    for thing in objects(json.loads(text)):
        vietnamese = {key[:-3] for key in thing if key.endswith("_vi")}
        english = {key[:-3] for key in thing if key.endswith("_en")}
        assert english <= vietnamese, thing
        assert vietnamese - english <= {"place"}, thing  # a place has one name
    for key, value in values(json.loads(text)):
        assert value != "", key
        assert not isinstance(value, str) or value == value.strip(), value


def test_the_conclusion_is_the_one_of_25_december_2014_with_six_points_and_five_weaknesses():
    assert (CONCLUSION["number"], CONCLUSION["issued_on"]) == ("14-KL/TWĐTN-CNĐT", "2014-12-25")
    assert CONCLUSION["campaign"]["starts_on"] == "2015-01-01"
    assert CONCLUSION["campaign"]["ends_on"] == "2017-12-31"
    assert [point["number"] for point in CONCLUSION["points"]] == [1, 2, 3, 4, 5, 6]
    assert [weakness["code"] for weakness in CONCLUSION["weaknesses"]] == ["W1", "W2", "W3", "W4", "W5"]
    assert [r["name_vi"] for r in CONCLUSION["responsibilities"]] == [
        "Trách nhiệm với bản thân",
        "Trách nhiệm với công việc",
        "Trách nhiệm với cộng đồng",
    ]


def test_only_the_secretariat_and_the_provinces_are_given_a_year():
    dated = [(row["to"], row["year"]) for row in CONCLUSION["addressed"] if row["year"]]
    assert dated == [("secretariat", 2017), ("province_level", 2015)]


def test_kind_codes_and_names_are_unique_and_there_are_at_least_thirty():
    assert len(KINDS) == len(BY_CODE) == len({kind["name_vi"] for kind in KINDS}) == len({k["name_en"] for k in KINDS})
    assert len(KINDS) >= 30
    assert [kind["position"] for kind in KINDS] == list(range(1, len(KINDS) + 1))


def test_kinds_cite_every_point_of_the_conclusion_and_every_responsibility():
    assert {kind["point"] for kind in KINDS} == {1, 2, 3, 4, 5, 6}
    assert {kind["responsibility"] for kind in KINDS} == {"self", "work", "community"}


def test_a_kind_uses_only_words_that_the_catalogue_knows():
    for kind in KINDS:
        assert re.fullmatch(r"[a-z_]{3,40}", kind["code"])
        assert kind["aggregation"] in ActivityKind.Aggregation.values
        assert set(kind["secondary"]) <= set(Responsibility.values) - {kind["responsibility"]}
        assert set(kind["sectors"]) <= set(Sector.values) - {"mixed"}, "a mixed unit may use every kind"
        assert kind["counts_vi"] not in {unit["vi"] for unit in kind["also_counts"]}


@pytest.mark.parametrize("field", ["name_vi", "name_en", "counts_vi", "counts_en", "hint_vi", "hint_en"])
def test_a_kind_s_texts_fit_their_columns(field):
    limit = ActivityKind._meta.get_field(field).max_length
    assert [kind["code"] for kind in KINDS if len(kind[field]) > limit] == []


def test_what_people_write_leads_to_one_kind_only():
    assert {text: codes for text, codes in kinds_by_what_people_write().items() if len(codes) > 1} == {}


def test_the_first_class_kinds_of_the_movement_are_there():
    assert [kind["code"] for kind in KINDS if kind["saturday"]] == [
        "saturday_procedures",
        "saturday_legal_advice",
        "saturday_backlog",
        "saturday_new_countryside",
    ]
    assert [kind["code"] for kind in KINDS if kind["drive"]] == ["peak_drive"]
    assert {"new_hard_task", "young_cadre_club", "young_science_club", "youth_project", "youth_task"} <= set(BY_CODE)
    assert {"pink_holiday", "party_opinion", "supervision", "social_criticism", "commendation"} <= set(BY_CODE)


@pytest.mark.parametrize(("label", "code"), REAL_LABELS.items())
def test_a_kind_is_found_by_the_word_the_real_list_uses(label, code):
    assert kinds_by_what_people_write()[search_key(label)] == {code}


def test_every_real_row_s_kind_is_known_and_belongs_to_the_responsibility_that_the_row_names():
    rows = real_rows()
    assert len(rows) == 12
    for row in rows:
        kind = BY_CODE[REAL_LABELS[row["Loại hoạt động"]]]
        assert LABELS[row["Trách nhiệm"]] == kind["responsibility"], row
        assert row["Nguồn"].startswith("http")


def test_the_army_s_real_rows_are_open_to_the_armed_forces():
    for row in real_rows():
        if row["Đơn vị"] == "Ban Thanh niên Quân đội":
            assert BY_CODE[REAL_LABELS[row["Loại hoạt động"]]]["sectors"] in ([], ["armed_forces"])


def test_movement_codes_names_and_aliases_are_unique():
    assert Counter(m["code"] for m in MOVEMENTS).most_common(1)[0][1] == 1
    written = Counter(search_key(text) for m in MOVEMENTS for text in {m["name_vi"], *m["aliases"]})
    assert [text for text, n in written.items() if n > 1] == []


def test_the_calendar_proposes_four_periods_a_year_from_january_on():
    assert [(p["code"], p["ends_on"]) for p in PERIODS] == [
        ("2015-Q1", "2015-03-31"),
        ("2015-H1", "2015-06-30"),
        ("2015-M9", "2015-09-30"),
        ("2015-Y", "2015-12-31"),
        ("2016-Q1", "2016-03-31"),
        ("2016-H1", "2016-06-30"),
        ("2016-M9", "2016-09-30"),
        ("2016-Y", "2016-12-31"),
        ("2017-Q1", "2017-03-31"),
        ("2017-H1", "2017-06-30"),
        ("2017-M9", "2017-09-30"),
        ("2017-Y", "2017-12-31"),
    ]
    assert {p["starts_on"] for p in PERIODS} == {"2015-01-01", "2016-01-01", "2017-01-01"}


def test_lower_levels_are_due_before_upper_ones_and_all_after_the_period():
    for period in PERIODS:
        assert period["kind"] in Period.Kind.values
        days = [date.fromisoformat(period["due"][level]) for level in ("branch", "grassroots", "district", "province")]
        assert date.fromisoformat(period["opens_on"]) <= date.fromisoformat(period["ends_on"]) < days[0]
        assert days == sorted(set(days))


@pytest.mark.django_db
def test_loading_twice_gives_each_row_once():
    load_catalogue()
    load_catalogue()
    counted = [model.objects.count() for model in (Conclusion, Point, ActivityKind, Movement, Period)]
    assert counted == [1, 6, 63, 15, 12]
    legal = KindSector.objects.filter(kind__code="saturday_legal_advice", restricts=True).values_list(
        "sector", flat=True
    )
    assert sorted(legal) == ["administration", "armed_forces", "front", "judiciary"]
