"""Several people at once, each with a connection of their own: for tests on PostgreSQL that commit for real.

with held(paper):                      # everybody who wants this row waits
    first = Session(lambda: desk.take(…))
    second = Session(lambda: desk.take(…))
    until_waiting(2)
first.result(), second.result()
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import get_language, override

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
PATIENCE = 20  # seconds; PostgreSQL itself ends a deadlock after one


class Session(Thread):
    """Runs work in a thread with its own connection, at once, in the language of the one who starts it."""

    def __init__(self, work: Callable[[], Any]):
        super().__init__(daemon=True)
        self.work, self.language, self.answer, self.error = work, get_language() or "vi", None, None
        self.start()

    def run(self) -> None:
        try:
            with override(self.language):
                self.answer = self.work()
        except Exception as error:  # handed to whoever asks for the result
            self.error = error
        finally:
            connection.close()

    def result(self) -> Any:
        """Waits for the end and returns the answer, or raises what was raised."""
        self.join(PATIENCE)
        assert not self.is_alive(), "still waiting for somebody"
        if self.error:
            raise self.error
        return self.answer


@contextmanager
def held(thing: models.Model) -> Iterator[None]:
    """Holds the row of a thing in a transaction of its own for the time of the block."""
    with transaction.atomic():
        type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        yield


def until_waiting(number: int) -> None:
    """Returns when so many sessions of this database wait for a lock; fails if they never do."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction would see the first answer for ever
            cursor.execute(WAITING)
            if cursor.fetchone()[0] == number:
                return
        time.sleep(0.02)
    raise AssertionError(f"no {number} sessions came to wait")
