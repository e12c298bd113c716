"""How do the real activities come in? Through the application's own import, with the source of each row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.apps import apps

from campaign.loading.sheet import Loading, load
from config.demo.chance import dice, moment
from config.demo.world import World
from units.clock import at

FILE = "hoat-dong-2015-2017.xlsx"
LOADED_ON = date(2017, 11, 6)


def load_list(world: World) -> Loading:
    """Loads the real activities as the central administrator, so that they enter as accepted; ValueError if not."""
    path = Path(apps.get_app_config("campaign").path) / "data" / FILE
    with at(moment(LOADED_ON, dice("real"))):
        loading = load(path.read_bytes(), by=world.administrators[world.root.pk], name=FILE, dry_run=False)
    if not loading.written:
        raise ValueError([row.problems for row in loading.wrong])
    return loading
