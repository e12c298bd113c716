"""What the summary's tests add up: activities of a year, few enough to count by hand."""

from datetime import date

from tests.cast import make_activity, make_kind, make_unit

SENT = {"round": 1, "submitted_at": "2017-06-05T00:00Z", "sent_on": date(2017, 6, 5)}


def accepted(cast, unit, **fields):
    return make_activity(cast, unit=unit, state="accepted", **SENT, **fields)


def counted_year(cast):
    """2017: three accepted in Chi đoàn 3, one waiting; one accepted in Huế; one of 2016; a draft; one out of scope."""
    training = make_kind("training", "Đào tạo", "Training", responsibility="self")
    accepted(cast, cast.chidoan3, turnout=20, citizens=100, citizens_state="given")
    accepted(
        cast,
        cast.chidoan3,
        turnout=30,
        value=1_500_000,
        value_state="given",
        started_on=date(2017, 6, 30),
        ended_on=date(2017, 7, 2),
    )
    accepted(
        cast,
        cast.chidoan3,
        kind=training,
        turnout=0,
        turnout_state="zero",
        started_on=date(2017, 3, 1),
        ended_on=date(2017, 3, 1),
    )
    make_activity(cast, state="waiting", holder=cast.ngocha, turnout=7, **SENT)
    make_activity(cast, turnout=1000)
    accepted(cast, cast.hue_branch, turnout=5)
    accepted(cast, cast.chidoan3, turnout=11, started_on=date(2016, 12, 31), ended_on=date(2017, 1, 1))
    enterprises = make_unit("DN", "Đoàn Khối Doanh nghiệp", 3, cast.hanoi, in_scope=False)
    accepted(cast, enterprises, turnout=500)
    return cast
