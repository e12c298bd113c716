"""Who joins a network, who leaves it, and what does its holder read by it?"""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_unit
from units import networks
from units.models import Network, NetworkMember, Person, Post, Record, Unit, User
from units.querysets import reads, reads_beneath, reads_people


def seen(kind, user) -> set[str]:
    """What somebody sees who has just signed in, by code or name."""
    fresh = User.objects.get(pk=user.pk)
    return {getattr(one, "code", str(one)) for one in kind.objects.visible_to(fresh)}


def test_a_reading_post_at_the_holder_reads_the_members_and_what_stands_beneath_them(cast, bloc):
    across = {"DKCQTW", "K01", "CDSO", "K46"}
    assert seen(Unit, bloc.secretary) == across
    assert seen(Unit, bloc.viewer) == across
    assert seen(Unit, bloc.administrator) == across
    assert seen(Unit, bloc.member) == {"DKCQTW"}


def test_a_network_gives_nothing_to_its_members_or_to_their_neighbours(cast, bloc):
    assert seen(Unit, bloc.hanoi_bloc_secretary) == {"K01", "CDSO"}
    assert seen(Unit, bloc.hue_bloc_secretary) == {"K46"}
    assert seen(Unit, cast.hue_secretary) == {"T46", "H474", "CDHUE", "K46"}
    assert seen(Unit, cast.hanoi_secretary) == {"T01", "H001", "NGOCHA", "CD3", "K01", "CDSO"}


def test_people_and_posts_stay_with_the_tree(cast, bloc):
    own = {"Phan Thị Khối", "Đinh Văn Đọc", "Mai Thị Viên", "Cao Văn Giữ"}
    assert seen(Person, bloc.secretary) == own
    assert {post.split(",")[1] for post in seen(Post, bloc.secretary)} == {" Đoàn Khối các cơ quan Trung ương"}
    assert not Record.objects.visible_to(bloc.administrator).filter(unit=bloc.hanoi_bloc).exists()


def test_of_one_unit_the_words_say_the_same_as_of_many(cast, bloc):
    assert reads(bloc.secretary, bloc.hanoi_branch)
    assert reads_beneath(bloc.secretary, bloc.hanoi_bloc)
    assert not reads_people(bloc.secretary, bloc.hanoi_bloc)
    assert not reads(bloc.secretary, cast.hanoi)
    assert not reads(bloc.member, bloc.hanoi_bloc)


def test_reading_ends_with_the_membership_and_begins_on_its_day(cast, bloc):
    NetworkMember.objects.filter(unit=bloc.hue_bloc).update(to_on=date(2017, 11, 15))  # today
    assert seen(Unit, bloc.secretary) == {"DKCQTW", "K01", "CDSO"}
    NetworkMember.objects.filter(unit=bloc.hue_bloc).update(from_on=date(2017, 11, 16), to_on=None)
    assert seen(Unit, bloc.secretary) == {"DKCQTW", "K01", "CDSO"}
    NetworkMember.objects.filter(unit=bloc.hue_bloc).update(from_on=date(2017, 11, 15))
    assert "K46" in seen(Unit, bloc.secretary)


def test_only_the_holders_people_pay_a_query_for_it(cast, bloc):
    def queries(user) -> int:
        fresh = User.objects.select_related("person").get(pk=user.pk)
        with CaptureQueriesContext(connection) as found:
            list(Unit.objects.visible_to(fresh))
            list(Person.objects.visible_to(fresh))
            reads(fresh, bloc.hanoi_branch)
        return len(found)

    assert queries(cast.secretary) == 3  # posts, units, people
    assert queries(cast.central_secretary) == 3
    assert queries(cast.hanoi_secretary) == 3
    assert queries(bloc.secretary) == 4


# --- joining and leaving ---------------------------------------------------------------------------------------------


def test_the_roots_administrator_lets_a_unit_join_from_a_day_on(cast, bloc):
    networks.join(bloc.network, cast.badinh, on=date(2017, 11, 1), by=bloc.root_administrator)
    assert "H001" in seen(Unit, bloc.secretary)
    line = Record.objects.filter(subject="units.networkmember").latest("pk")
    assert (line.verb, line.unit, line.by) == ("created", cast.badinh, bloc.root_administrator)
    assert line.changes == {"from_on": ["", "01/11/2017"]}


def test_the_holders_administrator_lets_further_blocs_join_and_cannot_open_a_district_to_himself(cast, bloc):
    third = make_unit("K48", "Đoàn Khối các cơ quan Đà Nẵng", 3, cast.hue, kind="agencies_bloc")
    networks.join(bloc.network, third, on=date(2017, 1, 1), by=bloc.administrator)
    assert "K48" in seen(Unit, bloc.secretary)
    with pytest.raises(ValidationError) as refused:
        networks.join(bloc.network, cast.badinh, on=date(2017, 1, 1), by=bloc.administrator)
    assert "unit" in refused.value.message_dict
    assert "H001" not in seen(Unit, bloc.secretary)


def test_nobody_else_keeps_a_network(cast, bloc):
    for user in (bloc.secretary, bloc.viewer, cast.central_secretary, cast.hanoi_administrator):
        with pytest.raises(ValidationError):
            networks.join(bloc.network, cast.badinh, on=date(2017, 1, 1), by=user)
        with pytest.raises(ValidationError):
            networks.leave(bloc.network.members.first(), on=date(2017, 1, 1), by=user)
    assert bloc.network.members.filter(to_on=None).count() == 2


@pytest.mark.parametrize(
    ("code", "day", "field"),
    [
        ("K01", date(2017, 1, 1), "unit"),  # a member already
        ("T46", date(2017, 1, 1), "unit"),  # of the holder's level
        ("DKCQTW", date(2017, 1, 1), "unit"),  # the holder itself
        ("H001", date(2013, 12, 31), "on"),  # not there yet
    ],
)
def test_what_cannot_join_is_said_at_its_field(cast, bloc, code, day, field):
    with pytest.raises(ValidationError) as refused:
        networks.join(bloc.network, Unit.objects.get(code=code), on=day, by=bloc.root_administrator)
    assert list(refused.value.message_dict) == [field]
    assert NetworkMember.objects.count() == 2


def test_a_membership_ends_once_and_after_it_began(cast, bloc):
    member = bloc.network.members.get(unit=bloc.hue_bloc)
    with pytest.raises(ValidationError) as early:
        networks.leave(member, on=date(2015, 1, 1), by=bloc.administrator)
    assert list(early.value.message_dict) == ["on"]
    networks.leave(member, on=date(2017, 11, 15), by=bloc.administrator)
    assert "K46" not in seen(Unit, bloc.secretary)
    with pytest.raises(ValidationError):
        networks.leave(member, on=date(2017, 11, 14), by=bloc.administrator)
    again = networks.join(bloc.network, bloc.hue_bloc, on=date(2017, 11, 15), by=bloc.administrator)
    assert (again.pk != member.pk, bloc.network.members.count()) == (True, 3)


def test_the_official_network_is_loaded_once(db):
    for _time in range(2):
        call_command("load_units", stdout=StringIO())
    network = Network.objects.get()
    assert (network.code, network.holder.code) == ("KHOI-CQ", "DKCQTW")
    members = network.members.select_related("unit__parent")
    assert members.count() == 63
    assert {(one.unit.kind, one.unit.level, one.from_on) for one in members} == {
        ("agencies_bloc", 3, date(2014, 12, 25))
    }
    assert len({one.unit.parent.code for one in members}) == 63
    assert Record.objects.filter(subject="units.networkmember").count() == 63
