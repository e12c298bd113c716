"""The country at national size: as many of each as planned, each with its path, its posts and its account."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from config.demo.accounts import ACCOUNTS, PASSWORD
from config.demo.national import loading, shape
from config.demo.national.shape import Share, apportion, shares
from config.demo.national.units import Growth
from units.faults import faults
from units.models import Headcount, Level, Person, Placement, Unit, UnitKind, User
from units.official import official_units

SCHOOL = {
    "name": "Đoàn cơ sở Trường {place}",
    "sector": "education",
    "branches": [{"name": "Chi đoàn A", "sector": "mixed"}, {"name": "Chi đoàn B", "sector": "mixed"}],
}
COURT = {"name": "Chi đoàn cơ sở Toà án {place}", "sector": "judiciary"}


def official() -> list[Unit]:
    fields = ("code", "name", "short_name", "level", "kind", "sector", "territory", "in_scope")
    return [
        Unit(pk=key, path="00000001", **{name: dict(row)[name] for name in fields})
        for key, row in enumerate(official_units(), 1)
    ]


def test_there_are_as_many_unions_and_branches_as_planned():
    grown = shares(official())

    assert sum(len(share.unions) + len(share.communes) for share in grown.values()) == 12_000
    assert sum(share.branches + sum(share.communes) for share in grown.values()) == 120_000
    assert len([code for code in grown if code[0] in "HK"]) == 711 + 63
    assert "DN72" not in grown


def test_the_same_seed_makes_the_same_shares():
    assert shares(official()) == shares(official())


def test_no_commune_wants_more_branches_than_have_names():
    named = len(shape.texts("units", "national")["commune"]["branches"])

    assert max(max(share.communes, default=0) for share in shares(official()).values()) <= named


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [(10, [1, 1], [5, 5]), (10, [3, 1], [8, 2]), (3, [1, 1, 1, 1], [1, 1, 0, 1]), (0, [2, 5], [0, 0]), (0, [], [])],
)
def test_parts_add_up_to_the_whole(total, weights, parts):
    assert apportion(total, weights) == parts


def test_what_grows_has_its_place_known_beforehand():
    district = Unit(pk=7, path="0000000100000007", code="H001", territory="001", level=Level.DISTRICT)

    court, school, its_branch, another, commune, *branches = Growth(50).under(district, Share([SCHOOL], [COURT], [2]))

    assert (court.code, court.path, court.kind) == ("H001-B1", "000000010000000700000050", UnitKind.BASE_BRANCH)
    assert (court.name, court.short_name) == ("Chi đoàn cơ sở Toà án quận Ba Đình", "CĐCS Toà án Ba Đình")
    assert (its_branch.code, its_branch.path) == ("H001-C1-1", "00000001000000070000005100000052")
    assert (school.level, its_branch.level, its_branch.parent) == (4, 5, school)
    assert commune.name.startswith("Đoàn cơ sở phường ")
    assert commune.name.endswith(commune.short_name)
    assert [one.name.endswith(commune.short_name) for one in branches] == [True, True]
    assert all(one.is_demonstration for one in (court, school, its_branch, another, commune, *branches))


def test_a_district_gives_no_two_communes_one_name():
    district = Unit(pk=7, path="0000000100000007", code="H001", territory="001", level=Level.DISTRICT)

    names = [unit.name for unit in Growth(50).under(district, Share([], [], [0] * 40))]

    assert len(set(names)) == 40


def test_a_part_of_the_country_is_written_with_its_people_and_accounts(db, monkeypatch, settings, client):
    settings.DEMO = True
    few = {"H001": Share([SCHOOL], [COURT], [1]), "K01": Share([SCHOOL], []), "H474": Share([SCHOOL], [])}
    monkeypatch.setattr(loading, "shares", lambda official: few)
    monkeypatch.setattr(loading, "GRASSROOTS", 4)
    monkeypatch.setattr(loading, "BRANCHES", 8)
    # 1 centre with 5 posts, 67 provinces with 3 (Hà Nội's secretary, officer, administrator are accounts to try),
    # 775 districts with 3 (one of Ba Đình's officers), a member of its committee, 4 unions with 2, 8 branches with 1.
    monkeypatch.setattr(loading, "ACCOUNTS", 5 + 67 * 3 + 775 * 3 + 1 + 4 * 2 + 8 + 1)

    call_command("load_demo", size="national")

    assert Unit.objects.count() == 1 + 67 + 775 + 4 + 8
    assert (Person.objects.count(), User.objects.count()) == (loading.ACCOUNTS, loading.ACCOUNTS)
    assert Placement.objects.filter(to_on=None).count() == Unit.objects.count()
    assert list(faults()) == []
    assert {account["username"] for account in ACCOUNTS} <= set(User.objects.values_list("username", flat=True))
    assert User.objects.get(username="doancoso").current_posts[0].unit.code == "H001-C1"
    assert User.objects.filter(username__endswith=".phobithu", person__posts__title="Phó Bí thư").count() == 1
    assert set(Headcount.objects.values_list("unit__level", flat=True)) == {5}
    assert Headcount.objects.filter(year=2015).count() == 8
    assert Headcount.objects.get(unit__code="H001-C1-1", year=2016).by.username == "chidoan"
    both = User.objects.get(username="kiemnhiem").person.posts.values_list("unit__code", "role")
    assert set(both) == {("H001", "member"), ("H001-C1-2", "secretary")}
    assert client.login(username="chidoan", password=PASSWORD)
    assert not User.objects.get(username="k01-c1.bithu").has_usable_password()
    assert (
        Unit.objects.create(  # the engine goes on counting where the loading stopped
            code="X",
            name="X",
            short_name="X",
            level=5,
            kind="branch",
            opened_on="2017-01-01",
            parent=Unit.objects.first(),
        ).pk
        > Unit.objects.get(code="H474-C1-1").pk
    )
