"""A throw-away PostgreSQL for one run of the tests: its own folder, no network, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

# Nothing here outlives the run, so nothing needs to reach the disk.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
log_min_messages = fatal
"""


@contextmanager
def throw_away(programs: Path, *, database: str = "") -> Iterator[str]:
    """Start a server with the programs in this folder and give its DATABASE_URL; stop it whatever happens.

    The tests make their own database beside the one that the address names; `database` is made where it is needed.

    PostgreSQL refuses to run as root: root starts it as the system user postgres.
    """
    folder = _fresh_folder()
    data = folder / "data"

    def run(name: str, *arguments: str) -> None:
        command = [*_as_server_user(), str(programs / name), "--pgdata", str(data), *arguments]
        said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if said.returncode:
            raise SystemExit(f"PostgreSQL's {name} failed:\n{said.stdout}{said.stderr}")

    try:
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(SETTINGS.format(folder=folder))
        try:
            run("pg_ctl", "--wait", f"--log={folder / 'log'}", "start")
            if database:
                _create(folder, database)
            yield f"postgres://postgres@/{database or 'suite'}?host={folder}"
        finally:
            if (data / "postmaster.pid").exists():
                run("pg_ctl", "--mode=immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(folder: Path, database: str) -> None:
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def _fresh_folder() -> Path:
    """A new folder that the server's user can reach, with a path short enough for a socket (107 bytes)."""
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if len(place) > 60 or not os.access(place, os.W_OK | os.X_OK):
            continue
        folder = Path(tempfile.mkdtemp(prefix="suite-postgres-", dir=place))
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        if subprocess.run([*_as_server_user(), "test", "-w", str(folder)], cwd="/", check=False).returncode == 0:
            return folder
        folder.rmdir()
    raise SystemExit("No folder for a throw-away PostgreSQL: neither TMPDIR nor /tmp can be reached by its user.")


def _as_server_user() -> list[str]:
    if os.geteuid() != 0:
        return []
    if shutil.which("runuser"):
        return ["runuser", "-u", "postgres", "--"]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
