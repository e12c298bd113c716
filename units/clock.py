"""What day is it, and what moment?

Every rule about dates asks `today()`; every moment written down (`*_at`) comes from `now()`. A demonstration sets
`TODAY` to a day of the campaign; its moments stay real, except where `at()` replays history while it is being built.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """Returns the present moment, aware, in UTC or the zone of the moment set by `at()`."""
    return _moment.get() or timezone.now()


def today() -> date:
    """Returns the day of Viet Nam that rules about dates go by (product.md, Rulings: Today)."""
    moment = _moment.get()
    if moment:
        return timezone.localdate(moment)
    return settings.TODAY or datetime.now(_viet_nam()).date()


@cache
def _viet_nam() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Replays a past moment: for the demonstration and for loading history, never inside a request."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
