"""Why does somebody see a thing? The page says exactly what the rules do, and nothing that its reader may not know."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from campaign import guiding
from campaign.guiding import Circle
from campaign.models import Activity, DueDay, Expected, Guidance, Period, Plan, Report
from recognition.models import Nomination, Season
from tests.campaign.pages import sign_in, text
from tests.cast import make_activity, make_conclusion, make_plan
from units import desk, why
from units.approval import Action
from units.models import Person, Post, Role, Unit, User

KINDS = (Unit, Person, Activity, Plan, Report, Expected, Nomination, Guidance)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def world(cast, bloc):
    """One of everything: sent, drafts, co-organised with Huế's branch, an accepted plan of Hà Nội, letters."""
    sent = make_activity(cast, title="Đã gửi")
    shared = make_activity(cast, title="Cùng làm")
    shared.co_organisers.add(cast.hue_branch)
    make_activity(cast, title="Nháp")
    across = make_activity(cast, unit=bloc.hanoi_branch, by=bloc.hanoi_branch_secretary, title="Của khối")
    make_activity(cast, unit=bloc.hanoi_branch, by=bloc.hanoi_branch_secretary, title="Nháp của khối")
    for paper, by in ((sent, cast.secretary), (shared, cast.secretary), (across, bloc.hanoi_branch_secretary)):
        desk.take(Action.SUBMIT, paper, by=by)
    make_plan(cast, title="Kế hoạch chi đoàn")
    published = make_plan(cast, unit=cast.hanoi, by=cast.hanoi_officer, title="Kế hoạch Hà Nội")
    desk.take(Action.SUBMIT, published, by=cast.hanoi_officer)
    published.refresh_from_db()
    desk.take(Action.APPROVE, published, by=cast.central_secretary)
    period = Period.objects.create(
        conclusion=make_conclusion(), kind="half", year=2017, starts_on=date(2017, 1, 1), ends_on=date(2017, 6, 30)
    )
    DueDay.objects.create(period=period, level=5, due_on=date(2017, 7, 5))
    for unit, by in ((cast.chidoan3, cast.secretary), (bloc.hanoi_branch, bloc.hanoi_branch_secretary)):
        expected = Expected.objects.create(period=period, unit=unit, due_on=date(2017, 7, 5))
        report = Report.objects.create(unit=unit, expected=expected, title="Báo cáo", created_by=by)
    desk.take(Action.SUBMIT, report, by=bloc.hanoi_branch_secretary)  # the branch's of Hà Nội stays a draft
    season = Season.objects.create(
        unit=cast.central, name_vi="Đợt", name_en="Season", year=2017, level=1,
        opens_on=date(2017, 1, 1), closes_on=date(2017, 12, 31),
    )  # fmt: skip
    Nomination.objects.create(
        unit=cast.chidoan3, season=season, person=cast.member.person, title="Đề cử", summary="…", achievements="…",
        consent=True, consent_on=date(2017, 9, 1), created_by=cast.secretary,
    )  # fmt: skip
    words = {"number": "1", "text": "…"}
    guiding.issue(Circle(bloc.holder, bloc.network), None, by=bloc.secretary, title="Thư mạng lưới", **words)
    guiding.issue(Circle(cast.badinh), None, by=cast.badinh_officer, title="Thư Ba Đình", **words)
    several = cast.hue_branch_secretary.person  # also a viewer of Ba Đình
    Post.objects.create(person=several, unit=cast.badinh, role=Role.VIEWER, title="Theo dõi", from_on=date(2016, 1, 1))
    return cast


def thing(kind, name):
    return kind.objects.get(**{"code" if kind is Unit else "title": name})


def test_for_everybody_and_everything_there_is_a_reason_exactly_where_it_is_seen(world):
    users, rows, reasoned = list(User.objects.all()), 0, 0
    assert len(users) == 21
    for kind in KINDS:
        everything = list(kind.objects.all())
        assert everything, kind
        for user in users:
            seen = set(kind.objects.visible_to(User.objects.get(pk=user.pk)).values_list("pk", flat=True))
            reasons = {one.pk for one in everything if list(why.grounds(one, user))}
            assert reasons == seen, (kind, user.username)
            rows, reasoned = rows + len(everything), reasoned + len(reasons)
    assert 0 < reasoned < rows


