"""The ground every test stands on: settings that suit tests, what this machine cannot run, the standing cast.

The settings file is the one of the product; what tests want otherwise is said to it through the environment, here,
before Django reads it.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import pytest

from tests import machine

ROOT = Path(__file__).resolve().parent.parent
FILES = Path(tempfile.mkdtemp(prefix="suite-files-"))
(FILES / "static").mkdir()
atexit.register(shutil.rmtree, FILES, ignore_errors=True)

os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings",
    DJANGO_ALLOW_ASYNC_UNSAFE="true",  # playwright keeps an event loop in the thread that runs the test
    DEBUG="true",
    DEMO="false",
    TODAY="2017-11-15",
    SECOND_FACTOR_FROM_LEVEL="0",  # the tests about it switch it on
    PASSWORD_HASHER="django.contrib.auth.hashers.MD5PasswordHasher",
    EMAIL_URL="memorymail://",
    PRIVATE_ROOT=str(FILES / "private"),
    STATIC_ROOT=str(FILES / "static"),
    SECRET_KEY="tests-only-" + "x" * 50,
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
ON_POSTGRESQL = os.environ["DATABASE_URL"].startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogue when it changed, and set Django up with the environment above."""
    if not hasattr(config, "workerinput"):
        _compile()
    django.setup()
    from tests.emptying import empty_swiftly

    empty_swiftly()


def _compile() -> None:
    catalogues = (ROOT / "config" / "locale").glob("*/LC_MESSAGES/django.po")
    if any(_is_stale(po) for po in catalogues):
        command = [sys.executable, "-m", "babel.messages.frontend", "compile", "-D", "django", "-d", "config/locale"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this engine or machine cannot run: deselected, never skipped in silence."""
    able = {
        "postgresql": ON_POSTGRESQL,
        "sqlite": not ON_POSTGRESQL,
        "browser": bool(machine.chromium()[0]),
        "gettext": machine.gettext(),
    }
    left_out = [item for item in items if any(not able.get(mark.name, True) for mark in item.iter_markers())]
    if os.environ.get("SUITE_OF_THE_ENGINE"):
        left_out += [item for item in items if item not in left_out and not asks_the_engine(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def asks_the_engine(item: pytest.Item) -> bool:
    """Whether a test can fail on one engine alone: pytest-django keeps every other one from any database.

    What a page asks is tested beneath the pages, and the tests marked `every_page` open each of them on either engine.
    """
    if "client" in getattr(item, "fixturenames", ()):
        return bool(item.get_closest_marker("every_page") or item.get_closest_marker("sqlite"))
    about_it = item.get_closest_marker("django_db") or item.get_closest_marker("sqlite")
    return bool(about_it) or "django_db_setup" in getattr(item, "fixturenames", ())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what `make test` could not run, right before pytest's closing line."""
    for line in os.environ.get("SUITE_NOTICE", "").splitlines():
        terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database; at the end, first end the sessions that a kept-alive request of a browser still holds.

    PostgreSQL refuses to drop a database with a session in it, and a thread of the live server keeps its own for as
    long as the browser keeps its connection.
    """
    yield
    if ON_POSTGRESQL:
        from django.db import connection

        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def first_language():
    """Every test begins in the product's first language, whichever a page of the one before was read in."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def standing_cast(django_db_setup, django_db_blocker):
    """The cast as rows and objects, made before any test begins."""
    from tests.standing import StandingCast

    with django_db_blocker.unblock():
        return StandingCast()


@pytest.fixture
def cast(standing_cast, db):
    """The units, people and one kind of activity that most tests need."""
    return standing_cast.stand_up()


@pytest.fixture
def bloc(cast):
    """A network across Hà Nội and Huế, and its people."""
    from tests.networks import make_bloc

    return make_bloc(cast)
