"""The first half of 2017 as tests need it: a period with due days, and reports sent at a moment of Viet Nam."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from campaign import periods, reporting
from campaign.models import Activity, DueDay, Expected, Period, Report
from tests.cast import Cast, make_activity, make_conclusion, make_kind, make_unit, make_user
from units import desk
from units.approval import Action
from units.clock import at
from units.models import Level, Unit, User

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


def make_branches(cast: Cast, period: Period, number: int) -> list[tuple[Unit, User]]:
    """Branches B0, B1 … of Ngọc Hà with a secretary each, expected for the period."""
    made = []
    for n in range(number):
        unit = make_unit(f"B{n}", f"Chi đoàn khu {n}", Level.BRANCH, cast.ngocha)
        Expected.objects.create(period=period, unit=unit, due_on=date(2017, 7, 2))
        made.append((unit, make_user(f"b{n}", f"Người {n}", unit)))
    return made


def make_seven(cast: Cast, period: Period) -> list[tuple[Unit, User]]:
    """Seven of them: 0 waits in time, 1 waits late, 2 came back, 3 accepted, 4 excused, 5 begun, 6 untouched."""
    rows = make_branches(cast, period, 7)
    send(*rows[0])
    send(*rows[1], on="2017-07-03 00:30")
    desk.take(Action.RETURN, send(*rows[2]), by=cast.ngocha_secretary, note="Thiếu")
    desk.take(Action.APPROVE, send(*rows[3]), by=cast.ngocha_secretary)
    Expected.objects.filter(unit=rows[4][0]).update(excused_because="Mới lập")
    start(*rows[5])
    return rows


def make_two_activities(cast: Cast) -> tuple[Activity, Activity]:
    """Chi đoàn 3's half-year: a donation sent, a course accepted; one of July and one never sent do not count."""
    training = make_kind("training", "Tập huấn", "Training", responsibility="self")
    donation = sent_activity(
        cast, turnout=20, result=15, result_state="given", citizens=0, citizens_state="zero",
        value_state="not_applicable",
    )  # fmt: skip
    course = sent_activity(
        cast, kind=training, started_on=date(2017, 5, 10), ended_on=date(2017, 5, 11), title="Tập huấn", turnout=30,
        turnout_approximate=True, value=2_000_000, value_state="given",
    )  # fmt: skip
    desk.take(Action.APPROVE, course, by=cast.ngocha_secretary)
    sent_activity(cast, started_on=date(2017, 7, 1), ended_on=date(2017, 7, 1), title="Tháng bảy")
    make_activity(cast, title="Chưa gửi")
    return donation, course


def all_of(figures: dict, where: str = "total", stage: str = "reported") -> tuple[int, ...]:
    """(activities, turnout, citizens, value in đồng) of one stage."""
    return tuple(figures[where][stage]["all"][name] for name in ("activities", "turnout", "citizens", "value"))


def accept(report: Report, by: User) -> Report:
    """The report as it is after its final acceptance."""
    return desk.take(Action.APPROVE, report, by=by).papers[0]
