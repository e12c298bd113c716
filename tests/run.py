"""Runs the whole suite: on SQLite, then on PostgreSQL; the browser walks once. `make test` calls it.

    python -m tests.run [arguments for pytest]

What this machine cannot run is said loudly, and is a failure when REQUIRE_ALL=1. The exit code is non-zero when any
half failed. pytest's own closing line stays the last line.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import machine
from tests.postgres import throw_away

ROOT = Path(__file__).resolve().parent.parent
MOST_PROCESSES = 4  # each has a database and a browser of its own


def main(arguments: list[str]) -> int:
    for end in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C does: leave through every `finally`
        signal.signal(end, lambda number, _frame: sys.exit(128 + number))
    given = os.environ.get("DATABASE_URL", "")
    programs, why = machine.postgresql()
    has_postgresql = given.startswith("postgres") or programs is not None
    not_run = []
    if not has_postgresql:
        not_run.append(f"NOT RUN: the PostgreSQL half ({why}).")
    chromium, lack = machine.chromium()
    if not chromium:
        not_run.append(f"NOT RUN: the browser walks ({lack}).")
    if not machine.gettext():
        not_run.append("NOT RUN: the catalogue against the code (gettext is not installed).")

    failed = half("SQLite", "", arguments, last=not has_postgresql, notice=[] if has_postgresql else not_run)
    if given.startswith("postgres"):
        failed |= half("PostgreSQL", given, arguments, last=True, notice=[*failed_line(failed), *not_run])
    elif programs:
        with throw_away(programs) as url:
            failed |= half("PostgreSQL", url, arguments, last=True, notice=[*failed_line(failed), *not_run])
    return 1 if failed or (not_run and os.environ.get("REQUIRE_ALL") == "1") else 0


def half(name: str, url: str, arguments: list[str], *, last: bool, notice: list[str]) -> bool:
    """Run the suite on one engine and say whether it failed. An empty url means SQLite in memory.

    Walks, and tests that ask no database, say the same on every engine: they run once, in the last half. So do tests
    of one page, except those marked `every_page`: what a page asks of the engine is tested beneath it on both.
    """
    print(f"\n=== {name} {'with' if last and machine.chromium()[0] else 'without'} the browser walks ===", flush=True)
    select = [] if last else ["-m", "not browser"]
    environment = os.environ | {"DATABASE_URL": url or "sqlite://:memory:", "SUITE_NOTICE": "\n".join(notice)}
    environment["SUITE_OF_THE_ENGINE"] = "" if last else "1"
    command = [sys.executable, "-m", "pytest", *select, *(arguments or spread())]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return code != 0 and not (code == pytest.ExitCode.NO_TESTS_COLLECTED and arguments)


def spread() -> list[str]:
    """The whole suite goes over the processors, file by file: a file's own fixtures are made once.

    In their own order: the browser's files come first, and what ends on one processor are short ones.
    """
    processors = min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
    return ["-n", str(processors), "--dist", "loadfile", "--no-loadscope-reorder"] if processors > 1 else []


def failed_line(failed: bool) -> list[str]:
    return ["FAILED: the SQLite half, see above."] if failed else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