def clauses(kind, name, user) -> list[tuple[str, str]]:
    return [(str(one.clause), one.post.unit.code) for one in why.grounds(thing(kind, name), user)]


def test_every_clause_is_called_by_its_name(world, bloc):
    assert clauses(Activity, "Nháp", world.member) == [("own", "CD3")]
    assert clauses(Activity, "Đã gửi", world.viewer) == [("subtree", "H001")]
    assert clauses(Activity, "Của khối", bloc.viewer) == [("network", "DKCQTW")]
    assert clauses(Activity, "Cùng làm", world.hue_branch_secretary) == [
        ("subtree", "H001"),
        ("co_organised", "CDHUE"),
    ]
    assert clauses(Plan, "Kế hoạch Hà Nội", world.member) == [("published", "CD3")]
    assert clauses(Guidance, "Thư mạng lưới", bloc.hue_bloc_secretary) == [
        ("addressed", "K46"),
        ("addressed_beneath", "K46"),  # and the second goes without saying
    ]
    assert clauses(Guidance, "Thư mạng lưới", world.hue_secretary) == [("addressed_beneath", "T46")]
    assert clauses(Unit, "K01", bloc.secretary) == [("network", "DKCQTW")]
    assert clauses(Activity, "Nháp", world.badinh_officer) == []


def told(found, user, by) -> list[str]:
    return why.explain(found, user.person, by=by).reasons


def test_reasons_and_denials_are_sentences(world, bloc):
    by = bloc.root_administrator
    assert told(thing(Activity, "Của khối"), bloc.viewer, by) == [
        "As Theo dõi at Đoàn Khối các cơ quan Trung ương: Đoàn Khối các cơ quan Trung ương holds a network, and "
        "Chi đoàn cơ sở Sở Nội vụ belongs to it (Agencies' blocs)."
    ]
    assert told(thing(Activity, "Nháp"), world.badinh_officer, by) == [
        "As Cán bộ phụ trách at Quận đoàn Ba Đình: reads Chi đoàn 3, but this paper is a draft, which its own unit "
        "alone sees."
    ]
    assert told(bloc.hanoi_bloc, bloc.member, by) == [
        "As Uỷ viên at Đoàn Khối các cơ quan Trung ương: Đoàn Khối các cơ quan Hà Nội does not stand beneath it, and "
        "nothing else opens this to that post."
    ]
    assert told(bloc.hanoi_bloc_secretary.person, bloc.secretary, by) == [
        "As Bí thư at Đoàn Khối các cơ quan Trung ương: reads Đoàn Khối các cơ quan Hà Nội across a network, which "
        "does not reach to its people."
    ]


def test_one_post_gives_one_reason_where_the_second_goes_without_saying(world, bloc):
    assert told(thing(Guidance, "Thư mạng lưới"), bloc.hue_bloc_secretary, bloc.root_administrator) == [
        "As Bí thư at Đoàn Khối các cơ quan Huế: the letter is addressed to Đoàn Khối các cơ quan Huế."
    ]
    assert told(thing(Activity, "Đã gửi"), world.secretary, bloc.root_administrator) == [
        "As Bí thư at Chi đoàn 3: whoever holds a post there sees what belongs to that unit."
    ]


def test_what_can_be_done_is_what_the_rules_say(world):
    sent = thing(Activity, "Đã gửi")
    can = why.explain(sent, world.ngocha_secretary.person, by=world.hanoi_administrator).actions
    assert [(one.labels, one.refused, one.post) for one in can] == [
        (["Accept", "Return", "Decline"], "", "Bí thư, Đoàn cơ sở phường Ngọc Hà"),
        (["Edit", "Discard the draft", "Send"], "This paper is waiting for an answer.", ""),
        (["Recall"], "Only officers of the unit that wrote the paper can do this.", ""),
    ]
    viewer = why.explain(sent, world.viewer.person, by=world.hanoi_administrator)
    assert viewer.sees
    assert all(one.refused for one in viewer.actions)


# --- the page --------------------------------------------------------------------------------------------------------


def ask(user, **query):
    return sign_in(user).get(reverse("units:why_seen", query=query))


