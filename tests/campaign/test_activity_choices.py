"""Of which kind, by which unit, with whom: what the form of an activity offers and what it refuses."""

import pytest
from django.utils.translation import override

from campaign.models import Activity, Movement
from tests.campaign.activity_posts import CREATE, post
from tests.cast import make_activity, make_kind, make_unit
from units.models import Post, Role, Sector


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def send(cast, client):
    """Posts the form as the secretary of Chi đoàn 3 and returns the answer."""
    client.force_login(cast.secretary)

    def press(**changes):
        return client.post(CREATE, post(cast, **changes))

    return press


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def test_only_kinds_for_the_units_sector_are_offered_the_usual_ones_first(cast, client):
    lessons = make_kind("thao-giang", "Thao giảng", "Open lessons", sectors=[Sector.EDUCATION])
    office = make_kind("mot-cua", "Một cửa", "One-stop", responsibility="work", sectors=[Sector.ADMINISTRATION])
    make_activity(cast, kind=office)
    client.force_login(cast.secretary)
    groups = client.get(CREATE).context["form"].fields["kind"].widget.choices
    assert [(str(label), options) for label, options in groups[1:]] == [
        ("Often used here", [(office.pk, "One-stop")]), ("Responsibility to oneself", []),
        ("Responsibility to one's work", [(office.pk, "One-stop")]),
        ("Responsibility to the community", [(cast.kind.pk, "Blood donation")]),
    ]  # fmt: skip
    assert lessons.pk not in dict(option for _label, options in groups[1:] for option in options)


def test_a_kind_of_another_sector_posted_by_hand_is_refused_beside_the_field(cast, send):
    lessons = make_kind("thao-giang", "Thao giảng", "Open lessons", sectors=[Sector.EDUCATION])
    message = "“Open lessons” is not meant for units of this sector (State administration)."
    assert errors(send(kind=lessons.pk)) == {"kind": [message]}
    assert errors(send(kind="999999")) == {"kind": ["This kind of activity is not in the catalogue."]}
    assert errors(send(kind="x")) == {"kind": ["This kind of activity is not in the catalogue."]}


def test_partners_are_found_by_code_or_name_and_movements_by_tick(cast, send):
    youth_month = Movement.objects.create(code="thang-tn", name_vi="Tháng Thanh niên", name_en="Youth Month")
    send(co_organisers="H001\nĐoàn cơ sở phường ngoc ha", also_serves=[youth_month.pk])
    activity = Activity.objects.get()
    assert {unit.code for unit in activity.co_organisers.all()} == {"H001", "NGOCHA"}
    assert list(activity.also_serves.all()) == [youth_month]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Chi đoàn không có", "No unit was found for “Chi đoàn không có”."),
        ("CDHUE", "No unit was found for “CDHUE”."),  # a branch of another province stays unknown
        ("CD3", "“CD3” is the author itself."),
        ("thanh doan", "“thanh doan” fits several units: Thành đoàn Huế (H474), Thành đoàn Hà Nội (T01). "
                       "Write the code."),
    ],
)  # fmt: skip
def test_a_partner_that_fits_none_or_several_is_told(send, typed, message):
    assert errors(send(co_organisers=typed)) == {"co_organisers": [message]}


def test_a_person_of_two_units_writes_for_the_one_whose_post_is_chosen(cast, client):
    second = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha, sector=Sector.EDUCATION)
    other = Post.objects.create(
        person=cast.secretary.person, unit=second, role=Role.SECRETARY, title="Bí thư", from_on="2016-01-01"
    )
    client.force_login(cast.secretary)
    client.post("/account/post/", {"post": other.pk})
    assert "Chi đoàn 4" in client.get(CREATE).content.decode()
    client.post(CREATE, post(cast, unit=second.pk))
    assert Activity.objects.get().unit == second
    # a form that was opened in the other post is not saved for this one's unit
    assert errors(client.post(CREATE, post(cast, unit=cast.chidoan3.pk)))["unit"]
    assert Activity.objects.count() == 1


def test_one_unit_is_not_asked_for_and_another_cannot_be_smuggled_in(cast, client, send):
    assert send(unit=None).status_code == 302
    assert Activity.objects.get().unit == cast.chidoan3
    assert errors(send(unit=cast.hue_branch.pk))["unit"]
    assert Activity.objects.count() == 1
