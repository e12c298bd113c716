"""`load_demo` makes the same country each time, where it may, and refuses everywhere else."""

from __future__ import annotations

import pytest
from django.conf import settings as real_settings
from django.core.management import CommandError, call_command
from django.db import transaction

from campaign.models import ActivityDecision
from config.demo import loading
from units.models import Unit, User

pytestmark = pytest.mark.sqlite  # see test_demo


def test_it_refuses_where_the_demonstration_is_off(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=true"):
        call_command("load_demo")
    assert not Unit.objects.exists()


def test_it_refuses_to_mix_with_real_data(cast, settings):
    settings.DEMO = True
    before = Unit.objects.count()

    with pytest.raises(CommandError, match="không phải của bản trình diễn"):
        call_command("load_demo")
    assert Unit.objects.count() == before


def test_its_accounts_are_unknown_to_the_settings_of_a_real_installation():
    assert real_settings.DEMO_ACCOUNTS == {}


def test_the_same_seed_makes_the_same_country(db, monkeypatch):
    monkeypatch.setattr(loading, "QUARTERS", [(2015, 1), (2015, 2)])

    assert _fingerprint() == _fingerprint()


def _fingerprint() -> list[tuple]:
    """Loads half a year, describes it without keys, and undoes it."""
    with transaction.atomic():
        loading.load(scale=0)
        lines = ActivityDecision.objects.order_by("at", "paper__unit__code", "paper__title", "action")
        found = [
            *User.objects.order_by("username").values_list("username", "person__full_name", "person__born_on"),
            *lines.values_list("at", "action", "paper__unit__code", "paper__title", "paper__turnout", "note"),
        ]
        transaction.set_rollback(True)
    return found
