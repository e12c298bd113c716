"""The first half of 2017 as tests need it: a period with due days, and reports sent at a moment of Viet Nam."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from campaign import periods, reporting
from campaign.models import Activity, DueDay, Expected, Period, Report
from tests.cast import Cast, make_activity, make_conclusion
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Unit, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(text: str) -> datetime:
    """A moment of Viet Nam, e.g. "2017-07-02 23:59"."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def make_period(**fields) -> Period:
    """The first half of 2017: branches until 2/7, grassroots 5/7, districts 8/7, provinces 12/7."""
    fields = {"kind": "half", "year": 2017, "number": 1, **fields}
    fields = {"starts_on": date(2017, 1, 1), "ends_on": date(2017, 6, 30), **fields}
    period = Period.objects.create(conclusion=make_conclusion(), **fields)
    for level, day in ((5, 2), (4, 5), (3, 8), (2, 12)):
        DueDay.objects.create(period=period, level=level, due_on=period.ends_on + timedelta(days=day))
    return period


def open_half(cast: Cast, **fields) -> Period:
    """The same period, opened by the centre."""
    period = make_period(**fields)
    periods.open_period(period, by=cast.central_secretary)
    return period


def start(unit: Unit, by: User, period: Period | None = None) -> Report:
    """The draft of a unit's report for the period, or for the only one there is."""
    rows = Expected.objects.filter(unit=unit)
    return reporting.start(rows.get(period=period) if period else rows.get(), by=by)


def send(unit: Unit, by: User, *, on: str = "2017-07-01 10:00", period: Period | None = None) -> Report:
    """The unit's report, begun if need be, and sent at a moment of Viet Nam."""
    with at(moment(on)):
        return desk.take(Action.SUBMIT, start(unit, by, period), by=by).papers[0]


def sent_activity(cast: Cast, *, unit: Unit | None = None, by: User | None = None, **fields) -> Activity:
    """An activity of the first half of 2017, sent."""
    by = by or cast.secretary
    return desk.take(Action.SUBMIT, make_activity(cast, unit=unit, by=by, **fields), by=by).papers[0]
