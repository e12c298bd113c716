"""Where does an upload wait while its sender looks at what it would do, or corrects another field?

Under settings.PRIVATE_ROOT, for a day, under a signed token that only its sender can redeem and only for the purpose
it was given out for. Nothing of it is in the database.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing

from units.models import User

KEPT_FOR = 24 * 3600  # seconds; the file itself is swept away some time after its token has run out


def hold(content: bytes, *, by: User, purpose: str, about: dict[str, Any] | None = None) -> str:
    """Puts an upload aside and returns its token; `about` (plain JSON, no secrets: it travels through the page)."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder)
    name = uuid4()
    path = folder / str(name)
    path.touch(mode=0o600)
    path.write_bytes(content)
    return signing.dumps({"name": str(name), "by": by.pk, "about": about or {}}, salt=_salt(purpose), compress=True)


def held(token: str, *, by: User, purpose: str) -> tuple[bytes, dict[str, Any]] | None:
    """Returns (content, about) of what `by` put aside; None where it is gone, somebody else's or never was."""
    path, about = _redeem(token, by, purpose)
    if path is None:
        return None
    try:
        return path.read_bytes(), about
    except FileNotFoundError:
        return None


def release(token: str, *, by: User, purpose: str) -> None:
    """Throws away what is no longer needed."""
    path, _about = _redeem(token, by, purpose)
    if path is not None:
        path.unlink(missing_ok=True)


def _redeem(token: str, by: User, purpose: str) -> tuple[Path | None, dict[str, Any]]:
    try:
        kept = signing.loads(token, salt=_salt(purpose), max_age=KEPT_FOR)
    except signing.BadSignature:
        return None, {}
    if kept["by"] != by.pk:
        return None, {}
    return _folder() / str(UUID(kept["name"])), kept["about"]


def _folder() -> Path:
    return Path(settings.PRIVATE_ROOT) / "held"


def _salt(purpose: str) -> str:
    return f"units.held.{purpose}"


def _sweep(folder: Path) -> None:
    oldest = time.time() - 2 * KEPT_FOR
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
