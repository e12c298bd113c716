"""Which units exist by the official lists: the centre, the 67 province-level unions, and what stands below a province.

Pure: reads the files of `units/data` and writes nothing. Sources and what is unknown: `units/data/README.md`.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypedDict

DATA = Path(__file__).parent / "data"

CENTRAL, PROVINCE, DISTRICT = 1, 2, 3

UNION_OF_DIVISION = {
    "quận": "Quận đoàn",
    "huyện": "Huyện đoàn",
    "thị xã": "Thị đoàn",
    "thành phố": "Thành đoàn",
}
SHORT_DIVISION = {"quận": "Q.", "huyện": "H.", "thị xã": "TX.", "thành phố": "TP."}
ENGLISH_DIVISION = {"quận": "District", "huyện": "District", "thị xã": "Town", "thành phố": "City"}


class OfficialUnit(TypedDict):
    """One unit as the lists give it. `level` is 1 centre, 2 province, 3 district; `territory` a GSO code or ""."""

    code: str
    parent_code: str
    name: str
    short_name: str
    name_en: str
    level: int
    kind: str
    sector: str
    territory: str
    in_scope: bool


def official_units() -> Iterator[OfficialUnit]:
    """Yield every unit of the official lists, each parent before its children (domain.md §4, §8)."""
    yield OfficialUnit(
        code="TW",
        parent_code="",
        name="Trung ương Đoàn TNCS Hồ Chí Minh",
        short_name="Trung ương Đoàn",
        name_en="Central Committee of the Ho Chi Minh Communist Youth Union",
        level=CENTRAL,
        kind="central",
        sector="mixed",
        territory="",
        in_scope=True,
    )
    yield from (_listed(row, parent_code="TW") for row in _rows("province_unions.csv"))
    yield from _district_unions()
    yield from (_agencies_bloc(province) for province in _rows("provinces.csv"))
    yield from (_listed(row, parent_code=row["parent_code"]) for row in _rows("further_unions.csv"))


class OfficialNetwork(TypedDict):
    """One network as the list gives it: the codes of its holder and of its members, and since when."""

    code: str
    name_vi: str
    name_en: str
    holder_code: str
    from_on: date
    member_codes: list[str]


def official_networks() -> Iterator[OfficialNetwork]:
    """Yield every network of units (conclusion, point 6)."""
    for row in _rows("networks.csv"):
        yield OfficialNetwork(
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            holder_code=row["holder_code"],
            from_on=date.fromisoformat(row["from_on"]),
            member_codes=row["member_codes"].split(),
        )


def official_aliases() -> dict[str, str]:
    """Other spellings under which official units are written in papers and spreadsheets, each with the unit's code."""
    return {row["alias"]: row["code"] for row in _rows("unit_aliases.csv")}


def territory_in_text(code: str) -> str:
    """The territory of a GSO code (two digits a province, three a district) as it runs in a sentence.

    "01" gives "thành phố Hà Nội", "001" gives "quận Ba Đình", "760" gives "Quận 1". Raises KeyError for other codes.
    """
    return _territories()[code]


@cache
def _territories() -> dict[str, str]:
    provinces = {row["gso_code"]: _running(row) for row in _rows("provinces.csv")}
    districts = {row["district_code"]: _running(row) for row in _rows("districts.csv")}
    return provinces | districts


def _district_unions() -> Iterator[OfficialUnit]:
    provinces = {row["gso_code"]: row["short_name"] for row in _rows("provinces.csv")}
    districts = _rows("districts.csv")
    shared = Counter((row["province_code"], _bare(row)) for row in districts)
    for row in districts:
        bare, division, province = _bare(row), row["division_type"], row["province_code"]
        ambiguous = bare.isdigit() or bare == provinces[province] or shared[province, bare] > 1
        english = ENGLISH_DIVISION[division]
        yield OfficialUnit(
            code=f"H{row['district_code']}",
            parent_code=f"T{province}",
            name=f"{UNION_OF_DIVISION[division]} {bare}",
            short_name=f"{SHORT_DIVISION[division]} {bare}" if ambiguous else bare,
            name_en=f"{english} {bare} Youth Union" if bare.isdigit() else f"{bare} {english} Youth Union",
            level=DISTRICT,
            kind="territorial",
            sector="mixed",
            territory=row["district_code"],
            in_scope=True,
        )


def _agencies_bloc(province: dict[str, str]) -> OfficialUnit:
    """One bloc in each of the 63, as point 6 of the conclusion has it; Hồ Chí Minh City's bears a name of its own."""
    code, short_name = province["gso_code"], province["short_name"]
    division = "Province" if province["division_type"] == "tỉnh" else "City"
    name = f"Đoàn Khối các cơ quan {_running(province)}"
    short = f"Khối các cơ quan {short_name}"
    if code == "79":
        name, short = "Đoàn Khối Dân - Chính - Đảng TP. Hồ Chí Minh", "Khối Dân - Chính - Đảng TP. HCM"
    return OfficialUnit(
        code=f"K{code}",
        parent_code=f"T{code}",
        name=name,
        short_name=short,
        name_en=f"Youth Union of the Agencies' Bloc of {short_name} {division}",
        level=DISTRICT,
        kind="agencies_bloc",
        sector="mixed",
        territory=code,
        in_scope=True,
    )


def _listed(row: dict[str, str], *, parent_code: str) -> OfficialUnit:
    return OfficialUnit(
        code=row["code"],
        parent_code=parent_code,
        name=row["name"],
        short_name=row["short_name"],
        name_en=row["name_en"],
        level=int(row["level"]),
        kind=row["kind"],
        sector=row["sector"],
        territory=row["territory"],
        in_scope=row["in_scope"] == "true",
    )


def _bare(district: dict[str, str]) -> str:
    """Give "Bắc Kạn" for "Thành Phố Bắc Kạn", which is how the list writes it."""
    return district["name"][len(district["division_type"]) :].strip()


def _running(division: dict[str, str]) -> str:
    kind, bare = division["name"][0].lower() + division["name"][1:], division["name"].rsplit(" ", 1)[-1]
    return division["name"] if bare.isdigit() else kind.replace("thành Phố", "thành phố", 1)


def _rows(filename: str) -> list[dict[str, str]]:
    with (DATA / filename).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
