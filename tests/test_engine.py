"""Are both databases set up so that nobody's work is lost?"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent

# What every write of the product does: look, decide, write. With Django's defaults for SQLite the look takes a read
# lock that cannot become a write lock once another writer is in between: "database is locked".
WRITER = """
import django
django.setup()
from django.db import connection, transaction
connection.ensure_connection()
print("ready", flush=True)
input()
for _ in range(150):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM counted")
        (before,) = cursor.fetchone()
        cursor.execute("INSERT INTO counted (number) VALUES (%s)", [before + 1])
"""

ASKED = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for pragma in ("journal_mode", "busy_timeout", "foreign_keys"):
        print(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
print(connection.transaction_mode)
"""


def python(code: str, database: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-c", code]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.mark.sqlite
def test_sqlite_writes_ahead_waits_for_its_turn_and_locks_before_it_looks(tmp_path: Path) -> None:
    said, _ = python(ASKED, tmp_path / "db.sqlite3").communicate(timeout=60)

    assert said.split() == ["wal", "20000", "1", "IMMEDIATE"]


@pytest.mark.sqlite
def test_four_writers_on_sqlite_lose_nothing_and_none_finds_it_locked(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    create = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE counted (number integer UNIQUE)")
"""
    assert python(create, database).communicate(timeout=60) == ("", None)

    writers = [python(WRITER, database) for _ in range(4)]
    assert [writer.stdout.readline() for writer in writers if writer.stdout] == ["ready\n"] * 4
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [writer.communicate(timeout=120)[0] for writer in writers]

    assert said == ["", "", "", ""]
    with closing(sqlite3.connect(database)) as plain:
        assert plain.execute("SELECT count(*), max(number) FROM counted").fetchone() == (600, 600)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_is_15_or_later_and_its_connections_stay_open() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000
    assert connection.settings_dict["CONN_MAX_AGE"] is None
    assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
