"""The table of results, kept in the repository: each part with its machine, day and commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection

from tests.benchmarks.measuring import Measured

FILE = Path(__file__).parent / "RESULTS.md"
HEAD = """# Measured at national size

`make bench` writes this file: 133.000 units, 150.000 accounts on PostgreSQL, settings of a production, requests
through Django's test client in one process. Every figure stands beside a floor of the same run, taken in turns:
a busy machine hits both alike. Read the ratios, not the milliseconds.

- Floor of a page: a signed-in view behind the same middleware that runs the bare SQL and writes the same rows in a
  plain table (`floor.py`).
- Floor of a move: the bare updates of the same rows. Floor of an import: one COPY of the same rows, ready made.

What bounds a page: the processor, not the database. Measured on 24/11/2026 in processor time, a list takes three
times what the floor takes, about 19 ms beside 6: the same 6 for the middleware, as much for writing five queries as
SQL, running them and making objects of what comes (the database itself works for 3 ms), the rest for drawing, most
of it the frame of the page. It was 45 ms before the panel of filters was drawn only when it is opened
(`units/filters/asked.py`), what is the same for everybody once (`units/templatetags/kept.py`), and rows in one piece
(`units/rows.py`). Searches over the whole nation are bounded by reading 133.000 names. A unit's page asks 21
questions of its own: its posts, records, history, head-counts of two years; writing them as SQL is half of what it
takes. An import is bounded by the processor as well: half is reading and judging the rows once more, half writing
them.
"""


def keep(part: str, lines: list[str]) -> None:
    """Writes one part into the file in place of what it said before."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    parts = dict(re.findall(r"<!-- (\w+) -->\n(.*?)(?=\n<!-- |\Z)", old, re.DOTALL))
    parts[part] = "\n".join([f"## {part.capitalize()}", "", *lines, "", _machine(), ""])
    body = "\n".join(
        f"<!-- {name} -->\n{parts[name].rstrip()}\n" for name in ("pages", "moving", "importing") if name in parts
    )
    FILE.write_text(f"{HEAD}\n{body}", encoding="utf-8")
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


def of_pages(measured: list[Measured]) -> list[str]:
    """One line a page."""
    lines = [
        "| First page of … | goal | p50 ms | p95 ms | floor p50 | floor p95 | p50 / floor | p95 / floor | |",
        "|---|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for one in measured:
        numbers = (one.p(50), one.p(95), one.floor_p(50), one.floor_p(95))
        reached = "reached" if one.ratio(95) <= 2 else "missed"
        lines.append(
            f"| {one.name} | {one.goal} | {_cells(numbers)} | {_n(one.ratio(50))} | {_n(one.ratio(95))} | {reached} |"
        )
    return [*lines, "", f"{len(measured[0].times)} requests each."]


def of_work(measured: list[Measured]) -> list[str]:
    """One line a piece of work that has a limit of a second."""
    lines = ["| What | goal | p50 ms | p95 ms | floor p50 | p50 / floor | |", "|---|---|---:|---:|---:|---:|---|"]
    for one in measured:
        reached = "reached" if one.p(95) < 1000 else "missed"
        cells = _cells((one.p(50), one.p(95), one.floor_p(50)))
        lines.append(f"| {one.name} | {one.goal} | {cells} | {_n(one.ratio(50))} | {reached} |")
    return [*lines, "", *(f"{one.note}; {len(one.times)} times." for one in measured)]


def of_import(measured: list[Measured], speeds: dict[str, float]) -> list[str]:
    """Rows a second of everything, and what the goal says."""
    lines = ["| What | rows a second | goal | beside COPY | |", "|---|---:|---|---:|---|"]
    goals = {one.name: one for one in measured}
    copy = next(speed for name, speed in speeds.items() if name.startswith("COPY"))
    for name, speed in speeds.items():
        goal = goals[name].goal if name in goals else ""
        reached = ("reached" if speed >= 2000 else "missed") if goal else ""
        lines.append(f"| {name} | {_thousands(speed)} | {goal} | 1 / {_n(copy / speed)} | {reached} |")
    return lines


def _cells(numbers: tuple[float, ...]) -> str:
    return " | ".join(map(_n, numbers))


def _n(number: float) -> str:
    return f"{number:.2f}".replace(".", ",") if number < 10 else f"{number:.0f}"


def _thousands(number: float) -> str:
    return f"{number:,.0f}".replace(",", ".")


def _machine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        engine = cursor.fetchone()[0].split()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=FILE.parent, capture_output=True, text=True, check=False
    ).stdout.strip()
    day = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    return (
        f"{day:%d/%m/%Y}, commit {commit or 'unknown'}: {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, load"
        f" {os.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}, PostgreSQL {engine}."
    )
