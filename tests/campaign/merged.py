"""A district that merges with another in the middle of 2016, and what both had done."""

from datetime import date

from campaign.activities import place_ancestors
from tests.cast import make_activity, make_unit
from units.structure import merge

MERGED_ON = date(2016, 7, 1)
YEAR = (date(2016, 1, 1), date(2016, 12, 31))
SENT = {"round": 1, "submitted_at": "2016-12-05T00:00Z", "sent_on": date(2016, 12, 5)}


def accepted(cast, unit, day, turnout):
    activity = make_activity(
        cast, unit=unit, state="accepted", started_on=day, ended_on=day, turnout=turnout, title=f"{turnout}", **SENT
    )
    place_ancestors(activity)
    activity.save()
    return activity


def two_districts(cast):
    """Tây Hồ with a union and its branch beside Ba Đình, and six accepted activities of 2016, 630 in all."""
    cast.tayho = make_unit("H003", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    cast.quangan = make_unit("QUANGAN", "Đoàn phường Quảng An", 4, cast.tayho)
    cast.branch = make_unit("CDQA", "Chi đoàn Quảng An 1", 5, cast.quangan)
    accepted(cast, cast.branch, date(2016, 3, 1), 10)
    accepted(cast, cast.branch, date(2016, 6, 30), 20)
    accepted(cast, cast.branch, date(2016, 7, 1), 40)
    accepted(cast, cast.tayho, date(2016, 5, 15), 80)
    accepted(cast, cast.chidoan3, date(2016, 3, 1), 160)
    accepted(cast, cast.chidoan3, date(2016, 9, 1), 320)
    return cast


def unite(cast):
    merge(
        [cast.tayho], into=cast.badinh, on=MERGED_ON, decision_number="9-QĐ/TĐTN", reason="Sắp xếp lại",
        by=cast.hanoi_administrator,
    )  # fmt: skip
    for unit in (cast.tayho, cast.badinh, cast.quangan, cast.branch):
        unit.refresh_from_db()
