"""The desk's list: one union over every kind of paper, the same number of queries for any number of them."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpRequest, QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from campaign.models import Activity, Expected, Period, Report
from recognition.models import Citation, Nomination, Season
from tests.cast import make_activity, make_plan, make_unit, make_user
from units import desk, inbox
from units.approval import Action
from units.filters.inbox import InboxFilter
from units.models import Paper, Unit
from units.structure import merge

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def send(paper, by):
    return desk.take(Action.SUBMIT, paper, by=by, request_id=uuid4()).papers[0]


def make_report(cast, unit, by):
    period = Period.objects.create(
        kind="half",
        year=2017,
        number=1,
        conclusion=cast.kind.point.conclusion,
        starts_on=date(2017, 1, 1),
        ends_on=date(2017, 6, 30),
    )
    expected = Expected.objects.create(period=period, unit=unit, due_on=date(2017, 7, 10))
    return Report.objects.create(unit=unit, expected=expected, title="Báo cáo 6 tháng", created_by=by)


def make_nomination(cast, unit, by):
    season = Season.objects.create(
        unit=cast.central,
        name_vi="Đợt xét",
        name_en="Season",
        year=2017,
        level=1,
        opens_on=date(2017, 1, 1),
        closes_on=date(2017, 12, 31),
    )
    nomination = Nomination.objects.create(
        unit=unit, season=season, person=by.person, title="Đề cử", summary="…", achievements="…", created_by=by
    )
    Citation.objects.create(nomination=nomination, activity=make_activity(cast))
    return nomination


def one_of_every_kind(cast):
    for paper in (
        make_activity(cast),
        make_plan(cast),
        make_report(cast, cast.chidoan3, cast.secretary),
        make_nomination(cast, cast.chidoan3, cast.secretary),
    ):
        send(paper, cast.secretary)


def narrowed(user, **asked):
    request = HttpRequest()
    request.user = user
    form = InboxFilter(QueryDict(urlencode(asked)), queryset=Unit.objects.none(), request=request)
    assert form.form.is_valid()
    return [row.title for row in inbox.on_desks_of(user, form.filter_queryset)[:25]]


def test_every_kind_of_paper_lies_on_one_desk_the_longest_waiting_first(cast):
    one_of_every_kind(cast)
    rows = inbox.on_desks_of(cast.ngocha_secretary)[:25]
    assert [(row.kind_code, row.title) for row in rows] == [
        ("campaign.activity", "Hiến máu tình nguyện"),
        ("campaign.plan", "Kế hoạch năm 2017"),
        ("campaign.report", "Báo cáo 6 tháng"),
        ("recognition.nomination", "Đề cử"),
    ]
    assert len(rows) == len(Paper.kinds())


def test_a_row_says_where_it_comes_from_and_who_sent_it(cast):
    activity = send(make_activity(cast), cast.secretary)
    (row,) = inbox.on_desks_of(cast.ngocha_secretary)[:25]
    assert (row.kind, row.pk, row.ticket) == (Activity, activity.pk, f"{activity.pk}:2")
    assert (row.unit_name, row.sender, row.desk) == ("Chi đoàn 3", "Hoàng Thị Ánh", "Đoàn cơ sở phường Ngọc Hà")
    assert [unit.name for unit in row.trail] == [
        "Trung ương Đoàn",
        "Thành đoàn Hà Nội",
        "Quận đoàn Ba Đình",
        "Đoàn cơ sở phường Ngọc Hà",
    ]


@pytest.mark.parametrize("who", ["secretary", "member", "viewer", "badinh_secretary", "hue_secretary"])
def test_on_any_other_desk_it_does_not_lie(cast, who):
    send(make_activity(cast), cast.secretary)
    assert inbox.on_desks_of(getattr(cast, who)).count() == 0


def test_what_an_officer_may_not_decide_is_not_on_the_officers_desk(cast):
    send(make_plan(cast, unit=cast.ngocha, by=cast.ngocha_secretary), cast.ngocha_secretary)
    assert inbox.on_desks_of(cast.badinh_secretary).count() == 1
    assert inbox.on_desks_of(cast.badinh_officer).count() == 0


def test_the_tally_counts_each_kind_and_knows_the_oldest(cast):
    first = send(make_activity(cast), cast.secretary)
    send(make_activity(cast, title="Hai"), cast.secretary)
    send(make_plan(cast), cast.secretary)
    lying = inbox.on_desks_of(cast.ngocha_secretary)
    assert {kind: number for kind, (number, _oldest) in lying.tally.items()} == {
        "campaign.activity": 2,
        "campaign.plan": 1,
    }
    assert lying.tally["campaign.activity"][1] == first.submitted_at
    assert (lying.count(), lying.only("campaign.plan").count()) == (3, 1)
    assert [row.title for row in lying.only("campaign.plan")[:25]] == ["Kế hoạch năm 2017"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"unit": "chi doan"}, ["Một", "Hai"]),
        ({"unit": "BA DINH"}, ["Một", "Hai"]),
        ({"unit": "Huế"}, []),
        ({"unit": "   "}, ["Một", "Hai"]),
        ({"waiting": "7"}, ["Một"]),
        ({"waiting": "30"}, []),
        ({"waiting": "x"}, None),
        ({"resubmitted": "on"}, ["Hai"]),
    ],
)
def test_the_desk_is_narrowed_by_unit_by_waiting_and_by_coming_again(cast, asked, found):
    one = send(make_activity(cast, title="Một"), cast.secretary)
    two = send(make_activity(cast, title="Hai"), cast.secretary)
    desk.take(Action.RETURN, two, by=cast.ngocha_secretary, note="Thiếu ảnh")
    send(two, cast.secretary)
    eight_in_the_evening = datetime(2017, 11, 8, 20, tzinfo=VIET_NAM)
    Activity.objects.filter(pk=one.pk).update(submitted_at=eight_in_the_evening)
    if found is None:
        with pytest.raises(AssertionError):
            narrowed(cast.ngocha_secretary, **asked)
    else:
        assert narrowed(cast.ngocha_secretary, **asked) == found


def test_the_days_of_waiting_are_days_of_viet_nam_and_never_negative(cast):
    activity = send(make_activity(cast), cast.secretary)
    midnight = datetime(2017, 11, 8, 0, 30, tzinfo=VIET_NAM)
    for moment, days in ((midnight, 7), (midnight - timedelta(hours=1), 8), (timezone.now(), 0)):
        Activity.objects.filter(pk=activity.pk).update(submitted_at=moment)
        (row,) = inbox.on_desks_of(cast.ngocha_secretary)[:25]
        assert row.days_waiting == days


def test_a_returned_paper_comes_back_with_the_latest_reason(cast):
    activity = send(make_activity(cast), cast.secretary)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Thiếu ảnh")
    send(activity, cast.secretary)
    desk.take(Action.RETURN, activity, by=cast.ngocha_secretary, note="Ảnh mờ")
    make_activity(cast, title="Chưa gửi")
    (row,) = inbox.returned_to(cast.member)[:25]
    assert (row.title, row.note, row.get_state_display()) == ("Hiến máu tình nguyện", "Ảnh mờ", "Returned")
    assert [row.title for row in inbox.drafts_of(cast.member)[:25]] == ["Chưa gửi"]
    assert inbox.returned_to(cast.ngocha_secretary).count() == 0
    assert inbox.sent_by_units_of(cast.secretary).count() == 0


def test_what_a_merged_unit_had_sent_is_among_what_its_successor_has_sent(cast):
    gone = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    author = make_user("chidoan4", "Người Gửi", gone)
    send(make_activity(cast, unit=gone, by=author, title="Gửi trước khi nhập"), author)
    merge(
        [gone], into=cast.chidoan3, on=date(2017, 11, 1), decision_number="1-QĐ", reason="Sáp nhập",
        by=cast.hanoi_administrator,
    )  # fmt: skip
    assert [row.title for row in inbox.sent_by_units_of(cast.secretary)[:25]] == ["Gửi trước khi nhập"]
    assert inbox.sent_by_units_of(cast.ngocha_secretary).count() == 0


def test_twenty_papers_cost_as_many_queries_as_one(cast):
    def queries():
        user = type(cast.ngocha_secretary).objects.get(pk=cast.ngocha_secretary.pk)
        _ = user.current_posts  # read once per request
        with CaptureQueriesContext(connection) as caught:
            lying = inbox.on_desks_of(user)
            lying.count()
            assert lying[:25]
        return len(caught)

    send(make_activity(cast), cast.secretary)
    one = queries()
    one_of_every_kind(cast)
    for number in range(16):
        send(make_activity(cast, title=f"Việc {number}"), cast.secretary)
    assert (one, queries()) == (3, 3)
