"""Does a real installation refuse to start with a setting that is only good for a newcomer's machine?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOUND = {
    "DEBUG": "false",
    "SECRET_KEY": "kept-outside-the-code-and-longer-than-fifty-characters-0123456789",
    "ALLOWED_HOSTS": "3trachnhiem.example.org",
    "DATABASE_URL": "postgres://app@/app",
    "DEMO": "false",
    "TODAY": "",
    "ALLOW_SQLITE": "false",
}


def start(**changed: str) -> str:
    """What a start with these settings says on its last line; "" when it starts."""
    command = [sys.executable, "-c", "import config.settings"]
    environment = os.environ | SOUND | changed
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return said.stderr.strip().rpartition("\n")[2]


def test_a_sound_installation_starts() -> None:
    assert start() == ""


def test_a_single_district_may_choose_sqlite_knowingly() -> None:
    assert start(DATABASE_URL="sqlite:////nowhere/db.sqlite3", ALLOW_SQLITE="true") == ""


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be a secret"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be a secret"),
        (
            {"SECRET_KEY": "insecure-newcomer-key-for-one-computer-only-never-for-a-real-installation"},
            "SECRET_KEY must be a secret",
        ),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"DEMO": "true"}, "DEMO accounts have published passwords"),
        ({"TODAY": "2017-11-15"}, "TODAY is for demonstrations"),
        ({"DATABASE_URL": "sqlite:////nowhere/db.sqlite3"}, "DATABASE_URL must name a PostgreSQL database"),
        ({"DATABASE_URL": ""}, "DATABASE_URL must name a PostgreSQL database"),
    ],
)
def test_an_insecure_setting_stops_the_start_and_says_which(changed: dict[str, str], complaint: str) -> None:
    said = start(**changed)

    assert said.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert complaint in said
