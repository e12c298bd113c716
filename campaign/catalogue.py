"""How do the conclusion, the catalogue of kinds, the movements and the proposed calendar get into the database?

Loading is idempotent: what is there stays as it is, so that an installation's own changes survive a second loading.
A kind that is still as it was loaded also gets what has been added to our files since: examples of sectors above all.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from campaign.models import ActivityKind, Conclusion, DueDay, KindSector, Movement, Period, Point
from units.models import Level

DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    """Returns one file of `campaign/data` as plain Python values."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@transaction.atomic
def load_catalogue() -> Conclusion:
    """Loads everything that a new installation needs before its first plan; returns the conclusion."""
    conclusion = _load_conclusion(read("conclusion"))
    points = {point.number: point for point in conclusion.points.all()}
    for row in read("movements")["movements"]:
        Movement.objects.get_or_create(
            code=row["code"],
            defaults={"name_vi": row["name_vi"], "name_en": row["name_en"], "order": row["position"]},
        )
    for row in read("kinds")["kinds"]:
        _load_kind(row, points[row["point"]])
    for row in read("periods")["periods"]:
        _load_period(row, conclusion)
    return conclusion


def _load_conclusion(data: dict[str, Any]) -> Conclusion:
    both = ("issuer", "title")
    conclusion, _new = Conclusion.objects.get_or_create(
        number=data["number"],
        defaults={
            "issued_on": date.fromisoformat(data["issued_on"]),
            "starts_on": date.fromisoformat(data["campaign"]["starts_on"]),
            "ends_on": date.fromisoformat(data["campaign"]["ends_on"]),
            "acknowledged_down_to": data["distribution"]["level"],
            **{f"{name}_{language}": data[f"{name}_{language}"] for name in both for language in ("vi", "en")},
        },
    )
    for row in data["points"]:
        texts = {key: row[key] for key in ("heading_vi", "heading_en", "text_vi", "text_en")}
        Point.objects.get_or_create(conclusion=conclusion, number=row["number"], defaults=texts)
    return conclusion


TEXTS = ("example_vi", "example_en", "evidence_vi", "evidence_en")


def _load_kind(row: dict[str, Any], point: Point) -> None:
    known = ActivityKind.objects.filter(code=row["code"]).order_by("-version").first()
    if known is None:
        _load_sectors(_add_kind(row, point), row)
    elif known.version == 1 and known.replaced_on is None and known.unit_id is None:  # nobody has changed it here
        if known.has_level != row["level"]:
            known.has_level = row["level"]
            known.save(update_fields=["has_level"])
        _load_sectors(known, row)


def _add_kind(row: dict[str, Any], point: Point) -> ActivityKind:
    names = ("name_vi", "name_en", "counts_vi", "counts_en", "hint_vi", "hint_en")
    return ActivityKind.objects.create(
        code=row["code"],
        responsibility=row["responsibility"],
        point=point,
        aggregation=row["aggregation"],
        also_responsibility=(row["secondary"] or [""])[0],
        on_saturdays=row["saturday"],
        has_level=row["level"],
        is_drive=row["drive"],
        aliases="\n".join(row["aliases"]),
        order=row["position"],
        **{name: row[name] for name in names},
    )


def _load_sectors(kind: ActivityKind, row: dict[str, Any]) -> None:
    """Adds what is said of sectors and not there yet; texts that stand there stay as they are."""
    packs = {pack["sector"]: {name: pack[name] for name in TEXTS} for pack in row["packs"]}
    known = {one.sector: one for one in kind.sectors.all()}
    missing = [sector for sector in dict.fromkeys([*row["sectors"], *packs]) if sector not in known]
    KindSector.objects.bulk_create(
        KindSector(kind=kind, sector=sector, restricts=sector in row["sectors"], **packs.get(sector, {}))
        for sector in missing
    )
    empty = [one for sector, one in known.items() if sector in packs and not any(getattr(one, name) for name in TEXTS)]
    for one in empty:
        for name, text in packs[one.sector].items():
            setattr(one, name, text)
    KindSector.objects.bulk_update(empty, TEXTS)


def _load_period(row: dict[str, Any], conclusion: Conclusion) -> None:
    period, new = Period.objects.get_or_create(
        conclusion=conclusion,
        kind=row["kind"],
        year=row["year"],
        number=1,
        defaults={
            "starts_on": date.fromisoformat(row["starts_on"]),
            "ends_on": date.fromisoformat(row["ends_on"]),
        },
    )
    if new:
        days = {Level[level.upper()]: date.fromisoformat(day) for level, day in row["due"].items()}
        DueDay.objects.bulk_create([DueDay(period=period, level=level, due_on=day) for level, day in days.items()])