def test_an_administrator_asks_by_name_and_by_the_address_of_a_page(world):
    keeper, sent = world.hanoi_administrator, thing(Activity, "Đã gửi")
    answer = ask(keeper, who="ly thi xem", address=f"https://doan.vn{sent.get_absolute_url()}?tu=ban")
    assert "Lý Thị Xem sees this" in text(answer)
    assert "As Theo dõi at Quận đoàn Ba Đình: this post reads what stands beneath, and Chi đoàn 3 does." in text(
        answer
    )
    by_unit = ask(keeper, who="Lý Thị Xem", unit="T01")
    assert "Lý Thị Xem does not see this" in text(by_unit)
    assert "Quận đoàn Ba Đình" in text(by_unit)


def test_who_asks_for_half_of_it_is_told_what_is_missing_and_who_comes_by_a_link_is_not(world):
    browser = sign_in(world.hanoi_administrator)
    asked = text(browser.get(f"/units/why/?who=&unit=&address=/units/{world.badinh.pk}/"))
    assert "Say about whom you ask." in asked
    assert "Name a unit" not in asked
    assert "Name a unit, or give the address of a page." in text(browser.get("/units/why/?who=anh&unit=&address="))
    linked = text(browser.get(f"/units/why/?address=/units/{world.badinh.pk}/"))
    assert "Say about whom you ask." not in linked


def test_several_people_of_a_name_are_offered(world):
    answer = ask(world.hanoi_administrator, who="thi", unit="H001")
    assert answer.context["answer"] is None
    found = {one.full_name: one for one in answer.context["found"]}
    assert {"Lê Thị Hà", "Hoàng Thị Ánh"} <= set(found)
    chosen = ask(world.hanoi_administrator, person=found["Hoàng Thị Ánh"].pk, unit="H001")
    assert not chosen.context["answer"].sees


def test_it_tells_nothing_of_what_its_reader_does_not_read(world, bloc):
    keeper = world.hanoi_administrator
    # a thing of Huế, a draft of the own subtree, a page that is none
    for address in (
        reverse("units:unit_detail", args=[world.hue.pk]),
        thing(Activity, "Nháp").get_absolute_url(),
        reverse("units:unit_detail", args=[99999]),
        "/khong-co/",
        "http://[",
    ):
        answer = ask(keeper, person=world.viewer.person_id, address=address)
        assert answer.context["form"].errors["address"] == ["Nothing that you read stands at this address."], address
    # a person of Huế
    assert ask(keeper, person=world.hue_secretary.person_id, unit="H001").context["answer"] is None
    assert ask(keeper, who="Tôn Nữ Huế", unit="H001").context["form"].errors["who"]
    # a unit of Huế
    assert ask(keeper, person=world.viewer.person_id, unit="T46").context["form"].errors["unit"]


def test_a_post_at_a_unit_that_its_reader_does_not_read_is_not_named(world):
    several = world.hue_branch_secretary.person  # kept for the post at Ba Đình; the other one is Huế's
    answer = ask(world.hanoi_administrator, person=several.pk, address=thing(Activity, "Cùng làm").get_absolute_url())
    assert [reason[:40] for reason in answer.context["answer"].reasons] == [
        "As Theo dõi at Quận đoàn Ba Đình: this p",
        "A post at a unit that you do not read gi",
    ]
    assert "Toà án" not in text(answer)


def test_without_an_account_and_with_a_closed_one_it_says_so(world):
    nobody = Person.objects.create(full_name="Mai Văn Mới", unit=world.badinh)
    answer = ask(world.hanoi_administrator, person=nobody.pk, unit="H001").context["answer"]
    assert (answer.sees, answer.reasons, len(answer.warnings)) == (False, [], 2)
    User.objects.filter(pk=world.viewer.pk).update(is_active=False)
    answer = ask(world.hanoi_administrator, person=world.viewer.person_id, unit="H001").context["answer"]
    assert (answer.sees, answer.warnings[0][:22]) == (True, "The account is closed:")


def test_only_administrators_ask(world, bloc):
    for user in (world.hanoi_secretary, world.viewer, bloc.secretary, world.member):
        assert ask(user).status_code == 404
    assert ask(bloc.administrator).status_code == 200


def test_the_pages_of_units_and_people_lead_there(world):
    browser = sign_in(world.hanoi_administrator)
    unit = reverse("units:unit_detail", args=[world.badinh.pk])
    assert f"{reverse('units:why_seen')}?address={unit}" in text(browser.get(unit))
    person = reverse("units:person_detail", args=[world.viewer.person_id])
    assert f"{reverse('units:why_seen')}?person={world.viewer.person_id}" in text(browser.get(person))
