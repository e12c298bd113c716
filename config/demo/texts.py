"""Which words is the demonstration made of? The files of made-up texts, with the place filled in."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from units.models import Unit
from units.official import territory_in_text

WITHOUT_TERRITORY = ("thành phố Hà Nội", "Hà Nội")


@cache
def texts(app: str, name: str) -> Any:
    """Returns one `demo_*` file of an app as plain Python values."""
    path = Path(apps.get_app_config(app).path) / "data" / f"demo_{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def place_of(territory: str) -> tuple[str, str]:
    """Returns a territory as it runs in a sentence and its bare name: ("quận Ba Đình", "Ba Đình")."""
    if not territory:
        return WITHOUT_TERRITORY
    running = territory_in_text(territory)
    words = running.split()
    division = next(d for d in ("thành phố", "thị xã", "tỉnh", "quận", "huyện") if running.lower().startswith(d))
    bare = " ".join(words[len(division.split()) :])
    return running, running if bare.isdigit() else bare


def filled(text: str, unit: Unit) -> str:
    """Returns a text with the unit's place in it."""
    place, short = place_of(unit.territory)
    return text.replace("{place}", place).replace("{short}", short)
