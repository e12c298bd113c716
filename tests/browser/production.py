"""The application as production serves it: static files collected, compressed, with their hash in the name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.template import engines
from django.test import override_settings
from django.test.testcases import LiveServerThread

SETTINGS = {
    "STORAGES": {
        "default": {"BACKEND": "units.storage.PrivateStorage"},
        "staticfiles": {"BACKEND": "units.compression.HashedFiles"},
    },
    "WHITENOISE_USE_FINDERS": False,
    "WHITENOISE_AUTOREFRESH": False,
}


def forget_drawings() -> None:
    """Lets go of the templates that were read, and with them of pieces that were drawn with other names of files."""
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of such a server; `folder` takes the collected files."""
    with override_settings(STATIC_ROOT=str(folder), **SETTINGS):
        forget_drawings()
        call_command("collectstatic", verbosity=0, interactive=False)
        shared = {alias: connections[alias] for alias in connections if in_memory()}
        server = LiveServerThread("localhost", lambda application: WSGIHandler(), connections_override=shared)
        for one in shared.values():
            one.inc_thread_sharing()  # for good: a browser may keep its connection, and the thread behind it
        server.daemon = True
        server.start()
        server.is_ready.wait()
        try:
            yield f"http://localhost:{server.port}"
        finally:
            server.terminate()
    forget_drawings()


def in_memory() -> bool:
    """Whether the database lives in this process alone."""
    return connections["default"].vendor == "sqlite" and connections["default"].is_in_memory_db()
