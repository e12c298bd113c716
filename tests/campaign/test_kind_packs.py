"""Each sector has its own examples; a second loading brings what is missing and leaves what people have changed."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign import kinds
from campaign.catalogue import load_catalogue, read
from campaign.forms.kinds import hints, packs
from campaign.loading.kinds import Kinds
from campaign.models import ActivityKind, KindSector
from campaign.naming import OLDER, compared
from tests.cast import make_kind
from units.models import Sector

KINDS = read("kinds")["kinds"]
SINGLE = set(Sector.values) - {"mixed"}
TEXTS = ("example_vi", "example_en", "evidence_vi", "evidence_en")
TODAY = date(2017, 11, 15)


def test_every_sector_is_told_of_each_responsibility_in_its_own_words():
    told = {(pack["sector"], kind["responsibility"]) for kind in KINDS for pack in kind["packs"]}
    assert told == {(sector, one) for sector in SINGLE for one in ("self", "work", "community")}
    for kind in KINDS:
        sectors = [pack["sector"] for pack in kind["packs"]]
        assert len(sectors) == len(set(sectors)), kind["code"]
        assert set(sectors) <= set(kind["sectors"] or SINGLE), kind["code"]
        assert all(len(pack[name]) <= 300 for pack in kind["packs"] for name in TEXTS), kind["code"]


def test_no_example_stands_twice():
    examples = [pack["example_vi"] for kind in KINDS for pack in kind["packs"]]
    assert len(examples) == len(set(examples)) > 150


def test_all_that_reports_count_people_by_is_a_kind_and_projects_have_a_level():
    codes = {kind["code"] for kind in KINDS}
    assert {"party_admission", "party_joined", "new_member"} <= codes
    assert [kind["code"] for kind in KINDS if kind["level"]] == ["youth_project", "youth_task"]


@pytest.mark.django_db
def test_an_older_installation_gets_what_is_missing_and_keeps_what_people_wrote():
    load_catalogue()
    new = ActivityKind.objects.get(code="training")
    KindSector.objects.filter(kind=new).delete()
    legal = KindSector.objects.get(kind__code="mobile_legal_aid", sector="judiciary")
    KindSector.objects.filter(pk=legal.pk).update(**dict.fromkeys(TEXTS, ""))
    KindSector.objects.filter(kind__code="peak_drive", sector="health").update(example_vi="Của chúng tôi")
    ActivityKind.objects.filter(code="youth_project").update(has_level=False)
    load_catalogue()
    assert new.sectors.count() == 8
    legal.refresh_from_db()
    assert (legal.restricts, legal.example_vi[:16]) == (True, "Xét xử lưu động,")
    assert KindSector.objects.get(kind__code="peak_drive", sector="health").example_vi == "Của chúng tôi"
    assert ActivityKind.objects.get(code="youth_project").has_level


def test_a_kind_with_a_version_of_its_own_is_left_alone_by_a_loading(cast):
    load_catalogue()
    drive = ActivityKind.objects.get(code="peak_drive")
    new = kinds.revise(drive, {"name_vi": "Đợt cao điểm"}, [], on=TODAY, by=cast.central_secretary)
    kinds.withdraw(ActivityKind.objects.get(code="pledge"), on=TODAY, by=cast.central_secretary)
    load_catalogue()
    assert new.sectors.count() == 0
    assert ActivityKind.objects.filter(code="peak_drive").count() == 2
    assert ActivityKind.objects.get(code="pledge").replaced_on == TODAY


def test_a_kind_is_told_in_the_words_of_the_sector_and_an_own_one_in_its_national_one_s(cast):
    said = {"example_vi": "Ngân hàng máu sống", "example_en": "Living blood bank", "evidence_vi": "Xác nhận",
            "evidence_en": "Note of the bank"}  # fmt: skip
    KindSector.objects.create(kind=cast.kind, sector="health", restricts=False, **said)
    unsaved = ActivityKind(name_vi="Giọt hồng", name_en="Red drop", hint_en="A list", unit=cast.hanoi, under=cast.kind)
    own = kinds.add(unsaved, [], on=TODAY, by=cast.hanoi_secretary)
    with override("en"):
        told = packs([cast.kind, own], Sector.HEALTH)
        assert [hints(kind, told.get(kind.pk)) for kind in (cast.kind, own)] == [
            ("Note of the bank", "Living blood bank"),
            ("A list", "Living blood bank"),
        ]
        assert hints(own, packs([own], Sector.EDUCATION).get(own.pk)) == ("A list", "")
    # an example for one sector does not close a kind to the others
    assert ActivityKind.objects.for_unit(cast.chidoan3).filter(pk=cast.kind.pk).exists()


def test_a_sheet_finds_an_own_kind_beneath_its_unit_alone(cast):
    unsaved = ActivityKind(name_vi="Giọt hồng", name_en="Red drop", unit=cast.hanoi, under=cast.kind,
                           aliases="hiến máu Thủ đô")  # fmt: skip
    own = kinds.add(unsaved, [], on=TODAY, by=cast.hanoi_secretary)
    national = make_kind("thu-do", "Khác", "Other", aliases="hiến máu Thủ đô")
    known = Kinds()
    assert known.kind("hien mau thu do", cast.chidoan3) == own
    assert known.kind("hien mau thu do", cast.hue_branch) == national
    assert known.kind("Hiến máu", cast.chidoan3) == cast.kind


def test_the_names_until_2014_are_compared_with_todays():
    assert [(older.name, older.responsibility.value) for older in OLDER] == [
        ("Trách nhiệm với công việc", "work"),
        ("Trách nhiệm với nhân dân", "community"),
        ("Trách nhiệm với chính mình", "self"),
    ]
    with override("en"):
        assert "nhân dân → Responsibility to the community" in compared()
