"""Measures the product at national size and keeps the table of results. `make bench` calls it.

    python -m tests.benchmarks.run [--quick] [pages] [moving] [importing]

On a throw-away PostgreSQL with the national demonstration, or on the one that DATABASE_URL names (which keeps it, so
that a second run need not build it). The settings are those of a production. What is named is measured; what was
measured before stays in the table.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import machine
from tests.postgres import throw_away

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("pages", "moving", "importing")
NATION = {"DEBUG": "true", "DEMO": "true", "TODAY": "2017-11-15"}


def main(arguments: list[str]) -> int:
    """Builds or takes the database, measures what is named (everything unless something is), writes the table."""
    quick = "--quick" in arguments
    parts = [one for one in arguments if one in PARTS] or list(PARTS)
    with _database() as url, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _manage(NATION | {"DATABASE_URL": url}, "migrate", "--verbosity=0")
        _manage(NATION | {"DATABASE_URL": url}, "load_demo", "--size=national")
        os.environ.update(_production(url, Path(folder)))
        _manage({}, "collectstatic", "--noinput", "--verbosity=0")
        import config.wsgi  # noqa: F401  what a server's process begins with

        _measure(parts, quick=quick)
    return 0


def _measure(parts: list[str], *, quick: bool) -> None:
    from django.conf import settings
    from django.db import connection

    from tests.benchmarks import importing, moving, pages, table

    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if "pages" in parts:
        table.keep("pages", table.of_pages(pages.measure(rounds=3 if quick else 10, each=10 if quick else 20)))
    if "moving" in parts:
        table.keep("moving", table.of_work(moving.measure(rounds=3, each=2 if quick else 5)))
    if "importing" in parts:
        table.keep("importing", table.of_import(*importing.measure(rounds=2 if quick else 5)))


@contextmanager
def _database() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    programs, why = machine.postgresql()
    if given.startswith("postgres"):
        yield given
    elif programs is None:
        raise SystemExit(f"The benchmarks need PostgreSQL ({why}).")
    else:
        with throw_away(programs, database="suite") as url:
            yield url


def _production(url: str, folder: Path) -> dict[str, str]:
    """What a production says, without a proxy in front: the client below speaks for it."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "false", "DEMO": "false", "TODAY": "", "DATABASE_URL": url, "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "testserver", "STATIC_ROOT": str(folder / "static"), "PRIVATE_ROOT": str(folder / "private"),
        "EMAIL_URL": "dummymail://", "SECOND_FACTOR_FROM_LEVEL": "0",
    }  # fmt: skip


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=os.environ | environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
