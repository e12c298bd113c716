"""A kind comes, changes by versions and goes; what was logged under it stays; whose it is decides who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campaign import kinds
from campaign.models import ActivityKind, KindSector
from tests.cast import make_activity, make_kind, make_unit, make_user
from units.clock import today
from units.models import Record, Role, Sector, UnitKind

TODAY = date(2017, 11, 15)
LATER = date(2018, 1, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def own(cast, name="Ngày hội giọt hồng Thủ đô", *, unit=None, under=None, **said):
    unsaved = ActivityKind(name_vi=name, name_en=name, unit=unit or cast.hanoi, under=under or cast.kind, **said)
    return kinds.add(unsaved, [], on=TODAY, by=cast.hanoi_secretary)


def revise(cast, kind, on=TODAY, by=None, sectors=(), **said):
    return kinds.revise(kind, said, list(sectors), on=on, by=by or cast.central_secretary)


def versions(code):
    rows = ActivityKind.objects.filter(code=code).order_by("version")
    return [(row.version, row.from_on, row.replaced_on, row.name_vi) for row in rows]


def refused(work):
    with pytest.raises(ValidationError) as caught:
        work()
    return caught.value


def test_a_new_version_is_in_force_from_its_day_and_an_entry_keeps_the_older_one(cast):
    assert today() == TODAY
    entry = make_activity(cast)
    new = revise(cast, cast.kind, on=LATER, name_vi="Hiến máu tình nguyện")
    assert versions("hien-mau") == [
        (1, None, LATER, "Hiến máu"),
        (2, LATER, None, "Hiến máu tình nguyện"),
    ]
    entry.refresh_from_db()
    assert entry.kind == cast.kind
    for day, version in ((LATER - timedelta(1), cast.kind), (LATER, new)):
        assert list(ActivityKind.objects.current(day).filter(code="hien-mau")) == [version]
    line = Record.objects.of(new).get()
    assert (line.verb, line.unit, line.by) == ("changed", cast.central, cast.central_secretary)
    assert line.changes == {"name_vi": ["Hiến máu", "Hiến máu tình nguyện"], "from_on": ["", "2018-01-01"]}


def test_a_second_version_on_or_before_the_day_of_one_that_is_to_come_is_refused_and_it_can_be_called_off(cast):
    new = revise(cast, cast.kind, on=LATER, name_vi="Hiến máu tình nguyện")
    for day in (TODAY, LATER, LATER + timedelta(9)):
        error = refused(lambda day=day: revise(cast, cast.kind, on=day, name_vi="Khác"))
        assert error.messages == ["A version from 01/01/2018 is entered already: call it off first."]
    kinds.call_off(new, by=cast.central_secretary)
    assert versions("hien-mau") == [(1, None, None, "Hiến máu")]
    assert refused(lambda: kinds.call_off(cast.kind, by=cast.central_secretary)).messages == [
        "Nothing is to come that could be called off."
    ]


@pytest.mark.parametrize(
    ("day", "said", "field"),
    [(TODAY - timedelta(1), {"name_vi": "Khác"}, "on"), (TODAY, {}, None), (TODAY, {"name_vi": "Đào tạo"}, "name_vi")],
)
def test_a_version_of_yesterday_without_a_difference_or_with_another_s_name_is_refused(cast, day, said, field):
    make_kind("dao-tao", "Đào tạo", "Training")
    error = refused(lambda: revise(cast, cast.kind, on=day, **said))
    assert (list(error.message_dict) if field else error.messages) == (
        [field] if field else ["Nothing is different: there is no new version."]
    )
    assert len(versions("hien-mau")) == 1


def test_the_measure_stays_once_something_was_counted_by_it(cast):
    make_activity(cast)
    error = refused(lambda: revise(cast, cast.kind, counts_vi="đơn vị máu"))
    assert list(error.message_dict) == ["counts_vi"]
    unused = make_kind("moi", "Mới", "New")
    assert revise(cast, unused, counts_vi="đơn vị máu").counts_vi == "đơn vị máu"


def test_an_own_kind_is_of_the_measure_the_responsibility_and_the_sectors_of_its_national_one(cast):
    national = make_kind("kham-benh", "Khám bệnh", "Examination", sectors=["health"], counts_vi="lượt người")
    kind = own(cast, "Khám bệnh ngoại thành", under=national, counts_vi="buổi", responsibility="self")
    assert (kind.code, kind.total_code) == ("t01-kham_benh_ngoai_thanh", "kham-benh")
    assert (kind.counts_vi, kind.responsibility, kind.aggregation) == ("lượt người", "community", "sum")
    assert list(kind.sectors.values_list("sector", "restricts")) == [("health", True)]
    beyond = KindSector(sector=Sector.EDUCATION, restricts=True)
    error = refused(lambda: revise(cast, kind, by=cast.hanoi_secretary, sectors=[beyond], name_vi="Khám"))
    assert list(error.message_dict) == ["sectors"]


def test_own_kinds_follow_a_national_version_in_all_that_they_inherit(cast):
    kind = own(cast)
    coming = kinds.revise(kind, {"name_vi": "Giọt hồng"}, [], on=LATER + timedelta(9), by=cast.hanoi_secretary)
    revise(cast, cast.kind, on=LATER, responsibility="work")
    rows = ActivityKind.objects.filter(code=kind.code).order_by("version")
    assert [(row.from_on, row.replaced_on, row.responsibility) for row in rows] == [
        (TODAY, LATER, "community"),
        (LATER, LATER + timedelta(9), "work"),
        (LATER + timedelta(9), None, "work"),
    ]
    assert rows.last().pk == coming.pk
    kinds.call_off(ActivityKind.objects.get(code="hien-mau", version=2), by=cast.central_secretary)
    assert {(row.version, row.responsibility) for row in rows.all()} == {
        (1, "community"),
        (2, "community"),
        (3, "community"),
    }


def test_what_came_with_the_national_kind_is_not_called_off_by_the_province(cast):
    kind = own(cast)
    revise(cast, cast.kind, on=LATER, responsibility="work")
    came = ActivityKind.objects.get(code=kind.code, version=2)
    error = refused(lambda: kinds.call_off(came, by=cast.hanoi_secretary))
    assert error.messages == ["It came with its national kind: only with that one can it be called off."]
    assert [row[:3] for row in versions(kind.code)] == [(1, TODAY, LATER), (2, LATER, None)]


def test_no_own_kind_outlasts_its_national_one_by_calling_its_end_off(cast):
    with_it, alone = own(cast), own(cast, "Chủ nhật đỏ")
    kinds.withdraw(alone, on=LATER - timedelta(1), by=cast.hanoi_secretary)
    kinds.withdraw(cast.kind, on=LATER, by=cast.central_secretary)
    for kind in (with_it, alone):
        kind.refresh_from_db()
        error = refused(lambda kind=kind: kinds.call_off(kind, by=cast.hanoi_secretary))
        assert error.messages == ["Its national kind is withdrawn from 01/01/2018."]


def test_calling_a_national_withdrawal_off_brings_back_only_what_went_with_it(cast):
    with_it, alone, sooner = own(cast), own(cast, "Chủ nhật đỏ"), own(cast, "Giọt hồng")
    kinds.withdraw(alone, on=LATER, by=cast.hanoi_secretary)
    kinds.withdraw(sooner, on=LATER + timedelta(9), by=cast.hanoi_secretary)
    gone = kinds.withdraw(cast.kind, on=LATER, by=cast.central_secretary)
    ends = ActivityKind.objects.filter(pk__in=[with_it.pk, alone.pk, sooner.pk]).order_by("pk")
    assert [row.replaced_on for row in ends.all()] == [LATER, LATER, LATER]
    kinds.call_off(gone, by=cast.central_secretary)
    assert [row.replaced_on for row in ends.all()] == [None, LATER, LATER + timedelta(9)]


def test_calling_a_national_withdrawal_off_brings_back_a_version_that_was_to_come(cast):
    kind = own(cast)
    kinds.revise(kind, {"name_vi": "Giọt hồng"}, [], on=LATER + timedelta(9), by=cast.hanoi_secretary)
    gone = kinds.withdraw(cast.kind, on=LATER, by=cast.central_secretary)
    kinds.call_off(gone, by=cast.central_secretary)
    day = LATER + timedelta(9)
    assert [row[:3] for row in versions(kind.code)] == [(1, TODAY, day), (2, day, None)]


def test_no_own_kind_is_added_or_changed_before_a_change_of_its_national_one_that_it_would_miss(cast):
    kind = own(cast)
    revise(cast, cast.kind, on=LATER, responsibility="work")
    error = refused(lambda: own(cast, "Chủ nhật đỏ"))
    assert error.messages == ["Its national kind has a new version from 01/01/2018: choose that day or later."]
    kinds.call_off(ActivityKind.objects.get(code="hien-mau", version=2), by=cast.central_secretary)
    last = ActivityKind.objects.filter(code=kind.code).latest("version")
    kinds.call_off(last, by=cast.hanoi_secretary)
    kinds.withdraw(cast.kind, on=LATER, by=cast.central_secretary)
    assert refused(lambda: own(cast, "Chủ nhật đỏ")).messages == ["Its national kind is withdrawn from 01/01/2018."]


def test_an_own_kind_does_not_come_back_before_a_change_of_its_national_one(cast):
    kind = own(cast)
    kinds.withdraw(kind, on=TODAY, by=cast.hanoi_secretary)
    revise(cast, cast.kind, on=LATER, responsibility="work")
    kind.refresh_from_db()
    error = refused(lambda: revise(cast, kind, by=cast.hanoi_secretary))
    assert error.messages == ["Its national kind has a new version from 01/01/2018: choose that day or later."]
    assert revise(cast, kind, on=LATER, by=cast.hanoi_secretary).responsibility == "work"


def test_a_code_made_from_a_name_is_numbered_where_it_is_taken(cast):
    gone = [kinds.withdraw(own(cast, "Ngày hội sách"), on=TODAY, by=cast.hanoi_secretary) for _time in range(3)]
    assert [kind.code for kind in gone] == ["t01-ngay_hoi_sach", "t01-ngay_hoi_sach_2", "t01-ngay_hoi_sach_3"]


def test_a_withdrawn_kind_is_no_longer_offered_its_own_kinds_go_along_and_it_can_come_back(cast):
    kind = own(cast)
    kinds.withdraw(cast.kind, on=TODAY, by=cast.central_secretary)
    assert list(ActivityKind.objects.current()) == []
    assert ActivityKind.objects.get(pk=kind.pk).replaced_on == TODAY
    line = Record.objects.of(kind).order_by("-pk").first()
    assert (line.verb, line.unit, line.note) == ("closed", cast.hanoi, "with its national kind")
    gone = ActivityKind.objects.get(pk=cast.kind.pk)
    revise(cast, gone, on=LATER)
    assert versions("hien-mau") == [(1, None, TODAY, "Hiến máu"), (2, LATER, None, "Hiến máu")]


def test_a_code_is_taken_once_and_follows_the_name_where_none_is_given(cast):
    unsaved = ActivityKind(
        code="hien-mau", name_vi="Khác", name_en="Other", point=cast.kind.point, responsibility="self",
        counts_vi="buổi", counts_en="sessions",
    )  # fmt: skip
    error = refused(lambda: kinds.add(unsaved, [], on=TODAY, by=cast.central_secretary))
    assert error.message_dict == {"code": ["This code is taken: choose another one."]}
    unsaved.code = ""
    assert kinds.add(unsaved, [], on=TODAY, by=cast.central_secretary).code == "other"
    error = refused(lambda: own(cast, "HIẾN  MÁU"))
    assert list(error.message_dict) == ["name_vi"]


def test_who_signs_or_administers_keeps_the_kinds_of_the_own_unit_and_nobody_else(cast):
    bloc = make_unit("K01", "Đoàn Khối các cơ quan Hà Nội", 3, cast.hanoi, kind=UnitKind.AGENCIES_BLOC)
    of_bloc = make_user("khoi", "Bùi Thị Khối", bloc)
    keeper = make_user("tw.quantri", "Ngô Văn Tư", cast.central, Role.ADMINISTRATOR)
    kind = own(cast)
    national = [cast.central_secretary, cast.central_deputy, keeper]
    provincial = [cast.hanoi_secretary, cast.hanoi_administrator]
    others = [cast.hanoi_officer, cast.badinh_secretary, cast.hue_secretary, cast.secretary, of_bloc]
    everybody = [*national, *provincial, *others]
    assert [user for user in everybody if kinds.may_keep(cast.kind, user)] == national
    assert [user for user in everybody if kinds.may_keep(kind, user)] == provincial
    assert kinds.own_units(of_bloc) == [bloc]
    assert kinds.own_units(cast.badinh_secretary) == []
    for work in (
        lambda: revise(cast, cast.kind, by=cast.hanoi_secretary, name_vi="Khác"),
        lambda: kinds.withdraw(kind, on=TODAY, by=cast.hue_secretary),
        lambda: kinds.call_off(kind, by=cast.central_secretary),
        lambda: kinds.add(
            ActivityKind(name_vi="A", unit=cast.hue, under=cast.kind), [], on=TODAY, by=cast.hanoi_secretary
        ),
    ):
        assert "sign for the unit or administer it" in refused(work).messages[0]


def test_a_kind_of_a_province_is_seen_beneath_it_and_above_it_and_nowhere_else(cast):
    kind = own(cast)
    seen = {
        user.username
        for user in (cast.central_secretary, cast.hanoi_officer, cast.secretary, cast.member, cast.hue_secretary)
        if ActivityKind.objects.visible_to(user).filter(pk=kind.pk).exists()
    }
    assert seen == {"trunguong", "hanoi.canbo", "chidoan3", "chidoan3.uyvien"}
