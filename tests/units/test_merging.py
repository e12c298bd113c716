"""How several units become one: subordinates, desks, drafts, posts, people, and the day on which it happened."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campaign.activities import place_ancestors
from campaign.models import Activity, Plan
from tests.cast import make_activity, make_plan, make_unit, make_user
from units import desk, structure
from units.approval import Action
from units.faults import faults
from units.models import Network, NetworkMember, Post, Record, Reorganisation, Succession, Unit
from units.structure import close_unit, merge, move_unit

JULY = date(2016, 7, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def doican(cast):
    """A second grassroots union of Ba Đình, with a secretary and a branch."""
    unit = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    make_user("doican", "Mai Thị Cấn", unit)
    make_unit("CD7", "Chi đoàn 7", 5, unit)
    return unit


def take_in(cast, *units, into, on=JULY, **options):
    options = {"decision_number": "30-QĐ/TĐTN", "reason": "Sáp nhập", "by": cast.hanoi_administrator, **options}
    return merge(units, into=into, on=on, **options)


def stood(code):
    """Under whom a unit stood, from which day, until which."""
    rows = Unit.objects.get(code=code).placements.all()
    return [(row.parent.code, str(row.from_on), str(row.to_on or "")) for row in rows]


def test_subordinates_go_under_the_successor_and_the_merged_unit_is_closed_beneath_it(cast, doican):
    gone = make_unit("CD5", "Chi đoàn 5", 5, cast.ngocha)
    close_unit(gone, on=date(2016, 1, 1), reason="Giải thể", by=cast.hanoi_administrator)
    take_in(cast, cast.ngocha, into=doican)
    tree = {unit.code: unit for unit in Unit.objects.all()}
    merged, branch = tree["NGOCHA"], tree["CD3"]
    assert (merged.closed_on, merged.closed_reason, merged.merged_into) == (JULY, "Sáp nhập", doican)
    assert (merged.parent, merged.path) == (cast.badinh, tree["DOICAN"].path + f"{merged.pk:08d}")
    assert (branch.parent, branch.path) == (doican, tree["DOICAN"].path + f"{branch.pk:08d}")
    assert (tree["CD5"].parent, tree["CD5"].path) == (merged, merged.path + f"{gone.pk:08d}")
    assert stood("CD3") == [("NGOCHA", "2014-01-01", "2016-07-01"), ("DOICAN", "2016-07-01", "")]
    assert stood("NGOCHA") == [("H001", "2014-01-01", "2016-07-01"), ("DOICAN", "2016-07-01", "")]
    succession = Succession.objects.get()
    assert (succession.predecessor, succession.successor, succession.on, succession.kind) == (
        merged, doican, JULY, "merge",
    )  # fmt: skip
    assert list(faults()) == []


def test_a_merger_leaves_its_lines_at_every_unit_and_in_the_list_of_what_was_done(cast, doican):
    take_in(cast, cast.ngocha, into=doican)
    done = Reorganisation.objects.get()
    assert (done.kind, done.unit, done.on, done.state) == ("merge", doican, JULY, "done")
    assert (done.decision_number, done.reason, done.terms) == ("30-QĐ/TĐTN", "Sáp nhập", {"units": [cast.ngocha.pk]})
    assert [line.verb for line in Record.objects.of(cast.ngocha)] == ["merged", "closed", "created"]
    assert Record.objects.of(doican).first().changes == {
        "merged_units": ["", "Đoàn cơ sở phường Ngọc Hà"], "on": ["", "01/07/2016"],
    }  # fmt: skip
    moved = Record.objects.of(cast.chidoan3).first()
    assert moved.changes == {"parent": ["Đoàn cơ sở phường Ngọc Hà", "Đoàn cơ sở phường Đội Cấn"]}


def test_what_waits_on_the_merged_units_desk_waits_on_the_successors_with_a_line(cast, doican):
    paper = desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]
    higher = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    higher = desk.take(Action.SUBMIT, higher, by=cast.ngocha_secretary).papers[0]
    assert take_in(cast, cast.ngocha, into=doican).moved == 1
    paper.refresh_from_db()
    higher.refresh_from_db()
    assert (paper.holder, paper.unit, paper.origin) == (doican, cast.chidoan3, None)
    assert (higher.holder, higher.unit) == (cast.badinh, cast.ngocha)
    line = paper.decisions.last()
    assert (line.action, line.desk, line.to_desk, line.note) == ("moved", cast.ngocha, doican, "30-QĐ/TĐTN")


def test_drafts_and_returned_papers_pass_to_the_successor_and_say_where_they_began(cast, doican):
    draft = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    sent = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary, title="Gửi rồi")
    desk.take(Action.SUBMIT, sent, by=cast.ngocha_secretary)
    desk.take(Action.RETURN, sent, by=cast.badinh_secretary, note="Thiếu ảnh")
    waiting = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary, title="Đang chờ")
    desk.take(Action.SUBMIT, waiting, by=cast.ngocha_secretary)
    assert take_in(cast, cast.ngocha, into=doican).passed == 2
    for paper in (draft, sent, waiting):
        paper.refresh_from_db()
    assert [(paper.unit, paper.origin) for paper in (draft, sent, waiting)] == [
        (doican, cast.ngocha), (doican, cast.ngocha), (cast.ngocha, None),
    ]  # fmt: skip
    assert [line.action for line in sent.decisions.all()] == ["submit", "return", "moved"]
    desk.take(Action.RETURN, waiting, by=cast.badinh_secretary, note="Thiếu ảnh")
    waiting.refresh_from_db()
    assert (waiting.unit, waiting.origin, waiting.state) == (doican, cast.ngocha, "returned")


def test_a_plan_passes_only_for_a_year_in_which_the_successor_has_none(cast, doican):
    make_plan(cast, unit=doican, year=2017)
    make_plan(cast, unit=cast.ngocha, year=2017)
    make_plan(cast, unit=cast.ngocha, year=2016)
    done = take_in(cast, cast.ngocha, into=doican)
    assert (done.passed, done.stayed) == (1, 1)
    assert [(plan.year, plan.unit, plan.origin) for plan in Plan.objects.order_by("pk")] == [
        (2017, doican, None), (2017, cast.ngocha, None), (2016, doican, cast.ngocha),
    ]  # fmt: skip


def test_posts_end_on_the_day_and_people_are_at_home_with_the_successor(cast, doican):
    late = Post.objects.create(
        person=cast.viewer.person, unit=cast.ngocha, role="viewer", title="Theo dõi", from_on=date(2016, 9, 1)
    )
    done = take_in(cast, cast.ngocha, into=doican)
    assert (done.posts, done.people) == (2, 1)
    late.refresh_from_db()
    assert Post.objects.get(person=cast.ngocha_secretary.person).to_on == JULY
    assert late.to_on == date(2016, 9, 2)
    cast.ngocha_secretary.person.refresh_from_db()
    assert cast.ngocha_secretary.person.unit == doican
    line = Record.objects.of(cast.ngocha_secretary.person).first()
    assert line.changes == {"unit": ["Đoàn cơ sở phường Ngọc Hà", "Đoàn cơ sở phường Đội Cấn"]}


def test_a_post_that_was_still_to_begin_at_a_merged_unit_never_begins(cast, doican):
    post = Post.objects.get(person=cast.ngocha_secretary.person)
    Post.objects.filter(pk=post.pk).update(from_on=date(2017, 12, 1))
    take_in(cast, cast.ngocha, into=doican)
    assert not Post.objects.filter(unit=cast.ngocha, from_on__gt=JULY).exists()
    assert Record.objects.of(post).first().changes["from_on"] == ["01/12/2017", ""]


def test_a_membership_of_a_network_passes_to_a_successor_of_the_same_kind_alone(cast, doican):
    network = Network.objects.create(code="KCQ", name_vi="Khối", name_en="Bloc", holder=cast.ngocha)
    NetworkMember.objects.create(network=network, unit=cast.ngocha, from_on=date(2015, 1, 1))
    other = make_unit("DDK", "Đoàn trực thuộc", 4, cast.badinh, kind="affiliated")
    NetworkMember.objects.create(network=network, unit=other, from_on=date(2015, 1, 1))
    take_in(cast, cast.ngocha, other, into=doican)
    network.refresh_from_db()
    assert network.holder == doican
    rows = network.members.order_by("pk").values_list("unit__code", "from_on", "to_on")
    assert list(rows) == [
        ("NGOCHA", date(2015, 1, 1), JULY), ("DDK", date(2015, 1, 1), JULY), ("DOICAN", JULY, None),
    ]  # fmt: skip


def test_a_successor_is_never_a_member_of_a_network_twice_on_one_day(cast, doican):
    network, september = Network.objects.create(code="KCQ", name_en="Bloc", holder=cast.hue), date(2016, 9, 1)
    NetworkMember.objects.create(network=network, unit=cast.ngocha, from_on=date(2015, 1, 1))
    NetworkMember.objects.create(network=network, unit=doican, from_on=date(2015, 1, 1), to_on=september)
    take_in(cast, cast.ngocha, into=doican)
    rows = network.members.order_by("pk").values_list("unit__code", "from_on", "to_on")
    assert list(rows) == [
        ("NGOCHA", date(2015, 1, 1), JULY), ("DOICAN", date(2015, 1, 1), september), ("DOICAN", september, None),
    ]  # fmt: skip


def test_entered_late_what_was_done_since_counts_where_it_then_stood(cast):
    caugiay = make_unit("H005", "Quận đoàn Cầu Giấy", 3, cast.hanoi)
    days = [date(2016, 6, 30), JULY, date(2017, 3, 1)]
    rows = [make_activity(cast, started_on=day, ended_on=day) for day in days]
    own = make_activity(cast, unit=cast.badinh, by=cast.badinh_secretary, started_on=days[2], ended_on=days[2])
    place_ancestors([*rows, own])
    Activity.objects.bulk_update([*rows, own], ["province", "district", "grassroots", "branch"])
    take_in(cast, cast.badinh, into=caugiay)
    assert [Activity.objects.get(pk=row.pk).district for row in rows] == [cast.badinh, caugiay, caugiay]
    own.refresh_from_db()
    assert (own.district, own.unit, own.origin) == (caugiay, caugiay, cast.badinh)
    assert list(faults()) == []


def test_entered_late_what_came_and_left_in_between_is_right_on_each_day(cast, doican):
    kimma = make_unit("KIMMA", "Đoàn cơ sở phường Kim Mã", 4, cast.badinh)
    by = cast.hanoi_administrator
    move_unit(cast.chidoan3, to=kimma, by=by, decision_number="1", on=date(2016, 9, 1))
    new = make_unit("CD9", "Chi đoàn 9", 5, cast.ngocha, opened_on=date(2016, 8, 1))
    move_unit(doican, to=cast.hanoi, by=by, decision_number="2", on=date(2016, 10, 1))
    take_in(cast, cast.ngocha, into=doican)
    assert stood("CD3") == [
        ("NGOCHA", "2014-01-01", "2016-07-01"), ("DOICAN", "2016-07-01", "2016-09-01"), ("KIMMA", "2016-09-01", ""),
    ]  # fmt: skip
    assert stood("CD9") == [("DOICAN", "2016-08-01", "2016-10-01"), ("DOICAN", "2016-10-01", "")]
    paths = [row.path for row in new.placements.all()]
    step = f"{doican.pk:08d}{new.pk:08d}"
    assert paths == [cast.badinh.path + step, cast.hanoi.path + step]
    assert list(faults()) == []


def test_a_successor_may_itself_be_merged_and_its_predecessors_go_along(cast, doican):
    kimma = make_unit("KIMMA", "Đoàn cơ sở phường Kim Mã", 4, cast.badinh)
    take_in(cast, cast.ngocha, into=doican)
    take_in(cast, doican, into=kimma, on=date(2017, 2, 1))
    first = Unit.objects.get(code="NGOCHA")
    assert first.path == kimma.path + f"{doican.pk:08d}{first.pk:08d}"
    assert Unit.objects.get(code="CD3").path == kimma.path + f"{cast.chidoan3.pk:08d}"
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("unit", "into", "on", "field", "why"),
    [
        ("ngocha", "ngocha", JULY, "into", "into itself"),
        ("ngocha", "badinh", JULY, "into", "their own level"),
        ("hanoi", "central", JULY, "into", "central office"),
        ("ngocha", "doican", date(2017, 11, 16), "on", "not come yet"),
        ("ngocha", "doican", date(2013, 12, 31), "on", "opened later"),
        ("hue", "hanoi", JULY, "__all__", "do not administer"),
    ],
)
def test_a_merger_that_cannot_be_says_why_and_does_nothing(cast, doican, unit, into, on, field, why):
    before = dict(Unit.objects.values_list("pk", "path"))
    with pytest.raises(ValidationError, match=why) as refused:
        take_in(cast, getattr(cast, unit), into=doican if into == "doican" else getattr(cast, into), on=on)
    assert list(getattr(refused.value, "error_dict", {"__all__": 1})) == [field]
    assert dict(Unit.objects.values_list("pk", "path")) == before


def test_a_day_before_the_unit_came_to_where_it_stands_is_refused_with_that_day(cast, doican):
    move_unit(cast.ngocha, to=cast.hanoi, by=cast.hanoi_administrator, decision_number="1", on=date(2016, 9, 1))
    with pytest.raises(ValidationError, match="only since 01/09/2016"):
        take_in(cast, cast.ngocha, into=doican)


def test_who_saw_an_older_version_merges_nothing(cast, doican):
    structure.change_unit(cast.ngocha, by=cast.hanoi_administrator, decision_number="1", name="Đoàn phường Ngọc Hà")
    with pytest.raises(ValidationError, match="has changed since you opened it"):
        take_in(cast, cast.ngocha, into=doican, versions={cast.ngocha.pk: 1, doican.pk: 1})
    assert Unit.objects.get(code="NGOCHA").closed_on is None


def test_nobody_ends_own_posts_by_a_merger(cast, doican):
    Post.objects.create(
        person=cast.hanoi_administrator.person, unit=cast.ngocha, role="member", title="Uỷ viên",
        from_on=date(2015, 1, 1),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Nobody gives or ends own posts"):
        take_in(cast, cast.ngocha, into=doican)
    assert Unit.objects.get(code="NGOCHA").closed_on is None
