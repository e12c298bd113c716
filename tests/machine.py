"""What does this machine have for the tests: a Chromium, gettext, PostgreSQL's programs?"""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

OLDEST_POSTGRESQL = 15
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
NEEDED = ("initdb", "pg_ctl", "postgres")


@cache
def chromium() -> tuple[str, str]:
    """Path of the browser that CHROMIUM names or the distribution's; where walks cannot run "" and the reason."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else BROWSERS
    found = [path for name in names if (path := shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/bin"))]
    if not found:
        return "", "no Chromium found; CHROMIUM may name one"
    driver = subprocess.run([compute_driver_executable()[0], "--version"], capture_output=True, text=True, check=False)
    return ("", f"playwright's driver: {driver.stderr.strip()}") if driver.returncode else (found[0], "")


def gettext() -> bool:
    """Whether messages can be extracted from the code (compiling them needs no gettext)."""
    return all(shutil.which(name) for name in ("xgettext", "msgmerge", "msguniq"))


def postgresql() -> tuple[Path | None, str]:
    """The folder of PostgreSQL's server programs, newest first, and if there is none the reason."""
    reason = "no server programs found"
    for folder in _folders():
        if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
            continue
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
        number = re.search(r"\(PostgreSQL\) (\d+)", said)
        if number and int(number[1]) >= OLDEST_POSTGRESQL:
            return folder, ""
        reason = f"{said.strip() or folder} is not PostgreSQL {OLDEST_POSTGRESQL} or later"
    return None, reason


def _folders() -> list[Path]:
    """Debian and Red Hat keep the programs out of PATH, one folder per version; elsewhere initdb is found by name."""
    numbered = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    numbered.sort(key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0), reverse=True)
    named = shutil.which("initdb")
    return [*numbered, Path(named).resolve().parent] if named else numbered
