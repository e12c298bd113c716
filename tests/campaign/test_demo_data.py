"""What the demonstration is made of is plainly marked, plausible for its kind and sector, and rich enough."""

import json
import re

import pytest

from campaign.catalogue import read
from units.models import Sector
from units.official import DATA as UNITS_DATA
from units.vietnamese.names import search_key

KINDS = {kind["code"]: kind for kind in read("kinds")["kinds"]}
MOVEMENTS = {movement["code"] for movement in read("movements")["movements"]}
POOL = read("demo_activities")["kinds"]
PAPERS = read("demo_papers")
NOMINATIONS_FILE = UNITS_DATA.parent.parent / "recognition" / "data" / "demo_nominations.json"
NOMINATIONS = json.loads(NOMINATIONS_FILE.read_text(encoding="utf-8"))
NAMES = json.loads((UNITS_DATA / "demo_names.json").read_text(encoding="utf-8"))


def sentences(tree):
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from sentences(value)


@pytest.mark.parametrize("name", ["demo_activities", "demo_papers"])
def test_a_made_up_file_says_so(name):
    assert read(name)["demonstration"] is True


def test_made_up_names_and_nominations_say_so():
    assert NAMES["demonstration"] is True
    assert NOMINATIONS["demonstration"] is True


def test_every_kind_has_at_least_four_made_up_activities():
    assert {row["kind"] for row in POOL} == set(KINDS)
    assert [row["kind"] for row in POOL if len(row["items"]) < 4] == []
    assert sum(len(row["items"]) for row in POOL) >= 120


def test_a_made_up_activity_is_open_to_its_sectors_and_serves_known_movements():
    for row in POOL:
        allowed = set(KINDS[row["kind"]]["sectors"] or Sector.values)
        assert set(row["movements"]) <= MOVEMENTS
        for item in row["items"]:
            assert set(item.get("sectors", ())) <= allowed, item
            assert all(1 <= month <= 12 for month in item.get("months", ()))


def test_ranges_rise_and_a_kind_without_citizens_says_not_applicable():
    for row in POOL:
        for field in ("turnout", "citizens", "result", "value", "hours"):
            assert row[field] is None or 0 <= row[field][0] <= row[field][1], row["kind"]
    assert next(row for row in POOL if row["kind"] == "saturday_backlog")["citizens"] is None


def test_no_title_is_used_twice():
    titles = [search_key(item["title"]) for row in POOL for item in row["items"]]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


# Words after which a Vietnamese phrase goes on, and those that close one all the same ("đầu năm", "hằng quý").
OPEN_ENDS = {
    "năm", "quý", "tháng", "ngày", "đợt", "lập", "và", "của", "cho", "với", "về", "các", "những", "trong", "tại", "từ",
    "đến", "để", "theo", "trên", "bằng", "khi", "vì", "do", "ở", "gắn", "nhằm",
}  # fmt: skip
CLOSED_ENDS = (
    "đầu năm", "cuối năm", "giữa năm", "trong năm", "lâu năm", "hằng quý", "quý sau", "độc lập",
)  # fmt: skip


def test_no_title_breaks_off():
    for title in [item["title"] for row in POOL for item in row["items"]]:
        ends_well = title.endswith(CLOSED_ENDS) or title.split()[-1].lower() not in OPEN_ENDS
        assert ends_well, title
        assert title[-1] not in ",:;–-“(", title
        assert (title.count("“"), title.count("(")) == (title.count("”"), title.count(")")), title


def test_only_known_placeholders_stand_in_made_up_texts():
    found = {hole for text in sentences([POOL, PAPERS, NOMINATIONS]) for hole in re.findall(r"\{\w*\}", text)}
    found |= {hole for text in sentences(NAMES["under"]) for hole in re.findall(r"\{\w*\}", text)}
    assert found == {"{place}", "{short}"}


def test_report_and_plan_sentences_bear_no_figures_that_could_contradict_a_compiled_report():
    for text in sentences([PAPERS["report"], PAPERS["plan"]]):
        assert not re.search(r"\d", re.sub(r"Kết luận 14|Chỉ thị 01", "", text)), text


@pytest.mark.parametrize("level", ["branch", "superior"])
def test_a_report_has_sentences_for_every_part_of_its_narrative(level):
    parts = {"guidance", "self", "work", "community", "strengths", "shortcomings", "causes", "proposals"}
    assert parts <= set(PAPERS["report"][level])
    assert [part for part in parts if len(PAPERS["report"][level][part]) < 4] == []


def test_every_kind_of_paper_can_be_returned_with_one_of_several_reasons():
    assert {kind: len(reasons) >= 5 for kind, reasons in PAPERS["return_reasons"].items()} == {
        "activity": True,
        "report": True,
        "plan": True,
        "nomination": True,
    }


def test_plans_and_reports_are_never_declined():
    assert set(PAPERS["decline_reasons"]) == {"activity", "nomination"}


def test_every_sector_has_people_worth_nominating_for_each_responsibility():
    single = set(Sector.values) - {"mixed"}
    assert set(NOMINATIONS["by_sector"]) == single
    assert single <= set(NAMES["occupations"])
    for dossiers in NOMINATIONS["by_sector"].values():
        for dossier in dossiers:
            assert {a["responsibility"] for a in dossier["achievements"]} == {"self", "work", "community"}


def test_made_up_units_have_a_sector_and_a_name_that_fits_its_column():
    for above in NAMES["under"].values():
        grassroots = [*above["grassroots"], *(g for d in above.get("district_level", ()) for g in d["grassroots"])]
        assert grassroots
        for unit in [*grassroots, *above["base_branches"], *(b for g in grassroots for b in g["branches"])]:
            assert unit["sector"] in Sector.values
            assert len(unit["name"].format(place="thành phố Phan Rang-Tháp Chàm", short="Phan Rang-Tháp Chàm")) <= 200
            assert len(unit.get("short_name", "").format(short="Phan Rang-Tháp Chàm")) <= 80
        for unit in grassroots:
            assert len({branch["name"] for branch in unit["branches"]}) == len(unit["branches"]) >= 2
